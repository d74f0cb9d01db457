"""Questions asked so often that their SQL is written once and kept, not written again each time (ADR 0008).

Writing the SQL of a QuerySet costs Python more than PostgreSQL takes to answer it. A ``Pronta`` is written with
placeholders in place of values, at its first asking; afterwards only the values are put in. What it gives is what the
QuerySet would give: instances, with their ``select_related``, or rows of ``values_list``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django.db import connections
from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, Expression, Field, QuerySet
from django.db.transaction import TransactionManagementError

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
    """A QuerySet whose compiler gives the SQL that it has already written.

    These are inner parts of Django's, held together here and nowhere else: ``tests/base/test_pronte.py`` compares what
    comes out with the QuerySet itself.
    """

    def __init__(self, righe: QuerySet[Any, Any]) -> None:
        self._righe = righe
        self._compiler = compiler = righe.query.get_compiler(using=righe.db)
        self._sql, self._segnaposti = compiler.as_sql()
        self._parametri: tuple[Any, ...] = ()
        compiler.as_sql = self._gia_scritto
        righe.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]  # this one only

    def _gia_scritto(self, *_args: Any, **_kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        return self._sql, self._parametri

    def chiedi(self, dati: Mapping[str, Any]) -> list[Any]:
        connection = self._compiler.connection = connections[self._righe.db]
        if self._righe.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("a row is locked within a transaction")
        self._parametri = tuple(
            uno.valore(dati, connection) if isinstance(uno, Dato) else uno for uno in self._segnaposti
        )
        righe: Any = self._righe._iterable_class(self._righe)  # noqa: SLF001 – an inner part, as said above
        return list(righe)
