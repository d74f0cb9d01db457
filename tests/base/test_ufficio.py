"""The door of the office: each is led where she can go in, and who may not is told so."""

import pytest
from django.contrib import admin

from tests.factories import rete
from tests.factories.persone import PersonaFactory, con_fattore

pytestmark = pytest.mark.django_db


@pytest.fixture
def lea():
    """Coordinates the network, with her second factor."""
    lea = PersonaFactory()
    rete.capofila(lea)
    return lea


@pytest.mark.parametrize(
    ("poi", "dove"),
    [
        ("", "/admin/"),
        ("?next=/admin/rete/partner/", "/admin/rete/partner/"),
        ("?next=/admin/login/", "/admin/"),
        ("?next=https://altrove.example.com/", "/admin/"),
        ("?next=//altrove.example.com/", "/admin/"),
    ],
)
def test_who_is_already_in_goes_on_into_the_office(client, lea, poi, dove):
    client.force_login(lea)
    risposta = client.get(f"/admin/login/{poi}")
    assert (risposta.status_code, risposta["Location"]) == (302, dove)
    assert client.get(dove).status_code == 200


def test_staff_without_a_second_factor_are_led_to_the_page_that_adds_one(client, lea):
    lea.authenticator_set.all().delete()
    client.force_login(lea)
    for pagina in ("/admin/login/", "/admin/"):
        risposta = client.get(pagina, follow=True)
        assert risposta.redirect_chain[-1] == ("/area/accesso/secondo-fattore/?next=%2Fadmin%2F", 302)
        assert risposta.status_code == 200


def test_a_stranger_signs_in_and_who_has_no_role_is_told(client):
    assert client.get("/admin/login/")["Location"] == "/accedi/?next=%2Fadmin%2F"
    client.force_login(con_fattore(PersonaFactory()))
    assert client.get("/admin/login/").status_code == 403


def test_what_stands_round_a_page_is_asked_once_after_an_act_too(rf, django_assert_num_queries):
    """Whether she opens the office, her roles, the tables where there is a row for her, her second factor; and two
    tables that ask by themselves."""
    persona = rete.membro(rete.ammesso(), "operatore")
    richiesta = rf.post("/admin/")
    richiesta.user = persona
    with django_assert_num_queries(6):
        tavole = admin.site.each_context(richiesta)["available_apps"]
    assert "Partner" in {tavola["object_name"] for app in tavole for tavola in app["models"]}
