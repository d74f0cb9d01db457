"""The pages of people: who is in the newsroom, the invitation that one answers, leaving."""

import html

import pytest
from django.urls import reverse

from redazione import actions
from redazione.enums import Ruolo, StatoCollaborazione
from redazione.models import Collaborazione
from tests.factories import redazione
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import MOTIVO

pytestmark = pytest.mark.django_db
PERSONE = "/redazione/persone/"
INVITATA = StatoCollaborazione.INVITATA


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def giulia():
    return PersonaFactory(nome="Giulia", cognome="Verdi", email="giulia@example.org")


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


def dove(una, nome):
    return reverse(f"redazione:{nome}", args=[una.codice])


# ── Who is in ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_costs_the_same_whoever_is_in(client, testata, nives, quante, django_assert_num_queries):
    for _n in range(quante):
        redazione.redattrice(testata)
    fuori = redazione.collaborazione(testata, stato=StatoCollaborazione.FINITA).persona
    altra = redazione.testata(testata.partner, testata.riferimento, slug="altra")
    altrui = redazione.redattrice(altra)
    client.force_login(nives)
    client.get(PERSONE)
    with django_assert_num_queries(QUERY):
        risposta = client.get(PERSONE)
    assert len(risposta.context["attive"]) == quante + 1
    pagina = letta(risposta)
    assert [str(una) in pagina for una in (fuori, altrui)] == [False, False]


QUERY = 15


def test_an_invitation_is_sent_from_its_form(client, testata, nives, giulia):
    client.force_login(nives)
    assert client.post(PERSONE, {"email": " Giulia@Example.org ", "ruolo": "revisore"}).url == PERSONE
    una = Collaborazione.objects.get(persona=giulia)
    assert (una.stato, una.ruolo) == ("invitata", "revisore")
    pagina = letta(client.get(PERSONE))
    assert ("Invito mandato a Giulia Verdi." in pagina, "Invito mandato" in pagina) == (True, True)


@pytest.mark.parametrize(
    ("dati", "campo"),
    [
        ({"email": "", "ruolo": "redattore"}, "email"),
        ({"email": "boh", "ruolo": "redattore"}, "email"),
        ({"email": "chi@example.org", "ruolo": "redattore"}, "email"),
        ({"email": "giulia@example.org", "ruolo": "direttore"}, "ruolo"),
        ({"email": "dentro@example.org", "ruolo": "redattore"}, "email"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, testata, nives, giulia, dati, campo):
    redazione.redattrice(testata, PersonaFactory(email="dentro@example.org"))
    client.force_login(nives)
    risposta = client.post(PERSONE, dati)
    assert (list(risposta.context["form"].errors), f'value="{dati["email"]}"' in letta(risposta, 422)) == (
        [campo],
        bool(dati["email"]),
    )
    assert Collaborazione.objects.count() == 2


def test_who_does_not_look_after_the_people_learns_nothing_of_an_address(client, testata, nives, giulia):
    una = Collaborazione.objects.get()
    for persona in (redazione.redattrice(testata), redazione.approva(testata)):
        client.force_login(persona)
        pagina = letta(client.get(PERSONE))
        assert ("Manda l'invito" in pagina, "Cambia il ruolo" in pagina) == (False, False)
        for email in ("giulia@example.org", "chi@example.org", ""):
            assert client.post(PERSONE, {"email": email, "ruolo": "redattore"}).status_code == 403
        assert client.post(dove(una, "ruolo"), {"ruolo": "revisore"}).status_code == 403
        assert client.get(dove(una, "allontana")).status_code == 403
        assert client.post(dove(una, "allontana"), {"motivo": MOTIVO}).status_code == 403
    assert Collaborazione.objects.get(pk=una.pk).stato == "attiva"


def test_a_role_is_changed_and_a_collaboration_closed(client, testata, nives, giulia):
    una = redazione.collaborazione(testata, persona=giulia)
    client.force_login(nives)
    for ruolo in ("revisore", "direttore", "revisore"):
        assert client.post(dove(una, "ruolo"), {"ruolo": ruolo}).url == PERSONE
    pagina = letta(client.get(PERSONE))
    for detto in ("Ruolo cambiato.", "Scegli un ruolo.", "Il ruolo è già questo."):
        assert detto in pagina
    assert client.post(dove(una, "allontana"), {"motivo": ""}).status_code == 422
    assert client.post(dove(una, "allontana"), {"motivo": MOTIVO}).url == PERSONE
    una.refresh_from_db()
    assert (una.ruolo, una.stato) == ("revisore", "finita")
    pagina = letta(client.post(dove(una, "allontana"), {"motivo": MOTIVO}), 409)
    assert MOTIVO in pagina


# ── The invitation ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("risposta", "stato", "dopo"),
    [("entra", "attiva", "/redazione/"), ("declina", "declinata", ""), ("boh", "invitata", ""), (None, "invitata", "")],
)
def test_the_invitation_is_answered_by_a_button(client, testata, nives, giulia, risposta, stato, dopo):
    una = redazione.collaborazione(testata, Ruolo.REVISORE, INVITATA, giulia, perche="Un bando ti ha scelto.")
    qui = dove(una, "invito")
    client.force_login(giulia)
    pagina = letta(client.get(qui))
    for detto in ("Ti invitano in Redazione Prova", "Un bando ti ha scelto.", "Revisione", "Casa della redazione"):
        assert detto in pagina
    assert client.post(qui, {"risposta": risposta} if risposta else {}).url == (dopo or qui)
    una.refresh_from_db()
    assert una.stato == stato
    pagina = letta(client.get(qui))
    assert ("No, grazie" in pagina, "Vai alla redazione" in pagina) == (stato == "invitata", stato == "attiva")
    # Pressed again: a sentence, and nothing changes.
    client.post(qui, {"risposta": "entra"} if stato != "invitata" else {})
    una.refresh_from_db()
    assert una.stato == stato


def test_an_invitation_is_of_whose_it_is(client, testata, nives, giulia):
    una = redazione.collaborazione(testata, stato=INVITATA, persona=giulia)
    assert client.get(dove(una, "invito")).url.startswith("/accedi/")
    for persona in (nives, PersonaFactory()):
        client.force_login(persona)
        assert client.get(dove(una, "invito")).status_code == 404
        assert client.post(dove(una, "invito"), {"risposta": "entra"}).status_code == 404
    # Who is only invited does not see the newsroom yet.
    client.force_login(giulia)
    assert (client.get(PERSONE).status_code, Collaborazione.objects.get(pk=una.pk).stato) == (404, "invitata")


# ── Leaving ───────────────────────────────────────────────────────────────────────────────────────
def test_one_leaves_after_having_been_asked_once(client, testata, nives, giulia):
    una = redazione.collaborazione(testata, persona=giulia)
    client.force_login(nives)
    assert (client.get(dove(una, "lascia")).status_code, client.post(dove(una, "lascia")).status_code) == (404, 404)
    client.force_login(giulia)
    assert dove(una, "lascia") in letta(client.get(PERSONE))
    assert "Non vedi più il piano." in letta(client.get(dove(una, "lascia")))
    assert Collaborazione.objects.get(pk=una.pk).stato == "attiva"
    assert client.post(dove(una, "lascia")).url == "/redazione/idee/"
    assert Collaborazione.objects.get(pk=una.pk).stato == "finita"
    assert [client.get(f"/redazione/{nome}").status_code for nome in ("piano/", "persone/")] == [404, 404]
    assert actions.invita(testata, giulia, ruolo=Ruolo.REDATTORE, da=redazione.DA).stato == "invitata"
