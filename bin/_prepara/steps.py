"""Progress step by step, commands with their output in a log, and one sentence when something fails."""

import errno
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[2]


class Failure(Exception):
    """Stops the command; its text is the sentence that says what to do."""


# What the tools print when something outside the project is missing, and what the person can do about it.
FULL = "Il disco è pieno: libera almeno 1,5 GB e ripeti il comando."
FORBIDDEN = "Non posso scrivere in {}: controlla di esserne proprietario, oppure scegli un'altra cartella con --dati."
SENTENCES = {
    r"No space left on device|ENOSPC|Disk quota exceeded|database or disk is full": FULL,
    r"DO NOT MATCH THE HASHES|EINTEGRITY": (
        "Un pacchetto scaricato non è quello atteso (l'impronta è diversa): svuota la memoria dei pacchetti "
        "(«pip cache purge», «npm cache clean --force») e ripeti il comando."
    ),
    (
        r"NewConnectionError|NameResolutionError|name resolution|Failed to establish a new connection|ConnectTimeout"
        r"|ReadTimeout|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|ECONNREFUSED|ECONNRESET|Could not resolve|Network is unreachable"
        r"|Temporary failure resolving|Could not connect to|dns error"
    ): (
        "Non raggiungo il deposito dei pacchetti: controlla la connessione (o il proxy) e ripeti il comando. "
        "Ciò che è già fatto non si rifà."
    ),
    r"No matching distribution found|Could not find a version": (
        "Per questo Python o questo sistema manca un pacchetto già pronto: usa Python 3.11, 3.12 o 3.13 "
        "su Linux o macOS a 64 bit e ripeti il comando."
    ),
    r"Permission denied|EACCES|Read-only file system|EROFS|readonly database": FORBIDDEN.format("una delle cartelle"),
    r"database is locked": "La banca dati è in uso da un altro programma: chiudilo e ripeti il comando.",
}


class Steps:
    """Prints «[3/8] Dipendenze Python … 21 s» and keeps the output of what runs in one log."""

    def __init__(self, total: int, log: Path, out: TextIO | None = None):
        self.total = total
        self.done = 0
        self.log = log
        self.out = out
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("")

    @contextmanager
    def step(self, title: str) -> Iterator[Callable[[str], None]]:
        """One numbered line; the body may say a word in place of the seconds («già pronte»)."""
        self.done += 1
        self._say(f"[{self.done}/{self.total}] {title} … ")
        note: list[str] = []
        start = time.monotonic()
        try:
            yield note.append
        except BaseException:
            self._say("no\n")
            raise
        self._say((note[-1] if note else seconds(time.monotonic() - start)) + "\n")

    def run(self, argv: list[str], *, env: Mapping[str, str] | None = None, what: str = "") -> None:
        """Run a command, its output in the log; a failure becomes a sentence."""
        with self.log.open("a") as log:
            log.write("\n$ " + " ".join(argv) + "\n")
            log.flush()
            start = log.tell()
            code = call(argv, stdout=log, env=env)
        if code:
            with self.log.open() as log:
                log.seek(start)
                raise Failure(self._explain(log.read(), what or argv[0], code))

    def _explain(self, output: str, what: str, code: int) -> str:
        for pattern, sentence in SENTENCES.items():
            if re.search(pattern, output):
                return f"{sentence} (Il resto è in {self.log}.)"
        tail = "\n".join("    " + line for line in output.strip().splitlines()[-12:])
        return f"{tail}\n{what}: non è riuscito (codice {code}). Le ultime righe sono qui sopra, tutte in {self.log}."

    def _say(self, text: str) -> None:
        out = self.out or sys.stdout
        out.write(text)
        out.flush()


def call(argv: list[str], *, stdout: object = None, env: Mapping[str, str] | None = None) -> int:
    """The exit code of a command run from the root of the project, with no standard input."""
    stderr = subprocess.STDOUT if stdout else None
    options = {"cwd": ROOT, "env": env, "stdin": subprocess.DEVNULL, "stdout": stdout, "stderr": stderr}
    try:
        return subprocess.run(argv, check=False, **options).returncode
    except FileNotFoundError as error:
        raise Failure(f"Non trovo il programma «{argv[0]}»: installalo e ripeti il comando.") from error


def seconds(elapsed: float) -> str:
    return f"{elapsed:.1f} s" if elapsed < 10 else f"{elapsed:.0f} s"


def guarded(main: Callable[[], int]) -> None:
    """Run a command's main and leave with its code; whatever stops it ends in one sentence."""
    try:
        sys.exit(main())
    except Failure as failure:
        stop(str(failure))
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrotto. Ciò che è già fatto non si rifà.\n")
        sys.exit(130)
    except OSError as error:
        stop(sentence_for(error))


def sentence_for(error: OSError) -> str:
    where = error.filename or ROOT
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FORBIDDEN.format(where)
    return f"{where}: {os.strerror(error.errno or 0)}. Rimedia e ripeti il comando."


def stop(sentence: str) -> None:
    sys.stderr.write(f"\n{sentence}\n")
    sys.exit(1)
