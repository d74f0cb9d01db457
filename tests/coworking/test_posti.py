"""Which seats are taken at some instants: those asked for, and no others between them."""

from datetime import time

import pytest

from coworking.enums import TipoBlocco, TipoOccupazione
from coworking.models import Blocco, Occupazione
from coworking.orari import a_utc
from coworking.queries import posti_a
from tests.factories.coworking import giorno_feriale, spazio

pytestmark = pytest.mark.django_db


def test_hours_between_that_are_not_asked_for_do_not_count():
    uno = spazio(posti=1)
    posto, giorno = uno.postazioni.get(), giorno_feriale()
    mattina, pranzo, dopo = (a_utc(giorno, time(ora)) for ora in (11, 12, 14))
    blocco = Blocco.objects.create(postazione=posto, tipo=TipoBlocco.BLOCCO, dal=pranzo, al=a_utc(giorno, time(13)))
    Occupazione.objects.create(postazione=posto, istante=pranzo, tipo=TipoOccupazione.BLOCCO, blocco=blocco)
    assert posti_a(uno, [mattina, dopo]).liberi == [posto.pk]
    assert posti_a(uno, [mattina, pranzo, dopo]).liberi == []
