"""Where private bytes lie: outside every served folder, under names that say nothing.

A name is written once and never again; a half-written file never has its final name. What no row
speaks of any more is taken away by the sweep (talenti.base.cartelle).
"""

import os
import secrets
from pathlib import Path

from django.conf import settings

CARTELLA = "documenti"


def scrivi(contenuto: bytes) -> str:
    """Store, and return the path to note in the row."""
    gettone = secrets.token_hex(20)
    percorso = f"{CARTELLA}/{gettone[:2]}/{gettone[2:]}"
    destinazione = _intero(percorso)
    destinazione.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    provvisorio = destinazione.with_name(f".{destinazione.name}")
    descrittore = os.open(provvisorio, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descrittore, "wb") as file:
        file.write(contenuto)
        file.flush()
        os.fsync(file.fileno())
    # A link, unlike a rename, refuses a name that is already taken.
    os.link(provvisorio, destinazione)
    provvisorio.unlink()
    return percorso


def leggi(percorso: str) -> bytes:
    return _intero(percorso).read_bytes()


def togli(percorso: str) -> None:
    _intero(percorso).unlink(missing_ok=True)


def _intero(percorso: str) -> Path:
    radice = (Path(settings.PRIVATI) / CARTELLA).resolve()
    intero = (Path(settings.PRIVATI) / percorso).resolve()
    if not intero.is_relative_to(radice):
        raise ValueError(f"{percorso!r} is not a path of ours")
    return intero
