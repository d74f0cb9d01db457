"""Real processes on a database of their own: what threads and one shared connection cannot show.

``base_a_parte`` gives the environment of a child whose database is a fresh copy of a migrated one (a
SQLite file, or a PostgreSQL database where the lane names a server); ``esegui`` runs a function in
several processes at once on it.
"""

import importlib
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import traceback
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

RADICE = Path(__file__).resolve().parent.parent


def _ambiente(indirizzo, dati):
    return {
        **os.environ,
        "DATABASE_URL": indirizzo,
        "TALENTI_MODO": "prova",
        "TALENTI_DATI": str(dati),
        "PYTHONPATH": str(RADICE),
    }


def _migra(indirizzo, dati):
    comando = [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"]
    subprocess.run(comando, env=_ambiente(indirizzo, dati), cwd=RADICE, check=True, timeout=600)


def _sul_server(server, sql):
    import psycopg2

    collegamento = psycopg2.connect(urlunsplit(urlsplit(server)._replace(path="/postgres")))
    collegamento.autocommit = True
    with collegamento.cursor() as cursore:
        cursore.execute(sql)
    collegamento.close()


@pytest.fixture(scope="session")
def base_modello(tmp_path_factory):
    """A migrated database that nobody opens: what the copies are made of."""
    cartella = tmp_path_factory.mktemp("modello")
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        indirizzo = f"sqlite://{cartella / 'modello.sqlite3'}"
        _migra(indirizzo, cartella)
        yield indirizzo
        return
    nome = f"modello_{uuid.uuid4().hex[:12]}"
    _sul_server(server, f'CREATE DATABASE "{nome}"')
    try:
        indirizzo = urlunsplit(urlsplit(server)._replace(path=f"/{nome}"))
        _migra(indirizzo, cartella)
        yield indirizzo
    finally:
        _sul_server(server, f'DROP DATABASE "{nome}" WITH (FORCE)')


@pytest.fixture
def base_a_parte(base_modello, tmp_path):
    """The environment of a child whose database is a private copy of the migrated one."""
    modello = urlsplit(base_modello).path
    if base_modello.startswith("sqlite"):
        shutil.copy(modello, tmp_path / "copia.sqlite3")
        yield _ambiente(f"sqlite://{tmp_path / 'copia.sqlite3'}", tmp_path / "dati")
        return
    nome = f"copia_{uuid.uuid4().hex[:12]}"
    _sul_server(base_modello, f'CREATE DATABASE "{nome}" TEMPLATE "{modello[1:]}"')
    try:
        yield _ambiente(urlunsplit(urlsplit(base_modello)._replace(path=f"/{nome}")), tmp_path / "dati")
    finally:
        _sul_server(base_modello, f'DROP DATABASE "{nome}" WITH (FORCE)')


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
    comando = [sys.executable, "-m", "tests.processi", json.dumps(ordine)]
    fatto = subprocess.run(comando, env=ambiente, cwd=RADICE, capture_output=True, text=True, timeout=600, check=False)
    assert fatto.returncode == 0, fatto.stderr
    esito = json.loads(fatto.stdout.splitlines()[-1])
    guasti = [uno["guasto"] for uno in esito["figli"] if uno["guasto"]]
    assert not guasti, "\n".join(guasti)
    valori = [uno["valore"] for uno in esito["figli"]]
    return (valori, esito["poi"]) if poi else valori


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


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talenti.settings")
    django.setup()
    sys.stdout.write(json.dumps(_lancia(json.loads(sys.argv[1]))) + "\n")
