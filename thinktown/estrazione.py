"""A draw that anybody can do again: no database here, nothing random, only the seed and the list.

Each application has a place: the SHA-256 of ``seme:codice``, in hexadecimal. The lowest places are drawn. With the
same seed and the same list whoever does it finds the same ones, in whatever order the list is read.
"""

import hashlib
from collections.abc import Iterable, Sequence


def posto(seme: str, codice: str) -> str:
    """Where the seed puts it: lower comes first."""
    return hashlib.sha256(f"{seme}:{codice}".encode()).hexdigest()


def quante(totale: int, percento: int) -> int:
    """So many in a hundred, rounded up: of a list that is not empty, one at least. Whole numbers only."""
    return -(-totale * percento // 100)


def estrai(codici: Iterable[str], seme: str, percento: int) -> list[str]:
    """Those drawn, in the order in which they come out."""
    in_ordine = sorted(codici, key=lambda codice: posto(seme, codice))
    return in_ordine[: quante(len(in_ordine), percento)]


def impronta(codici: Sequence[str]) -> str:
    """The fingerprint of the list as it was read: SHA-256 of the codes, one a line, in that order."""
    return hashlib.sha256("\n".join(codici).encode()).hexdigest()
