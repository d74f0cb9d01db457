"""Background work of the spaces."""

from typing import Any

from coworking.actions import chiudi_scadute
from talenti.base.tasks import compito


@compito("coworking.chiudi_scadute")
def scadute(**_altro: Any) -> None:
    """Every few minutes: who waits for an answer that did not come is told; nothing depends on the minute."""
    chiudi_scadute()
