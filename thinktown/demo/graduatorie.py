"""The rankings of the demonstration: one final, with who accepted, who gave up, who came next; one out for some days,
with an error pointed out that waits for its answer.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown.actions import chiamate, graduatorie, osservazioni
from thinktown.demo.bandi import bando_di
from thinktown.demo.commissione import DI, dati, fra, risponde_del, tieni_atto
from thinktown.enums import RuoloComponente, TipoAtto
from thinktown.enums_graduatoria import EsitoGraduatoria
from thinktown.graduatoria import canonico
from thinktown.models import Bando, Chiamata, Osservazione, RigaGraduatoria

SCORSO, MEMORIA = DI["scorso"].previsto, DI["memoria"].previsto
# Days before the birth.
USCITA, OSSERVATA, RISPOSTA, DEFINITIVA, RISPONDONO, SCORRE = 228, 224, 221, 214, 211, 206
MEMORIA_USCITA, MEMORIA_OSSERVATA = 6, 2
_CHE_COSA = (
    "Nella voce «Si può fare» un motivo parla di spese senza preventivo, ma il preventivo è negli allegati. "
    "Chiediamo di riguardare quel punteggio."
)
_NO = (
    "La commissione ha riletto la scheda: il preventivo c'è, e i punti ne tengono già conto. Il motivo parlava di "
    "un'altra spesa, quella dei volantini. La graduatoria resta com'è."
)


def eventi(nascita: datetime) -> Iterator[Evento]:
    def evento(nome: str, giorni: int, fai: Any, ora: int = 11, **altro: bool) -> Evento:
        return Evento(f"graduatoria:{nome}", giorni_fa(nascita, giorni, ora), fai, **altro)

    def atto(previsto: Any, giorni: int, tipo: TipoAtto, numero: str) -> Evento:
        return evento(f"{previsto.chiave}:{tipo}", giorni, partial(tieni_atto, previsto, tipo, numero), 9, da_solo=True)

    yield atto(SCORSO, USCITA, TipoAtto.PROVVISORIA, "489")
    yield evento("scorso:pubblica", USCITA, partial(_pubblica, SCORSO, "489"))
    yield evento("scorso:osserva", OSSERVATA, partial(_osserva, SCORSO), 20)
    yield evento("scorso:respinge", RISPOSTA, _respinge)
    yield atto(SCORSO, DEFINITIVA, TipoAtto.DEFINITIVA, "503")
    yield evento("scorso:approva", DEFINITIVA, _approva)
    yield evento("scorso:rispondono", RISPONDONO, _rispondono, 18)
    yield atto(SCORSO, SCORRE, TipoAtto.SCORRIMENTO, "511")
    yield evento("scorso:scorre", SCORRE, _scorre)
    yield evento("scorso:accettano", SCORRE - 2, _accettano, 18)
    yield atto(MEMORIA, MEMORIA_USCITA, TipoAtto.PROVVISORIA, "755")
    yield evento("memoria:pubblica", MEMORIA_USCITA, partial(_pubblica, MEMORIA, "755"))
    yield evento("memoria:osserva", MEMORIA_OSSERVATA, partial(_osserva, MEMORIA), 20)


def _letta(bando: Bando) -> str:
    return canonico.impronta_risultato(graduatorie.calcolata(bando)[1])


def _pubblica(previsto: Any, numero: str) -> None:
    bando, atto = bando_di(previsto), dati(previsto, TipoAtto.PROVVISORIA, numero)
    graduatorie.pubblica_graduatoria(bando, atto, letta=_letta(bando), da=risponde_del(previsto))


def _osserva(previsto: Any) -> None:
    """By the last that was found suitable, or not: who would have gained from it."""
    righe = RigaGraduatoria.objects.filter(graduatoria__bando=bando_di(previsto))
    ultima = righe.exclude(esito__in=(EsitoGraduatoria.SCELTA, EsitoGraduatoria.ESCLUSA)).select_related("domanda")
    riga = ultima.order_by("ordine").last() or righe.select_related("domanda").order_by("ordine").last()
    osservazioni.osserva(riga.domanda, testo=_CHE_COSA, da=_parla(riga.domanda))


def _parla(domanda: Any) -> Any:
    return domanda.componenti.select_related("persona").get(ruolo=RuoloComponente.REFERENTE).persona


def _respinge() -> None:
    una = Osservazione.objects.da_decidere().get(domanda__bando=bando_di(SCORSO))
    osservazioni.respinge(una, risposta=_NO, da=risponde_del(SCORSO))


def _approva() -> None:
    bando = bando_di(SCORSO)
    graduatorie.approva_graduatoria(
        bando,
        dati(SCORSO, TipoAtto.DEFINITIVA, "503"),
        letta=_letta(bando),
        entro=fra(7),
        da=risponde_del(SCORSO),
    )


def _rispondono() -> None:
    """All but the first accept: it moves away."""
    prima, *altre = _in_attesa()
    chiamate.rinuncia(prima, perche="Ci trasferiamo per studio.", da=_parla(prima.domanda))
    for una in altre:
        chiamate.accetta(una, da=_parla(una.domanda))


def _in_attesa() -> list[Chiamata]:
    attese = Chiamata.objects.filter(bando=bando_di(SCORSO), stato="attesa")
    return list(attese.select_related("domanda__bando").order_by("pk"))


def _scorre() -> None:
    bando = bando_di(SCORSO)
    passi = chiamate.prossime(bando)
    lette = [*(una.codice for una in passi.nuove), *passi.completate]
    if lette:
        motivo = "Chi era al primo posto ha rinunciato."
        atto = dati(SCORSO, TipoAtto.SCORRIMENTO, "511", motivo)
        chiamate.scorre(bando, atto, entro=fra(7), lette=lette, da=risponde_del(SCORSO))


def _accettano() -> None:
    for una in _in_attesa():
        chiamate.accetta(una, da=_parla(una.domanda))
