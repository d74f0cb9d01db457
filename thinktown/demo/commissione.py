"""The commissions of the demonstration, each call in another phase: named, declarations, a substitute,
sheets begun and signed. What comes after is in ``graduatorie.py``.

Their people are invented, as everybody here; numbers and documents of the acts too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from talenti.base.clock import adesso, oggi
from talenti.documenti.actions import carica
from talenti.documenti.models import FileCaricato
from talenti.portale.demo.gente import nasce, persona
from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown.actions import DatiAtto, schede
from thinktown.actions import commissione as verbi
from thinktown.actions.commissione import DatiFase, Dichiarata, Nominato
from thinktown.commissari import da_firmare
from thinktown.demo.atti import pdf_atto
from thinktown.demo.bandi import PREVISTI, SEGUE, Previsto, bando_di
from thinktown.enums import TipoAtto
from thinktown.enums_valutazione import MotivoConflitto, RuoloCommissario, TipoFase, VediVoti
from thinktown.models import Commissario, Commissione, Domanda, Scheda

PRESIDENTE, COMPONENTE, SUPPLENTE, SEGRETARIO = RuoloCommissario
# Key, name, surname, born, seat, for whom.
CHI = (
    ("commissione1", "Ombretta", "Saggi", date(1971, 3, 9), PRESIDENTE, "Comune capofila"),
    ("commissione2", "Silvio", "Modelli", date(1984, 11, 2), COMPONENTE, "Associazioni giovanili"),
    ("commissione3", "Lidia", "Provini", date(1990, 6, 21), COMPONENTE, "Terzo settore"),
    ("commissione4", "Renzo", "Inventi", date(1979, 1, 30), SUPPLENTE, "Scuole superiori"),
    ("commissione5", "Piera", "Campioni", date(1988, 9, 14), SEGRETARIO, "Ufficio politiche giovanili"),
)
VOTANO = ("commissione1", "commissione2", "commissione3")
_SUPPLENTE = "commissione4"
# Who has a conflict, and what she says of it.
IN_CONFLITTO = "commissione3"
_PERCHE = Dichiarata(MotivoConflitto.LAVORO, "Ne ho fatto parte fino all'anno scorso.")
_MOTIVI = (
    "Si capisce che cosa cambia, e per chi.",
    "L'idea c'è; qualche passaggio è da chiarire.",
    "Persone, tempi e spese stanno insieme.",
    "Coinvolge chi di solito resta fuori.",
)


@dataclass(frozen=True)
class Piano:
    """What a commission does, in days before the birth; a phase under zero has still to begin.

    ``conflitto``: on the application of which number; ``dichiarano``: who has; ``firmate``: who signs, and how many of
    the applications; ``a_meta``: she has written a part of the next.
    """

    chiave: str
    numero: str
    nomina: int
    dichiara: int
    da_soli: int
    insieme: int
    chiusa: int
    conflitto: int | None = None
    dichiarano: tuple[str, ...] = ("commissione1", "commissione2", "commissione3", "commissione4", "commissione5")
    firmate: tuple[tuple[str, int], ...] = ()
    a_meta: str = ""

    @property
    def previsto(self) -> Previsto:
        return next(uno for uno in PREVISTI if uno.chiave == self.chiave)


TUTTE = 99
_HANNO_FIRMATO = tuple((chi, TUTTE) for chi in VOTANO)
PIANI = (
    Piano("scorso", "447", 268, 267, 260, 245, 230, conflitto=3, firmate=_HANNO_FIRMATO),
    Piano("memoria", "602", 100, 99, 90, 60, 20, firmate=_HANNO_FIRMATO),
    Piano("sport", "640", 72, 71, 60, 6, -12, firmate=_HANNO_FIRMATO),
    Piano(
        "musica", "676", 46, 45, 12, -9, -30, conflitto=2, a_meta="commissione2",
        firmate=(("commissione1", 4), ("commissione2", 2), ("commissione3", 1)),
    ),
    Piano("spazi", "712", 12, 4, -5, -25, -40, dichiarano=("commissione1", "commissione4")),
)  # fmt: skip
DI = {piano.chiave: piano for piano in PIANI}


def eventi(nascita: datetime) -> Iterator[Evento]:
    # Before the first call that they judge.
    yield Evento("commissione:gente", giorni_fa(nascita, 280, 18), _gente)
    for piano in PIANI:
        yield from _di_uno(nascita, piano)


def _di_uno(nascita: datetime, piano: Piano) -> Iterator[Evento]:
    def evento(nome: str, giorni: int, fai: Any, ora: int = 10, minuti: int = 0, **altro: bool) -> Evento:
        chiave = f"commissione:{piano.chiave}:{nome}"
        return Evento(chiave, giorni_fa(nascita, giorni, ora, minuti), fai, **altro)

    yield evento(
        "atto", piano.nomina, partial(tieni_atto, piano.previsto, TipoAtto.NOMINA, piano.numero), 9, da_solo=True
    )
    yield evento("nomina", piano.nomina, partial(_nomina, piano))
    yield evento("date", piano.dichiara, partial(_date, nascita, piano), 8)
    # One an evening, in the days between the first phase and the second.
    for n, chi in enumerate(piano.dichiarano):
        yield evento(f"dichiara:{chi}", max(piano.dichiara - n, 1), partial(_dichiara, piano, chi), 21, n)
    if piano.conflitto is not None:
        yield evento("supplisce", piano.da_soli + 1, partial(_supplisce, piano))
    for n, (chi, quante) in enumerate(piano.firmate):
        yield evento(f"firma:{chi}", piano.da_soli - 1 - n, partial(_firma, piano, chi, quante), 18)
    if piano.conflitto is not None and piano.insieme > 0:
        yield evento("firma:supplente", piano.da_soli - 5, partial(_firma, piano, _SUPPLENTE, TUTTE), 18)
    if piano.a_meta:
        yield evento("a_meta", 2, partial(_a_meta, piano), 19)


# ── Named, dated, declared ────────────────────────────────────────────────────────────────────────
def _gente() -> None:
    for chiave, nome, cognome, nato_il, _ruolo, _ente in CHI:
        nasce(chiave, nome, cognome, nato_il)


def risponde_del(previsto: Previsto) -> Any:
    """Who answers for the calls of that body."""
    return persona(SEGUE[previsto.ente][0])


def _nome(tipo: TipoAtto, numero: str) -> str:
    return f"{tipo}-{numero}.pdf"


def tieni_atto(previsto: Previsto, tipo: TipoAtto, numero: str) -> None:
    bando = bando_di(previsto)
    carica(pdf_atto(bando, tipo, numero, oggi(), ""), per=bando, da=risponde_del(previsto), nome=_nome(tipo, numero))


def dati(previsto: Previsto, tipo: TipoAtto, numero: str, motivo: str = "") -> DatiAtto:
    """The act of today, with its document where it has been uploaded."""
    file = FileCaricato.objects.di(bando_di(previsto)).presenti().filter(nome=_nome(tipo, numero)).first()
    return DatiAtto(numero=numero, data=oggi(), motivo=motivo, file=file)


def _nomina(piano: Piano) -> None:
    chi = [Nominato(persona(chiave), ruolo, ente) for chiave, _nome, _cognome, _nato, ruolo, ente in CHI]
    atto = dati(piano.previsto, TipoAtto.NOMINA, piano.numero)
    verbi.nomina(bando_di(piano.previsto), chi, atto, da=risponde_del(piano.previsto))


def _date(nascita: datetime, piano: Piano) -> None:
    """At the hour of each day; those to come are counted from the birth."""

    def quando(giorni: int, ora: int) -> datetime:
        return giorni_fa(nascita, giorni, ora) if giorni > 0 else giorni_fa(nascita, 0, ora) + timedelta(days=-giorni)

    fasi = (
        DatiFase(TipoFase.DICHIARA),
        DatiFase(TipoFase.DA_SOLI, quando(piano.da_soli, 9)),
        DatiFase(TipoFase.INSIEME, quando(piano.insieme, 9), voti=VediVoti.SEMPRE),
        DatiFase(TipoFase.CHIUSA, quando(piano.chiusa, 18), voti=VediVoti.SEMPRE),
    )
    verbi.programma(commissione_di(piano), fasi, da=risponde_del(piano.previsto))


def commissione_di(piano: Piano) -> Commissione:
    return Commissione.objects.get(bando=bando_di(piano.previsto))


def posto(piano: Piano, chi: str) -> Commissario:
    posti = commissione_di(piano).commissari.select_related("persona", "commissione__bando")
    return posti.get(persona=persona(chi))


def _dichiara(piano: Piano, chi: str) -> None:
    suo = posto(piano, chi)
    dette = {
        una.codice: _PERCHE if (chi, una.numero) == (IN_CONFLITTO, piano.conflitto) else Dichiarata()
        for una in verbi.domande_ammesse(suo.commissione)
    }
    verbi.dichiara(suo, dette, senza_condanne=True, da=suo.persona)


def _supplisce(piano: Piano) -> None:
    domanda = verbi.domande_ammesse(commissione_di(piano)).get(numero=piano.conflitto)
    verbi.supplisce(
        domanda,
        al_posto_di=posto(piano, IN_CONFLITTO),
        supplente=posto(piano, _SUPPLENTE),
        da=risponde_del(piano.previsto),
    )


# ── Sheets ────────────────────────────────────────────────────────────────────────────────────────
def _punti(domanda: Domanda, chi: str, n: int, massimo: Decimal) -> Decimal:
    """Whoever came first by number has some more; each member sees it a little differently."""
    quale, di_chi = domanda.numero or 0, int(chi[-1])
    su_venti = 18 - quale % 5 * 2 - (quale * 3 + n * 5 + di_chi * 7) % 4
    # On one of each call they do not agree: there is something to discuss.
    su_venti -= 6 if (quale, di_chi) == (3, 2) else 0
    return (massimo * max(su_venti, 2) / 20).quantize(Decimal("0.5"))


def _scrive(suo: Commissario, domanda: Domanda, chi: str, quanti: int = 99) -> Scheda:
    domanda.bando = suo.commissione.bando
    scheda = schede.apri(suo, domanda)
    criteri = suo.commissione.bando.in_vigore.criteri[:quanti]
    dati_ = {
        uno.chiave: schede.Punti(_punti(domanda, chi, n, uno.massimo), _MOTIVI[n % len(_MOTIVI)])
        for n, uno in enumerate(criteri)
    }
    schede.salva(scheda, dati_, revisione=scheda.revisione, da=suo.persona)
    return scheda


def _firma(piano: Piano, chi: str, quante: int) -> None:
    suo = posto(piano, chi)
    for domanda in da_firmare(suo).order_by("numero")[:quante]:
        scheda = _scrive(suo, domanda, chi)
        schede.firma(scheda, revisione=scheda.revisione, da=suo.persona)


def _a_meta(piano: Piano) -> None:
    suo = posto(piano, piano.a_meta)
    domanda = da_firmare(suo).order_by("numero").first()
    if domanda is not None:
        _scrive(suo, domanda, piano.a_meta, 2)


def fra(giorni: int) -> datetime:
    """The end of the working day so many days from now."""
    return (adesso() + timedelta(days=giorni)).replace(hour=17, minute=0, second=0, microsecond=0)
