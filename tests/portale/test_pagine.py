"""The public pages: they open, cost few queries, leave no cookie, and one broken room does not take them down."""

import pickle
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talenti.portale import registri
from talenti.portale.actions import conta_visita
from talenti.portale.registri import Gruppo, Passo, Porta, Storia
from tests.factories import rete
from tests.portale.conftest import rotta

PAGINE = [
    "/",
    "/chi-siamo/",
    "/aiuto/",
    "/aiuto/parole/",
    "/contatti/",
    "/privacy/",
    "/privacy/in-parole-semplici/",
    "/note-legali/",
    "/statistiche/",
    "/statistiche/?periodo=12m",
    "/statistiche/?periodo=%00",
    "/cerca/",
    "/per-chi-cerca-lavoro/",
    "/per-le-imprese/",
    "/per-gli-operatori/",
    "/opinione/grazie/",
]


@pytest.mark.parametrize("pagina", [*PAGINE, *(f"/en{pagina}" for pagina in PAGINE)])
def test_a_public_page_opens_without_any_cookie_and_within_ten_queries(client, db, pagina):
    rete.capofila()
    with CaptureQueriesContext(connection) as richieste:
        risposta = client.get(pagina)

    assert risposta.status_code == 200
    assert dict(risposta.cookies) == {}
    assert len(richieste) <= 10


@pytest.mark.parametrize("quanti", [1, 3])
def test_home_costs_the_same_whatever_the_size_of_the_network(client, db, django_assert_num_queries, quanti):
    rete.capofila()
    for n in range(quanti):
        rete.ammesso(nome=f"Associazione {n}")
    client.get("/")  # the numbers are remembered for a minute, the foot of the page for ten

    with django_assert_num_queries(1):
        client.get("/")


def test_home_of_an_empty_portal_opens(client, db):
    risposta = client.get("/")

    assert risposta.status_code == 200
    assert risposta.context["porte"] == []
    assert risposta.context["rete"].partner == 0
    assert "mappa-rete" not in risposta.content.decode()


def test_home_tells_the_network_in_numbers(client, db):
    rete.capofila()
    rete.ammesso(nome="Uno")
    rete.proposto(nome="Proposta che nessuno deve contare", codice_fiscale="90000000282")

    fatti = client.get("/").context["rete"]

    assert (fatti.partner, fatti.comuni, fatti.azioni) == (2, 2, 1)
    assert [(punto.comune, punto.numero, punto.testo, punto.url) for punto in fatti.punti] == [
        ("019036", 1, "1 organizzazione", "/rete/?comune=019036"),
        ("019098", 1, "1 organizzazione", "/rete/?comune=019098"),
    ]


def test_a_broken_room_loses_its_door_and_the_home_still_answers(client, db, riempi):
    riempi(
        registri.porte,
        rotta=rotta,
        chiusa=lambda: None,
        bandi=lambda: Porta("Bandi", "/bandi/", "2 aperti", ordine=20),
        spazi=lambda: Porta("Spazi", "/spazi/", "3 liberi oggi", ordine=10, principale="Trova un posto"),
    )
    riempi(registri.storie, rotta=rotta, viva=lambda: (Storia(f"Storia {n}", f"/notizie/{n}/") for n in range(5)))

    risposta = client.get("/")

    assert risposta.status_code == 200
    assert [porta.titolo for porta in risposta.context["porte"]] == ["Spazi", "Bandi"]
    assert risposta.context["principale"].principale == "Trova un posto"
    assert [storia.titolo for storia in risposta.context["storie"]] == ["Storia 0", "Storia 1", "Storia 2"]


def test_home_answers_when_the_network_itself_is_broken(client, db, monkeypatch):
    monkeypatch.setattr("talenti.portale.rete.fatti", rotta)

    risposta = client.get("/")

    assert (risposta.status_code, risposta.context["rete"]) == (200, None)


def test_home_tells_who_signed_in_what_to_do(client, persona):
    rete.bozza(persona)
    client.force_login(persona)

    assert "Giulia, hai 1 cosa da fare" in client.get("/").content.decode()


