"""How many trainees a place may host at once, by its staff: the rules of the Region, each from its first day.

The rules in force on the day on which a traineeship starts go on holding for it, its extensions included.
"""

from dataclasses import dataclass
from datetime import date

# Up to so many people, so many trainees; beyond the last line, one for every ten people or part of ten.
Scala = tuple[tuple[int, int], ...]
_SCALA: Scala = ((5, 1), (20, 2))


@dataclass(frozen=True, kw_only=True)
class Regole:
    """``fonte``: the act, as a letter cites it. ``su_quanti``: beyond the scale, one trainee for so many people."""

    codice: str
    fonte: str
    dal: date
    scala: Scala = _SCALA
    su_quanti: int = 10
    # How many trainees one tutor follows at most.
    per_tutor: int = 3


REGOLE = (
    Regole(codice="2013", fonte="D.G.R. Lombardia 825 del 25 ottobre 2013", dal=date(2013, 10, 25)),
    Regole(codice="2018", fonte="D.G.R. Lombardia 7763 del 17 gennaio 2018", dal=date(2018, 6, 9)),
)


def regole_al(giorno: date) -> Regole:
    """Those in force on that day; before the first of them, the first."""
    return next((una for una in reversed(REGOLE) if una.dal <= giorno), REGOLE[0])


def posti_ammessi(addetti: int, regole: Regole) -> int:
    """``addetti``: who works in that place without a term."""
    for fino_a, quanti in regole.scala:
        if addetti <= fino_a:
            return quanti
    return -(-addetti // regole.su_quanti)
