"""Background work: thin wrappers only (ids in, fetch, call)."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from celery import Task, shared_task
from django.db import transaction

from talenti.base import conservazione
from talenti.base.clock import adesso

registro = logging.getLogger(__name__)


def compito(nome: str) -> Callable[[Callable[..., Any]], Task]:
    """Declare a task. It takes keyword primitives, tolerates more of them (rolling deploys), and is idempotent."""

    def decora(funzione: Callable[..., Any]) -> Task:
        return shared_task(name=nome, ignore_result=True)(funzione)

    return decora


def accoda(task: Task, **argomenti: Any) -> None:
    """Enqueue after commit. A silent broker delays the work until the next sweep, it never fails the act."""
    transaction.on_commit(partial(_accoda_ora, task, argomenti), robust=True)


def _accoda_ora(task: Task, argomenti: dict[str, Any]) -> None:
    try:
        task.apply_async(kwargs=argomenti, retry=False)
    except Exception:  # noqa: BLE001 – whatever a broker can raise
        # Every queue of ours is a table: the row waits there and the sweep takes it up.
        registro.exception("broker unreachable: %s waits for the sweep", task.name)


@compito("base.cancella_scaduti")
def cancella_scaduti(**_: object) -> None:
    """Hourly: what has been kept for as long as the privacy notice says goes."""
    conservazione.cancella_scaduti(adesso())
