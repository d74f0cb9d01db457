"""The commands of the room, as whoever installs the portal types them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from talenti.rete.models import Partner
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db


def test_istituisci_capofila_founds_the_network_once():
    lea = PersonaFactory(email="lea@example.org", nome="Lea", cognome="Guida")
    uscita = StringIO()
    call_command("istituisci_capofila", "Comune di Prova", "cremona", "LEA@example.org", stdout=uscita)
    assert uscita.getvalue() == "Comune di Prova guida la rete. La coordina Lea Guida.\n"
    partner = Partner.objects.get()
    assert (partner.capofila, partner.tipo) == (True, "ente_pubblico")
    assert sorted(partner.appartenenze.values_list("persona", "ruolo")) == [
        (lea.pk, "amministrazione"),
        (lea.pk, "coordinamento"),
    ]
    with pytest.raises(CommandError, match="La rete ha già chi la guida"):
        call_command("istituisci_capofila", "Altro", "Crema", "lea@example.org")


@pytest.mark.parametrize(
    ("comune", "email", "frase"),
    [
        ("Roma", "lea@example.org", "Non conosco il comune «Roma»."),
        ("Crema", "boh@example.org", "Nessun account ha l'email boh@example.org"),
    ],
)
def test_istituisci_capofila_says_what_is_wrong(comune, email, frase):
    PersonaFactory(email="lea@example.org")
    with pytest.raises(CommandError, match=frase):
        call_command("istituisci_capofila", "Prova", comune, email)
    assert Partner.objects.count() == 0
