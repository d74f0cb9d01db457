"""Background work of the room of people."""

from talenti.base.tasks import compito
from talenti.persone.actions import scadi_tutele


@compito("persone.chiudi_tutele")
def chiudi_tutele(**_altro: object) -> None:
    """Hourly: what nobody answered, or is not needed any more, ends."""
    scadi_tutele()
