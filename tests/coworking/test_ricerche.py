"""What a search leaves behind: one's own last one, and the count of what nobody offers."""

from datetime import timedelta

import pytest

from coworking.actions import conta_senza_risultato, ricerche
from coworking.models import SenzaRisultato
from talenti.base.clock import a_roma, oggi
from tests.factories import coworking, rete
from tests.factories.coworking import giorno_feriale
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory
from tests.persone.conftest import entra

pytestmark = pytest.mark.django_db
PREMUTO = {"Sec-Fetch-User": "?1"}


@pytest.fixture
def hub():
    return coworking.spazio(rete.ammesso(), nome="Hub Prova")


def righe():
    return list(SenzaRisultato.objects.values_list("giorno", "comune", "tipo", "quante").order_by("comune", "tipo"))


def test_search_that_finds_nothing_is_counted_by_place_and_kind(client, hub):
    crema = comune("Crema").istat
    for _volta in range(2):
        client.get("/spazi/", {"comune": "Crema", "tipo": "riunioni"}, headers=PREMUTO)
    client.get("/spazi/", {"tipo": "colloqui"}, headers=PREMUTO)
    assert righe() == [(oggi(), "", "colloqui", 1), (oggi(), crema, "riunioni", 2)]


@pytest.mark.parametrize(
    ("parametri", "testate"),
    [({"tipo": "riunioni"}, {}), ({"tipo": "hub"}, PREMUTO), ({}, PREMUTO)],
    ids=["a crawler", "something found", "nothing asked"],
)
def test_what_is_not_a_person_who_found_nothing_is_not_counted(client, hub, parametri, testate):
    client.get("/spazi/", parametri, headers=testate)
    assert righe() == []


def test_first_of_the_day_counted_twice_at_once_is_two(monkeypatch):
    conta_senza_risultato(tipo="hub")
    # Whoever comes second has read that there is no row yet.
    prima = ricerche.SenzaRisultato.objects.filter
    monkeypatch.setattr(SenzaRisultato.objects, "filter", lambda **cerca: _CheArrivaTardi(prima(**cerca)))
    conta_senza_risultato(tipo="hub")
    assert righe() == [(oggi(), "", "hub", 2)]


class _CheArrivaTardi:
    """Rows that are not there at the first look."""

    def __init__(self, righe):
        self.righe, self.guardate = righe, 0

    def update(self, **campi):
        self.guardate += 1
        return 0 if self.guardate == 1 else self.righe.update(**campi)


def test_nothing_free_that_day_offers_what_is_free_soonest_after(client, hub):
    altrove = coworking.spazio(hub.partner, nome="Sala lontana", tipo="riunioni", comune=comune("Crema"))
    lunedi = giorno_feriale()
    chiuso = {"giorno": (lunedi - timedelta(days=1)).isoformat()}
    pagina = client.get("/spazi/", chiuso | {"tipo": "hub"})
    assert [(uno.spazio, a_roma(uno.prima.dal).date()) for uno in pagina.context["proposti"]] == [(hub, lunedi)]
    assert "Liberi poco dopo" in pagina.content.decode()
    pagina = client.get("/spazi/", chiuso | {"tipo": "colloqui", "comune": "Crema"})
    assert [uno.spazio for uno in pagina.context["proposti"]] == [altrove, hub]
    assert "Altri spazi, i più vicini" in pagina.content.decode()


def test_last_search_is_offered_again_to_who_is_signed_in(client, hub):
    client.get("/spazi/", {"tipo": "hub"})
    assert "ultima ricerca" not in client.get("/spazi/").content.decode()
    entra(client, PersonaFactory())
    client.get("/spazi/", {"tipo": "hub", "comune": "Soresina", "page": "1"})
    pagina = client.get("/spazi/").content.decode()
    assert '<a href="?tipo=hub&amp;comune=Soresina">' in pagina
    assert "ultima ricerca" not in client.get("/spazi/", {"tipo": "hub"}).content.decode()


def test_office_reads_where_hosts_are_wanted(client, hub):
    conta_senza_risultato(comune=comune("Crema").istat, tipo="riunioni")
    conta_senza_risultato()
    capo = PersonaFactory(is_superuser=True)
    rete.con_fattore(capo)
    client.force_login(capo, backend="allauth.account.auth_backends.AuthenticationBackend")
    pagina = client.get("/admin/coworking/senzarisultato/").content.decode()
    assert "Crema" in pagina
    assert "in tutta la provincia" in pagina
