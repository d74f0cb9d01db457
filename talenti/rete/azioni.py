"""What the actions put on a partner's page: the doors of what it offers, live, and what has been written of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from talenti.base.exceptions import Frase
from talenti.base.registries import Registro
from talenti.rete.models import Partner


@dataclass(frozen=True)
class PortaPartner:
    """What a partner offers in one action: "2 posti", and where."""

    azione: str
    fatto: Frase
    url: str


@dataclass(frozen=True)
class Novita:
    """Something written of a partner: ``lingua`` is that of the title."""

    titolo: str
    url: str
    quando: datetime
    lingua: str = ""


@dataclass(frozen=True)
class DettoDi:
    """What has been written of a partner: the newest, and the link (words, address) to all of it."""

    novita: Sequence[Novita]
    tutte: tuple[Frase, str]


# partner -> its doors of one action; the rooms above register under the action's key.
porte: Registro[Callable[[Partner], Iterable[PortaPartner]]] = Registro()
# partner -> what has been written of it, or None
detto_di: Registro[Callable[[Partner], DettoDi | None]] = Registro()


def porte_di(partner: Partner) -> dict[str, PortaPartner]:
    """The live doors of a partner, by action."""
    return {porta.azione: porta for fonte in porte for porta in fonte(partner)}
