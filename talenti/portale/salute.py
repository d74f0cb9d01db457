"""Is the portal well? Each check answers (well, detail) and says nothing that helps an intruder."""

import json
import logging
import secrets
import time
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import Error, connection

from talenti.base import registries
from talenti.base.registries import Controllo

registro = logging.getLogger(__name__)
SECONDI_CODA = 2
# How long a folder that took a file is taken at its word: who asks a thousand times makes one file, not a thousand.
SECONDI_CARTELLA = 10
_scritte: dict[Path, float] = {}


def database() -> tuple[bool, Any]:
    inizio = time.monotonic()
    try:
        with connection.cursor() as cursore:
            cursore.execute("SELECT 1")
    except Error as errore:
        registro.error("health: database silent: %s", errore)
        return False, "non risponde"
    return True, {"ms": round((time.monotonic() - inizio) * 1000)}


def coda() -> tuple[bool, Any]:
    """The broker answers; in the embedded mode, its folder takes files."""
    indirizzo = settings.CELERY_BROKER_URL
    if indirizzo.startswith("filesystem:"):
        return _scrivibile(Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"]))
    try:
        with current_app.connection_for_write(indirizzo, connect_timeout=SECONDI_CODA) as collegamento:
            collegamento.ensure_connection(max_retries=1, interval_start=0, timeout=SECONDI_CODA)
    except Exception as errore:  # noqa: BLE001 – every transport raises its own kind
        registro.error("health: broker silent: %s", type(errore).__name__)
        return False, "non risponde"
    return True, "risponde"


def archivio() -> tuple[bool, Any]:
    return _scrivibile(Path(settings.PRIVATI))


def _scrivibile(cartella: Path) -> tuple[bool, Any]:
    """A file is written, read back and taken away; not again for a few seconds, unless it went wrong."""
    if time.monotonic() - _scritte.get(cartella, -SECONDI_CARTELLA) < SECONDI_CARTELLA and cartella.is_dir():
        return True, "scrivibile"
    _scritte.pop(cartella, None)
    prova = cartella / f".salute-{secrets.token_hex(8)}"
    try:
        cartella.mkdir(parents=True, exist_ok=True)
        prova.write_bytes(b"ok")
        letto = prova.read_bytes() == b"ok"
        prova.unlink()
    except OSError as errore:
        registro.error("health: folder not writable: %s", errore)
        return False, "non scrivibile"
    if letto:
        _scritte[cartella] = time.monotonic()
    return letto, "scrivibile" if letto else "non si rilegge"


CONTROLLI = (
    Controllo("database", database),
    Controllo("coda", coda),
    Controllo("archivio", archivio),
)


def stato() -> tuple[bool, dict[str, Any]]:
    """Everything that is registered, asked now."""
    esiti = {controllo.chiave: _prova(controllo) for controllo in registries.salute}
    bene = all(esito["bene"] for esito in esiti.values())
    return bene, {"stato": "bene" if bene else "guasto", "controlli": esiti}


def _prova(controllo: Controllo) -> dict[str, Any]:
    try:
        bene, dettaglio = controllo.prova()
        json.dumps(dettaglio)
    except Exception:  # noqa: BLE001 – a check that breaks is a fault by itself; why stands in the log
        registro.exception("health: check %s broke", controllo.chiave)
        return {"bene": False, "dettaglio": "controllo non riuscito"}
    return {"bene": bene, "dettaglio": dettaglio}
