"""Numbers without gaps, by register and year of Europe/Rome."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from talenti.base.clock import a_quest_ora
from talenti.registro.actions import numera
from talenti.registro.models import Contatore, Numero

pytestmark = pytest.mark.django_db
# Midnight of 1 January 2027 on the clocks of Rome.
MEZZANOTTE = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)


def presi():
    return list(Numero.objects.order_by("pk").values_list("registro", "anno", "n"))


def test_numbers_follow_each_other_and_name_their_object(partner):
    numeri = [numera("protocollo", partner) for _ in range(3)]
    assert [uno.n for uno in numeri] == [1, 2, 3]
    assert {(uno.oggetto_tipo, uno.oggetto_id) for uno in numeri} == {("rete.partner", partner.pk)}
    assert str(numeri[2]) == f"3/{numeri[2].anno}"


def test_year_changes_at_midnight_of_rome_not_of_greenwich(partner):
    for istante in (MEZZANOTTE - timedelta(microseconds=1), MEZZANOTTE, MEZZANOTTE + timedelta(hours=1)):
        with a_quest_ora(istante):
            numera("protocollo", partner)
    assert presi() == [("protocollo", 2026, 1), ("protocollo", 2027, 1), ("protocollo", 2027, 2)]


def test_the_instant_of_the_act_counts_not_the_instant_of_numbering(partner):
    with a_quest_ora(MEZZANOTTE + timedelta(minutes=5)):
        numero = numera("protocollo", partner, quando=MEZZANOTTE - timedelta(seconds=1))
    assert (numero.anno, numero.n) == (2026, 1)


def test_registers_count_apart(partner):
    numera("protocollo", partner)
    numera("attestati", partner)
    anno = Contatore.objects.first().anno
    assert presi() == [("protocollo", anno, 1), ("attestati", anno, 1)]


def _numera_e_fallisce(partner):
    with transaction.atomic():
        numera("protocollo", partner)
        raise ZeroDivisionError


def test_what_is_undone_gives_its_number_back(partner):
    numera("protocollo", partner)
    with pytest.raises(ZeroDivisionError):
        _numera_e_fallisce(partner)
    assert numera("protocollo", partner).n == 2


@pytest.mark.django_db(transaction=True)
def test_numbering_outside_a_transaction_is_refused():
    from tests.factories.persone import PersonaFactory

    with pytest.raises(RuntimeError, match="belongs in the transaction"):
        numera("protocollo", PersonaFactory())
    assert Contatore.objects.count() == 0
