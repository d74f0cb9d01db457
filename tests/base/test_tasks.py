"""Telling the broker: who acts never waits for it, and one that fails is left alone for a while."""

import os
import time
from threading import Event

import pytest

from talenti.base import tasks
from talenti.base.tasks import _Banditore, cancella_scaduti


@pytest.fixture
def broker(monkeypatch):
    """What reaches the broker; it answers only once ``via`` is set, and fails as often as ``guasti`` says."""

    class Broker:
        def __init__(self):
            self.via, self.detti, self.guasti = Event(), [], 0

        def riceve(self, *, kwargs, retry):
            assert self.via.wait(10)
            if self.guasti:
                self.guasti -= 1
                raise ConnectionError
            self.detti.append(kwargs["n"])

    uno = Broker()
    monkeypatch.setattr(cancella_scaduti, "apply_async", uno.riceve)
    conf = cancella_scaduti.app.conf
    prima, conf.task_always_eager = conf.task_always_eager, False
    yield uno
    conf.task_always_eager = prima


@pytest.fixture
def banditore(monkeypatch):
    uno = _Banditore()
    monkeypatch.setattr(tasks, "_banditore", uno)
    yield uno
    uno._filo.shutdown()


def _finito(banditore):
    banditore._filo.submit(int).result(10)


def test_who_acts_does_not_wait_for_a_slow_broker(broker, banditore, django_capture_on_commit_callbacks, db):
    with django_capture_on_commit_callbacks(execute=True):
        for n in range(3):
            tasks.accoda(cancella_scaduti, n=n)
    assert broker.detti == []
    broker.via.set()
    _finito(banditore)
    assert broker.detti == [0, 1, 2]


def test_broker_that_fails_is_left_alone_for_a_while(broker, banditore, monkeypatch):
    broker.via.set()
    broker.guasti = 1
    for n in range(3):
        banditore.chiama(cancella_scaduti, {"n": n})
    _finito(banditore)
    assert broker.detti == []
    poi = time.monotonic() + banditore.RIPOSO
    monkeypatch.setattr(tasks.time, "monotonic", lambda: poi + 1)
    banditore.chiama(cancella_scaduti, {"n": 3})
    _finito(banditore)
    assert broker.detti == [3]


def test_forked_process_has_a_voice_of_its_own(broker, banditore):
    broker.via.set()
    banditore.chiama(cancella_scaduti, {"n": 0})
    _finito(banditore)
    figlio = os.fork()
    if figlio == 0:
        tasks._banditore.chiama(cancella_scaduti, {"n": 1})
        try:
            _finito(tasks._banditore)
        finally:
            os._exit(0 if broker.detti == [0, 1] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(figlio, 0)[1]) == 0
