"""The doors of a partner's page: each action tells what the partner offers in it, live."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from talenti.base.exceptions import Frase
from talenti.base.registries import Registro
from talenti.rete.models import Partner


@dataclass(frozen=True)
class PortaPartner:
    """What a partner offers in one action: "2 posti", and where."""

    azione: str
    fatto: Frase
    url: str


# partner -> its doors of one action; the rooms above register under the action's key.
porte: Registro[Callable[[Partner], Iterable[PortaPartner]]] = Registro()


def porte_di(partner: Partner) -> dict[str, PortaPartner]:
    """The live doors of a partner, by action."""
    return {porta.azione: porta for fonte in porte for porta in fonte(partner)}
