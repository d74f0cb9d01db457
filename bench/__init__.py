"""Measures: one module per question, each time beside a reference taken in the same run.

A module holds ``DOMANDA = "pagine"`` and ``def misura(ctx: Contesto) -> Iterable[Misura]``; bin/bench finds it. It runs
in a process of its own, on a fresh migrated database, with Django ready. ``PREPARA = False`` in the module asks for the
empty data folder alone (a module that measures the preparation itself: its figures are always of bin/demo as it is, on
SQLite, whatever scale and database were asked).
"""

from bench._driver import Contesto, Misura

__all__ = ["Contesto", "Misura"]
