"""What the data of the demonstration is made of: a project, who presents it, how its application goes."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thinktown.enums import Proponente

_VOCE = re.compile(r"^(?P<voce>.+) (?P<quanto>\d+)$")


class Storia(StrEnum):
    """How an application goes; a draft stays where ``Progetto.scritte`` says."""

    INVIATA = "inviata"
    DI_NUOVO = "di_nuovo"
    RITIRATA = "ritirata"
    TARDIVA = "tardiva"
    BOZZA = "bozza"


@dataclass(frozen=True)
class Progetto:
    """``spese`` is "What 120; What else 80". ``nostro``: what an association adds; a group adds nothing.

    ``con``: people of the login page, who speaks for it first; else people are taken from the others. ``scritte``: how
    many answers a draft has. ``minore``: one of the group is under age.
    """

    soggetto: str
    titolo: str
    tema: str
    comuni: str
    idea: str
    perche: str = ""
    come: str = ""
    spese: str = ""
    nostro: int = 0
    evento: str = ""
    storia: Storia = Storia.INVIATA
    scritte: int = 0
    con: tuple[str, ...] = ()
    minore: bool = False

    @property
    def proponente(self) -> Proponente:
        return Proponente.ASSOCIAZIONE if self.nostro else Proponente.GRUPPO

    @property
    def sezione(self) -> str:
        return "associazioni" if self.nostro else "gruppi"

    @property
    def righe(self) -> list[tuple[str, int]]:
        """(what, how much)"""
        voci = (_VOCE.match(pezzo.strip()) for pezzo in self.spese.split(";") if pezzo.strip())
        return [(voce["voce"], int(voce["quanto"])) for voce in voci if voce]

    @property
    def costa(self) -> Decimal:
        return Decimal(sum(quanto for _voce, quanto in self.righe))
