"""When a request arrived: the proxy's word where it is trusted, and nobody else's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from talenti.base.arrivo import ATTESA_MASSIMA, Arrivo, arrivo_di, leggi
from talenti.base.clock import a_quest_ora

ORA = datetime(2026, 12, 7, 11, 0, 0, tzinfo=UTC)


def arrivata(settings, *, fidato, scritto=None):
    """What the middleware makes of a request whose header says ``scritto``, at ORA by the worker's clock."""
    settings.ARRIVO_DAL_PROXY = fidato
    intestazioni = {} if scritto is None else {"X-Request-Start": scritto}
    richiesta = RequestFactory().post("/", headers=intestazioni)
    with a_quest_ora(ORA):
        Arrivo(lambda _richiesta: HttpResponse())(richiesta)
    return arrivo_di(richiesta)


def t(istante):
    return f"t={int(istante.timestamp() * 1000)}"


def test_without_a_trusted_proxy_nobody_says_when_her_request_arrived(settings):
    assert arrivata(settings, fidato=False, scritto=t(ORA - timedelta(seconds=5))) == ORA
    assert arrivata(settings, fidato=False) == ORA


def test_the_trusted_proxy_says_when_it_began(settings):
    poco_prima = ORA - timedelta(milliseconds=1500)
    assert arrivata(settings, fidato=True, scritto=t(poco_prima)) == poco_prima
    assert arrivata(settings, fidato=True) == ORA


@pytest.mark.parametrize(
    "spostata", [timedelta(milliseconds=1), timedelta(days=-1), -ATTESA_MASSIMA - timedelta(seconds=1)]
)
def test_an_instant_that_cannot_be_is_not_believed(settings, spostata):
    assert arrivata(settings, fidato=True, scritto=t(ORA + spostata)) == ORA


def test_at_the_bounds_it_is_believed(settings):
    assert arrivata(settings, fidato=True, scritto=t(ORA)) == ORA
    assert arrivata(settings, fidato=True, scritto=t(ORA - ATTESA_MASSIMA)) == ORA - ATTESA_MASSIMA


@pytest.mark.parametrize(
    "scritto",
    ["", "t=", "ieri", "t=1e9", "-1795608000", "t=17956080", "t=1795608000,t=1795608001", "t=١٧٩٥٦٠٨٠٠٠", "nan",
     "t=99999999999999999999", "t=1795608000.1234567890", "1795608000 1795608000"],
)  # fmt: skip
def test_what_is_not_exactly_one_instant_is_not_read(settings, scritto):
    assert leggi(scritto) is None
    assert arrivata(settings, fidato=True, scritto=scritto) == ORA


@pytest.mark.parametrize(
    ("scritto", "micro"),
    [("t=1795608000.5", 500_000), ("1795608000", 0), ("t=1795608000123", 123_000), ("1795608000123456", 123_456),
     ("t=1795608000.123456789", 123_456)],
)  # fmt: skip
def test_it_is_read_as_proxies_write_it(scritto, micro):
    assert leggi(scritto) == datetime.fromtimestamp(1795608000, UTC).replace(microsecond=micro)


def test_every_page_knows_when_it_was_asked_for(client):
    with a_quest_ora(ORA):
        assert arrivo_di(client.get("/robots.txt").wsgi_request) == ORA


def test_our_proxy_writes_the_header_and_the_portal_behind_it_believes_it():
    from django.conf import settings as vere

    assert 'header_up X-Request-Start "t={time.now.unix_ms}"' in (vere.BASE_DIR / "Caddyfile").read_text()
    assert 'ARRIVO_DAL_PROXY: "1"' in (vere.BASE_DIR / "docker-compose.yml").read_text()
