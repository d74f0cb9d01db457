"""Serves the portal: the web server and one worker, both watched, both gone when the command ends."""

import contextlib
import ctypes
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import IO

from _prepara.environment import PYTHON
from _prepara.steps import ROOT, Failure

START_SECONDS = 90
STOP_SECONDS = 8
CALM_SECONDS = 60
LONGEST_PAUSE = 30


def port(text: str) -> int:
    """The number of a port, or a sentence."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise Failure(f"«{text}» non è il numero di una porta: scrivine uno da 1024 a 65535 con --porta.")
    return int(text)


def check_port(port: int) -> None:
    """A busy port is said before anything long is begun, with one that is free."""
    if not _free(port):
        other = next((p for p in range(port + 1, port + 100) if _free(p)), port + 100)
        raise Failure(
            f"La porta {port} è occupata: chiudi il programma che la usa, oppure scrivi «bin/demo --porta {other}»."
        )


def _free(port: int) -> bool:
    with socket.socket() as probe:
        # As the web server does: an address that is only waiting to be forgotten is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Failure(f"La porta {port} è riservata al sistema: scegline una da 1024 in su con --porta.") from error
        except OSError:
            return False
        return True


def lock_folder(folder: Path) -> IO[str]:
    """Two demos on one folder would run two clocks; the lock goes away with the process that holds it."""
    lock = (folder / "in-uso").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise Failure(
            f"Un'altra demo usa già {folder}: fermala con Ctrl-C, oppure scegli un'altra cartella con --dati."
        ) from error
    return lock


class Child:
    """A process of its own group, with its output in a log, that dies with us whatever happens to us."""

    def __init__(self, name: str, argv: list[str], env: Mapping[str, str], log: Path):
        self.name, self.argv, self.env, self.log = name, argv, env, log
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.pause = 1.0
        self.again_at = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.argv, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 – one thread only
            )  # fmt: skip

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def sweep(self) -> None:
        """End what the process left behind in its group (the worker's clock is a child of it)."""
        if self.process is not None:
            _signal_group(self.process.pid, signal.SIGKILL)

    def restart_if_dead(self) -> bool:
        """True when a dead process was noticed now; it starts again after a pause that grows."""
        now = time.monotonic()
        if self.again_at:
            if now >= self.again_at:
                self.again_at = 0.0
                self.start()
            return False
        if not self.ended():
            return False
        self.sweep()
        self.pause = 1.0 if now - self.started > CALM_SECONDS else min(self.pause * 2, LONGEST_PAUSE)
        self.again_at = now + self.pause
        return True

    def stop(self, until: float) -> None:
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, until - time.monotonic()))
        self.sweep()
        self.process.wait()


def _die_with_parent() -> None:
    """Ask Linux to end this child when its parent is gone, even by kill -9."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _signal_group(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        return


class Server:
    def __init__(self, port: int, env: Mapping[str, str], logs: Path):
        logs.mkdir(parents=True, exist_ok=True)
        self.port = port
        self.stopping = False
        gunicorn = [
            str(PYTHON), "-m", "gunicorn", "talenti.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers", "2",
            "--worker-class", "gthread", "--threads", "4", "--preload", "--graceful-timeout", "5",
            "--access-logfile", "-",
        ]  # fmt: skip
        celery = [
            str(PYTHON), "-m", "celery", "-A", "talenti", "worker", "-B", "--pool", "solo", "--loglevel", "WARNING",
            "--without-gossip", "--without-mingle",
        ]  # fmt: skip
        self.web = Child("web", gunicorn, env, logs / "web.log")
        self.worker = Child("worker", celery, env, logs / "worker.log")

    def start(self) -> None:
        """Start the web server, wait for its first page, then start the worker: nobody waits for that one."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        self.web.start()
        deadline = time.monotonic() + START_SECONDS
        while not self.stopping and not self._answers():
            if self.web.ended() or time.monotonic() > deadline:
                raise Failure(f"Il server web non parte:\n{tail(self.web.log)}\nIl resto è in {self.web.log}.")
            time.sleep(0.05)
        if not self.stopping:
            self.worker.start()

    def watch(self) -> None:
        """Stay until a signal; a dead worker is started again, a dead web server ends the command."""
        while not self.stopping:
            if self.web.ended():
                raise Failure(f"Il server web si è fermato da solo:\n{tail(self.web.log)}\nRipeti bin/demo.")
            if self.worker.restart_if_dead():
                print(f"Il processo degli avvisi si è fermato: riparte tra {self.worker.pause:.0f} s.", flush=True)
            time.sleep(0.2)

    def stop(self) -> None:
        children = [child for child in (self.web, self.worker) if child.process]
        for child in children:
            if child.process and not child.ended():
                child.process.terminate()
        until = time.monotonic() + STOP_SECONDS
        for child in children:
            child.stop(until)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/")
            status = connection.getresponse().status
        except OSError:
            return False
        finally:
            connection.close()
        if status >= 500:
            raise Failure(f"Il portale parte ma la prima pagina dà errore {status}: le cause sono in {self.web.log}.")
        return True


def tail(log: Path, lines: int = 15) -> str:
    return "\n".join("    " + line for line in log.read_text(errors="replace").splitlines()[-lines:])
