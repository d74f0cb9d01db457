"""Questions asked, and rows written, so often that their SQL is written once and kept (ADR 0008).

Writing the SQL of a QuerySet costs Python more than PostgreSQL takes to answer it. A ``Pronta`` is written with
placeholders in place of values, at its first asking; afterwards only the values are put in. What it gives is what the
QuerySet would give: instances, with their ``select_related``, or rows of ``values_list``. ``inserisci`` does the same
for new rows: what ``bulk_create`` would write.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, ClassVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, Expression, Field, Model, QuerySet
from django.db.models.sql import InsertQuery
from django.db.transaction import TransactionManagementError, mark_for_rollback_on_error

CHIAVE, TESTO, GIORNO, ISTANTE = BigIntegerField(), CharField(), DateField(), DateTimeField()


class Dato(Expression):
    """The place of a value that is known only when the question is asked."""

    def __init__(self, nome: str, campo: Field[Any, Any], posto: int | None = None) -> None:
        super().__init__(output_field=campo)
        self.nome, self.posto = nome, posto

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def valore(self, dati: Mapping[str, Any], connection: Any) -> Any:
        detto = dati[self.nome] if self.posto is None else dati[self.nome][self.posto]
        return self.output_field.get_db_prep_value(detto, connection)


class Dati:
    """Hands out the placeholders of a question: ``uno`` for a value, ``alcuni`` for a list that is asked with IN."""

    def __init__(self, quanti: Mapping[str, int]) -> None:
        self._quanti = quanti

    def uno(self, nome: str, campo: Field[Any, Any]) -> Dato:
        return Dato(nome, campo)

    def alcuni(self, nome: str, campo: Field[Any, Any]) -> list[Dato]:
        return [Dato(nome, campo, posto) for posto in range(self._quanti[nome])]


class Pronta:
    """A question written once a thread. ``domanda`` takes the placeholders and gives the QuerySet.

    It must not look at the clock or at anything else that changes: what it sees is kept. Every instant, day, key is a
    ``Dato``. Lists are filled up to a power of two with their last item, so that few lengths are ever written; an
    empty one is an error.
    """

    tutte: ClassVar[list[Pronta]] = []

    def __init__(self, domanda: Callable[[Dati], QuerySet[Any, Any]]) -> None:
        self.domanda = domanda
        self._di_questo_filo = threading.local()
        Pronta.tutte.append(self)

    def __call__(self, **dati: Any) -> list[Any]:
        """Ask it with these values: every row, in order."""
        elenchi = {nome: _riempi(valore) for nome, valore in dati.items() if isinstance(valore, list | tuple)}
        forma = tuple(len(valori) for valori in elenchi.values())
        scritte = self._di_questo_filo.__dict__
        scritta = scritte.get(repr(forma))
        if scritta is None:
            quanti = {nome: len(valori) for nome, valori in elenchi.items()}
            scritta = scritte[repr(forma)] = _Scritta(self.domanda(Dati(quanti)))
        return scritta.chiedi(dati | elenchi)


def _riempi(valori: Iterable[Any]) -> list[Any]:
    pieni = list(valori)
    if not pieni:
        raise ValueError("a question about nobody is not asked")
    return pieni + pieni[-1:] * ((1 << (len(pieni) - 1).bit_length()) - len(pieni))


class _Scritta:
    """A QuerySet whose compiler has written its SQL, and makes of the rows that it is given what it always makes.

    These are inner parts of Django's, held together here and nowhere else: ``tests/base/test_pronte.py`` compares what
    comes out with the QuerySet itself.
    """

    def __init__(self, righe: QuerySet[Any, Any]) -> None:
        self._righe = righe
        self._compiler = compiler = righe.query.get_compiler(using=righe.db)
        self._sql, self._segnaposti = compiler.as_sql()
        self._lette: list[tuple[Any, ...]] = []
        colonne = [colonna for colonna, *_altro in compiler.select]
        convertitori, composte = compiler.get_converters(colonne), compiler.has_composite_fields(colonne)
        compiler.get_converters = lambda _colonne: convertitori
        compiler.has_composite_fields = lambda _colonne: composte
        compiler.execute_sql = lambda *_args, **_kwargs: [self._lette]
        righe.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]  # this one only

    def chiedi(self, dati: Mapping[str, Any]) -> list[Any]:
        connection = self._compiler.connection = connections[self._righe.db]
        if self._righe.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("a row is locked within a transaction")
        parametri = [uno.valore(dati, connection) if isinstance(uno, Dato) else uno for uno in self._segnaposti]
        with connection.cursor() as cursore:
            cursore.execute(self._sql, parametri)
            self._lette = cursore.fetchall()
        righe: Any = self._righe._iterable_class(self._righe)  # noqa: SLF001 – an inner part, as said above
        return list(righe)


# ── New rows ──────────────────────────────────────────────────────────────────────────────────────
def inserisci(righe: Sequence[Model]) -> None:
    """Write new rows of one model, in their order, and give each its key: ``bulk_create``, its SQL written once.

    Within a transaction, always: what refers to the rows is written after them.
    """
    if not righe:
        return
    chiavi = _inserisci(type(righe[0]), righe, lambda campo, riga: campo.pre_save(riga, True))
    for riga, chiave in zip(righe, chiavi, strict=True):
        riga.pk, riga._state.adding, riga._state.db = chiave, False, DEFAULT_DB_ALIAS


def inserisci_dati(modello: type[Model], righe: Sequence[Mapping[str, Any]]) -> None:
    """The same, of rows that nobody wants back: every value by the name of its attribute, none left to a default."""
    if righe:
        _inserisci(modello, righe, lambda campo, riga: riga[campo.attname])


def _inserisci(
    modello: type[Model], righe: Sequence[Any], leggi: Callable[[Field[Any, Any], Any], Any]
) -> list[int | str]:
    connection, campi = connections[DEFAULT_DB_ALIAS], _campi(modello)
    if not connection.in_atomic_block:
        raise TransactionManagementError("new rows are written within a transaction")
    massimo, chiavi = connection.ops.bulk_batch_size(campi, righe), []
    with mark_for_rollback_on_error(connection.alias), connection.cursor() as cursore:
        for posto in range(0, len(righe), massimo):
            parte = righe[posto : posto + massimo]
            sql, a_colonne = _insert(modello, len(parte), connection)
            colonne = [_colonna(campo, [leggi(campo, riga) for riga in parte], connection) for campo in campi]
            cursore.execute(sql, colonne if a_colonne else list(chain(*zip(*colonne, strict=True))))
            chiavi += [chiave for (chiave,) in cursore.fetchall()]
    return chiavi


def _colonna(campo: Field[Any, Any], valori: Iterable[Any], connection: Any) -> list[Any]:
    """The values of a field as the database wants them. What the row before says too is not made again."""
    pronti, prima, pronto = [], None, None
    for valore in valori:
        if valore is not prima:
            prima, pronto = valore, campo.get_db_prep_save(valore, connection)
        pronti.append(pronto)
    return pronti


@cache
def _campi(modello: type[Model]) -> list[Field[Any, Any]]:
    return [campo for campo in modello._meta.concrete_fields if not campo.primary_key]


_scritti: dict[tuple[type[Model], int], tuple[str, bool]] = {}


def _insert(modello: type[Model], quante: int, connection: Any) -> tuple[str, bool]:
    """The INSERT of so many rows, as Django writes it; and whether each value is a column of them (UNNEST) or one."""
    forma = modello, quante
    if forma not in _scritti:
        campi = _campi(modello)
        query = InsertQuery(modello)
        query.insert_values(campi, [modello() for _riga in range(quante)])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [modello._meta.pk]
        ((sql, valori),) = compiler.as_sql()
        _scritti[forma] = sql, len(valori) < len(campi) * quante
    return _scritti[forma]
