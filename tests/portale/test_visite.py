"""Counting pages without knowing who reads them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import resolve, reverse

from talenti.base.clock import a_quest_ora
from talenti.portale.actions import aggiungi_visite, conta_visita, scrivi_visite
from talenti.portale.models import Visita
from talenti.portale.queries import visite
from talenti.portale.sezioni import _NOMI_PORTALE, _pubblica, sezioni
from talenti.portale.tasks import ogni_ora
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from tests.portale.conftest import BROWSER
from tests.security.ruoli import TABELLA

ORA = datetime(2026, 11, 22, 10, 30, tzinfo=ZoneInfo("Europe/Rome"))
TRA_UN_ORA = ORA + timedelta(hours=1)
PAGINE = [riga for riga in TABELLA if riga.metodo == "get" and not riga.nome.startswith("admin:")]


def righe():
    return list(Visita.objects.order_by("giorno", "sezione").values_list("giorno", "sezione", "quante"))


def dopo_un_ora():
    with a_quest_ora(TRA_UN_ORA):
        scrivi_visite()
    return righe()


def test_pages_read_become_one_row_a_section_when_the_hour_is_over(client, db):
    with a_quest_ora(ORA):
        for pagina in ("/", "/", "/aiuto/", "/contatti/", "/rete/"):
            client.get(pagina, **BROWSER)
        assert scrivi_visite() == 0

    assert dopo_un_ora() == [
        (date(2026, 11, 22), "aiuto", 2),
        (date(2026, 11, 22), "home", 2),
        (date(2026, 11, 22), "rete", 1),
    ]


@pytest.mark.parametrize(
    ("indirizzo", "testate"),
    [
        ("/non-esiste/", BROWSER),
        ("/robots.txt", BROWSER),
        ("/salute/", BROWSER),
        ("/area/", BROWSER),
        ("/aiuto/", {"HTTP_USER_AGENT": "Googlebot/2.1"}),
        ("/aiuto/", {"HTTP_USER_AGENT": "curl/8.5"}),
        ("/aiuto/", {}),
        ("/aiuto/", BROWSER | {"HTTP_HX_REQUEST": "true"}),
    ],
)
def test_what_is_no_page_read_by_a_person_is_not_counted(client, db, indirizzo, testate):
    with a_quest_ora(ORA):
        client.get(indirizzo, **testate)

    assert dopo_un_ora() == []


def test_private_pages_are_not_counted(client, db):
    client.force_login(PersonaFactory())
    with a_quest_ora(ORA):
        client.get("/area/", **BROWSER)
        client.get("/area/messaggi/", **BROWSER)

    assert dopo_un_ora() == []


def test_pages_of_an_organisation_that_are_not_for_everybody_are_not_counted(client, db):
    with a_quest_ora(ORA - timedelta(days=9)):
        radio = rete.ammesso(nome="Radio")
        proposta = rete.proposto(radio.proposto_da, nome="Altra", codice_fiscale="90000000282")
    client.force_login(radio.proposto_da)
    with a_quest_ora(ORA):
        for pagina in ("/partner/radio/", "/partner/radio/storia/", "/partner/radio/persone/"):
            assert client.get(pagina, **BROWSER).status_code == 200
        assert client.get(f"/rete/proponi/{proposta.codice}/", **BROWSER).status_code == 200
        assert client.get("/rete/altra/", **BROWSER).status_code == 200
    assert dopo_un_ora() == []

    with a_quest_ora(ORA):
        for pagina in ("/rete/", "/rete/radio/", "/rete/proponi/", "/indicatori/", "/registro/"):
            assert client.get(pagina, **BROWSER).status_code == 200
    assert dopo_un_ora() == [
        (date(2026, 11, 22), "cruscotto", 1),
        (date(2026, 11, 22), "registro", 1),
        (date(2026, 11, 22), "rete", 3),
    ]


@pytest.mark.parametrize("riga", PAGINE, ids=lambda riga: riga.nome)
def test_a_page_that_asks_to_sign_in_is_never_of_those_counted(riga):
    """The table of roles says which pages an unknown reader opens: no other belongs to the public ones."""
    stanza, _due_punti, nome = riga.nome.rpartition(":")
    argomenti = {chiave: 1 if chiave in {"pk", "anno", "n", "punto"} else "x" for chiave in riga.argomenti}
    vista = resolve(reverse(riga.nome, kwargs=argomenti)).func
    contata = (nome in _NOMI_PORTALE if stanza == "portale" else stanza in sezioni()) and _pubblica(
        vista, HttpRequest()
    )

    assert not contata or riga.stati[0] == 200


def test_a_post_is_not_counted(client, db):
    with a_quest_ora(ORA):
        client.post("/opinione/", {}, **BROWSER)

    assert dopo_un_ora() == []


def test_reading_a_page_writes_no_row(client, db, django_assert_num_queries):
    client.get("/aiuto/", **BROWSER)

    with django_assert_num_queries(0):
        conta_visita("aiuto")


def test_counters_are_emptied_once_and_added_to_what_is_there(db):
    for _volta in range(3):
        with a_quest_ora(ORA):
            conta_visita("home")
    with a_quest_ora(ORA - timedelta(hours=1)):
        conta_visita("home")

    assert dopo_un_ora() == [(date(2026, 11, 22), "home", 4)]
    assert dopo_un_ora() == [(date(2026, 11, 22), "home", 4)]


def test_a_day_is_a_day_in_rome(db):
    with a_quest_ora(datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("UTC"))):
        conta_visita("home")
    with a_quest_ora(datetime(2026, 11, 23, 1, tzinfo=ZoneInfo("UTC"))):
        ogni_ora()

    assert righe() == [(date(2026, 11, 23), "home", 1)]


def test_a_counter_gone_in_between_loses_one_page_and_breaks_nothing(db, monkeypatch):
    def sparita(_chiave):
        raise ValueError

    with a_quest_ora(ORA):
        conta_visita("home")
        monkeypatch.setattr(cache, "incr", sparita)
        conta_visita("home")

    assert dopo_un_ora() == [(date(2026, 11, 22), "home", 1)]


def test_the_published_figures_are_of_whole_days(db):
    aggiungi_visite(date(2026, 11, 22), [("home", 999)])
    aggiungi_visite(date(2026, 11, 21), [("home", 5), ("rete", 7)])
    aggiungi_visite(date(2026, 10, 23), [("home", 1)])
    aggiungi_visite(date(2026, 10, 22), [("home", 999)])

    with a_quest_ora(ORA):
        mese, anno = visite(30), visite(365)

    assert (mese.dal, mese.al, mese.totale, mese.al_giorno) == (date(2026, 10, 23), date(2026, 11, 21), 13, 0)
    assert [(str(nome), n) for nome, n in mese.per_sezione] == [("Rete", 7), ("Prima pagina", 6)]
    assert (mese.nel_tempo[0], mese.nel_tempo[-1], len(mese.nel_tempo)) == (("23 ott", 1), ("21 nov", 12), 30)
    assert anno.nel_tempo[-2:] == [("ott 2026", 1000), ("nov 2026", 12)]


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_statistics_cost_the_same_whatever_was_read(client, db, django_assert_num_queries, quanti):
    for n in range(quanti):
        aggiungi_visite(date(2026, 11, 20 - n), [("home", 1), ("rete", 2)])
    client.get("/")

    with django_assert_num_queries(2), a_quest_ora(ORA):
        assert client.get("/statistiche/").context["visite"].totale == 3 * quanti
