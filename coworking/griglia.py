"""The days of one space as its page shows them: a strip of a few on a phone, a week or a month on a desk."""

from calendar import Calendar
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coworking.disponibilita import Casella, Disponibilita
from coworking.enums import Unita
from coworking.models import Spazio
from coworking.orari import giorni
from talenti.base.clock import a_roma, oggi

SABATO = 5
# How many days stand side by side, and how far from today (or from the open one) the grid looks for a free one.
PASSO, SETTIMANA, GUARDATI = timedelta(days=5), timedelta(days=7), timedelta(days=30)


class Griglia:
    """Some days of one space, one of them open: for the page and for its refreshing."""

    def __init__(self, spazio: Spazio, aperto: date | None, scelto: datetime | None) -> None:
        self.spazio, self.scelto = spazio, scelto
        self.oggi = oggi()
        self.ultimo = self.oggi + spazio.politica.anticipo
        chiesto = aperto if aperto and self.oggi <= aperto <= self.ultimo else None
        self._libero = Disponibilita([spazio], self.oggi, (chiesto or self.oggi) + GUARDATI)
        self.aperto = chiesto or self._primo_libero() or self.oggi

    def _primo_libero(self) -> date | None:
        trovata = self._libero.prima_libera(self.spazio)
        return a_roma(trovata.dal).date() if trovata else None

    def _se_si_prenota(self, giorno: date) -> date | None:
        """The day that a step forward leads to, None where it is too early to book it."""
        return giorno if giorno <= self.ultimo else None

    def _giorno(self, giorno: date) -> dict[str, Any]:
        caselle = self._libero.caselle(self.spazio, giorno)
        return {
            "giorno": giorno,
            "caselle": caselle,
            "aperto": giorno == self.aperto,
            "passato": giorno < self.oggi,
            "liberi": max((una.liberi for una in caselle if una.libera), default=0),
            "chiuso": "" if caselle else self._libero.aperture.perche_chiuso(self.spazio, giorno),
        }

    @property
    def nessuno(self) -> bool:
        """Is nothing free as far as the grid has looked?"""
        return self._primo_libero() is None

    # ── A few days, and the open one ──────────────────────────────────────────────────────────────
    @cached_property
    def striscia(self) -> dict[str, Any]:
        # Steps from today, so that the same days stay together whichever of them is open.
        dal = self.aperto - (self.aperto - self.oggi) % PASSO
        return {
            "giorni": [self._giorno(giorno) for giorno in giorni(dal, dal + PASSO - timedelta(days=1))],
            "prima": dal - PASSO if dal > self.oggi else None,
            "dopo": self._se_si_prenota(dal + PASSO),
        }

    @cached_property
    def del_giorno(self) -> dict[str, Any]:
        return self._giorno(self.aperto)

    # ── A week: days as columns, hours as rows ────────────────────────────────────────────────────
    @cached_property
    def settimana(self) -> dict[str, Any]:
        """Seven days, counted from today: none is past. A Saturday or Sunday on which it is closed is left out."""
        dal = self.aperto - (self.aperto - self.oggi) % SETTIMANA
        tutti = [self._giorno(giorno) for giorno in giorni(dal, dal + SETTIMANA - timedelta(days=1))]
        colonne = [uno for uno in tutti if uno["caselle"] or uno["giorno"].weekday() < SABATO]
        orari = sorted({_orario(una) for uno in colonne for una in uno["caselle"]})
        return {
            "giorni": colonne,
            "righe": [{"orario": orario, "celle": [_alle(uno, orario) for uno in colonne]} for orario in orari],
            "prima": dal - SETTIMANA if dal > self.oggi else None,
            "dopo": self._se_si_prenota(dal + SETTIMANA),
        }

    # ── A month, for what is booked by the day or by the month ────────────────────────────────────
    @property
    def a_mesi(self) -> bool:
        return self.spazio.politica.unita in (Unita.GIORNATA, Unita.MESE)

    @cached_property
    def mese(self) -> dict[str, Any]:
        """The weeks of the open day's month; None in the place of a day of another month."""
        primo = self.aperto.replace(day=1)
        dopo = (primo + timedelta(days=31)).replace(day=1)
        settimane = Calendar().monthdatescalendar(primo.year, primo.month)
        return {
            "primo": primo,
            "settimane": [
                [self._giorno(giorno) if giorno.month == primo.month else None for giorno in settimana]
                for settimana in settimane
            ],
            "nomi": settimane[1],
            "prima": max((primo - timedelta(days=1)).replace(day=1), self.oggi) if primo > self.oggi else None,
            "dopo": self._se_si_prenota(dopo),
        }

    @property
    def durate(self) -> list[tuple[int, str]]:
        """How many units one after the other, in words; empty where there is only one."""
        massime = self.spazio.politica.unita_massime
        return [(n, parole_di(self.spazio, n)) for n in range(1, massime + 1)] if massime > 1 else []


def _orario(casella: Casella) -> tuple[Any, Any]:
    """Wall-clock times of a unit: the same hours of two days are one row."""
    return a_roma(casella.dal).time(), a_roma(casella.al).time()


def _alle(giorno: dict[str, Any], orario: tuple[Any, Any]) -> Casella | None:
    return next((una for una in giorno["caselle"] if _orario(una) == orario), None)


def parole_di(spazio: Spazio, n: int) -> str:
    """So many units in words: "2 ore", "mezza giornata"."""
    match spazio.politica.unita:
        case Unita.ORA:
            return ngettext("%(n)s ora", "%(n)s ore", n) % {"n": n}
        case Unita.MEZZA_GIORNATA:
            return _("mezza giornata") if n == 1 else _("tutto il giorno")
        case Unita.GIORNATA:
            return _("tutto il giorno")
        case _:
            return _("un mese")
