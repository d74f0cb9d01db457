"""The private files of every room against the rows that name them.

Bytes are written before their row and taken away after it, so what a crash leaves behind is a file that no row
names: the sweep takes it. What it cannot mend, a row whose file is missing or changed, is said by ``difetti``.
"""

import hashlib
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_ISDIR

from django.conf import settings

from talenti.base import registries
from talenti.base.registries import Cartella

diario = logging.getLogger(__name__)

# A file without a row may belong to an upload still under way: it is left alone for a day.
TREGUA = timedelta(days=1)


def presenti(percorso: str) -> Iterator[tuple[str, datetime]]:
    """Every file under a folder, half-written ones too, with when it was last touched."""
    radice = Path(settings.PRIVATI)
    for file in (radice / percorso).rglob("*"):
        try:
            stato = file.lstat()
        except FileNotFoundError:  # taken away while we looked
            continue
        if not S_ISDIR(stato.st_mode):
            yield file.relative_to(radice).as_posix(), datetime.fromtimestamp(stato.st_mtime, UTC)


def spazza(ora: datetime) -> int:
    """Take away the files that no row names. Returns how many."""
    return sum(_spazza(cartella, ora - TREGUA) for cartella in registries.cartelle)


def _spazza(cartella: Cartella, limite: datetime) -> int:
    vecchi = [nome for nome, toccato in presenti(cartella.percorso) if toccato < limite]
    # Asked after the folder has been read: a row written meanwhile counts.
    in_uso = {nome for nome, _sha256 in cartella.in_uso()}
    return sum(_togli(nome, limite) for nome in vecchi if nome not in in_uso)


def _togli(nome: str, limite: datetime) -> bool:
    file = Path(settings.PRIVATI) / nome
    try:
        # Where names are used again, a new file may stand by now where the old one stood.
        if datetime.fromtimestamp(file.lstat().st_mtime, UTC) >= limite:
            return False
        file.unlink()
    except FileNotFoundError:
        return False
    except OSError:
        diario.exception("the orphan %s could not be deleted", nome)
        return False
    return True


def difetti() -> Iterator[str]:
    """Every file that a row names and that is not there, or no longer what was kept: one sentence each."""
    for cartella in registries.cartelle:
        for nome, sha256 in cartella.in_uso():
            try:
                impronta = _impronta(Path(settings.PRIVATI) / nome)
            except OSError:
                yield f"{nome}: manca"
            else:
                if sha256 and impronta != sha256:
                    yield f"{nome}: è cambiato"


def _impronta(file: Path) -> str:
    with file.open("rb") as aperto:
        return hashlib.file_digest(aperto, "sha256").hexdigest()
