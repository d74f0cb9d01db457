"""Background work: thin wrappers only (ids in, fetch, call)."""

import logging
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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


class _Banditore:
    """Tells the broker from a thread of its own: who pressed the button does not wait for it, slow or dead as it is.

    Every queue of ours is a table: what is not told waits there, and the sweep takes it up. After a failure the broker
    is left alone for a while, so that nothing piles up here.
    """

    RIPOSO = 30.0

    def __init__(self) -> None:
        self._filo = ThreadPoolExecutor(1, "banditore")
        self._riposa_fino = 0.0

    def chiama(self, task: Task, argomenti: dict[str, Any]) -> None:
        if task.app.conf.task_always_eager:
            self._di(task, argomenti)
        else:
            self._filo.submit(self._di_se_risponde, task, argomenti)

    def _di_se_risponde(self, task: Task, argomenti: dict[str, Any]) -> None:
        if time.monotonic() >= self._riposa_fino and not self._di(task, argomenti):
            self._riposa_fino = time.monotonic() + self.RIPOSO

    @staticmethod
    def _di(task: Task, argomenti: dict[str, Any]) -> bool:
        try:
            task.apply_async(kwargs=argomenti, retry=False)
        except Exception:  # noqa: BLE001 – whatever a broker can raise
            registro.exception("broker unreachable: %s waits for the sweep", task.name)
            return False
        return True


_banditore = _Banditore()


def _nuovo_banditore() -> None:
    """A forked process has none of its parent's threads."""
    global _banditore  # noqa: PLW0603 – one a process
    _banditore = _Banditore()


os.register_at_fork(after_in_child=_nuovo_banditore)


def accoda(task: Task, **argomenti: Any) -> None:
    """Enqueue after commit. A silent broker leaves the work to the next sweep; it neither fails nor slows the act."""
    transaction.on_commit(lambda: _banditore.chiama(task, argomenti), robust=True)


@compito("base.cancella_scaduti")
def cancella_scaduti(**_: object) -> None:
    """Hourly: what has been kept for as long as the privacy notice says goes."""
    conservazione.cancella_scaduti(adesso())
