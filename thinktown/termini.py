"""By when the office has to decide on an application: days counted, stopped, moved off holidays. No database here.

Sources: L. 241/1990 art. 2 (the term; it stops once, for at most 30 days, while documents are asked for), art. 10-bis
(it starts again ten days after the answer, or after the day by which one could answer).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from talenti.base.clock import a_roma
from talenti.luoghi.calendario import prossimo_lavorativo
from thinktown.enums_istruttoria import (
    PREAVVISO_GIORNI,
    SOSPENSIONE_MASSIMA,
    TERMINE_GIORNI,
    TipoProvvedimento,
)


@dataclass(frozen=True)
class Sospensione:
    """The clock stopped at ``dal``; it runs again from ``al``; None, it still stands."""

    tipo: str
    dal: datetime
    al: datetime | None = None


def giorni_fermi(sospensioni: Iterable[Sospensione], ora: datetime) -> int:
    """How many days the clock stood, until ``ora``: each part of a day is a day left to the office."""
    fermi = 0
    for una in sospensioni:
        giorni = (a_roma(una.al or ora).date() - a_roma(una.dal).date()).days
        if una.tipo == TipoProvvedimento.INTEGRAZIONE:
            giorni = min(giorni, SOSPENSIONE_MASSIMA)
        elif una.al is not None:
            giorni += PREAVVISO_GIORNI
        fermi += max(giorni, 0)
    return fermi


def si_decide_entro(inizio: datetime, giorni: int | None, sospensioni: Iterable[Sospensione], ora: datetime) -> date:
    """The last day for it, that day included; one on a holiday moves to the first working day after.

    A stop of before ``inizio`` belongs to a term that began anew since: it adds nothing.
    """
    sue = (una for una in sospensioni if una.dal >= inizio)
    quanti = (giorni or TERMINE_GIORNI) + giorni_fermi(sue, ora)
    return prossimo_lavorativo(a_roma(inizio).date() + timedelta(days=quanti))


def si_risponde_prima_di(comunicato: datetime, giorni: int) -> datetime:
    """The instant that ends the last day for an answer: that day, moved off holidays, is whole."""
    ultimo = prossimo_lavorativo(a_roma(comunicato).date() + timedelta(days=giorni))
    return a_roma(datetime.combine(ultimo + timedelta(days=1), datetime.min.time(), a_roma(comunicato).tzinfo))


def ultimo_giorno(prima_di: datetime) -> date:
    """The day that an instant ends: what is due before its midnight is due on it."""
    return a_roma(prima_di - timedelta(microseconds=1)).date()


# ── Appeals ───────────────────────────────────────────────────────────────────────────────────────
RICORSO_TAR, RICORSO_PRESIDENTE = 60, 120
_AGOSTO = 8


def ricorso_al_tar(comunicato: datetime) -> date:
    """The last day: August does not count (D.lgs. 104/2010 artt. 29, 41, 54), a holiday moves it (art. 52)."""
    giorno, mancano = a_roma(comunicato).date(), RICORSO_TAR
    while mancano:
        giorno += timedelta(days=1)
        mancano -= giorno.month != _AGOSTO
    giorno = prossimo_lavorativo(giorno)
    return prossimo_lavorativo(giorno.replace(month=_AGOSTO + 1, day=1)) if giorno.month == _AGOSTO else giorno


def ricorso_al_presidente(comunicato: datetime) -> date:
    """The last day for an appeal to the President of the Republic (DPR 1199/1971 art. 9): every day counts."""
    return prossimo_lavorativo(a_roma(comunicato).date() + timedelta(days=RICORSO_PRESIDENTE))
