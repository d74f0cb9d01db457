"""How long from nothing to a portal that serves, from there to the next start, and to load its code.

Cold: a clone of what is committed, `bin/demo --prepara`, with the package caches as this machine has them. Beside it
the least that Django asks: a bare project of the same version, its environment made, migrated and started the same way.
"""

import contextlib
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from bench._driver import ROOT, Contesto, Misura

DOMANDA = "avvio"
PREPARA = False
VOLTE = 5
PAZIENZA = 180


def misura(ctx: Contesto) -> Iterable[Misura]:
    clone, nudo = ctx.dati / "clone", ctx.dati / "nudo"
    freddo = _secondi(lambda: _prepara(clone))
    freddo_nudo = _secondi(lambda: _prepara_nudo(nudo))
    yield Misura("cold_prepare_s", freddo, "s", reference=freddo_nudo)
    yield Misura("second_start_s", _riavvio(clone), "s", reference=_riavvio_nudo(nudo))
    yield Misura("import_s", _carica(clone, "talenti.settings"), "s", reference=_carica(nudo, "nudo.settings"))


def _secondi(lavoro: Callable[[], None]) -> float:
    inizio = time.monotonic()
    lavoro()
    return time.monotonic() - inizio


def _fuori() -> dict[str, str]:
    """The environment of somebody who has just arrived: no virtual environment of ours, no mode."""
    nostro = str(ROOT / ".venv" / "bin")
    percorso = os.pathsep.join(pezzo for pezzo in os.environ["PATH"].split(os.pathsep) if pezzo != nostro)
    tolte = ("TALENTI_", "DJANGO_", "DATABASE_URL", "REDIS_URL", "VIRTUAL_ENV", "PYTHONPATH")
    return {k: v for k, v in os.environ.items() if not k.startswith(tolte)} | {"PATH": percorso}


def _python() -> str:
    """The Python under the virtual environment that we run in."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _fai(*comando: str, dove: Path) -> None:
    subprocess.run(comando, cwd=dove, env=_fuori(), check=True, stdout=sys.stderr)


def _prepara(clone: Path) -> None:
    _fai("git", "clone", "--quiet", str(ROOT), str(clone), dove=clone.parent)
    _fai(_python(), "bin/demo", "--prepara", dove=clone)


def _prepara_nudo(nudo: Path) -> None:
    nudo.mkdir()
    _fai(_python(), "-m", "venv", ".venv", dove=nudo)
    django = f"django=={version('django')}"
    _fai(".venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", django, dove=nudo)
    _fai(".venv/bin/django-admin", "startproject", "nudo", ".", dove=nudo)
    _fai(".venv/bin/python", "manage.py", "migrate", "-v0", dove=nudo)


def _porta() -> int:
    with socket.socket() as libera:
        libera.bind(("127.0.0.1", 0))
        return int(libera.getsockname()[1])


def _riavvio(clone: Path) -> float:
    porta = _porta()
    return _fino_alla_prima_pagina([_python(), "bin/demo", "--porta", str(porta)], clone, porta)


def _riavvio_nudo(nudo: Path) -> float:
    porta = _porta()
    comando = [".venv/bin/python", "manage.py", "runserver", "--noreload", f"127.0.0.1:{porta}"]
    return _fino_alla_prima_pagina(comando, nudo, porta)


def _fino_alla_prima_pagina(comando: list[str], dove: Path, porta: int) -> float:
    inizio = time.monotonic()
    with _acceso(comando, dove) as processo:
        while not _risponde(porta):
            if processo.poll() is not None or time.monotonic() - inizio > PAZIENZA:
                raise RuntimeError(f"{comando} did not serve")
            time.sleep(0.02)
        return time.monotonic() - inizio


@contextlib.contextmanager
def _acceso(comando: list[str], dove: Path) -> Iterator[subprocess.Popen[bytes]]:
    processo = subprocess.Popen(comando, cwd=dove, env=_fuori(), stdout=subprocess.DEVNULL, stderr=sys.stderr)
    try:
        yield processo
    finally:
        processo.send_signal(signal.SIGINT)
        processo.wait(30)


def _risponde(porta: int) -> bool:
    collegamento = http.client.HTTPConnection("127.0.0.1", porta, timeout=20)
    try:
        collegamento.request("GET", "/")
        return collegamento.getresponse().status == 200
    except OSError:
        return False
    finally:
        collegamento.close()


def _carica(dove: Path, impostazioni: str) -> float:
    """The median of loading every application in a fresh interpreter."""
    comando = [".venv/bin/python", "-c", "import django; django.setup()"]
    ambiente = _fuori() | {"DJANGO_SETTINGS_MODULE": impostazioni, "TALENTI_MODO": "demo"}
    misure = []
    for _ in range(VOLTE):
        inizio = time.monotonic()
        subprocess.run(comando, cwd=dove, env=ambiente, check=True)
        misure.append(time.monotonic() - inizio)
    return statistics.median(misure)
