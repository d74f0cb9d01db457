"""Background work of the network."""

from typing import Any

from talenti.base.tasks import compito
from talenti.rete.actions import scadi_inviti
from talenti.rete.proiezione import sincronizza


@compito("rete.risincronizza")
def risincronizza(**_altro: Any) -> None:
    """Hourly: the projection follows the roles that began or ended with the day; overdue invitations are closed."""
    sincronizza()
    scadi_inviti()
