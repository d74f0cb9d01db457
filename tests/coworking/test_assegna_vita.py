"""What becomes of a seat given by an act when the life of its space goes on."""

import pytest

from coworking import actions
from coworking.actions.bozza import imposta_postazioni
from coworking.enums import StatoSpazio, TipoBlocco
from coworking.models import Spazio
from talenti.base.exceptions import NonPermesso, TransizioneNonAmmessa
from tests.coworking.assegnati import SISTEMA, a_marzo, dai
from tests.factories import coworking, rete
from tests.factories.persone import PersonaFactory, con_fattore
from tests.rete.lettura import avvisi, ultima

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def domenica():
    with a_marzo():
        yield


@pytest.fixture
def vera():
    return PersonaFactory(email="vera@example.org")


@pytest.fixture
def gino():
    return PersonaFactory(email="gino@example.org")


@pytest.fixture
def hub(gino):
    return coworking.nel_registro(coworking.spazio(rete.ammesso(persona=gino, nome="Radio"), posti=3))


def test_space_withdrawn_ends_what_was_assigned_in_it_and_says_so(hub, vera, gino):
    blocco = dai(hub.postazioni.get(numero=2), vera)
    actions.ritira(hub, motivo="Chiudiamo.", da=gino)
    blocco.refresh_from_db()
    assert (hub.stato, blocco.tolto_il is None, blocco.occupazioni.count()) == (StatoSpazio.RITIRATO, False, 0)
    assert ultima(hub)[0] == "ritira"
    assert [chi for chi, _oggetto, _url in avvisi(hub, "revoca_assegnazione")] == [gino.email, vera.email]


def test_who_may_not_withdraw_ends_nothing(hub, vera):
    blocco = dai(hub.postazioni.get(numero=2), vera)
    with pytest.raises(NonPermesso):
        actions.ritira(hub, motivo="Chiudiamo.", da=vera)
    blocco.refresh_from_db()
    assert (blocco.tolto_il, hub.stato) == (None, StatoSpazio.PUBBLICATO)


def test_space_with_an_assigned_seat_is_not_taken_back_to_a_draft(hub, vera, gino):
    dai(hub.postazioni.get(numero=2), vera)
    actions.sospendi(hub, motivo="Lavori.", da=gino)
    with pytest.raises(TransizioneNonAmmessa, match="Un posto è assegnato"):
        actions.riprendi(hub, da=gino)
    hub.refresh_from_db()
    assert hub.stato == StatoSpazio.SOSPESO


def test_assigned_seat_stays_in_use_whatever_seats_are_said(hub, vera):
    dai(hub.postazioni.get(numero=3), vera)
    Spazio.objects.filter(pk=hub.pk).update(capienza=1)
    hub.refresh_from_db()
    imposta_postazioni(hub)
    assert list(hub.postazioni.filter(attiva=True).values_list("numero", flat=True)) == [1, 3]


def test_host_s_page_of_blocked_seats_leaves_the_assigned_one_out(client, hub, vera, gino):
    dai(hub.postazioni.get(numero=2), vera)
    con_fattore(gino)
    client.force_login(gino, backend="allauth.account.auth_backends.AuthenticationBackend")
    pagina = client.get(f"/ospita/{hub.partner.slug}/spazi/{hub.codice}/blocca/")
    assert [uno for uno in pagina.context["blocchi"] if uno.tipo == TipoBlocco.ASSEGNAZIONE] == []


def test_office_that_reads_who_has_a_seat_is_written_down(client, hub, vera):
    dai(hub.postazioni.get(numero=2), vera, da=SISTEMA)
    lea = con_fattore(PersonaFactory(email="lea@example.org"))
    rete.capofila(lea, nome="Guida")
    client.force_login(lea, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/admin/coworking/spazio/{hub.pk}/posti/").status_code == 200
    assert list(vera.letture.values_list("per_conto", "pagina")) == [("L'ufficio della rete", "coworking.assegnazioni")]
