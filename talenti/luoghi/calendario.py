"""Holidays and working days.

National holidays come from the package `holidays` (which knows that 4 October is one again from 2026,
law 151/2025), patron days from `Patrono`. Whether Saturday is a working day depends on the act that asks
(an office's days, a term of law), so it is always said by the caller; a body adds its own closures.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _
from holidays import country_holidays

from talenti.base.memoria import un_minuto
from talenti.luoghi.models import Comune, Patrono

_SABATO, _DOMENICA = 5, 6
_UN_GIORNO = timedelta(days=1)
# Longer than any run of closed days in real life: beyond it the closures given are wrong.
_MASSIMO_CHIUSO = 366


@lru_cache(maxsize=64)
def _feste(anno: int) -> dict[date, str]:
    # "it" would silently give the names in English.
    return {
        giorno: nome.replace("; ", ", ")
        for giorno, nome in country_holidays("IT", years=anno, language="it_IT").items()
    }


class Calendario:
    """The working days of a comune (or of no place in particular), loaded once and asked many times."""

    def __init__(
        self, comune: Comune | None = None, *, sabato_lavorativo: bool = False, chiusure: Iterable[date] = ()
    ) -> None:
        self.sabato_lavorativo = sabato_lavorativo
        self.chiusure = frozenset(chiusure)
        self.patrono = Patrono.objects.filter(comune=comune).first() if comune else None

    def festivo(self, giorno: date) -> str | None:
        """The holiday's name, "domenica" on a plain Sunday, None on any other day."""
        if nome := _feste(giorno.year).get(giorno):
            return nome
        if self.patrono and (giorno.month, giorno.day) == (self.patrono.mese, self.patrono.giorno):
            return self.patrono.nome
        return _("domenica") if giorno.weekday() == _DOMENICA else None

    def lavorativo(self, giorno: date) -> bool:
        if giorno in self.chiusure or self.festivo(giorno):
            return False
        return self.sabato_lavorativo or giorno.weekday() != _SABATO

    def prossimo(self, giorno: date) -> date:
        """That day, if one works; else the first one after it."""
        return self._cerca(giorno, _UN_GIORNO)

    def aggiungi(self, giorno: date, n: int) -> date:
        """`n` working days after (before, if negative) the day given, which is not counted."""
        passo = _UN_GIORNO if n >= 0 else -_UN_GIORNO
        arrivo = self.prossimo(giorno) if n == 0 else giorno
        for _volta in range(abs(n)):
            arrivo = self._cerca(arrivo + passo, passo)
        return arrivo

    def _cerca(self, giorno: date, passo: timedelta) -> date:
        for _volta in range(_MASSIMO_CHIUSO):
            if self.lavorativo(giorno):
                return giorno
            giorno += passo
        raise ValueError("no working day within a year: the closures given cover it all")


def festivo(giorno: date, comune: Comune | None = None) -> str | None:
    return Calendario(comune).festivo(giorno)


def giorno_lavorativo(
    giorno: date, comune: Comune | None = None, *, sabato_lavorativo: bool = False, chiusure: Iterable[date] = ()
) -> bool:
    return Calendario(comune, sabato_lavorativo=sabato_lavorativo, chiusure=chiusure).lavorativo(giorno)


def prossimo_lavorativo(
    giorno: date, comune: Comune | None = None, *, sabato_lavorativo: bool = False, chiusure: Iterable[date] = ()
) -> date:
    return Calendario(comune, sabato_lavorativo=sabato_lavorativo, chiusure=chiusure).prossimo(giorno)


def aggiungi_lavorativi(
    giorno: date,
    n: int,
    comune: Comune | None = None,
    *,
    sabato_lavorativo: bool = False,
    chiusure: Iterable[date] = (),
) -> date:
    return Calendario(comune, sabato_lavorativo=sabato_lavorativo, chiusure=chiusure).aggiungi(giorno, n)


@un_minuto
def _patroni() -> dict[tuple[int, int, int], str]:
    righe = Patrono.objects.values_list("comune_id", "mese", "giorno", "nome")
    return {(comune, mese, giorno): nome for comune, mese, giorno, nome in righe}


class Feste:
    """The holidays of every comune, loaded once: a list of places in many comuni asks them all."""

    def __init__(self) -> None:
        self._patroni = _patroni()

    def festa(self, giorno: date, comune_id: int | None) -> str | None:
        """The name of the national or patron holiday, None on any other day: a plain Sunday is no holiday here."""
        return _feste(giorno.year).get(giorno) or self._patroni.get((comune_id or 0, giorno.month, giorno.day))
