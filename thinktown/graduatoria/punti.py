"""From sheets to a total: mean or sum, cut or not at both ends, weights, thresholds, one rounding at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thinktown.enums_graduatoria import Insieme
from thinktown.graduatoria.dati import TOTALE, Concorrente, Criterio, Regole, Valore
from thinktown.graduatoria.numeri import arrotonda, pesata, somma


@dataclass(frozen=True)
class Punteggio:
    """What an application has: its values, the exact total and the rounded one, the thresholds it does not reach."""

    valori: tuple[Valore, ...]
    esatto: Fraction
    totale: Decimal
    sotto: tuple[str, ...]

    def di(self, criterio: str) -> Fraction:
        """Zero for a criterion that there is not."""
        return next((uno.punti for uno in self.valori if uno.criterio == criterio), Fraction(0))


def punteggio(regole: Regole, uno: Concorrente) -> Punteggio:
    """Of an application whose sheets have been checked (``controlla``). Only the total is rounded.

    A criterion is held against its threshold as it is, with all its digits; the total as it is published, rounded.
    """
    valori = tuple(Valore(criterio.chiave, _insieme(regole, criterio, uno)) for criterio in regole.criteri)
    esatto = pesata((valore.punti for valore in valori), (criterio.peso for criterio in regole.criteri))
    totale = arrotonda(esatto, regole.decimali, regole.arrotonda)
    return Punteggio(valori, esatto, totale, _sotto(regole, valori, totale, quante(regole, uno)))


def contate(regole: Regole, criterio: Criterio, uno: Concorrente) -> list[Decimal]:
    """The points that count in one criterion, in the order of who gave them; where some are cut, by points."""
    return _contano(regole, [una.punti[criterio.chiave] for una in sorted(uno.schede, key=lambda una: una.chi)])


def _contano(regole: Regole, punti: list[Decimal]) -> list[Decimal]:
    return sorted(punti)[regole.tagliate : len(punti) - regole.tagliate] if regole.tagliate else punti


def quante(regole: Regole, uno: Concorrente) -> int:
    """How many sheets a threshold is multiplied by: sums are compared with a threshold for each sheet."""
    return len(uno.schede) - 2 * regole.tagliate if regole.insieme == Insieme.SOMMA else 1


def _insieme(regole: Regole, criterio: Criterio, uno: Concorrente) -> Fraction:
    punti = _contano(regole, [una.punti[criterio.chiave] for una in uno.schede])
    return somma(punti, 1 if regole.insieme == Insieme.SOMMA else len(punti))


def _sotto(regole: Regole, valori: Sequence[Valore], totale: Decimal, volte: int) -> tuple[str, ...]:
    """The thresholds that it does not reach."""
    coppie = zip(regole.criteri, valori, strict=True)
    criteri = [uno.chiave for uno, valore in coppie if uno.soglia is not None and valore.punti < _soglia(uno, volte)]
    manca = regole.soglia is not None and Fraction(totale) < Fraction(regole.soglia) * volte
    return (*criteri, *([TOTALE] if manca else []))


def _soglia(criterio: Criterio, volte: int) -> Fraction:
    return Fraction(criterio.soglia or 0) * volte
