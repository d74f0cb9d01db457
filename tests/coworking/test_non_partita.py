"""A mail that did not arrive is said to whose it is, where she looks, and sent again by her."""

import pytest
from django.urls import reverse

from talenti.avvisi.models import Avviso, Consegna
from talenti.avvisi.queries import non_partita
from talenti.base.clock import adesso
from talenti.base.permissions import puo
from talenti.registro.models import Transizione
from tests.factories import coworking
from tests.factories.persone import PersonaFactory
from tests.persone.conftest import entra

pytestmark = pytest.mark.django_db
TITOLO = "L'email non ti è arrivata"


@pytest.fixture
def giulia():
    return PersonaFactory(email="giulia@example.org")


@pytest.fixture
def prenotazione(giulia):
    """Booked; the mail that confirms it was refused by the post office."""
    fatta = coworking.prenotazione(giulia)
    Consegna.objects.filter(avviso__persona=giulia).update(
        tentativi=8, fallita_il=adesso(), errore="SMTPRecipientsRefused({})"
    )
    return fatta


def manda(avviso, poi=""):
    return reverse("avvisi:manda_di_nuovo", args=[avviso.pk]) + (f"?next={poi}" if poi else "")


def test_booking_says_that_the_mail_did_not_arrive_and_sends_it_again(client, giulia, prenotazione):
    entra(client, giulia)
    pagina = prenotazione.get_absolute_url()
    testo = " ".join(client.get(pagina).content.decode().split())
    assert TITOLO in testo
    assert "L&#x27;indirizzo non esiste o non riceve." in testo
    avviso = Avviso.objects.get(persona=giulia, tipo="spazi")
    risposta = client.post(manda(avviso, pagina), follow=True)
    assert (risposta.redirect_chain[-1][0], "riparte adesso" in risposta.content.decode()) == (pagina, True)
    assert TITOLO not in risposta.content.decode()
    consegna = Consegna.objects.get(avviso=avviso)
    assert (consegna.tentativi, consegna.fallita_il, consegna.errore) == (0, None, "")
    assert Transizione.objects.di(consegna).last().attore == f"persona:{giulia.pk}"


def test_notice_says_it_too_and_a_second_press_is_answered(client, giulia, prenotazione):
    entra(client, giulia)
    avviso = Avviso.objects.get(persona=giulia, tipo="spazi")
    assert client.get(avviso.get_absolute_url()).context["non_partita"].avviso == avviso
    client.post(manda(avviso))
    risposta = client.post(manda(avviso, "https://altrove.example.org/"), follow=True)
    assert risposta.redirect_chain[-1][0] == avviso.get_absolute_url()
    assert "Questa email è già partita, o sta per partire." in risposta.content.decode()


def test_mail_of_another_is_not_hers_to_send(client, giulia, prenotazione):
    altra = PersonaFactory()
    entra(client, altra)
    avviso = Avviso.objects.get(persona=giulia, tipo="spazi")
    assert client.post(manda(avviso)).status_code == 404
    consegna = Consegna.objects.get(avviso=avviso)
    assert (
        bool(puo(altra, "avvisi.manda_di_nuovo", consegna)),
        bool(puo(None, "avvisi.manda_di_nuovo", consegna)),
    ) == (
        False,
        False,
    )
    assert puo(giulia, "avvisi.manda_di_nuovo", consegna)
    assert non_partita(altra, prenotazione) is None


def test_mail_that_left_after_one_that_did_not_says_nothing(giulia, prenotazione):
    assert non_partita(giulia, prenotazione) is not None
    Consegna.objects.filter(avviso__persona=giulia).update(fallita_il=None, errore="", consegnata_il=adesso())
    assert non_partita(giulia, prenotazione) is None
