"""The chapter of the spaces in the demonstration: hosts, places, three months of bookings.

Registered by CoworkingConfig.ready(); nothing below is imported until the demonstration is told.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any


def eventi(nascita: datetime) -> Iterator[Any]:
    from coworking.demo import spazi, vita

    yield from spazi.eventi(nascita)
    yield from vita.eventi(nascita)
