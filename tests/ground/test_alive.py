"""The question that a container asks itself: which name it uses, and what it makes of the answer."""

import importlib.util
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

PERCORSO = Path(__file__).resolve().parents[2] / "tools" / "alive.py"


@pytest.fixture
def alive():
    descrizione = importlib.util.spec_from_file_location("alive", PERCORSO)
    modulo = importlib.util.module_from_spec(descrizione)
    descrizione.loader.exec_module(modulo)
    return modulo


@contextmanager
def server(stato, chiesti):
    class Risponde(BaseHTTPRequestHandler):
        def do_GET(self):
            chiesti.append((self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"]))
            self.send_response(stato)
            self.end_headers()

        def log_message(self, *_args):
            """Nothing to say."""

    acceso = HTTPServer(("127.0.0.1", 0), Risponde)
    threading.Thread(target=acceso.serve_forever, daemon=True).start()
    yield acceso.server_address
    acceso.shutdown()
    acceso.server_close()


@pytest.mark.parametrize(
    ("nomi", "nome"),
    [
        ("talenti.example.org", "talenti.example.org"),
        (" talenti.example.org , altro.it", "talenti.example.org"),
        (".example.org", "example.org"),
        ("*", "localhost"),
        ("", "localhost"),
        (",altro.it", "altro.it"),
    ],
)
@pytest.mark.parametrize(("stato", "bene"), [(200, True), (503, False), (301, False)])
def test_it_asks_under_a_name_that_the_portal_answers_to(alive, monkeypatch, nomi, nome, stato, bene):
    monkeypatch.setenv("ALLOWED_HOSTS", nomi)
    chiesti = []

    with server(stato, chiesti) as indirizzo:
        assert alive.alive(indirizzo) is bene

    assert chiesti == [("/salute/", nome, "https")]


def test_a_server_that_is_gone_is_not_well_and_says_no_more(alive):
    with server(200, []) as indirizzo:
        pass

    assert alive.alive(indirizzo) is False
