"""The first page of the back office: what waits and since when, models after it."""

import pytest
from django.urls import reverse

from talenti.persone.demo import attiva_fattore_demo
from talenti.portale.actions import lascia_opinione
from talenti.portale.models import Opinione
from tests.factories import rete
from tests.factories.persone import PersonaFactory


@pytest.fixture
def nora(client, db, settings):
    settings.MODO_DEMO = True
    persona = PersonaFactory(nome="Nora")
    rete.capofila(persona)
    attiva_fattore_demo(persona)
    client.force_login(persona)
    return persona


def test_the_first_page_lists_what_waits_with_the_way_to_it(client, nora):
    rete.proposto()
    lascia_opinione(pagina="/rete/", esito="no", testo="Manca.")

    risposta = client.get("/admin/")
    contenuto = " ".join(risposta.content.decode().split())

    assert risposta.status_code == 200
    assert {str(voce.etichetta): voce.quanti for voce in risposta.context["attese"]} == {
        "Partner da ammettere": 1,
        "Avvisi non partiti": 0,
        "Opinioni da leggere": 1,
        "Spazi da esaminare": 0,
    }
    assert (
        '<a href="/admin/portale/opinione/?letta_il__isempty=1">Opinioni da leggere: Leggi le opinioni</a>' in contenuto
    )
    assert contenuto.index("Partner da ammettere") < contenuto.index('class="app-rete')


def test_who_works_for_a_partner_sees_neither_opinions_nor_statistics(client, db, settings):
    settings.MODO_DEMO = True
    sara = PersonaFactory()
    rete.ammesso(persona=sara)
    attiva_fattore_demo(sara)
    client.force_login(sara)
    lascia_opinione(pagina="/", esito="si")

    assert "Opinioni" not in client.get("/admin/").content.decode()
    assert client.get(reverse("admin:portale_opinione_changelist")).status_code == 403


def test_opinions_are_marked_as_read_from_their_list(client, nora):
    opinione = lascia_opinione(pagina="/rete/", esito="no", testo="<script>alert(1)</script>")
    elenco = reverse("admin:portale_opinione_changelist")

    assert "<script>alert(1)" not in client.get(elenco).content.decode()
    client.post(elenco, {"action": "segna", "_selected_action": [opinione.pk]})

    assert Opinione.objects.get().letta_il is not None


def test_an_opinion_is_read_and_not_written(client, nora):
    opinione = lascia_opinione(pagina="/rete/", esito="no", testo="Manca.")
    pagina = reverse("admin:portale_opinione_change", args=[opinione.pk])

    assert client.get(pagina).status_code == 200
    assert client.post(pagina, {"testo": "cambiato"}).status_code == 403
    assert client.get(reverse("admin:portale_opinione_add")).status_code == 403
    assert client.post(reverse("admin:portale_opinione_delete", args=[opinione.pk])).status_code == 403
