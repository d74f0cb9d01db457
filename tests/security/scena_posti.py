"""What the scene has of places: Alfa's call that collected them, with one that is out, and its call that answers."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from talenti.base.clock import a_quest_ora, adesso
from tests.factories.istruttoria import in_ordine
from tests.factories.posti import inviata_da, pubblicata
from tests.factories.thinktown import completa, dati_atto
from thinktown import actions
from thinktown.definizione import Definizione
from thinktown.enums import Festivi
from thinktown.misure import Modello
from thinktown.models import Bando


def posti(persone: dict[str, Any], alfa: Any) -> dict[str, Any]:
    """The values of the rows on places. The first call has closed a second ago."""
    ora = adesso()
    with a_quest_ora(ora - timedelta(seconds=2)):
        detta = completa(Modello.INNOVAZIONE, chiude=ora - timedelta(seconds=1))
        detta = replace(detta, tempi=replace(detta.tempi, festivi=Festivi.COSI))
        primo = _uscito(persone, alfa, detta, "Alfa raccoglie")
        scelta, libera = (in_ordine(inviata_da(primo, Modello.INNOVAZIONE, n)) for n in (1, 2))
    offerta = pubblicata(scelta, persone["amministrazione"])
    detta = completa(Modello.INNOVAZIONE_GIOVANI, posti_di=primo.codice)
    secondo = _uscito(persone, alfa, detta, "Alfa fa scegliere")
    return {
        "raccolta_pk": primo.pk,
        "da_scegliere": libera.codice,
        "posto": offerta.codice,
        "bando_con_posti": secondo.slug,
    }


def _uscito(persone: dict[str, Any], alfa: Any, detta: Definizione, titolo: str) -> Bando:
    scrive, pubblica = persone["ufficio"], persone["amministrazione"]
    bando = actions.crea(alfa, misura="innovazione", da=scrive)
    actions.salva(bando, replace(detta, racconto=replace(detta.racconto, titolo=titolo)), da=scrive, revisione=0)
    actions.manda_in_verifica(bando, da=scrive)
    actions.pubblica(bando, dati_atto(), da=pubblica)
    return bando
