"""What is free, when: the grid of a space's page, the first free moment of a list, the spaces free on a day.

One reading for many spaces: three queries, whatever their number and the number of days.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from django.db.models import CharField, FilteredRelation, Q, Subquery
from django.db.models.functions import Cast

from coworking.enums import MEZZOGIORNO, MEZZORA, Stato, Unita
from coworking.models import Postazione, Prenotazione, Spazio
from coworking.orari import (
    MOLTI,
    Aperture,
    Momento,
    a_utc,
    aperte,
    dopo,
    giorni,
    mezzore,
    momenti,
    stesso_giorno_del_mese_dopo,
)
from talenti.base.clock import a_roma, adesso

# How long after the last day a booking may still keep its place: half hours after it (models: ``dopo`` ≤ 8).
DOPO_AL_MASSIMO = 8 * MEZZORA


class Perche(StrEnum):
    """Why a unit cannot be booked."""

    LIBERO = ""
    PIENO = "pieno"
    PASSATO = "passato"
    PREAVVISO = "preavviso"
    TROPPO_PRESTO = "troppo_presto"


class Parte(StrEnum):
    """A part of the day, as one looks for it."""

    MATTINA = "mattina"
    POMERIGGIO = "pomeriggio"
    SERA = "sera"


_PARTI = {
    Parte.MATTINA: (time(0), time(*MEZZOGIORNO)),
    Parte.POMERIGGIO: (time(13), time(18, 30)),
    Parte.SERA: (time(18), time(23, 59)),
}


@dataclass(frozen=True)
class Casella:
    """One unit of the grid: how many seats are free in it, and why none where there is none."""

    dal: datetime
    al: datetime
    liberi: int
    totale: int
    perche: Perche = Perche.LIBERO

    @property
    def libera(self) -> bool:
        return self.perche == Perche.LIBERO


class _Istanti(dict[str, datetime]):
    """Instants by their text, each read once: of many seats the same few half hours come back thousands of times."""

    def __missing__(self, testo: str) -> datetime:
        letto = datetime.fromisoformat(testo)
        # SQLite writes no offset: what is stored is UTC.
        self[testo] = letto.astimezone(UTC) if letto.tzinfo else letto.replace(tzinfo=UTC)
        return self[testo]


class Disponibilita:
    """The seats of some spaces between two days (both included), as they are at ``ora``.

    ``aperture``: the rules, where who asks has read them already for these spaces and more days than these.
    """

    def __init__(
        self,
        spazi: Iterable[Spazio],
        dal: date,
        al: date,
        *,
        ora: datetime | None = None,
        aperture: Aperture | None = None,
    ) -> None:
        self.spazi = list(spazi)
        self.dal, self.al, self.ora = dal, al, ora or adesso()
        # A booking by the month that begins on the last day goes on after it.
        fine = max((_fine(spazio, al) for spazio in self.spazi), default=al)
        letto = aperture is not None and aperture.dal <= dal and fine <= aperture.al
        self.aperture = aperture if aperture is not None and letto else Aperture(self.spazi, dal, fine)
        self._posti: dict[int, list[int]] = defaultdict(list)
        self._prese: dict[int, set[datetime]] = defaultdict(set)
        self._leggi_posti(a_utc(dal, time()), a_utc(fine + timedelta(days=1), time()) + DOPO_AL_MASSIMO)

    def _leggi_posti(self, dal: datetime, al: datetime) -> None:
        """The active seats and what is taken of each, in one query. A request past its term takes nothing."""
        scadute = Subquery(Prenotazione.objects.filter(stato=Stato.RICHIESTA, scade_il__lte=self.ora).values("pk"))
        di_allora = Q(occupazioni__istante__gte=dal, occupazioni__istante__lt=al)
        tenute = Q(occupazioni__prenotazione__isnull=True) | ~Q(occupazioni__prenotazione__in=scadute)
        di_loro = Q() if len(self.spazi) > MOLTI else Q(spazio__in=[spazio.pk for spazio in self.spazi])
        righe = (
            Postazione.objects.filter(di_loro, attiva=True)
            .annotate(
                presa=FilteredRelation("occupazioni", condition=di_allora & tenute),
                mezzora=Cast("presa__istante", CharField()),
            )
            .order_by("spazio_id", "numero")
            .values_list("spazio_id", "pk", "mezzora")
        )
        ultimo, istante_di = 0, _Istanti()
        for spazio, posto, mezzora in righe:
            if posto != ultimo:
                self._posti[spazio].append(posto)
                ultimo = posto
            if mezzora is not None:
                self._prese[posto].add(istante_di[mezzora])

    def caselle(self, spazio: Spazio, giorno: date) -> list[Casella]:
        """The units that begin on that day, free or not; empty when it is closed."""
        return [self._casella(spazio, momento) for momento in momenti(spazio, giorno, self.aperture)]

    def _casella(self, spazio: Spazio, momento: Momento) -> Casella:
        posti = self._posti[spazio.pk]
        perche = _fuori_tempo(spazio, momento, self.ora)
        liberi = len(self.posti_liberi(spazio, momento))
        if not perche and not liberi:
            perche = Perche.PIENO
        return Casella(momento.dal, momento.al, liberi, len(posti), perche)

    def posti_liberi(self, spazio: Spazio, momento: Momento) -> list[int]:
        """The keys of the seats free for the whole unit and for the time kept after it."""
        istanti = self._istanti(spazio, momento)
        return [posto for posto in self._posti[spazio.pk] if self._prese[posto].isdisjoint(istanti)]

    def _istanti(self, spazio: Spazio, momento: Momento) -> Sequence[datetime]:
        politica = spazio.politica
        if politica.unita in (Unita.GIORNATA, Unita.MESE):
            dentro = aperte(spazio, momento.dal, momento.al, self.aperture)
            return [*dentro, *dopo(momento.al, politica.dopo)]
        return _di_fila(momento.dal, momento.al + politica.dopo * MEZZORA)

    def libere(self, spazio: Spazio, giorno: date, *, parte: Parte | None = None, posti: int = 1) -> list[Casella]:
        """The units of that day (or of a part of it) with at least so many seats free."""
        return [
            casella
            for casella in self.caselle(spazio, giorno)
            if casella.libera and casella.liberi >= posti and (parte is None or _tocca(casella, giorno, parte))
        ]

    def prima_libera(self, spazio: Spazio, *, posti: int = 1) -> Casella | None:
        """The first unit free from ``dal`` on, None when there is none up to ``al``."""
        return next(self._tutte_libere(spazio, posti), None)

    def _tutte_libere(self, spazio: Spazio, posti: int) -> Iterator[Casella]:
        for giorno in giorni(self.dal, self.al):
            yield from self.libere(spazio, giorno, posti=posti)


@lru_cache(maxsize=1024)
def _di_fila(dal: datetime, al: datetime) -> tuple[datetime, ...]:
    return tuple(mezzore(dal, al))


def _fine(spazio: Spazio, al: date) -> date:
    return stesso_giorno_del_mese_dopo(al) if spazio.politica.unita == Unita.MESE else al


def _fuori_tempo(spazio: Spazio, momento: Momento, ora: datetime) -> Perche:
    politica = spazio.politica
    if momento.dal < ora:
        return Perche.PASSATO
    if momento.dal < ora + politica.preavviso:
        return Perche.PREAVVISO
    return Perche.TROPPO_PRESTO if momento.dal > ora + politica.anticipo else Perche.LIBERO


def _tocca(casella: Casella, giorno: date, parte: Parte) -> bool:
    """Does the unit lie in that part of the day? Touching it for half an hour is not lying in it."""
    inizio, fine = (a_utc(giorno, ora) for ora in _PARTI[parte])
    comune = min(casella.al, fine) - max(casella.dal, inizio)
    return comune >= min(timedelta(hours=1), casella.al - casella.dal) and a_roma(casella.dal).date() == giorno
