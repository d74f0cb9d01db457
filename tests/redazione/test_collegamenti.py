"""Links that lead out: asked of a real server on this machine; what is not on the internet is never asked otherwise."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from redazione.actions.collegamenti import prova_collegamenti
from redazione.collegamenti import Risposta, prova
from redazione.models import Collegamento
from talenti.base.clock import a_quest_ora, adesso
from tests.factories import redazione as di_redazione
from tests.factories import redazione_articoli as di_articoli


class _Sito(BaseHTTPRequestHandler):
    def do_GET(self):
        nome = self.path.partition("?")[0].strip("/")
        if nome == "gira":
            self._risponde(302, "/gira")
        elif nome == "rinvia":
            self._risponde(301, "/200")
        else:
            self._risponde(int(nome or 200))

    def _risponde(self, stato, dove=""):
        self.send_response(stato)
        if dove:
            self.send_header("Location", dove)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_niente):
        pass


@pytest.fixture(scope="module")
def sito():
    server = HTTPServer(("127.0.0.1", 0), _Sito)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("percorso", "attesa"),
    [
        ("", Risposta(True, "200")),
        ("/200?a=1", Risposta(True, "200")),
        ("/rinvia", Risposta(True, "200")),
        ("/403", Risposta(True, "403")),
        ("/404", Risposta(False, "la pagina non c'è (404)")),
        ("/500", Risposta(False, "il sito dà errore (500)")),
        ("/gira", Risposta(False, "rinvia troppe volte")),
    ],
)
def test_what_a_site_answers_is_told(sito, percorso, attesa):
    assert prova(sito + percorso, anche_interni=True) == attesa


@pytest.mark.parametrize(
    ("url", "detto"),
    [
        ("http://127.0.0.1/", "non è un sito pubblico"),
        ("http://localhost/admin/", "non è un sito pubblico"),
        ("http://[::1]/", "non è un sito pubblico"),
        ("http://10.0.0.1/", "non è un sito pubblico"),
        ("http://169.254.169.254/latest/meta-data/", "non è un sito pubblico"),
        ("http://127.0.0.1:6379/", "usa una porta che non proviamo"),
        ("ftp://127.0.0.1/", "non è un indirizzo web"),
        ("mailto:ada@example.org", "non è un indirizzo web"),
        ("https:///niente", "non è un indirizzo web"),
        ("http://127.0.0.1:porta/", "il sito non risponde"),
    ],
)
def test_what_is_not_on_the_internet_is_not_asked(url, detto):
    assert prova(url) == Risposta(False, detto)


def test_a_site_that_is_down_or_speaks_no_tls_is_told(sito):
    # The port just closed: nobody listens there.
    chiuso = HTTPServer(("127.0.0.1", 0), _Sito)
    chiuso.server_close()
    assert prova(f"http://127.0.0.1:{chiuso.server_port}/", anche_interni=True) == Risposta(
        False, "il sito non risponde"
    )
    cifrato = sito.replace("http:", "https:")
    assert prova(cifrato, anche_interni=True) == Risposta(False, "il certificato non va bene")


@pytest.mark.django_db
class TestAnArticle:
    @staticmethod
    def con_fonti():
        return di_articoli.TESTO + (
            '<p><a href="https://example.org/uno">la prima fonte</a>, <a href="/spazi/">gli spazi</a>, '
            '<a href="mailto:ada@example.org">la posta</a>, <a href="https://example.org/uno">ancora la prima</a></p>'
        )

    def test_only_its_links_that_lead_out_are_tried_and_not_too_often(self):
        uno = di_articoli.articolo(di_redazione.testata(), testo=di_articoli.scritto(html=self.con_fonti()))
        chieste = []

        def no(url):
            chieste.append(url)
            return Risposta(False, "la pagina non c'è (404)")

        assert (prova_collegamenti(uno, come=no), prova_collegamenti(uno, come=no)) == (1, 0)
        with a_quest_ora(adesso() + timedelta(hours=13)):
            assert prova_collegamenti(uno, come=lambda url: Risposta(True, "200")) == 1
        assert chieste == ["https://example.org/uno"]
        riga = Collegamento.objects.get()
        assert (riga.url, riga.esito, riga.detto) == ("https://example.org/uno", "risponde", "200")
