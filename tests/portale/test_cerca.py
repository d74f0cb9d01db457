"""Search: results by kind, words marked and never executed, and a way out when there is nothing."""

import pytest

from talenti.base import registries
from talenti.base.clock import adesso
from talenti.base.registries import Scheda, TipoDiScheda
from talenti.portale.indice import Conto, indicizza
from talenti.portale.models import VoceRicerca
from talenti.portale.ricerca import MASSIMO_PER_TIPO, cerca, pulisci
from talenti.rete.models import Partner
from tests.factories import rete
from tests.factories.coworking import spazio
from tests.factories.thinktown import Ufficio
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


def quelli(inizio):
    return lambda: Partner.objects.filter(slug__startswith=inizio)


def scheda(partner):
    return Scheda(partner.nome, f"/di/{partner.slug}/", "Prova", partner.in_una_frase)


@pytest.fixture
def tre_tipi(db, riempi):
    """Kinds of real rows; one of them breaks when it is asked."""
    detto = {"in_una_frase": "Un posto a Cremona", "creato_il": adesso(), "aggiornato_il": adesso()}
    for inizio, n in (("spazio", 3), ("notizia", 60), ("rotta", 1)):
        Partner.objects.bulk_create(
            Partner(slug=f"{inizio}-{i}", nome=f"{inizio.title()} {i}", **detto) for i in range(n)
        )
    tipi = {
        "spazi": TipoDiScheda("spazi", "Spazi", quelli("spazio"), scheda),
        "bandi": TipoDiScheda("bandi", "Bandi", quelli("bando"), scheda),
        "notizie": TipoDiScheda("notizie", "Notizie", quelli("notizia"), scheda),
        "rete": TipoDiScheda("rete", "Rete", quelli("rotta"), scheda),
    }
    riempi(registries.schede_pubbliche, **tipi)
    indicizza()
    riempi(registries.schede_pubbliche, **tipi | {"rete": TipoDiScheda("rete", "Rete", rotta, rotta)})


def test_results_are_counted_by_kind_and_a_broken_kind_is_named(client, tre_tipi):
    contesto = client.get("/cerca/?q=cremona").context

    assert [(tipo.chiave, tipo.quante, tipo.altre) for tipo in contesto["ricerca"].tipi] == [
        ("spazi", 3, False),
        ("notizie", MASSIMO_PER_TIPO, True),
    ]
    assert [str(nome) for nome in contesto["ricerca"].mancano] == ["Rete"]
    assert contesto["ricerca"].quante == 53


def test_a_kind_that_breaks_takes_nothing_out_of_the_index(tre_tipi):
    assert (indicizza(), VoceRicerca.objects.filter(tipo="rete").count()) == (Conto(0, 0), 1)


def test_one_kind_can_be_chosen_by_link_and_an_unknown_one_shows_all(client, tre_tipi):
    assert [tipo.chiave for tipo in client.get("/cerca/?q=posto&tipo=spazi").context["mostrati"]] == ["spazi"]
    assert [tipo.chiave for tipo in client.get("/cerca/?q=posto&tipo=boh").context["mostrati"]] == ["spazi", "notizie"]


def test_nothing_found_offers_near_words_doors_and_a_person(client, db):
    rete.capofila(nome="Comune di Cremona")
    indicizza()
    risposta = client.get("/cerca/?q=cremoma")
    contenuto = risposta.content.decode()

    assert (risposta.status_code, risposta.context["ricerca"].quante) == (200, 0)
    assert risposta.context["ricerca"].vicine == ["Cremona"]
    assert "Nessun risultato per «cremoma»" in contenuto
    assert "aiuto@example.org" in contenuto


@pytest.mark.parametrize("testo", OSTILI)
def test_whatever_is_typed_the_page_opens_and_runs_nothing(client, db, testo):
    rete.capofila(nome="Comune di <b>Prova</b>")
    indicizza()

    risposta = client.get("/cerca/", {"q": testo.encode("utf-8", "surrogatepass").decode("utf-8", "replace")})
    contenuto = risposta.content.decode()

    assert risposta.status_code == 200
    assert "<script>alert" not in contenuto
    assert "<img src=x" not in contenuto
    assert "<b>Prova" not in contenuto


def test_a_query_string_that_is_not_utf8_opens_the_page(client, db):
    assert client.get("/cerca/?q=%ED%A0%80%FF").status_code == 200


@pytest.mark.parametrize("testo", ["", "   ", "\x00", "'", "%", "a", "*", '"', "-", "()"])
def test_nothing_to_look_for_asks_nothing(tre_tipi, django_assert_num_queries, testo):
    with django_assert_num_queries(0):
        assert (cerca(pulisci(testo)).tipi, cerca(pulisci(testo)).mancano) == ([], [])


def test_what_was_typed_becomes_one_line_of_a_hundred_letters():
    assert pulisci("  radio \n quartiere\x07 ") == "radio quartiere"
    assert pulisci("a" * 500) == "a" * 100


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_search_costs_the_same_with_one_result_and_with_three(client, db, django_assert_num_queries, quanti):
    for n in range(quanti):
        rete.ammesso(nome=f"Radio {n}", codice_fiscale=("90000000191", "90000000282", "90000000373")[n])
    indicizza()
    client.get("/")

    # The index, and the room.
    with django_assert_num_queries(2):
        assert client.get("/cerca/?q=radio").context["ricerca"].quante == quanti


def test_a_search_in_every_room_asks_four_questions(client, db, django_assert_num_queries):
    """The index, and each of the three rooms."""
    ufficio = Ufficio()
    ufficio.pubblicato()
    spazio(ufficio.partner, nome="Sala delle Prove")
    indicizza()
    client.get("/")

    with django_assert_num_queries(4):
        trovati = client.get("/cerca/?q=prove").context["ricerca"].tipi
    assert [(tipo.chiave, tipo.quante) for tipo in trovati] == [("partner", 1), ("spazi", 1), ("bandi", 1)]


@pytest.mark.parametrize("quanti", [1, 3])
def test_nothing_found_costs_the_same_whatever_there_is(client, db, django_assert_num_queries, quanti):
    for n in range(quanti):
        rete.ammesso(nome=f"Cremona {n}", codice_fiscale=("90000000191", "90000000282", "90000000373")[n])
    indicizza()
    client.get("/")

    # The index, its titles (once a minute), the cards that have the near words, and their room.
    with django_assert_num_queries(4):
        assert client.get("/cerca/?q=cremoma").context["ricerca"].vicine == ["Cremona"]


def test_a_result_shows_its_passage_with_the_words_marked(client, db):
    partner = rete.ammesso(nome="Orto <dei> Ciliegi")
    Partner.objects.filter(pk=partner.pk).update(descrizione="Corsi & laboratori per <giovani> agricoltori.")
    indicizza()

    contenuto = client.get("/cerca/?q=ciliegio+agricoltore").content.decode()

    assert "Orto &lt;dei&gt; <mark>Ciliegi</mark>" in contenuto
    assert "Corsi &amp; laboratori per &lt;giovani&gt; <mark>agricoltori</mark>." in contenuto


def test_a_proposal_is_not_found(client, db):
    rete.proposto(nome="Segretissima")
    indicizza()

    assert client.get("/cerca/?q=segretissima").context["ricerca"].tipi == []
