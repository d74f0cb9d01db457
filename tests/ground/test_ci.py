"""Two runs of .ci/run on one machine: neither takes the other's Redis number, nor empties it."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def numeri():
    descrizione = importlib.util.spec_from_file_location("redis_number", ROOT / "tools" / "redis_number.py")
    modulo = importlib.util.module_from_spec(descrizione)
    descrizione.loader.exec_module(modulo)
    return modulo


class Server(dict):
    """The four words of Redis that are used here."""

    def dbsize(self):
        return len(self)

    def set(self, chiave, valore, nx, ex):
        assert (nx, ex) == (True, 3 * 3600)
        return self.setdefault(chiave, valore.encode()) == valore.encode()

    flushdb = dict.clear


@pytest.fixture
def servers():
    return {numero: Server() for numero in range(1, 16)}


def test_each_run_takes_a_number_of_its_own_and_leaves_those_in_use(numeri, servers):
    servers[5]["altro"] = b"di un altro programma"

    assert [numeri.take(run, servers) for run in (3, 3 + 15, 4)] == [4, 6, 7]
    assert servers[5] == {"altro": b"di un altro programma"}


def test_a_run_empties_its_own_number_alone(numeri, servers):
    for run in (3, 18):
        numeri.take(run, servers)
    servers[4]["coda"] = b"resti"

    numeri.give(3, servers)

    assert {numero: dict(server) for numero, server in servers.items() if server} == {5: {"talenti:ci": b"18"}}


def test_when_all_are_in_use_none_is_taken(numeri, servers):
    assert sorted(numeri.take(run, servers) for run in range(15)) == list(range(1, 16))
    assert numeri.take(99, servers) is None


def test_the_run_names_no_number_by_itself():
    testo = (ROOT / ".ci" / "run").read_text()

    assert 'export REDIS_URL="redis://$redis_host:$redis_port/$number"' in testo
    assert [testo.count(f"redis_number.py {verbo} $$ ") for verbo in ("take", "give")] == [1, 1]
