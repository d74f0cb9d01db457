"""New rows whose INSERT is written once are those that Django's own INSERT would make."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import AutoField
from django.db.transaction import TransactionManagementError

from talenti.avvisi.models import Avviso
from talenti.base.pronte import inserisci, inserisci_dati
from talenti.persone.models import Persona
from talenti.registro.models import Capo
from tests.factories.persone import PersonaFactory

# Of the portal: a library's rows may say the hour at which they are written.
MODELLI = [
    uno
    for uno in apps.get_models(include_auto_created=True)
    if uno.__module__.partition(".")[0] in {"talenti", "coworking", "thinktown"} and isinstance(uno._meta.pk, AutoField)
]


class _Detto(Exception):
    """Stops a statement before the database has it."""


def _detto(scrive: Callable[[], Any]) -> Any:
    def ferma(_esegui: Any, sql: str, valori: Any, _molti: bool, contesto: Any) -> None:
        su_postgresql = connection.vendor == "postgresql"
        raise _Detto(contesto["cursor"].mogrify(sql, valori) if su_postgresql else (sql, list(valori)))

    with pytest.raises(_Detto) as detto, transaction.atomic(), connection.execute_wrapper(ferma):
        scrive()
    return detto.value.args[0]


@pytest.mark.django_db
@pytest.mark.parametrize("modello", MODELLI, ids=lambda modello: modello._meta.label)
def test_the_database_is_told_what_bulk_create_tells_it(modello: type[models.Model]) -> None:
    nomi = [campo.attname for campo in modello._meta.concrete_fields if not campo.primary_key]

    def detti(quante: int) -> list[Any]:
        righe = [modello() for _ in range(quante)]
        dati = [{nome: getattr(riga, nome) for nome in nomi} for riga in righe]
        di_django = modello._base_manager.bulk_create
        modi = (lambda: inserisci(righe), lambda: inserisci_dati(modello, dati), lambda: di_django(righe))
        return [_detto(modo) for modo in modi]

    for quante in (1, 2, 5, 2, 1):  # written, then kept
        nostro, senza_istanze, di_django = detti(quante)
        assert nostro == senza_istanze == di_django


def _avvisi(*oggetti: str) -> list[Avviso]:
    quando = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    chi: Sequence[Persona] = [PersonaFactory() for _ in oggetti]
    return [
        Avviso(chiave=uno, persona=persona, tipo="rete", oggetto=uno, testo=["è", '"così"'], creato_il=quando)
        for uno, persona in zip(oggetti, chi, strict=True)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("oggetti", [("uno",), ("uno", "due", "tre")])
def test_rows_are_complete_once_they_are_written(oggetti: tuple[str, ...]) -> None:
    avvisi = _avvisi(*oggetti)
    inserisci(avvisi)
    for avviso in avvisi:
        assert (avviso._state.adding, avviso._state.db) == (False, "default")
        letto = Avviso.objects.get(pk=avviso.pk)
        campi = [campo.attname for campo in Avviso._meta.concrete_fields]
        assert [getattr(letto, nome) for nome in campi] == [getattr(avviso, nome) for nome in campi]
    assert [avviso.pk for avviso in avvisi] == sorted(avviso.pk for avviso in avvisi)


@pytest.mark.django_db
def test_more_rows_than_a_statement_carries_are_written_by_several() -> None:
    capi = [Capo(oggetto_tipo="prova.cosa", oggetto_id=n, n=1, impronta="a") for n in range(700)]
    inserisci(capi)
    scritti = Capo.objects.filter(oggetto_tipo="prova.cosa").order_by("oggetto_id").values_list("pk", flat=True)
    assert list(scritti) == [capo.pk for capo in capi]


@pytest.mark.django_db
def test_no_rows_ask_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        inserisci([])
        inserisci_dati(Capo, [])


@pytest.mark.django_db
def test_no_value_is_left_to_a_default() -> None:
    with pytest.raises(KeyError, match="impronta"):
        inserisci_dati(Capo, [{"oggetto_tipo": "prova.cosa", "oggetto_id": 1, "n": 1}])


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    with pytest.raises(TransactionManagementError):
        inserisci([Capo(oggetto_tipo="prova.cosa", oggetto_id=1, n=1, impronta="a")])
    assert not Capo.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_refused_row_the_transaction_goes_no_further() -> None:
    """On SQLite, which would go on, as on PostgreSQL."""
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            inserisci([Capo(oggetto_tipo="prova.cosa", oggetto_id=1, n=1, impronta="a") for _ in range(2)])
        with pytest.raises(TransactionManagementError):
            Capo.objects.exists()
    assert not Capo.objects.exists()
