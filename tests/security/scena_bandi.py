"""What the scene has of calls: one of Alfa that is out, with its act, and one in draft."""

from dataclasses import replace
from typing import Any

from talenti.documenti.models import FileCaricato
from tests.factories.thinktown import completa, dati_atto
from thinktown import actions
from thinktown.definizione import Definizione
from thinktown.enums import Misura


def bandi(persone: dict[str, Any], alfa: Any) -> dict[str, Any]:
    """The values of the rows on calls."""
    scrive, pubblica = persone["ufficio"], persone["amministrazione"]
    uscito, bozza = (actions.crea(alfa, misura=Misura.GRUPPI, da=scrive) for _quale in range(2))
    actions.salva(uscito, _detto("Bando di Alfa"), da=scrive, revisione=0)
    actions.salva(bozza, _detto("Bozza di bando di Alfa"), da=scrive, revisione=0)
    actions.manda_in_verifica(uscito, da=scrive)
    # Files are uploaded in no transaction: the letter that the scene has already stands for the act.
    file = FileCaricato.objects.presenti().order_by("pk")[0]
    actions.pubblica(uscito, replace(dati_atto(), file=file), da=pubblica)
    incarico = actions.incarica(uscito, scrive, ruolo="istruttore", da=pubblica)
    return {
        "bando": uscito.slug,
        "atto_bando": uscito.atti.get().pk,
        "bando_pk": uscito.pk,
        "bozza_bando": bozza.pk,
        "incarico": incarico.pk,
    }


def _detto(titolo: str) -> Definizione:
    detta = completa()
    return replace(detta, racconto=replace(detta.racconto, titolo=titolo))
