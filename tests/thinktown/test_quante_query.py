"""What each page of an application asks of the database: the same for a group of two and of four."""

import pytest
from django.urls import reverse

from tests.factories.messaggi import scritto
from tests.factories.thinktown import RISPOSTE, Ufficio, inviata, maggiorenne, pronta, risposta

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 3])
def altri(request):
    return [maggiorenne() for _posto in range(request.param)]


def costa(client, indirizzo, quante, conta):
    assert client.get(indirizzo).status_code == 200
    with conta(quante):
        client.get(indirizzo)


@pytest.mark.parametrize(
    ("nome", "argomenti", "quante"),
    [("domanda", (), 15), ("invia", (), 26), ("chi", (), 12), ("parte", ("progetto",), 13), ("conferma", (), 18)],
)
def test_a_page_of_a_draft(client, altri, nome, argomenti, quante, django_assert_num_queries):
    persona = maggiorenne()
    domanda = pronta(Ufficio().pubblicato(), persona, altri)
    client.force_login(altri[0] if nome == "conferma" else persona)
    costa(client, reverse(f"thinktown:{nome}", args=[domanda.codice, *argomenti]), quante, django_assert_num_queries)


@pytest.mark.parametrize(("nome", "quante"), [("domanda", 17), ("ricevuta", 17)])
def test_a_page_of_what_was_sent(client, altri, nome, quante, django_assert_num_queries):
    persona = maggiorenne()
    domanda = inviata(Ufficio().pubblicato(), persona, altri)
    client.force_login(persona)
    costa(client, reverse(f"thinktown:{nome}", args=[domanda.codice]), quante, django_assert_num_queries)


def test_the_offices_pages_of_an_application(client, altri, django_assert_num_queries):
    ufficio, persona = Ufficio(), maggiorenne()
    domanda = inviata(ufficio.pubblicato(), persona, altri)
    for posto, uno in enumerate(altri):
        scritto(domanda, uno, f"Messaggio {posto}")
        risposta(domanda, "idea", f"{RISPOSTE['idea']} {posto}", da=uno)
    client.force_login(ufficio.scrive)
    costa(
        client,
        reverse("admin:thinktown_bando_domanda", args=[domanda.bando.pk, domanda.codice]),
        30,
        django_assert_num_queries,
    )
    conversazione = reverse("admin:thinktown_messaggiodomanda_conversazione", args=[domanda.codice])
    costa(client, conversazione, 16, django_assert_num_queries)
