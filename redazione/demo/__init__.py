"""The chapter of the newsroom in the demonstration: its people, the ideas of everybody, a year of plan and of articles.

Registered by RedazioneConfig.ready(); nothing below is imported until the demonstration is told.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any


def eventi(nascita: datetime) -> Iterator[Any]:
    from redazione.demo import articoli, gente, immagini, piano

    yield from gente.eventi(nascita)
    yield from immagini.eventi(nascita)
    yield from piano.eventi(nascita)
    yield from articoli.eventi(nascita)
