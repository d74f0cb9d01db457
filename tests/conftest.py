"""Fixtures of the whole suite. The settings' mode is ``prova`` unless a lane says otherwise."""

import os

os.environ.setdefault("TALENTI_MODO", "prova")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talenti.settings")
# Playwright's synchronous interface runs an event loop in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from talenti.base.memoria import dimentica
from talenti.registro import triggers
from tests.modello import base_modello, butta_il_modello, django_db_modify_db_settings  # noqa: F401 – fixtures
from tests.processi import base_a_parte, congeda_la_madre  # noqa: F401 – a fixture


@pytest.fixture(autouse=True)
def _memoria_pulita():
    """No rate limit or cached value crosses from one test to the next."""
    cache.clear()
    dimentica()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _in_italiano():
    """The language of a page read in English stays in its thread: the next test begins in Italian again."""
    with translation.override("it"):
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The races first: each takes long, and at the end one process would be left alone with the last."""
    items.sort(key=lambda prova: prova.get_closest_marker("concorrenza") is None)


# Their modules make a whole network once, and ask hundreds of questions of it.
UNA_SCENA = ("tests/security/", "tests/thinktown/test_perdite_")


class _UnBrowserSolo(LoadScopeScheduling):
    """One portal and one browser: whatever the processes of the suite, one of them runs the tests of the browser.

    A scene, too, belongs to the process that makes it: split in two, its module would make it twice.
    By their path: xdist's own groups write a name behind each test's, which pytest no longer reads.
    """

    def _split_scope(self, nodeid):
        if nodeid.startswith("tests/e2e/"):
            return "browser"
        return nodeid.partition("::")[0] if nodeid.startswith(UNA_SCENA) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return _UnBrowserSolo(config, log)


def pytest_unconfigure(config):
    """What the run shares goes with it: each process its own children, the one that began the run the rest."""
    congeda_la_madre()
    if not hasattr(config, "workerinput"):
        butta_il_modello()


_svuota = TransactionTestCase._fixture_teardown


def _svuota_senza_trigger(self):
    """The log's triggers refuse what emptying the tables between two transactional tests must do."""
    triggers.togli(connection)
    try:
        _svuota(self)
    finally:
        triggers.metti(connection)


TransactionTestCase._fixture_teardown = _svuota_senza_trigger
