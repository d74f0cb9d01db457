"""Real processes on a database of their own: what threads and one shared connection cannot show.

``base_a_parte`` gives the environment of a child whose database is a fresh copy of a migrated one (a
SQLite file, or a PostgreSQL database where the lane names a server); ``esegui`` runs a function in
several processes at once on it.

Reading the settings and the code takes three seconds: a mother does it once for an environment, and every
``esegui`` has from her a process as new as the first one. She opens no database and runs no test.
"""

import importlib
import json
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import traceback
from multiprocessing.connection import Connection

import pytest

from tests.modello import RADICE, ambiente_di, copia

ATTESA = 600


@pytest.fixture
def base_a_parte(base_modello, tmp_path_factory):
    """The environment of a child whose database is a private copy of the migrated one, and whose files are none.

    The same place for every test: one mother is enough for all of them. The folders that her settings made stay.
    """
    cartella = tmp_path_factory.getbasetemp() / "a-parte"
    for di_prima in cartella.rglob("*"):
        if di_prima.is_file():
            di_prima.unlink()
    cartella.mkdir(exist_ok=True)
    with copia(base_modello, cartella) as indirizzo:
        yield ambiente_di(indirizzo, cartella / "dati")


def nome_di(funzione):
    return f"{funzione.__module__}:{funzione.__name__}" if funzione else ""


def esegui(ambiente, funzione, *, processi=1, prima=None, poi=None, **argomenti):
    """Call ``funzione(posto, **argomenti)`` in ``processi`` processes that start together.

    ``prima()`` runs before them and gives more arguments; ``poi()`` after. Returns the list of results,
    and what ``poi`` gave when there is one.
    """
    ordine = {
        "funzione": nome_di(funzione),
        "prima": nome_di(prima),
        "poi": nome_di(poi),
        "processi": processi,
        "argomenti": argomenti,
    }
    esito = _madre(ambiente).chiedi(ordine)
    guasti = [uno["guasto"] for uno in esito["figli"] if uno["guasto"]]
    assert not guasti, "\n".join(guasti)
    valori = [uno["valore"] for uno in esito["figli"]]
    return (valori, esito["poi"]) if poi else valori


class Madre:
    """The process that has read everything in one environment, as the tests see it."""

    def __init__(self, ambiente):
        self.ambiente = ambiente
        qui, la = socket.socketpair()
        comando = [sys.executable, "-m", "tests.processi", str(la.fileno())]
        self.processo = subprocess.Popen(
            comando, env=ambiente, cwd=RADICE, pass_fds=[la.fileno()], start_new_session=True
        )
        la.close()
        self.filo = Connection(qui.detach())

    def chiedi(self, ordine):
        """What the child of this order says; a child that dies, or never ends, fails the test."""
        self.filo.send_bytes(json.dumps(ordine).encode())
        try:
            detto = json.loads(self.filo.recv_bytes()) if self.filo.poll(ATTESA) else {"guasto": "no answer"}
        except EOFError:
            detto = {"guasto": "the process that makes the children died"}
        if "guasto" in detto:
            self.congeda()
        assert "guasto" not in detto, detto["guasto"]
        return detto

    def congeda(self):
        """With every child that is still there."""
        self.filo.close()
        os.killpg(self.processo.pid, signal.SIGKILL)
        self.processo.wait()


_viva: list[Madre] = []


def _madre(ambiente):
    """That of this environment. Only one lives at a time."""
    if not _viva or _viva[0].ambiente != ambiente or _viva[0].processo.poll() is not None:
        congeda_la_madre()
        _viva.append(Madre(ambiente))
    return _viva[0]


def congeda_la_madre():
    while _viva:
        _viva.pop().congeda()


# ── In the children ───────────────────────────────────────────────────────────────────────────────
def insieme():
    """In a child: wait until all of them are here. A round of a race begins so."""
    importlib.import_module("tests.processi").partenza.wait(300)


partenza = None


def _figlio(posto, funzione, argomenti, via, esiti):
    # The child runs this file as its main module; the functions that race import it under its own name.
    importlib.import_module("tests.processi").partenza = via
    via.wait()
    try:
        esito = {"valore": funzione(posto, **argomenti), "guasto": ""}
    except Exception:  # noqa: BLE001 – it is told by whoever started the process
        esito = {"valore": None, "guasto": traceback.format_exc()}
    esiti.put((posto, esito))


def _funzione(nome):
    modulo, _, funzione = nome.partition(":")
    return getattr(importlib.import_module(modulo), funzione)


def _lancia(ordine):
    """In the child: set up, let go of the connection, fork, gather, look."""
    from django.db import connections

    argomenti = ordine["argomenti"] | (_funzione(ordine["prima"])() if ordine["prima"] else {})
    connections.close_all()
    contesto = multiprocessing.get_context("fork")
    via, esiti = contesto.Barrier(ordine["processi"]), contesto.Queue()
    lavoro = _funzione(ordine["funzione"])
    figli = [
        contesto.Process(target=_figlio, args=(posto, lavoro, argomenti, via, esiti))
        for posto in range(ordine["processi"])
    ]
    for figlio in figli:
        figlio.start()
    raccolti = dict(esiti.get(timeout=550) for _ in figli)
    for figlio in figli:
        figlio.join()
    dopo = _funzione(ordine["poi"])() if ordine["poi"] else None
    return {"figli": [raccolti[posto] for posto in range(ordine["processi"])], "poi": dopo}


def _rispondi(ordine, risposta):
    """The one child of an order: what came out, or why nothing did."""
    try:
        detto = _lancia(json.loads(ordine))
    except Exception:  # noqa: BLE001 – it is told by whoever gave the order
        detto = {"guasto": traceback.format_exc()}
    risposta.send_bytes(json.dumps(detto).encode())


def _fa_la_madre(filo):
    """Read everything, then a child for each order, until nobody gives one."""
    import django

    django.setup()
    for modulo in ("talenti.urls", "weasyprint"):
        importlib.import_module(modulo)
    contesto = multiprocessing.get_context("fork")
    while True:
        try:
            ordine = filo.recv_bytes()
        except EOFError:
            return
        ricevi, risposta = contesto.Pipe(duplex=False)
        figlio = contesto.Process(target=_rispondi, args=(ordine, risposta))
        figlio.start()
        risposta.close()
        try:
            filo.send_bytes(ricevi.recv_bytes())
        except EOFError:
            filo.send_bytes(json.dumps({"guasto": "the child died without a word"}).encode())
        figlio.join()


if __name__ == "__main__":
    _fa_la_madre(Connection(int(sys.argv[1])))
