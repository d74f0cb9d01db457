"""Who gets a place or money, and from where: quotas first, then the section, then what other sections leave.

Three rounds over the applications, best first. In the first each may take what is kept for its sector. In the second
what its section has besides, with what the quotas leave to others. In the third what other sections leave. Those who
already hold something go through the three rounds before anybody else, so that nothing given is undone. Inside one
round an application that does not fit lets the next one try (SALTA) or stops those behind it (FERMA, PARTE); with PARTE
a last round gives what is left, in order, to whoever it is enough for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thinktown.enums_graduatoria import DaDove, Parziale
from thinktown.graduatoria.borse import FONDI, POSTI, Borse
from thinktown.graduatoria.dati import Avanzo, Concorrente, Regole
from thinktown.graduatoria.numeri import centesimi, in_euro

_OVUNQUE: tuple[str, ...] = ()


@dataclass(frozen=True)
class Posto:
    """What an application has been given: from where, and how many euro."""

    da_dove: DaDove
    importo: Decimal


@dataclass(frozen=True)
class Assegnazione:
    """Code → what it has; what is left of each section; codes of those who were completed, with their new sum."""

    posti: Mapping[str, Posto]
    avanzi: tuple[Avanzo, ...]
    completate: Mapping[str, Decimal]


def spettante(regole: Regole, uno: Concorrente) -> Decimal:
    """What it asks, within the most that its section gives to one: euro."""
    massimo = regole.sezione(uno.sezione).importo_massimo
    return uno.richiesto if massimo is None else min(uno.richiesto, massimo)


def assegna(
    regole: Regole,
    in_ordine: Sequence[Concorrente],
    *,
    tenuti: Mapping[str, Decimal] | None = None,
    completa: bool = False,
) -> Assegnazione:
    """Places and money to the suitable ones, best first (``in_ordine``), without those who have left.

    ``tenuti``: code → euro of who holds something already. ``completa``: who holds a part of what it asked has the rest
    before anybody new.
    """
    tenuti = tenuti or {}
    giro = _Giro(regole, {codice: centesimi(euro) for codice, euro in tenuti.items()})
    giro.tieni([uno for uno in in_ordine if uno.codice in tenuti])
    completate = giro.completa(in_ordine) if completa else {}
    giro.dai([uno for uno in in_ordine if uno.codice not in tenuti])
    return Assegnazione(
        {codice: Posto(da, in_euro(cent)) for codice, (da, cent) in giro.dati.items()},
        giro.borse.avanzi(),
        {codice: in_euro(cent) for codice, cent in completate.items()},
    )


class _Giro:
    """The rounds, with what has been given so far: code → (from where, cents)."""

    def __init__(self, regole: Regole, tenuti: Mapping[str, int]) -> None:
        self.regole = regole
        self.borse = Borse(regole)
        self.tenuti = tenuti
        self.spettanti: dict[str, int] = {}
        self.dati: dict[str, tuple[DaDove, int]] = {}

    def _vuole(self, uno: Concorrente) -> int:
        """Cents: of who holds something, what it holds."""
        if uno.codice in self.tenuti:
            return self.tenuti[uno.codice]
        if uno.codice not in self.spettanti:
            self.spettanti[uno.codice] = centesimi(spettante(self.regole, uno))
        return self.spettanti[uno.codice]

    def tieni(self, in_ordine: Sequence[Concorrente]) -> None:
        """Those who hold something keep it. Whatever they can no longer be given from anywhere is theirs as well."""
        self._tre_giri(in_ordine, ferma=False)
        for uno in in_ordine:
            if uno.codice not in self.dati:
                self._da(uno, DaDove.SEZIONE, self._vuole(uno))

    def completa(self, in_ordine: Iterable[Concorrente]) -> dict[str, int]:
        """The rest of what they asked to those who hold a part of it, best first, as far as it goes."""
        completate: dict[str, int] = {}
        for uno in in_ordine:
            if uno.codice not in self.tenuti:
                continue
            da, avuti = self.dati[uno.codice]
            manca = centesimi(spettante(self.regole, uno)) - avuti
            altri = _al_massimo(manca, self.borse.quanto(FONDI, uno, DaDove.ALTRE))
            if altri > 0:
                self.borse.prendi(FONDI, altri, uno, DaDove.ALTRE)
                self.dati[uno.codice] = (da, avuti + altri)
                completate[uno.codice] = avuti + altri
        return completate

    def dai(self, in_ordine: Sequence[Concorrente]) -> None:
        self._tre_giri(in_ordine, ferma=self.regole.parziale != Parziale.SALTA)
        if self.regole.parziale == Parziale.PARTE:
            for uno in in_ordine:
                if uno.codice not in self.dati:
                    self._una_parte(uno)

    def _tre_giri(self, in_ordine: Sequence[Concorrente], *, ferma: bool) -> None:
        for da in (DaDove.QUOTA, DaDove.SEZIONE, DaDove.ALTRE):
            fermi: set[tuple[str, ...]] = set()
            for uno in in_ordine:
                if uno.codice in self.dati or (da == DaDove.QUOTA and not self.borse.ha_quota(uno)):
                    continue
                if fermi & {_dove(uno, da), _OVUNQUE}:
                    continue
                if self._ci_sta(uno, da):
                    self._da(uno, da, self._vuole(uno))
                elif ferma and self._ce_posto(uno, da):
                    fermi.add(_OVUNQUE if self.borse.finiti_per_tutti(self._vuole(uno)) else _dove(uno, da))

    def _ce_posto(self, uno: Concorrente, da: DaDove) -> bool:
        return _basta(1, self.borse.quanto(POSTI, uno, da))

    def _ci_sta(self, uno: Concorrente, da: DaDove) -> bool:
        return self._ce_posto(uno, da) and _basta(self._vuole(uno), self.borse.quanto(FONDI, uno, da))

    def _una_parte(self, uno: Concorrente) -> None:
        """What is left, if it is enough: the whole where it fits after all, else not less than the least part."""
        vuole = self._vuole(uno)
        minimo = max(1, -(-vuole * self.regole.parte_minima // 100)) if vuole else 0
        for da in (DaDove.SEZIONE, DaDove.ALTRE):
            quanto = _al_massimo(vuole, self.borse.quanto(FONDI, uno, da))
            # From the section alone only where the others would add nothing.
            intero = quanto == _al_massimo(vuole, self.borse.quanto(FONDI, uno, DaDove.ALTRE))
            if self._ce_posto(uno, da) and quanto >= minimo and (da == DaDove.ALTRE or intero):
                self._da(uno, da, quanto)
                return

    def _da(self, uno: Concorrente, da: DaDove, cent: int) -> None:
        self.borse.prendi(POSTI, 1, uno, da)
        self.borse.prendi(FONDI, cent, uno, da)
        self.dati[uno.codice] = (da, cent)


def _dove(uno: Concorrente, da: DaDove) -> tuple[str, ...]:
    """Who does not fit stops only those who would take from the same place."""
    match da:
        case DaDove.QUOTA:
            return (uno.sezione, uno.settore)
        case DaDove.SEZIONE:
            return (uno.sezione,)
        case _:
            return _OVUNQUE


def _basta(vuole: int, resto: int | None) -> bool:
    return resto is None or vuole <= max(0, resto)


def _al_massimo(vuole: int, resto: int | None) -> int:
    return vuole if resto is None else max(0, min(vuole, resto))
