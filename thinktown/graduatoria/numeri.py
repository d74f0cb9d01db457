"""Exact numbers: nothing here reads the context of ``decimal``, so that no setting of a process changes a ranking."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from thinktown.enums import Arrotonda


def somma(valori: Iterable[Decimal], diviso: int = 1) -> Fraction:
    """Exact sum of decimals, divided by ``diviso``. One Fraction at the end: at each step it would be slow."""
    return _somma((valore.as_integer_ratio() for valore in valori), diviso)


def pesata(valori: Iterable[Fraction], pesi: Iterable[Decimal]) -> Fraction:
    """Exact sum of values, each times its weight."""
    coppie = ((valore, peso.as_integer_ratio()) for valore, peso in zip(valori, pesi, strict=True))
    return _somma((valore.numerator * n, valore.denominator * d) for valore, (n, d) in coppie)


def _somma(frazioni: Iterable[tuple[int, int]], diviso: int = 1) -> Fraction:
    alto, basso = 0, 1
    for n, d in frazioni:
        if d == basso:
            alto += n
        else:
            alto, basso = alto * d + n * basso, basso * d
    return Fraction(alto, basso * diviso)


def arrotonda(valore: Fraction, decimali: int, come: Arrotonda) -> Decimal:
    """A value that is not negative, with so many decimals. Half goes up, or what exceeds is cut."""
    alto, basso = valore.numerator * 10**decimali, valore.denominator
    intero = alto // basso if come == Arrotonda.GIU else (2 * alto + basso) // (2 * basso)
    return Decimal(f"{intero}E-{decimali}")


def centesimi(euro: Decimal) -> int:
    """Whole cents. Raises ValueError for a sum that has a part of a cent, or is negative, or is no number."""
    if not euro.is_finite() or euro < 0:
        raise ValueError(euro)
    alto, basso = euro.as_integer_ratio()
    interi, resto = divmod(alto * 100, basso)
    if resto:
        raise ValueError(euro)
    return interi


def in_euro(quanti: int) -> Decimal:
    return Decimal(f"{quanti}E-2")


def semplice(valore: Decimal) -> str:
    """The one way of writing a decimal: no exponent, no zero that says nothing."""
    testo = format(valore, "f")
    testo = testo.rstrip("0").rstrip(".") if "." in testo else testo
    return "0" if testo in ("-0", "") else testo
