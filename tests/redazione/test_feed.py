"""Atom feeds as a reader's program understands them: feedparser reads them all here."""

import warnings
from datetime import timedelta

import feedparser
import pytest

from redazione.enums_articoli import Licenza, StatoArticolo
from redazione.models import Articolo
from talenti.base.clock import a_quest_ora, adesso
from tests.factories import redazione, rete
from tests.factories.redazione_lettura import ORA, argomento, in_bozza, riga

pytestmark = pytest.mark.django_db
FEED = "/notizie/feed/"
SITO = "http://localhost:8000"
QUERY_FEED, QUERY_PARTNER_VUOTO, QUERY_UGUALE = 2, 2, 2


@pytest.fixture
def testata():
    return redazione.testata()


def leggi(client, url=FEED, **intestazioni):
    risposta = client.get(url, headers=intestazioni)
    assert (risposta.status_code, risposta["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        letto = feedparser.parse(risposta.content)
    assert (letto.bozo, letto.version) == (False, "atom10")
    return letto


def titoli(client, url=FEED):
    return [voce.title for voce in leggi(client, url).entries]


def indirizzi(cosa, rel):
    return [uno.href for uno in cosa.links if uno.rel == rel]


def test_a_program_finds_in_an_entry_all_that_it_needs(client, testata):
    lavoro, musica = argomento(), argomento("Musica", "musica")
    testo = '<p>Vai a <a href="/spazi/uno/">uno</a> e <a href="https://example.org/x">fuori</a> &amp; via.</p>'
    uno = riga(testata, "Titolo & <tag>", firma="Ada Neri", argomenti=[musica, lavoro], html=testo)
    Articolo.objects.filter(pk=uno.pk).update(aggiornato_il=uno.dal + timedelta(minutes=30))
    letto = leggi(client)
    (voce,) = letto.entries
    uno.refresh_from_db()
    assert voce.id == f"tag:localhost,{uno.creato_il.year}:{uno.codice}"
    assert (voce.title, voce.link) == ("Titolo & <tag>", f"{SITO}/notizie/articolo-{uno.pk}/")
    assert (indirizzi(voce, "canonical"), indirizzi(voce, "license")) == (
        [f"{SITO}/notizie/articolo-{uno.pk}/"],
        ["https://creativecommons.org/licenses/by/4.0/deed.it"],
    )
    assert ([una.name for una in voce.authors], [una.term for una in voce.tags]) == (["Ada Neri"], ["Lavoro", "Musica"])
    assert voce.rights == "Creative Commons Attribuzione 4.0 (CC BY)"
    assert (voce.summary, voce.content[0].type) == ("Titolo & <tag>, in una frase.", "text/html")
    assert f'href="{SITO}/spazi/uno/"' in voce.content[0].value
    assert 'href="https://example.org/x"' in voce.content[0].value
    assert (voce.published_parsed[:5], voce.updated_parsed[:5]) == (
        uno.dal.timetuple()[:5],
        uno.aggiornato_il.timetuple()[:5],
    )
    assert (letto.feed.title, letto.feed.language, letto.feed.id) == ("Talenti Diffusi · Notizie", "it", SITO + FEED)
    assert (indirizzi(letto.feed, "self"), letto.feed.link) == ([SITO + FEED], f"{SITO}/notizie/")


def test_without_a_free_licence_no_licence_is_linked_and_the_newsroom_signs(client, testata):
    uno = riga(testata, "Uno")
    Articolo.objects.filter(pk=uno.pk).update(licenza=Licenza.RISERVATA)
    (voce,) = leggi(client).entries
    assert (voce.rights, indirizzi(voce, "license"), voce.author) == (
        "Tutti i diritti riservati",
        [],
        "Redazione Prova",
    )


def test_each_feed_holds_its_own_and_nothing_that_is_not_public(client, testata):
    lavoro, altro = argomento(), rete.ammesso(nome="Altro", codice_fiscale="90000000363")
    riga(testata, "Di tutti")
    riga(testata, "Mio", pubblici=["lavoro"], argomenti=[lavoro], riguarda=[altro], dal=-2 * ORA)
    riga(testata, "Per imprese", pubblici=["imprese"], dal=-3 * ORA)
    for n, campi in enumerate(({"dal": ORA}, {"ritirato": -ORA / 2}, {"al": -ORA / 2})):
        riga(testata, f"Nascosto {n}", pubblici=["lavoro"], argomenti=[lavoro], riguarda=[altro], **campi)
    in_bozza(testata, "Pronto", StatoArticolo.PRONTO)
    assert titoli(client) == ["Di tutti", "Mio", "Per imprese"]
    assert titoli(client, f"{FEED}per/lavoro/") == ["Di tutti", "Mio"]
    assert titoli(client, f"{FEED}argomenti/lavoro/") == ["Mio"]
    assert titoli(client, f"{FEED}partner/{altro.slug}/") == ["Mio"]
    assert leggi(client, f"{FEED}per/lavoro/").feed.title == "Talenti Diffusi · Chi cerca lavoro"
    assert leggi(client, f"{FEED}argomenti/lavoro/").feed.link == f"{SITO}/notizie/argomenti/lavoro/"
    assert leggi(client, f"{FEED}partner/{altro.slug}/").feed.title == "Talenti Diffusi · Altro"


def test_a_feed_of_what_is_not_there_is_not_there_and_an_empty_one_is_empty(client, testata):
    argomento()
    for vuoto in ("per/operatori/", "argomenti/lavoro/", f"partner/{testata.partner.slug}/", ""):
        assert titoli(client, FEED + vuoto) == []
        assert "ETag" not in client.get(FEED + vuoto)
    for manca in ("per/boh/", "argomenti/boh/", "partner/boh/"):
        assert client.get(FEED + manca).status_code == 404
    assert client.post(FEED).status_code == 405


def test_signs_that_xml_refuses_do_not_break_the_feed_of_everybody(client, testata):
    riga(testata, "Uno\x07due", firma="A\x0bda", html="<p>tre\x0cquattro</p>")
    (voce,) = leggi(client).entries
    assert (voce.title, voce.author, voce.content[0].value) == ("Unodue", "Ada", "<p>trequattro</p>")


def test_the_archive_is_read_page_by_page(client, testata):
    for n in range(51):
        riga(testata, f"Pezzo {n:02}", dal=-ORA * (n + 1))
    prima, seconda = leggi(client), leggi(client, f"{FEED}?page=2")
    assert ([len(prima.entries), len(seconda.entries)], seconda.entries[0].title) == ([50, 1], "Pezzo 50")
    assert (indirizzi(prima.feed, "next"), indirizzi(prima.feed, "previous")) == ([f"{SITO}{FEED}?page=2"], [])
    assert (indirizzi(seconda.feed, "previous"), indirizzi(seconda.feed, "next")) == ([SITO + FEED], [])
    assert [indirizzi(una.feed, "first") for una in (prima, seconda)] == [[SITO + FEED]] * 2
    assert (prima.feed.id, indirizzi(seconda.feed, "self")) == (seconda.feed.id, [f"{SITO}{FEED}?page=2"])
    for chiesta in ("0", "-1", "boh", "9" * 5000, "٢"):
        assert len(leggi(client, f"{FEED}?page={chiesta}").entries) == 50
    assert leggi(client, f"{FEED}?page=9999").entries == []


@pytest.mark.parametrize("quanti", [1, 3])
def test_a_feed_costs_the_same_whatever_is_in_it(client, testata, quanti, django_assert_num_queries):
    for n in range(quanti):
        riga(
            testata,
            f"Pezzo {n}",
            firma="Ada",
            argomenti=[argomento()],
            riguarda=[testata.partner],
            pubblici=["lavoro"],
        )
    for url in (FEED, f"{FEED}per/lavoro/", f"{FEED}argomenti/lavoro/", f"{FEED}partner/{testata.partner.slug}/"):
        with django_assert_num_queries(QUERY_FEED):
            risposta = client.get(url)
        with django_assert_num_queries(QUERY_UGUALE):
            uguale = client.get(url, headers={"If-None-Match": risposta["ETag"]})
        assert (uguale.status_code, uguale.content) == (304, b"")
    Articolo.objects.all().update(ritirato_il=adesso(), ritirato_perche="Basta.", stato="archiviato")
    with django_assert_num_queries(QUERY_PARTNER_VUOTO):
        client.get(f"{FEED}partner/{testata.partner.slug}/")


def uguale(client, risposta, *, con="ETag"):
    """Does it answer that nothing has changed since ``risposta``?"""
    chiede = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[con]
    return client.get(FEED, headers={chiede: risposta[con]}).status_code == 304


def test_what_leaves_it_is_news_for_who_asks_by_date_too(client, testata):
    """The newest change may be older than what went: a copy kept by date would show it for ever."""
    vecchio, nuovo = riga(testata, "Vecchio", dal=-9 * ORA), riga(testata, "Nuovo")
    prima = client.get(FEED)
    Articolo.objects.filter(pk=nuovo.pk).update(
        stato="archiviato", ritirato_il=adesso() + timedelta(minutes=5), ritirato_perche="Basta."
    )
    with a_quest_ora(adesso() + timedelta(minutes=6)):
        assert (uguale(client, prima), uguale(client, prima, con="Last-Modified")) == (False, False)
        assert titoli(client) == [vecchio.viva.titolo]


def test_the_clock_alone_changes_it(client, testata):
    riga(testata, "Uno")
    esce, finisce = riga(testata, "Esce", dal=ORA), riga(testata, "Finisce", dal=-2 * ORA, al=2 * ORA)
    prima = client.get(FEED)
    with a_quest_ora(esce.dal):
        assert not uguale(client, prima, con="Last-Modified")
        assert titoli(client) == ["Esce", "Uno", "Finisce"]
        seconda = client.get(FEED)
    with a_quest_ora(finisce.al):
        assert not uguale(client, seconda, con="Last-Modified")
        assert titoli(client) == ["Esce", "Uno"]


def test_in_english_the_same_entries_have_the_same_names(client, testata):
    riga(testata, "Uno")
    italiano, inglese = leggi(client), leggi(client, f"/en{FEED}")
    assert [(una.id, una.link) for una in inglese.entries] == [(una.id, una.link) for una in italiano.entries]
