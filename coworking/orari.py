"""When a space is open, and what may be booked in it: the one function that search, grid and booking share.

Rules are expanded when they are asked, never stored: weekly windows of the host or of the space, days that are
otherwise, holidays. The narrower rule wins: exception of the space, of the host, of the comune, for all; then the
holiday, closed; then the space's week; then the host's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from coworking.enums import MEZZOGIORNO, MEZZORA, Unita
from coworking.models import Eccezione, Orario, Spazio
from talenti.base.clock import ROMA, a_roma
from talenti.base.pronte import CHIAVE, GIORNO, Dati, Dato, Pronta
from talenti.luoghi.calendario import Feste

Finestra = tuple[datetime, datetime]
_UN_GIORNO = timedelta(days=1)
# Of more spaces than this the rows of all are read: naming each of them in the question costs more than the others do.
MOLTI = 400
# A piece of a window shorter than this is not worth a morning of its own.
_META_MINIMA = timedelta(hours=2)


@dataclass(frozen=True)
class Momento:
    """One unit that may be booked: from ``dal`` to ``al`` (UTC, the end left out)."""

    dal: datetime
    al: datetime


@lru_cache(maxsize=4096)
def a_utc(giorno: date, ora: time) -> datetime:
    """The instant of a wall-clock time in Europe/Rome, UTC.

    On the autumn Sunday the first of the two equal times is meant; on the spring one a time that does not exist is
    read with the offset of before, so that windows keep their real length.
    """
    return datetime.combine(giorno, ora, tzinfo=ROMA).astimezone(UTC)


def mezzore(dal: datetime, al: datetime) -> Iterator[datetime]:
    """The half hours of UTC from ``dal`` to ``al``, the end left out."""
    while dal < al:
        yield dal
        dal += MEZZORA


@lru_cache(maxsize=256)
def _ora(testo: str) -> time:
    return time.fromisoformat(testo)


class _Settimanale(NamedTuple):
    """A weekly window, as a row of Orario says it."""

    giorno: int
    dalle: time
    alle: time
    dal: date | None
    al: date | None


def _orari(di_loro: Q, dal: Any, al: Any) -> QuerySet[Any, Any]:
    """Plain tuples, and the few hours that there are as text: a search reads the week of every host."""
    valgono = Q(dal__isnull=True) | Q(dal__lte=al), Q(al__isnull=True) | Q(al__gt=dal)
    testi = Orario.objects.filter(*valgono, di_loro).annotate(
        da=Cast("dalle", CharField()), a=Cast("alle", CharField())
    )
    return testi.order_by("dalle").values_list("spazio", "partner", "giorno", "da", "a", "dal", "al")


def _eccezioni(di_loro: Q, dal: Any, al: Any) -> QuerySet[Eccezione]:
    di_tutti = Q(spazio__isnull=True, partner__isnull=True)
    return Eccezione.objects.filter(di_loro and di_loro | di_tutti, dal__lte=al, al__gte=dal).order_by("pk")


def _di_uno(d: Dati) -> tuple[Q, Dato, Dato]:
    di_lui = Q(spazio=d.uno("spazio", CHIAVE)) | Q(partner=d.uno("partner", CHIAVE))
    return di_lui, d.uno("dal", GIORNO), d.uno("al", GIORNO)


# Of one space they are asked at every booking and on every page of it.
_ORARI, _ECCEZIONI = Pronta(lambda d: _orari(*_di_uno(d))), Pronta(lambda d: _eccezioni(*_di_uno(d)))


class Aperture:
    """The opening windows of some spaces between two days (both included): two queries, whatever their number."""

    def __init__(self, spazi: Iterable[Spazio], dal: date, al: date) -> None:
        spazi = list(spazi)
        self.dal, self.al = dal, al
        self._feste = Feste()
        self._settimane: dict[tuple[str, int], list[_Settimanale]] = defaultdict(list)
        self._diversi: dict[tuple[str, int], list[Eccezione]] = defaultdict(list)
        if len(spazi) == 1:
            di_chi = {"spazio": spazi[0].pk, "partner": spazi[0].partner_id}
            self._raccogli(_ORARI(**di_chi, dal=dal, al=al), _ECCEZIONI(**di_chi, dal=dal, al=al))
            return
        di_loro = Q(spazio__in=[uno.pk for uno in spazi]) | Q(partner__in={uno.partner_id for uno in spazi})
        if len(spazi) > MOLTI:
            di_loro = Q()
        self._raccogli(_orari(di_loro, dal, al), _eccezioni(di_loro, dal, al))

    def _raccogli(self, orari: Iterable[tuple[Any, ...]], eccezioni: Iterable[Eccezione]) -> None:
        for spazio, di, giorno, dalle, alle, *validita in orari:
            chiave = ("partner", di) if spazio is None else ("spazio", spazio)
            self._settimane[chiave].append(_Settimanale(giorno, _ora(dalle), _ora(alle), *validita))
        for riga in eccezioni:
            self._diversi[_di_chi(riga)].append(riga)

    def del_giorno(self, spazio: Spazio, giorno: date) -> list[Finestra]:
        """The windows of that day, in order; empty when it is closed."""
        finestre = ((a_utc(giorno, dalle), a_utc(giorno, alle)) for dalle, alle in self._finestre(spazio, giorno))
        return [(dal, al) for dal, al in finestre if dal < al]

    def _finestre(self, spazio: Spazio, giorno: date) -> list[tuple[time, time]]:
        diversi = self._diversi_del(spazio, giorno)
        if diversi:
            return sorted({(uno.dalle, uno.alle) for uno in diversi if uno.dalle and uno.alle})
        if self._feste.festa(giorno, spazio.comune_id):
            return []
        return _unite([(orario.dalle, orario.alle) for orario in self._settimana(spazio, giorno)])

    def _diversi_del(self, spazio: Spazio, giorno: date) -> list[Eccezione]:
        """The exceptions of that day that count: those of the narrowest reach."""
        if not self._diversi:
            return []
        ambiti = (
            ("spazio", spazio.pk),
            ("partner", spazio.partner_id),
            ("comune", spazio.comune_id or 0),
            ("tutti", 0),
        )
        for ambito in ambiti:
            del_giorno = [uno for uno in self._diversi.get(ambito, ()) if uno.dal <= giorno <= uno.al]
            if del_giorno:
                # One that closes wins over those that open, at the same reach.
                return [uno for uno in del_giorno if uno.chiuso] or del_giorno
        return []

    def _settimana(self, spazio: Spazio, giorno: date) -> list[_Settimanale]:
        """The space's own week, if it has one in force that day; else its host's."""
        for chiave in (("spazio", spazio.pk), ("partner", spazio.partner_id)):
            in_vigore = [uno for uno in self._settimane.get(chiave, ()) if _vale(uno, giorno)]
            if in_vigore:
                return [uno for uno in in_vigore if uno.giorno == giorno.weekday()]
        return []

    def perche_chiuso(self, spazio: Spazio, giorno: date) -> str:
        """The reason in words why a day is closed; "" when there is none to tell."""
        diversi = self._diversi_del(spazio, giorno)
        if diversi:
            return diversi[0].motivo
        return self._feste.festa(giorno, spazio.comune_id) or ""


def _di_chi(riga: Eccezione) -> tuple[str, int]:
    for nome in ("spazio", "partner", "comune"):
        chiave = getattr(riga, f"{nome}_id")
        if chiave is not None:
            return nome, chiave
    return "tutti", 0


def _vale(orario: _Settimanale, giorno: date) -> bool:
    return (orario.dal is None or orario.dal <= giorno) and (orario.al is None or giorno < orario.al)


def _unite(finestre: list[tuple[time, time]]) -> list[tuple[time, time]]:
    """Windows in order, those that touch or overlap as one."""
    unite: list[tuple[time, time]] = []
    for dalle, alle in sorted(finestre):
        if unite and dalle <= unite[-1][1]:
            unite[-1] = (unite[-1][0], max(unite[-1][1], alle))
        else:
            unite.append((dalle, alle))
    return unite


# ── What may be booked ────────────────────────────────────────────────────────────────────────────
def momenti(spazio: Spazio, giorno: date, aperture: Aperture) -> list[Momento]:
    """The units that begin on that day, whether or not anybody has taken them."""
    finestre = aperture.del_giorno(spazio, giorno)
    if not finestre:
        return []
    if spazio.politica.unita == Unita.MESE:
        return [Momento(finestre[0][0], _fine_del_mese(spazio, giorno, aperture) or finestre[-1][1])]
    return list(_unita_di(spazio.politica.unita, tuple(finestre)))


# In a list of spaces most of those of a kind are open at the same hours.
@lru_cache(maxsize=1024)
def _unita_di(unita: Unita, finestre: tuple[Finestra, ...]) -> tuple[Momento, ...]:
    match unita:
        case Unita.ORA:
            return tuple(Momento(ora, ora + 2 * MEZZORA) for dal, al in finestre for ora in _ore(dal, al))
        case Unita.MEZZA_GIORNATA:
            return tuple(Momento(*meta) for finestra in finestre for meta in _meta(finestra))
        case _:
            return (Momento(finestre[0][0], finestre[-1][1]),)


def _ore(dal: datetime, al: datetime) -> Iterator[datetime]:
    while dal + 2 * MEZZORA <= al:
        yield dal
        dal += 2 * MEZZORA


def _meta(finestra: Finestra) -> list[Finestra]:
    """A window that goes on over lunch is a morning and an afternoon."""
    dal, al = finestra
    taglio = a_utc(a_roma(dal).date(), time(*MEZZOGIORNO))
    if taglio - dal >= _META_MINIMA and al - taglio >= _META_MINIMA:
        return [(dal, taglio), (taglio, al)]
    return [finestra]


def stesso_giorno_del_mese_dopo(giorno: date) -> date:
    """One calendar month later; the last day of the month where that day is missing (31 January → 28 February)."""
    anno, mese = (giorno.year + 1, 1) if giorno.month == 12 else (giorno.year, giorno.month + 1)
    primo_dopo = date(anno + 1, 1, 1) if mese == 12 else date(anno, mese + 1, 1)
    return date(anno, mese, min(giorno.day, (primo_dopo - _UN_GIORNO).day))


def _fine_del_mese(spazio: Spazio, giorno: date, aperture: Aperture) -> datetime | None:
    ultimo = stesso_giorno_del_mese_dopo(giorno) - _UN_GIORNO
    while ultimo >= giorno:
        finestre = aperture.del_giorno(spazio, ultimo)
        if finestre:
            return finestre[-1][1]
        ultimo -= _UN_GIORNO
    return None


def giorni(dal: date, al: date) -> Iterator[date]:
    """The days from ``dal`` to ``al``, both included."""
    while dal <= al:
        yield dal
        dal += _UN_GIORNO


def aperte(spazio: Spazio, dal: datetime, al: datetime, aperture: Aperture) -> list[datetime]:
    """The open half hours from ``dal`` to ``al``: what a booking of that span holds."""
    return [
        istante
        for giorno in giorni(a_roma(dal).date(), a_roma(al - MEZZORA).date())
        for inizio, fine in aperture.del_giorno(spazio, giorno)
        for istante in mezzore(max(inizio, dal), min(fine, al))
    ]


def dopo(al: datetime, mezze: int) -> list[datetime]:
    """The half hours kept free after a booking that ends at ``al``."""
    return list(mezzore(al, al + mezze * MEZZORA))


def e_un_momento(spazio: Spazio, dal: datetime, al: datetime, aperture: Aperture) -> bool:
    """Is the span made of whole units, one after the other without a hole, no more than the kind allows?"""
    del_giorno = momenti(spazio, a_roma(dal).date(), aperture)
    return _catena(del_giorno, dal, al, spazio.politica.unita_massime)


def _catena(del_giorno: Sequence[Momento], dal: datetime, al: datetime, massimo: int) -> bool:
    presi = [momento for momento in del_giorno if dal <= momento.dal and momento.al <= al]
    if not presi or len(presi) > massimo:
        return False
    return presi[0].dal == dal and presi[-1].al == al
