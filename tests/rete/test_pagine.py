"""The network as everybody sees it: the list with its map, each partner's page."""

from datetime import UTC, datetime

import pytest

from talenti.base.clock import a_quest_ora
from talenti.base.permissions import Sistema
from talenti.rete import actions
from talenti.rete.azioni import PortaPartner, porte
from talenti.rete.models import Partner
from tests.factories import rete
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db

DA = Sistema("prova")


def nomi(risposta):
    return [partner.nome for partner in risposta.context["elenco"]]


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_list_asks_the_same_of_the_database_whatever_its_length(client, django_assert_num_queries, quanti):
    for n in range(quanti):
        rete.ammesso(nome=f"Prova {n}", azioni={"eventi": "a", "redazione": "b"})
    rete.proposto(nome="Non ancora")
    actions.sospendi(rete.ammesso(nome="Sospesa"), motivo="x", da=DA)
    client.get("/rete/")  # what is remembered between pages (banner, numbers of the foot) is asked once
    with django_assert_num_queries(6):
        risposta = client.get("/rete/")
    assert nomi(risposta) == [f"Prova {n}" for n in range(quanti)]


def test_the_lead_comes_first_and_funders_are_named(client):
    rete.ammesso(nome="Anna")
    rete.capofila(nome="Zeta")
    rete.ammesso(nome="Fondazione", tipo="finanziatore")
    risposta = client.get("/rete/")
    assert nomi(risposta) == ["Zeta", "Anna", "Fondazione"]
    assert [partner.nome for partner in risposta.context["sostengono"]] == ["Fondazione"]


@pytest.mark.parametrize(
    ("parametri", "attesi"),
    [
        ("azione=redazione", ["Crema"]),
        ("tipo=impresa", ["Crema"]),
        ("comune=019035", ["Crema"]),
        ("azione=eventi&comune=019098", ["Soresina"]),
        ("azione=thinktown", []),
        ("azione=boh&tipo=zz&comune=999&page=x", ["Crema", "Soresina"]),
        ("comune=%00&azione=%F0%9F", ["Crema", "Soresina"]),
    ],
)
def test_filters(client, parametri, attesi):
    rete.ammesso(nome="Soresina")
    rete.ammesso(nome="Crema", tipo="impresa", comune=comune("Crema"), azioni={"redazione": "x"})
    assert nomi(client.get(f"/rete/?{parametri}")) == attesi


def test_an_action_that_is_over_does_not_filter(client):
    partner = rete.ammesso()
    actions.chiudi_partecipazione(partner.partecipazioni.get(), da=DA)
    assert nomi(client.get("/rete/?azione=eventi")) == []


def test_the_map_counts_what_was_found(client):
    for nome, dove in (("A", "Crema"), ("B", "Crema"), ("C", "Soresina")):
        rete.ammesso(nome=nome, comune=comune(dove))
    punti = client.get("/rete/?azione=eventi").context["punti"]
    assert [(punto.comune, punto.numero, punto.testo, punto.url) for punto in punti] == [
        ("019035", 2, "Crema: 2 organizzazioni", "?azione=eventi&comune=019035"),
        ("019098", 1, "Soresina: 1 organizzazione", "?azione=eventi&comune=019098"),
    ]


def test_the_page_of_a_partner_says_what_it_does(client, django_assert_num_queries):
    partner = rete.ammesso(nome="Radio", telefono="+39 0372 000000", sito="https://example.org")
    client.get("/rete/radio/")
    with django_assert_num_queries(4):
        risposta = client.get("/rete/radio/")
    testo = risposta.content.decode()
    for parola in ("Suoniamo in piazza.", "Organizziamo concerti.", "Soresina", "tel:+390372000000", "#Co-work"):
        assert parola in testo
    assert risposta.context["azioni"][0]["url"] == "/rete/?azione=eventi"
    assert partner.get_absolute_url() == "/rete/radio/"


def test_a_room_above_puts_its_door(client, monkeypatch):
    monkeypatch.setattr(porte, "_voci", {})
    porte.aggiungi("eventi", lambda partner: [PortaPartner("eventi", "2 eventi", f"/eventi/?di={partner.slug}")])
    rete.ammesso(nome="Radio")
    risposta = client.get("/rete/radio/")
    assert risposta.context["azioni"][0]["url"] == "/eventi/?di=radio"
    assert "2 eventi" in risposta.content.decode()


def test_the_page_of_a_proposal_is_only_of_who_follows_it(client):
    partner = rete.proposto(nome="Radio")
    assert client.get("/rete/radio/").status_code == 404
    client.force_login(PersonaFactory())
    assert client.get("/rete/radio/").status_code == 404
    client.force_login(partner.proposto_da)
    assert "non è ancora ammessa" in client.get("/rete/radio/").content.decode()


def test_who_left_keeps_the_page_with_the_date(client):
    partner, dopo = rete.ammesso(nome="Radio"), rete.ammesso(nome="Radio Due")
    with a_quest_ora(datetime(2027, 3, 2, 9, 0, tzinfo=UTC)):
        actions.cessa(partner, motivo="Chiuso.", successore=dopo, da=DA)
    testo = client.get("/rete/radio/").content.decode()
    assert "Radio non fa più parte della rete dal martedì 2 marzo 2027." in testo
    assert 'href="/rete/radio-due/"' in testo
    assert nomi(client.get("/rete/")) == ["Radio Due"]


def test_a_name_of_before_is_remembered(client):
    with a_quest_ora(datetime(2025, 3, 2, 9, 0, tzinfo=UTC)):
        partner = rete.ammesso(nome="Radio")
    actions.cambia_nome(partner, nome="Radio Piazza", da=DA)
    risposta = client.get("/rete/radio/")
    assert [nome.nome for nome in risposta.context["nomi_di_prima"]] == ["Radio"]


def test_a_merged_page_leads_to_the_one_that_stayed(client):
    partner, doppia, altra = (rete.ammesso(nome=nome) for nome in ("Radio", "Doppia", "Altra"))
    actions.unisci(altra, superstite=doppia, da=DA)
    actions.unisci(doppia, superstite=partner, da=DA)
    for slug in ("doppia", "altra"):
        risposta = client.get(f"/rete/{slug}/")
        assert (risposta.status_code, risposta["Location"]) == (301, "/rete/radio/")
    assert Partner.objects.pubblici().count() == 1


def test_the_logo_is_served_as_what_it_is(client):
    partner = rete.ammesso(nome="Radio")
    assert client.get("/rete/radio/logo/").status_code == 404
    actions.cambia_logo(partner, caricato=rete.immagine(), da=DA)
    risposta = client.get("/rete/radio/logo/")
    assert (risposta["Content-Type"], risposta["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert b"".join(risposta.streaming_content).startswith(b"\x89PNG")
    actions.cessa(partner, motivo="x", da=DA)
    partner.logo.storage.delete(partner.logo.name)
    assert client.get("/rete/radio/logo/").status_code == 404


def test_nobody_reads_the_logo_of_a_proposal(client):
    partner = rete.proposto(nome="Radio")
    Partner.objects.filter(pk=partner.pk).update(logo="x", logo_tipo="image/png")
    assert client.get("/rete/radio/logo/").status_code == 404


def test_english_pages_stand_under_their_own_address(client):
    rete.ammesso(nome="Radio")
    assert client.get("/en/rete/radio/").status_code == 200
