"""What the scene has of the office at work: a call of Alfa that has closed, a draw, a delegation, a saved filter."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from talenti.avvisi.actions import spazza
from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.permissions import Sistema
from talenti.registro.actions import annuncia
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.campioni import estratto
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import completa, dati_atto, inviata
from thinktown import actions
from thinktown.actions.deleghe import delega
from thinktown.actions.filtri import salva_filtro
from thinktown.actions.viste import segna_vista
from thinktown.enums import Festivi, Misura

DELEGATA = "delegata@example.org"


def campioni(persone: dict[str, Any], alfa: Any) -> dict[str, Any]:
    """Written and closed before today by the technical account: the roles of the others begin today."""
    tecnica, officer = persone["superuser"], persone["ufficio"]
    with a_quest_ora(adesso() - timedelta(days=20)):
        bando = actions.crea(alfa, misura=Misura.GRUPPI, da=tecnica)
        detta = completa(chiude=adesso() + timedelta(days=10))
        tempi = replace(detta.tempi, festivi=Festivi.COSI)
        detta = replace(detta, tempi=tempi, racconto=replace(detta.racconto, titolo="Bando chiuso di Alfa"))
        actions.salva(bando, detta, da=tecnica, revisione=0)
        actions.manda_in_verifica(bando, da=tecnica)
        actions.pubblica(bando, dati_atto(), da=Sistema("prova"))
        domanda = inviata(bando, persone["giovane"])
    _consegna_allora()
    campione = estratto(bando, persone["amministrazione"], 100)
    incarico = actions.incarica(bando, officer, ruolo="istruttore", da=persone["amministrazione"])
    segna_vista(domanda, officer)
    rete.membro(alfa, ruoli.OPERATORE, PersonaFactory(email=DELEGATA))
    sostituta = rete.membro(alfa, ruoli.OPERATORE, PersonaFactory())
    return {
        "bando_chiuso": bando.pk,
        "domanda_estratta": campione.verifiche.get().domanda.codice,
        "delega": delega(incarico, sostituta, dal=oggi(), al=oggi() + timedelta(days=9), da=officer).pk,
        "filtro": salva_filtro(bando, "Mio", "cosa=da_controllare", ammessi=("cosa",), da=officer).pk,
    }


def _consegna_allora() -> None:
    """What followed from those acts was done in those days: nothing is late today."""
    with a_quest_ora(adesso() - timedelta(days=19)):
        annuncia()
        while spazza():
            pass
