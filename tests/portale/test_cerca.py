"""Search: results by kind, words marked and never executed, and a way out when there is nothing."""

import pytest

from talenti.base import registries
from talenti.base.registries import Scheda, TipoDiScheda
from talenti.portale.ricerca import MASSIMO_PER_TIPO, cerca, pulisci, segna
from tests.factories import rete
from tests.portale.conftest import rotta

OSTILI = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% debug %}",
    "' OR 1=1 --",
    "%' AND 'x'='x",
    "\x00\u202e\ufeff",
    "=cmd|'/c calc'!A1",
    "../../../etc/passwd",
    "a" * 1_000_000,
    "%",
    "_",
    "\\",
    "ß ŁÓDŹ ﬁ",
    "\ud7ff\ue000",
]


def schede(n, titolo="Spazio"):
    return [Scheda(f"{titolo} {i}", f"/spazi/{i}/", "Spazi", "Un posto a Cremona") for i in range(n)]


@pytest.fixture
def tre_tipi(riempi):
    def tipo(chiave, etichetta, righe):
        return TipoDiScheda(chiave, etichetta, lambda _testo: iter(righe), lambda: iter(righe))

    riempi(
        registries.schede_pubbliche,
        spazi=tipo("spazi", "Spazi", schede(3)),
        bandi=tipo("bandi", "Bandi", []),
        notizie=tipo("notizie", "Notizie", schede(60, "Notizia")),
        rotta=TipoDiScheda("rete", "Rete", rotta, rotta),
    )


def test_results_are_counted_by_kind_and_a_broken_kind_is_named(client, db, tre_tipi):
    contesto = client.get("/cerca/?q=cremona").context

    assert [(tipo.chiave, tipo.quante, tipo.altre) for tipo in contesto["ricerca"].tipi] == [
        ("spazi", 3, False),
        ("notizie", MASSIMO_PER_TIPO, True),
    ]
    assert [str(nome) for nome in contesto["ricerca"].mancano] == ["Rete"]
    assert contesto["ricerca"].quante == 53


def test_one_kind_can_be_chosen_by_link_and_an_unknown_one_shows_all(client, db, tre_tipi):
    assert [tipo.chiave for tipo in client.get("/cerca/?q=x&tipo=spazi").context["mostrati"]] == ["spazi"]
    assert [tipo.chiave for tipo in client.get("/cerca/?q=x&tipo=boh").context["mostrati"]] == ["spazi", "notizie"]


def test_nothing_found_offers_near_words_doors_and_a_person(client, db):
    rete.capofila(nome="Comune di Cremona")
    risposta = client.get("/cerca/?q=cremoma")
    contenuto = risposta.content.decode()

    assert (risposta.status_code, risposta.context["ricerca"].quante) == (200, 0)
    assert risposta.context["ricerca"].vicine == ["Cremona"]
    assert "Nessun risultato per «cremoma»" in contenuto
    assert "aiuto@example.org" in contenuto


@pytest.mark.parametrize("testo", OSTILI)
def test_whatever_is_typed_the_page_opens_and_runs_nothing(client, db, testo):
    rete.capofila(nome="Comune di <b>Prova</b>")

    risposta = client.get("/cerca/", {"q": testo.encode("utf-8", "surrogatepass").decode("utf-8", "replace")})
    contenuto = risposta.content.decode()

    assert risposta.status_code == 200
    assert "<script>alert" not in contenuto
    assert "<img src=x" not in contenuto
    assert "<b>Prova" not in contenuto


def test_a_query_string_that_is_not_utf8_opens_the_page(client, db):
    assert client.get("/cerca/?q=%ED%A0%80%FF").status_code == 200


@pytest.mark.parametrize("testo", ["", "   ", "\x00", "'", "%"])
def test_nothing_to_look_for_asks_nothing_of_the_rooms(tre_tipi, testo):
    assert cerca(pulisci(testo)).tipi == []


def test_what_was_typed_becomes_one_line_of_a_hundred_letters():
    assert pulisci("  radio \n quartiere\x07 ") == "radio quartiere"
    assert pulisci("a" * 500) == "a" * 100


@pytest.mark.parametrize(
    ("testo", "cercato", "atteso"),
    [
        ("Comunità Cremasca", "comunita", "<mark>Comunità</mark> Cremasca"),
        ("Corte de' Frati", "de frati", "Corte <mark>de</mark>&#x27; <mark>Frati</mark>"),
        ("<b>Crema</b>", "crema", "&lt;b&gt;<mark>Crema</mark>&lt;/b&gt;"),
        ("Crema", "<mark>", "Crema"),
        ("A B", "a", "A B"),
        ("ﬁume Oglio", "oglio", "ﬁume <mark>Oglio</mark>"),
        ("", "x", ""),
    ],
)
def test_the_words_found_are_marked_and_everything_is_escaped(testo, cercato, atteso):
    assert segna(testo, cercato) == atteso


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_search_costs_the_same_with_one_result_and_with_three(client, db, django_assert_num_queries, quanti):
    for n in range(quanti):
        rete.ammesso(nome=f"Radio {n}", codice_fiscale=("90000000191", "90000000282", "90000000373")[n])
    client.get("/")

    with django_assert_num_queries(3):
        assert client.get("/cerca/?q=radio").context["ricerca"].quante == quanti


def test_a_proposal_is_not_found(client, db):
    rete.proposto(nome="Segretissima")

    assert client.get("/cerca/?q=segretissima").context["ricerca"].tipi == []