def test_an_audience_page_shows_two_steps_and_the_pieces_written_for_it(client, db, riempi):
    riempi(
        registri.passi,
        rotta=rotta,
        rete=lambda pubblico: [Passo(f"Passo {n} per {pubblico}", "/", ordine=9 - n) for n in range(3)],
    )
    riempi(
        registri.pezzi,
        rotta=rotta,
        redazione=lambda pubblico: [
            Gruppo("Notizie", [Storia(f"Pezzo per {pubblico}", "/notizie/1/")], ("Tutte le notizie", "/notizie/?x")),
            Gruppo("Storie", [], ("Tutte le storie", "/notizie/?y")),
        ],
    )

    risposta = client.get("/per-le-imprese/")
    contesto = risposta.context

    assert [passo.testo for passo in contesto["passi"]] == ["Passo 2 per imprese", "Passo 1 per imprese"]
    assert [(gruppo.titolo, [pezzo.titolo for pezzo in gruppo.pezzi]) for gruppo in contesto["pezzi"]] == [
        ("Notizie", ["Pezzo per imprese"])
    ]
    assert '<a href="/notizie/?x">Tutte le notizie</a>' in risposta.content.decode()


def test_the_notice_says_how_long_each_room_keeps_its_data(client, db):
    contenuto = client.get("/privacy/").content.decode()

    assert "Teniamo le opinioni sulle pagine per 2 anni." in contenuto
    for base in ("Articolo 6, paragrafo 1, lettera e", "articolo 2-ter", "rpd@example.org", "Comune di Cremona"):
        assert base in contenuto


def test_legal_notes_carry_the_licence_sentence(client, db):
    contenuto = " ".join(client.get("/note-legali/").content.decode().split())

    assert (
        'rilasciati con licenza <a href="https://creativecommons.org/licenses/by/4.0/legalcode.it">CC-BY 4.0</a>'
        in contenuto
    )
    assert "GNU AGPL, versione 3 o successiva" in contenuto


def test_the_glossary_is_in_alphabetical_order_and_takes_words_of_other_rooms(client, db, riempi):
    from talenti.portale.parole import DEL_PORTALE, Parola, parole_di_stanza

    riempi(parole_di_stanza, coworking=(Parola("comodato", "prestito"),))

    parole = [str(parola.ufficiale) for parola in client.get("/aiuto/parole/").context["parole"]]

    assert len(parole) == len(DEL_PORTALE) + 1
    assert parole == sorted(parole, key=str.lower)
    assert "comodato" in parole


def test_the_foot_names_who_leads_and_who_pays(client, db):
    from talenti.rete import actions

    rete.capofila(nome="Comune di Esempio")
    paga = rete.ammesso(nome="Fondazione Saggio")
    actions.aggiungi_partecipazione(
        paga, azione="thinktown", che_cosa="Paga i premi.", ruolo="cofinanziatore", da=paga.proposto_da
    )

    contenuto = client.get("/aiuto/").content.decode()

    assert "Guida la rete: Comune di Esempio." in contenuto
    assert "Con il sostegno di Fondazione Saggio." in contenuto


def test_without_a_lead_the_foot_names_who_answers_for_the_portal(client, db, settings):
    settings.TITOLARE_DATI = "Provincia di Esempio"

    contenuto = client.get("/aiuto/").content.decode()

    assert "Guida la rete: Provincia di Esempio." in contenuto
    assert "Comune di Cremona" not in contenuto


def test_a_cache_that_does_not_answer_costs_the_count_and_not_the_page(client, db, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 0.2},
        }
    }
    assert client.get("/chi-siamo/").status_code == 200


def test_a_count_kept_in_files_lives_for_as_long_as_it_waits(db, settings, tmp_path):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)}
    }
    for _volta in range(3):
        conta_visita("rete")
    [conto] = tmp_path.glob("*.djcache")
    with conto.open("rb") as aperto:
        assert pickle.load(aperto) > time.time() + 48 * 3600
