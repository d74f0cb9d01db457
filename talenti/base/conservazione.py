"""Nothing is kept longer than the notice says: every room's entry, by the hour."""

import logging
from collections.abc import Callable
from datetime import datetime

from talenti.base import registries

diario = logging.getLogger(__name__)


def cancella_scaduti(ora: datetime) -> dict[str, int | None]:
    """Let each room erase what is past its time. How many, by entry; None where it failed, which stops no other."""
    return {
        chiave: _cancella(chiave, cancella, ora)
        for chiave in registries.conservazioni.chiavi()
        if (cancella := registries.conservazioni[chiave].cancella) is not None
    }


def _cancella(chiave: str, cancella: Callable[[datetime], int], ora: datetime) -> int | None:
    try:
        quanti = cancella(ora)
    except Exception:  # noqa: BLE001 – whatever one room can raise is its own: noted, tried again in an hour
        diario.exception("retention: %s failed", chiave)
        return None
    diario.info("retention: %s erased %d", chiave, quanti)
    return quanti
