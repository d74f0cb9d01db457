"""What the scene has of a newsroom: Alfa runs it, Beta approves its plan, ``estraneo`` coordinates it.

The month that waits for approval is the next one. ``membro`` has an invitation that she has not answered.
"""

from typing import Any

from redazione import actions
from redazione import mese as del_mese
from redazione.actions.piano import Detta
from redazione.enums import Ruolo
from redazione.models import Legame, Testata
from talenti.base.clock import oggi
from talenti.base.permissions import Sistema
from talenti.rete.models import Partner
from tests.factories import immagini
from tests.factories.persone import PersonaFactory
from tests.security.scena_articoli import articoli_della_redazione

MESE = del_mese.dopo(oggi().replace(day=1))
SISTEMA = Sistema("prova")


def redazione(persone: dict[str, Any], alfa: Any) -> dict[str, Any]:
    """The values of the rows on the newsroom."""
    testata = Testata.objects.create(
        nome="Redazione di Prova", slug="redazione", partner=alfa, riferimento=Partner.objects.get(nome="Beta")
    )
    persone["redattrice"] = PersonaFactory(cognome="Redattrice")
    capo = _entra(testata, persone["estraneo"], Ruolo.CAPOREDATTORE)
    redattrice = _entra(testata, persone["redattrice"], Ruolo.REDATTORE)
    invito = actions.invita(testata, persone["membro"], ruolo=Ruolo.REVISORE, da=SISTEMA)
    return (
        {
            "collaborazione_sua": capo.codice,
            "collaborazione": redattrice.codice,
            "invito_in_redazione": invito.codice,
            "da_invitare": PersonaFactory(cognome="Invitabile").email,
            "indirizzo_di_beta": testata.riferimento.get_absolute_url(),
            "calendario_redazione": actions.nuovo_indirizzo(testata, da=persone["estraneo"]),
        }
        | _idee(testata, persone)
        | _piano(testata, persone, alfa)
        | _immagini(testata, persone)
        | articoli_della_redazione(testata, persone)
    )


def _entra(testata: Testata, persona: Any, ruolo: str) -> Any:
    collaborazione = actions.invita(testata, persona, ruolo=ruolo, da=SISTEMA)
    actions.entra(collaborazione, da=persona)
    return collaborazione


def _idee(testata: Testata, persone: dict[str, Any]) -> dict[str, Any]:
    capo, giovane = persone["estraneo"], persone["giovane"]
    idea = actions.proponi(testata, "Chi cura l'orto di quartiere.", tipo="storia", da=giovane)
    lasciata = actions.proponi(testata, "Dodici puntate sulla squadra.", tipo="video", da=giovane)
    actions.scarta(lasciata, "Dodici sono troppe.", da=capo)
    return {"idea": idea.codice, "idea_lasciata": lasciata.codice}


def _piano(testata: Testata, persone: dict[str, Any], alfa: Any) -> dict[str, Any]:
    """One thing of the next month that concerns Alfa, and one that was taken out."""
    capo = persone["estraneo"]
    detta = Detta(
        titolo="Apre l'hub di Alfa",
        nota="Orari e come si prenota.",
        tipo="servizio",
        prevista_per=MESE.replace(day=10),
        autori=[persone["redattrice"].pk],
        riguarda=[alfa.pk],
    )
    voce = actions.pianifica(testata, detta, da=capo)
    tolta = actions.pianifica(testata, Detta(titolo="Il video della festa"), da=capo)
    actions.lascia_voce(tolta, "Non c'è chi filma.", da=capo)
    legame = Legame.objects.create(voce=voce, tipo="partner", url=alfa.get_absolute_url(), titolo="Alfa")
    actions.commenta(voce, "Gli orari cambiano a giugno.", da=persone["amministrazione"])
    piano = actions.proponi_mese(testata, MESE, da=capo)
    return {
        "voce": voce.codice,
        "voce_pk": voce.pk,
        "voce_tolta": tolta.codice,
        "voce_riguarda": str(alfa.pk),
        "legame": legame.pk,
        "piano_letto": piano.impronta,
    }


def _immagini(testata: Any, persone: dict[str, Any]) -> dict[str, Any]:
    """One of somebody who said yes, that no public text shows."""
    immagine = immagini.con_consenso(testata, persone["redattrice"], alt="La squadra davanti all'hub")
    return {"immagine": immagine.codice, "consenso": immagine.consensi.get().pk}
