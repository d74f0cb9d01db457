"""The office opens a newsroom; who coordinates it is then invited from its own pages."""

import pytest

from redazione.models import Testata
from talenti.rete import ruoli
from tests.factories import rete

pytestmark = pytest.mark.django_db
NUOVA = "/admin/redazione/testata/add/"


def _guida():
    """Who coordinates the network, with her second factor."""
    return rete.membro(rete.capofila(), ruoli.COORDINAMENTO)


def test_the_lead_opens_a_newsroom_and_invites_who_coordinates_it(client):
    guida = _guida()
    casa, sportello = rete.ammesso(nome="Casa"), rete.ammesso(nome="Sportello", codice_fiscale="90000000282")
    client.force_login(guida)
    dati = {"nome": "Redazione Prova", "slug": "redazione-prova", "partner": casa.pk, "riferimento": sportello.pk}
    assert client.post(NUOVA, dati).status_code == 302
    una = Testata.objects.get()
    assert (una.nome, una.partner, una.riferimento) == ("Redazione Prova", casa, sportello)
    assert client.get("/redazione/persone/").status_code == 200
    assert [str(riga) for riga in client.get("/admin/redazione/testata/").context["cl"].result_list] == [una.nome]


def test_a_newsroom_without_who_runs_it_is_not_made(client):
    client.force_login(_guida())
    risposta = client.post(NUOVA, {"nome": "Redazione Prova", "slug": "redazione-prova"})
    assert set(risposta.context["adminform"].form.errors) == {"partner", "riferimento"}
    assert not Testata.objects.exists()
