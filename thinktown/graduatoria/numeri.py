"""Exact numbers: nothing here reads the context of ``decimal``, so that no setting of a process changes a ranking."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from thinktown.enums import Arrotonda

ZERO = Fraction(0)


def somma(valori: Iterable[Decimal]) -> Fraction:
    """Exact sum of decimals. Whole numbers first: a Fraction at each step would be ten times slower."""
    alto, basso = 0, 1
    for valore in valori:
        n, d = valore.as_integer_ratio()
        if d == basso:
            alto += n
        else:
            alto, basso = alto * d + n * basso, basso * d
    return Fraction(alto, basso)


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
