"""Days that a host closes and seats that it blocks: who had booked is told, who books afterwards reads it."""

from datetime import time, timedelta

import pytest

from coworking import actions
from coworking.actions.prenota import prenota
from coworking.enums import Stato, Tipo
from coworking.esiti import PostoPreso
from coworking.models import Blocco, Eccezione, Occupazione
from talenti.base.clock import oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso
from talenti.base.permissions import Sistema
from talenti.registro.models import Transizione
from tests.factories import coworking, rete
from tests.factories.coworking import alle, giorno_feriale, richiesta
from tests.factories.persone import PersonaFactory, TutelaFactory

pytestmark = pytest.mark.django_db
SISTEMA = Sistema("prova")


@pytest.fixture
def giulia():
    return PersonaFactory()


@pytest.fixture
def altra():
    return PersonaFactory()


@pytest.fixture
def chi_ospita():
    return PersonaFactory()


@pytest.fixture
def partner(chi_ospita):
    return rete.ammesso(persona=chi_ospita)


@pytest.fixture
def hub(partner):
    return coworking.spazio(partner, posti=2)


@pytest.fixture
def studio(partner):
    """A kind whose host answers."""
    return coworking.spazio(partner, tipo=Tipo.STUDIO)


# ── Days and seats ────────────────────────────────────────────────────────────────────────────────
def test_chiudi_giorni_tells_who_had_booked_and_closes(hub, studio, giulia, altra, chi_ospita):
    giorno = giorno_feriale()
    sua = prenota(hub, richiesta(giorno), da=giulia)
    dopo = prenota(hub, richiesta(giorno + timedelta(days=1)), da=giulia)
    altrove = prenota(studio, richiesta(giorno), da=altra)
    toccate = actions.chiudi_giorni(hub, dal=giorno, al=giorno, motivo="Ferie", da=chi_ospita)
    for uno in (sua, dopo, altrove):
        uno.refresh_from_db()
    assert (toccate, sua.stato, dopo.stato, altrove.stato) == (
        [sua],
        Stato.DISDETTA,
        Stato.CONFERMATA,
        Stato.RICHIESTA,
    )
    with pytest.raises(DatoNonAccettato) as errore:
        prenota(hub, richiesta(giorno), da=PersonaFactory())
    assert errore.value.codice == "chiuso"
    actions.riapri_giorni(Eccezione.objects.get(), da=chi_ospita)
    assert prenota(hub, richiesta(giorno), da=PersonaFactory()).stato == Stato.CONFERMATA


@pytest.mark.parametrize("giorni", [(-1, 0), (3, 2)])
def test_chiudi_giorni_not_in_the_past_nor_backwards(hub, chi_ospita, giorni):
    dal, al = (oggi() + timedelta(days=n) for n in giorni)
    with pytest.raises(DatoNonAccettato):
        actions.chiudi_giorni(hub, dal=dal, al=al, motivo="Ferie", da=chi_ospita)
    assert Eccezione.objects.count() == 0


def test_blocca_takes_one_seat_and_sblocca_gives_it_back(hub, giulia, chi_ospita):
    giorno, posto = giorno_feriale(), hub.postazioni.get(numero=1)
    blocco = actions.blocca(posto, dal=alle(giorno, time(8)), al=alle(giorno, time(20)), da=chi_ospita, motivo="Mio")
    assert Occupazione.objects.filter(blocco=blocco).count() == 18
    assert prenota(hub, richiesta(giorno), da=giulia).postazioni.get().numero == 2
    actions.sblocca(blocco, da=chi_ospita)
    blocco.refresh_from_db()
    assert (Occupazione.objects.filter(blocco=blocco).count(), blocco.tolto_il is None) == (0, False)


def test_blocca_not_over_a_booking(hub, giulia, chi_ospita):
    fatta = prenota(hub, richiesta(), da=giulia)
    with pytest.raises(PostoPreso):
        actions.blocca(fatta.postazioni.get(), dal=fatta.dal, al=fatta.al, da=chi_ospita)
    assert Blocco.objects.count() == 0


@pytest.mark.parametrize(("dalle", "alle_", "codice"), [(20, 22, "chiuso"), (12, 10, "passato")])
def test_blocca_only_open_time_to_come(hub, chi_ospita, dalle, alle_, codice):
    giorno = giorno_feriale()
    with pytest.raises(DatoNonAccettato) as errore:
        actions.blocca(
            hub.postazioni.first(), dal=alle(giorno, time(dalle)), al=alle(giorno, time(alle_)), da=chi_ospita
        )
    assert errore.value.codice == codice


def test_who_does_not_host_closes_and_blocks_nothing(hub, giulia):
    giorno = giorno_feriale()
    with pytest.raises(NonPermesso):
        actions.chiudi_giorni(hub, dal=giorno, al=giorno, motivo="Ferie", da=giulia)
    with pytest.raises(NonPermesso):
        actions.blocca(hub.postazioni.first(), dal=alle(giorno, time(9)), al=alle(giorno, time(10)), da=giulia)


def test_closing_a_day_takes_a_minors_request_away_too(hub, chi_ospita):
    leo = PersonaFactory(minore=True)
    TutelaFactory(persona=leo, stato="confermato")
    giorno = giorno_feriale()
    chiesta = prenota(hub, richiesta(giorno), da=leo)
    actions.chiudi_giorni(hub, dal=giorno, al=giorno, motivo="Ferie", da=chi_ospita)
    chiesta.refresh_from_db()
    assert (chiesta.stato, Transizione.objects.di(chiesta).last().attore) == (Stato.DISDETTA, "sistema:prenotazioni")
