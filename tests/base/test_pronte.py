"""A question written once gives what the QuerySet gives, and keeps nothing of the moment when it was written."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from coworking.models import Spazio
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.pronte import CHIAVE, GIORNO, TESTO, Dati, Dato, Pronta
from talenti.persone.models import Persona
from tests.factories.coworking import spazio
from tests.factories.persone import PersonaFactory


def _qui(domanda: Any) -> Pronta:
    """One of this test alone, not of the portal's."""
    pronta = Pronta(domanda)
    Pronta.tutte.remove(pronta)
    return pronta


@pytest.mark.django_db
def test_gives_the_same_instances_with_what_is_read_beside_them() -> None:
    uno, altro = spazio(), spazio()
    pronta = _qui(lambda d: Spazio.objects.select_related("partner", "comune").filter(pk=d.uno("pk", CHIAVE)))
    for chiesto in (uno, altro, uno):
        with CaptureQueriesContext(connection) as fatte:
            (letto,) = pronta(pk=chiesto.pk)
            assert (letto, letto.partner, letto.comune) == (chiesto, chiesto.partner, chiesto.comune)
        assert len(fatte) == 1
        dal_queryset = Spazio.objects.get(pk=chiesto.pk)
        campi = [campo.attname for campo in Spazio._meta.concrete_fields]
        assert [getattr(letto, nome) for nome in campi] == [getattr(dal_queryset, nome) for nome in campi]


@pytest.mark.django_db
def test_values_of_every_type_are_put_in_as_the_database_wants_them() -> None:
    nata = PersonaFactory(nato_il=date(2001, 2, 3))
    PersonaFactory(nato_il=date(2001, 2, 4))
    pronta = _qui(
        lambda d: Persona.objects.filter(nato_il=d.uno("giorno", GIORNO), email=d.uno("email", TESTO)).values_list(
            "pk", "nato_il", "creata_il"
        )
    )
    assert pronta(giorno=date(2001, 2, 3), email=nata.email) == [(nata.pk, date(2001, 2, 3), nata.creata_il)]
    assert pronta(giorno=date(2001, 2, 4), email=nata.email) == []


@pytest.mark.django_db
def test_lists_of_any_length_are_written_few_times() -> None:
    chiavi = [PersonaFactory().pk for _ in range(9)]
    lunghezze = []

    def domanda(d: Dati) -> QuerySet[Any, Any]:
        scelte = d.alcuni("chi", CHIAVE)
        lunghezze.append(len(scelte))
        return Persona.objects.filter(pk__in=scelte).order_by("pk").values_list("pk", flat=True)

    pronta = _qui(domanda)
    for quante in range(1, 10):
        assert pronta(chi=chiavi[:quante]) == chiavi[:quante]
    assert lunghezze == [1, 2, 4, 8, 16]
    with pytest.raises(ValueError, match="nobody"):
        pronta(chi=[])


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_a_transaction_is_refused() -> None:
    chi = PersonaFactory()
    pronta = _qui(lambda d: Persona.objects.select_for_update().filter(pk=d.uno("pk", CHIAVE)))
    with pytest.raises(TransactionManagementError):
        pronta(pk=chi.pk)


@pytest.mark.django_db(transaction=True)
def test_each_thread_has_its_own() -> None:
    chiavi = [PersonaFactory().pk for _ in range(2)]
    pronta = _qui(lambda d: Persona.objects.filter(pk=d.uno("pk", CHIAVE)))
    lette: list[tuple[int, int]] = []

    def chiedi(chiave: int) -> None:
        lette.extend((chiave, una.pk) for _ in range(50) for una in pronta(pk=chiave))
        connection.close()

    fili = [Thread(target=chiedi, args=[chiave]) for chiave in chiavi]
    for filo in fili:
        filo.start()
    for filo in fili:
        filo.join()
    assert len(lette) == 100
    assert {chiesta == letta for chiesta, letta in lette} == {True}


class _Quante(defaultdict[str, int]):
    def __missing__(self, _nome: str) -> int:
        return 2


def _scritta(pronta: Pronta) -> tuple[str, list[Any]]:
    sql, parametri = pronta.domanda(Dati(_Quante())).query.get_compiler("default").as_sql()
    return sql, [(p.nome, p.posto) if isinstance(p, Dato) else p for p in parametri]


def _tutte() -> list[Pronta]:
    """Those of the portal: whoever draws its pages has read every module that has one."""
    import_module(settings.ROOT_URLCONF)
    return Pronta.tutte


@pytest.mark.django_db
def test_no_question_of_the_portal_keeps_the_moment_when_it_was_written() -> None:
    assert len(_tutte()) > 5
    for pronta in _tutte():
        with a_quest_ora(datetime(2026, 3, 1, 9, tzinfo=UTC)):
            allora = _scritta(pronta)
        with a_quest_ora(datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=200)):
            poi = _scritta(pronta)
        assert allora == poi


def test_the_check_above_sees_a_question_that_looks_at_the_clock() -> None:
    pronta = _qui(lambda d: Persona.objects.filter(Q(pk=d.uno("pk", CHIAVE)), creata_il__lte=adesso()))
    with a_quest_ora(datetime(2026, 3, 1, 9, tzinfo=UTC)):
        allora = _scritta(pronta)
    assert allora != _scritta(pronta)
