"""When a request arrived: what closings are measured with.

The first byte at the proxy, where the settings say that a proxy of ours stands in front and writes the header itself
(ARRIVO_DAL_PROXY); else the instant at which this worker began. What a stranger writes in that header buys no time:
without a trusted proxy it is not read, and behind one the proxy writes over it. What is not one sane instant is not
believed either: two values, one to come, one older than a request may wait.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from talenti.base.clock import adesso

INTESTAZIONE = "HTTP_X_REQUEST_START"
# Longer than any queue before a worker; whoever forged the header behind a careless proxy would gain no more than this.
ATTESA_MASSIMA = timedelta(seconds=60)
# Seconds, milliseconds or microseconds since 1970, as proxies write them: "t=1795608000.123", "1795608000123".
_SCRITTO = re.compile(r"(?:t=)?(\d{10})(?:\.(\d{1,6})\d{0,3}|(\d{3}|\d{6}))?", re.ASCII)


class Arrivo:
    """Gives every request its ``arrivo``. The first of the middlewares: nothing is waited for before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.arrivo = _al_proxy(request, adesso())  # type: ignore[attr-defined]  # ours, read by ``arrivo_di``
        return self.get_response(request)


def arrivo_di(request: HttpRequest) -> datetime:
    """The instant at which it arrived: aware, UTC."""
    quando: datetime = request.arrivo  # type: ignore[attr-defined]  # the middleware has put it there
    return quando


def _al_proxy(request: HttpRequest, ora: datetime) -> datetime:
    if not settings.ARRIVO_DAL_PROXY:
        return ora
    scritto = leggi(request.META.get(INTESTAZIONE, ""))
    return scritto if scritto is not None and ora - ATTESA_MASSIMA <= scritto <= ora else ora


def leggi(scritto: str) -> datetime | None:
    """The instant that a proxy wrote; None where it is not exactly one."""
    trovato = _SCRITTO.fullmatch(scritto.strip())
    if trovato is None:
        return None
    secondi, decimali, resto = trovato.groups()
    frazione = (decimali or resto or "").ljust(6, "0")
    return datetime.fromtimestamp(int(secondi), UTC).replace(microsecond=int(frazione))
