"""A portal of one test's own: a copy of the session's, that may be killed at any moment and whose clock goes ahead."""

import ctypes
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from datetime import timedelta
from pathlib import Path

RADICE = Path(__file__).resolve().parents[2]
BANCA = "portale.sqlite3"
# What is written as long as a portal runs; the new one makes its own.
NON_SI_COPIA = (f"{BANCA}*", "cache", "coda", "log", "in-uso", "static")
_WEB = ["gunicorn", "tests.e2e.ore:application", "--workers", "2", "--worker-class", "gthread", "--threads", "4"]


class PortaleSuo:
    """The web server of ``bin/demo``, on a port and a folder of its own; what a worker does later it does at once."""

    def __init__(self, portale, dati: Path):
        self.dati = dati
        with socket.socket() as presa:
            presa.bind(("127.0.0.1", 0))
            self.porta = presa.getsockname()[1]
        self.indirizzo = f"http://localhost:{self.porta}"
        self.avanti = dati / "ore-avanti"
        suo = {"TALENTI_DATI": str(dati), "INDIRIZZO_SITO": self.indirizzo, "ORE_AVANTI": str(self.avanti)}
        self.ambiente = portale.ambiente | suo
        self.web: subprocess.Popen | None = None
        self._copia(portale.dati)

    def _copia(self, da: Path) -> None:
        shutil.copytree(da, self.dati, ignore=shutil.ignore_patterns(*NON_SI_COPIA), dirs_exist_ok=True)
        (self.dati / "static").symlink_to(da / "static")
        with sqlite3.connect(da / BANCA) as vera, sqlite3.connect(self.dati / BANCA) as copia:
            vera.backup(copia)

    # ── Living and dying ──────────────────────────────────────────────────────────────────────────
    def parte(self) -> None:
        with (self.dati / "web.log").open("ab") as registro:
            self.web = subprocess.Popen(
                [sys.executable, "-m", *_WEB, "--bind", f"127.0.0.1:{self.porta}", "--preload"], cwd=RADICE,
                env=self.ambiente, stdin=subprocess.DEVNULL, stdout=registro, stderr=registro, start_new_session=True,
                preexec_fn=_muore_con_noi if sys.platform == "linux" else None,  # noqa: PLW1509 – one thread forks
            )  # fmt: skip
        scadenza = time.monotonic() + 90
        while not self._risponde():
            assert self.web.poll() is None, (self.dati / "web.log").read_text()[-3000:]
            assert time.monotonic() < scadenza, "the portal does not answer"
            time.sleep(0.1)

    def _risponde(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.indirizzo}/salute/", timeout=5):
                return True
        except OSError:
            return False

    def muore(self) -> None:
        """kill -9 of the web server and of everything it has started: nobody gets to say goodbye."""
        if self.web is not None:
            os.killpg(self.web.pid, signal.SIGKILL)
            self.web.wait(20)
            self.web = None

    # ── Its clock ─────────────────────────────────────────────────────────────────────────────────
    def va_avanti(self, quanto: timedelta) -> None:
        """From now on it is so much later."""
        nuovo = self.avanti.with_suffix(".nuovo")
        nuovo.write_text(str(quanto.total_seconds()))
        nuovo.replace(self.avanti)

    def batte_il_minuto(self) -> None:
        """What the worker does each minute for the calls, at the hour of this portal."""
        comando = "from tests.e2e import ore; from thinktown.tasks import avvisa; avvisa()"
        fatto = subprocess.run(
            [sys.executable, "-c", comando], cwd=RADICE, env=self.ambiente, capture_output=True, text=True, timeout=300,
            check=False,
        )  # fmt: skip
        assert fatto.returncode == 0, fatto.stderr[-2000:]

    def finisce_la_sessione(self, contesto) -> None:
        """The login of that browser expires now."""
        (chiave,) = [uno["value"] for uno in contesto.cookies() if uno["name"] == "sessionid"]
        with sqlite3.connect(self.dati / BANCA, timeout=20) as banca:
            finite = banca.execute("DELETE FROM django_session WHERE session_key = ?", [chiave]).rowcount
        assert finite == 1, f"{finite} sessions ended"


def _muore_con_noi() -> None:
    """Whoever stops the suite by kill -9 leaves no portal behind."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
