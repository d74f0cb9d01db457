"""One migrated database for a whole run: the databases of the tests, and the private copies, are made of it.

Migrating takes ten seconds, copying a tenth of one. Whatever a migration must prove is asked of the model itself:
the first process of the run to need it migrates it from nothing, the others wait and copy.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

RADICE = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("DATABASE_URL", "")
# Of this process alone, beside the others of the run.
QUI = os.environ.get("PYTEST_XDIST_WORKER", "solo")
# Its collector would look through every state of every model again and again, and find nothing to throw away.
MIGRA = "import gc; gc.disable(); from django.core.management import execute_from_command_line as fai; fai()"


def ambiente_di(indirizzo, dati):
    """The environment of a process that works on that database and in that folder: the same whatever test asks."""
    nostro = {nome: valore for nome, valore in os.environ.items() if nome != "PYTEST_CURRENT_TEST"}
    return nostro | {
        "DATABASE_URL": indirizzo,
        "DJANGO_SETTINGS_MODULE": "talenti.settings",
        "TALENTI_MODO": "prova",
        "TALENTI_DATI": str(dati),
        "PYTHONPATH": str(RADICE),
    }


def sul_server(sql):
    import psycopg2

    with closing(psycopg2.connect(urlunsplit(urlsplit(SERVER)._replace(path="/postgres")))) as collegamento:
        collegamento.autocommit = True
        with collegamento.cursor() as cursore:
            cursore.execute(sql)


def nome_sul_server(che_cosa):
    """A database beside the one that DATABASE_URL names: two runs on one server do not meet."""
    return f"{che_cosa}_{urlsplit(SERVER).path[1:]}"


def sul_server_a(nome):
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{nome}"))


def butta(nome):
    sul_server(f'DROP DATABASE IF EXISTS "{nome}" WITH (FORCE)')


def butta_il_modello():
    """At the end of a run, by the process that began it."""
    if SERVER.startswith("postgres"):
        butta(nome_sul_server("modello"))


def _migra(cartella):
    indirizzo = f"sqlite://{cartella / 'modello.sqlite3'}"
    if SERVER.startswith("postgres"):
        nome = nome_sul_server("modello")
        butta(nome)
        sul_server(f'CREATE DATABASE "{nome}"')
        indirizzo = sul_server_a(nome)
    comando = [sys.executable, "-c", MIGRA, "migrate", "-v0", "--skip-checks"]
    subprocess.run(comando, env=ambiente_di(indirizzo, cartella / "dati"), cwd=RADICE, check=True, timeout=600)
    return indirizzo


@pytest.fixture(scope="session")
def base_modello(tmp_path_factory):
    """The address of the migrated database. Nobody opens it: it is copied."""
    di_tutti = tmp_path_factory.getbasetemp()
    cartella = (di_tutti if QUI == "solo" else di_tutti.parent) / "modello"
    cartella.mkdir(exist_ok=True)
    with (cartella / "uno-alla-volta").open("w") as porta:
        fcntl.flock(porta, fcntl.LOCK_EX)
        fatto = cartella / "indirizzo"
        if not fatto.exists():
            fatto.write_text(_migra(cartella))
    return fatto.read_text()


@contextmanager
def copia(modello, cartella):
    """The address of a copy, for as long as it is needed."""
    if modello.startswith("sqlite"):
        shutil.copy(urlsplit(modello).path, cartella / "copia.sqlite3")
        yield f"sqlite://{cartella / 'copia.sqlite3'}"
        return
    nome = f"{nome_sul_server('copia')}_{QUI}"
    butta(nome)
    sul_server(f'CREATE DATABASE "{nome}" TEMPLATE "{urlsplit(modello).path[1:]}"')
    try:
        yield sul_server_a(nome)
    finally:
        butta(nome)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(base_modello, django_db_modify_db_settings_parallel_suffix):
    """The database of the tests begins as a copy too: Django still asks it for migrations, and finds none to do."""
    from django.db import connection

    modello = urlsplit(base_modello).path
    if base_modello.startswith("postgres"):
        connection.settings_dict["TEST"]["TEMPLATE"] = modello[1:]
        yield
        return
    # In memory, under the name that Django is about to open: it lives as long as somebody holds it.
    with closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as in_memoria:
        with closing(sqlite3.connect(f"file:{modello}?immutable=1", uri=True)) as migrata:
            migrata.backup(in_memoria)
        yield
