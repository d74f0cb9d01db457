"""The commission of the call that has been judged: named after the closing, its dates, declarations, a substitute.

Its people are invented, as everybody here; number and document of the act too.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from talenti.base.clock import oggi
from talenti.documenti.actions import carica
from talenti.documenti.models import FileCaricato
from talenti.portale.demo.gente import nasce, persona
from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown.actions import DatiAtto
from thinktown.actions import commissione as verbi
from thinktown.actions.commissione import DatiFase, Dichiarata, Nominato
from thinktown.demo.atti import pdf_atto
from thinktown.demo.bandi import PREVISTI, SEGUE, bando_di
from thinktown.enums import TipoAtto
from thinktown.enums_valutazione import MotivoConflitto, RuoloCommissario, TipoFase, VediVoti
from thinktown.models import Commissario, Commissione

_SCORSO = next(uno for uno in PREVISTI if uno.chiave == "scorso")
_NUMERO, _FILE = "447", "nomina-della-commissione.pdf"
PRESIDENTE, COMPONENTE, SUPPLENTE, SEGRETARIO = RuoloCommissario
# Key, name, surname, born, seat, for whom.
CHI = (
    ("commissione1", "Ombretta", "Saggi", date(1971, 3, 9), PRESIDENTE, "Comune capofila"),
    ("commissione2", "Silvio", "Modelli", date(1984, 11, 2), COMPONENTE, "Associazioni giovanili"),
    ("commissione3", "Lidia", "Provini", date(1990, 6, 21), COMPONENTE, "Terzo settore"),
    ("commissione4", "Renzo", "Inventi", date(1979, 1, 30), SUPPLENTE, "Scuole superiori"),
    ("commissione5", "Piera", "Campioni", date(1988, 9, 14), SEGRETARIO, "Ufficio politiche giovanili"),
)
# Who has a conflict, with the application of which number, and what she says of it.
IN_CONFLITTO, SU = "commissione3", 3
_PERCHE = Dichiarata(MotivoConflitto.LAVORO, "Ne ho fatto parte fino all'anno scorso.")
NOMINATA, DATE = 268, 267
# One an evening, in the days between the first phase and the second.
DICHIARANO = {"commissione1": 266, "commissione2": 265, "commissione3": 264, "commissione4": 263}
SUPPLISCE, DA_SOLI, INSIEME, CHIUSA = 262, 260, 245, 230


def eventi(nascita: datetime) -> Iterator[Evento]:
    def evento(nome: str, giorni: int, fai: object, ora: int = 10, **altro: bool) -> Evento:
        return Evento(f"commissione:{nome}", giorni_fa(nascita, giorni, ora), fai, **altro)  # type: ignore[arg-type]  # as Evento has it

    yield evento("gente", 280, _gente, 18)
    yield evento("atto", NOMINATA, _atto, 9, da_solo=True)
    yield evento("nomina", NOMINATA, _nomina)
    yield evento("date", DATE, partial(_date, nascita))
    for chi, giorni in DICHIARANO.items():
        yield evento(f"dichiara:{chi}", giorni, partial(_dichiara, chi), 21)
    yield evento("supplisce", SUPPLISCE, _supplisce)


def _gente() -> None:
    for chiave, nome, cognome, nato_il, _ruolo, _ente in CHI:
        nasce(chiave, nome, cognome, nato_il)


def _atto() -> None:
    bando = bando_di(_SCORSO)
    carica(pdf_atto(bando, TipoAtto.NOMINA, _NUMERO, oggi(), ""), per=bando, da=_nora(), nome=_FILE)


def _nora() -> object:
    """Who answers for the calls of that body."""
    return persona(SEGUE[_SCORSO.ente][0])


def _nomina() -> None:
    bando = bando_di(_SCORSO)
    file = FileCaricato.objects.di(bando).presenti().filter(nome=_FILE).first()
    chi = [Nominato(persona(chiave), ruolo, ente) for chiave, _nome, _cognome, _nato, ruolo, ente in CHI]
    verbi.nomina(bando, chi, DatiAtto(numero=_NUMERO, data=oggi(), motivo="", file=file), da=_nora())


def _date(nascita: datetime) -> None:
    fasi = (
        DatiFase(TipoFase.DICHIARA),
        DatiFase(TipoFase.DA_SOLI, giorni_fa(nascita, DA_SOLI, 9)),
        DatiFase(TipoFase.INSIEME, giorni_fa(nascita, INSIEME, 9), voti=VediVoti.SEMPRE),
        DatiFase(TipoFase.CHIUSA, giorni_fa(nascita, CHIUSA, 18), voti=VediVoti.SEMPRE),
    )
    verbi.programma(_commissione(), fasi, da=_nora())


def _commissione() -> Commissione:
    return Commissione.objects.get(bando=bando_di(_SCORSO))


def _posto(chi: str) -> Commissario:
    return _commissione().commissari.select_related("persona", "commissione").get(persona=persona(chi))


def _dichiara(chi: str) -> None:
    posto = _posto(chi)
    dette = {
        una.codice: _PERCHE if (chi, una.numero) == (IN_CONFLITTO, SU) else Dichiarata()
        for una in verbi.domande_ammesse(posto.commissione)
    }
    verbi.dichiara(posto, dette, senza_condanne=True, da=posto.persona)


def _supplisce() -> None:
    domanda = verbi.domande_ammesse(_commissione()).get(numero=SU)
    chi = next(chiave for chiave, *_resto, ruolo, _ente in CHI if ruolo == SUPPLENTE)
    verbi.supplisce(domanda, al_posto_di=_posto(IN_CONFLITTO), supplente=_posto(chi), da=_nora())
