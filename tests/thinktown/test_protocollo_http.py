"""The adapter that speaks HTTP: the conformance of every adapter, and what is of HTTP alone."""

import socket

import pytest

from tests.factories.rete import ammesso
from tests.thinktown.conformita_protocollo import ConformitaProtocollo, richiesta
from tests.thinktown.registro_finto import GETTONE, RegistroFinto
from thinktown.protocollo import NonOra, Registrata, Rifiutata, adattatore
from thinktown.protocollo_http import BYTE_MASSIMI, ProtocolloHttp


@pytest.fixture
def registro():
    finto = RegistroFinto()
    yield finto
    finto.chiudi()


class TestProtocolloHttp(ConformitaProtocollo):
    @pytest.fixture(autouse=True)
    def _davanti(self, registro):
        self.finto = registro

    def adattatore(self):
        return ProtocolloHttp(self.finto.url, GETTONE, secondi=0.5)

    def si_comporta(self, *modi):
        self.finto.modi[:] = modi

    def registrate(self):
        return self.finto.numeri


def _risponde(stato, corpo=b"{}", **intestazioni):
    return lambda mani: mani.di(stato, corpo, **intestazioni)


def _chiedi(registro, *modi):
    registro.modi[:] = modi
    return ProtocolloHttp(registro.url, GETTONE, secondi=2).registra(richiesta())


def test_what_is_said_is_what_the_document_says(registro):
    assert _chiedi(registro) == Registrata("0000001", richiesta().quando.date())
    assert registro.chieste == [
        {
            "chiave": "k2f9-1",
            "verso": "ingresso",
            "ente": {"nome": "Comune delle Prove", "codice_fiscale": "90000000191"},
            "mittente": "Radio «Quartiere» & C.",
            "oggetto": "Domanda n. 3 al bando «Prova»",
            "ricevuta_il": "2026-12-07T10:59:58.000000+00:00",
            "riferimento": "k2f9",
            "impronta_sha256": "ab" * 32,
        }
    ]
    (dette,) = registro.intestazioni
    assert {nome: dette[nome] for nome in ("Authorization", "Idempotency-Key", "Content-Type")} == {
        "Authorization": f"Bearer {GETTONE}",
        "Idempotency-Key": "k2f9-1",
        "Content-Type": "application/json; charset=utf-8",
    }


@pytest.mark.parametrize("stato", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed_to_another_host_nor_to_the_same(registro, stato):
    altro = RegistroFinto()
    try:
        for dove in (altro.url, registro.url):
            esito = _chiedi(registro, _risponde(stato, Location=dove))
            assert esito == NonOra(f"Il registro di protocollo ha risposto HTTP {stato}.")
        assert (altro.chieste, len(registro.chieste)) == ([], 2)
    finally:
        altro.chiudi()


@pytest.mark.parametrize("stato", [400, 409, 422])
@pytest.mark.parametrize(
    ("corpo", "motivo"),
    [
        ({"motivo": "Manca l'oggetto."}, "Manca l'oggetto."),
        ({"motivo": " "}, None),
        ({"motivo": 7}, None),
        (["no"], None),
        (b"<html>", None),
        ({"motivo": "x" * 1000}, "x" * 300),
    ],
)
def test_a_refusal_is_for_good_and_says_what_it_can(registro, stato, corpo, motivo):
    esito = _chiedi(registro, _risponde(stato, corpo))
    assert esito == Rifiutata(motivo or f"Il registro non dice perché (HTTP {stato}).")


@pytest.mark.parametrize("stato", [202, 204, 401, 403, 404, 408, 429, 500, 502, 503])
def test_any_other_status_may_pass(registro, stato):
    assert isinstance(_chiedi(registro, _risponde(stato)), NonOra)


@pytest.mark.parametrize(
    "corpo",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"[" * 50_000,
        {"numero": "0000001"},
        {"data": "2026-12-07"},
        {"numero": 1, "data": "2026-12-07"},
        {"numero": "0000001", "data": 20261207},
        {"numero": "", "data": "2026-12-07"},
        {"numero": "<b>1</b>", "data": "2026-12-07"},
        {"numero": "0000001", "data": "7/12/2026"},
        {"numero": "0000001", "data": "2026-13-01"},
        b'{"numero": "0000001", "data": "2026-12-07", "x": "' + b"y" * BYTE_MASSIMI + b'"}',
    ],
)
def test_an_answer_that_is_no_number_is_no_number(registro, corpo):
    esito = _chiedi(registro, _risponde(200, corpo))
    assert esito == NonOra("La risposta del registro di protocollo non si capisce.")


def test_an_answer_cut_short_is_no_number(registro):
    def taglia(mani):
        mani.send_response(200)
        mani.send_header("Content-Length", "1000")
        mani.end_headers()
        mani.wfile.write(b'{"numero": "00')
        mani.close_connection = True

    assert isinstance(_chiedi(registro, taglia), NonOra)


def test_nobody_there():
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        porta = presa.getsockname()[1]
    esito = ProtocolloHttp(f"http://127.0.0.1:{porta}/", GETTONE, secondi=1).registra(richiesta())
    assert isinstance(esito, NonOra)
    assert esito.motivo.startswith("Il registro di protocollo non risponde: ")


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(registro, monkeypatch):
    for nome in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(nome, "http://127.0.0.1:9/")
    assert isinstance(_chiedi(registro), Registrata)


def test_the_settings_choose_whose_register_it_is(db, settings):
    ente = ammesso(nome="Comune", codice_fiscale="01234560199")
    assert (settings.PROTOCOLLO_URL, adattatore(ente)) == ("", None)
    settings.PROTOCOLLO_URL, settings.PROTOCOLLO_GETTONE = "https://protocollo.example.org/", "x"
    assert isinstance(adattatore(ente), ProtocolloHttp)
    settings.PROTOCOLLO_ENTI = ["90000000191"]
    assert adattatore(ente) is None
    settings.PROTOCOLLO_ENTI = ["90000000191", "01234560199"]
    assert adattatore(ente).url == "https://protocollo.example.org/"
