"""The sittings of a commission in the demonstration: one held, with its minutes signed; one convened for these days."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown.actions import sedute, verbali
from thinktown.actions.commissione import domande_ammesse
from thinktown.actions.sedute import Appuntamento, Presente, Punto
from thinktown.demo.commissione import CHI, DI, commissione_di, fra
from thinktown.enums_sedute import ComePresente
from thinktown.models import Domanda, Seduta

PIANO = DI["sport"]
PRESIDENTE, SEGRETARIA = "commissione1", "commissione5"
# Days before the birth.
CONVOCATA, TENUTA, FIRMATO, DI_NUOVO = 6, 4, 3, 2
_SI_E_DETTO = (
    "I punteggi sono vicini: si rilegge insieme il conto delle spese, che torna. Nessuno cambia la sua scheda.",
    "C'è distanza su «Coinvolge»: chi ha dato di meno pensava a un gruppo chiuso, ma la domanda dice il contrario.",
)
_VERBALE = "La seduta comincia all'ora della convocazione. Si decide di ritrovarsi per le domande che restano."


def eventi(nascita: datetime) -> Iterator[Evento]:
    def evento(nome: str, giorni: int, fai: Any, ora: int) -> Evento:
        return Evento(f"sedute:{nome}", giorni_fa(nascita, giorni, ora), fai)

    yield evento("convoca", CONVOCATA, partial(_convoca, CONVOCATA - TENUTA, "Sala riunioni, primo piano"), 10)
    yield evento("tiene", TENUTA, _tiene, 17)
    yield evento("chiude", TENUTA, _chiude, 18)
    yield evento("scrive", TENUTA, _scrive, 20)
    yield evento("firma", FIRMATO, _firma, 9)
    yield evento("di-nuovo", DI_NUOVO, partial(_convoca, DI_NUOVO + 3, "Sala riunioni, primo piano"), 10)


def _convoca(giorni: int, dove: str) -> None:
    commissione = commissione_di(PIANO)
    domande = [Punto(domanda=una.pk) for una in _domande()[: len(_SI_E_DETTO)]]
    sedute.convoca(
        commissione,
        Appuntamento(fra(giorni), 90, dove, "https://riunioni.example.org/commissione"),
        [Punto("Lettura dei punteggi"), *domande],
        da=persona(PRESIDENTE),
    )


def _domande() -> list[Domanda]:
    return list(domande_ammesse(commissione_di(PIANO)))


def _seduta() -> Seduta:
    return Seduta.objects.select_related("commissione__bando").get(commissione=commissione_di(PIANO), n=1)


def _tiene() -> None:
    """The substitute has written that she does not come; the secretary is there from afar."""
    seduta, presiede = _seduta(), persona(PRESIDENTE)
    sedute.apre(seduta, da=presiede)
    come = {
        "commissione3": ComePresente.A_DISTANZA,
        "commissione4": ComePresente.GIUSTIFICATA,
        SEGRETARIA: ComePresente.A_DISTANZA,
    }
    posti = seduta.commissione.commissari.filter(al__isnull=True).select_related("persona")
    chi = {persona(chiave).pk: come.get(chiave, ComePresente.IN_SEDE) for chiave, *_altro in CHI}
    sedute.presenze(seduta, {uno.pk: Presente(chi[uno.persona_id]) for uno in posti}, da=presiede)
    for domanda, testo in zip(_domande(), _SI_E_DETTO, strict=False):
        sedute.discute(seduta, domanda, testo, da=presiede)


def _chiude() -> None:
    sedute.chiude(_seduta(), da=persona(PRESIDENTE))


def _scrive() -> None:
    verbale, scrive = _seduta().verbale, persona(SEGRETARIA)
    verbali.scrive(verbale, _VERBALE, revisione=verbale.revisione, da=scrive)
    verbali.propone(verbale, revisione=verbale.revisione, da=scrive)


def _firma() -> None:
    verbale = _seduta().verbale
    verbali.firma(verbale, impronta=verbale.impronta, da=persona(PRESIDENTE))
