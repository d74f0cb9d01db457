"""The outlines as data, for a map with a script. No page of ours needs it to be read."""

from functools import cache
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from talenti.luoghi.mappa import CONFINI


@cache
def _corpo() -> bytes:
    return CONFINI.read_bytes()


@cache
def _impronta() -> str:
    return f'"{sha256(_corpo()).hexdigest()[:32]}"'


def _etag(request: HttpRequest) -> str:
    return _impronta()


@require_safe
@cache_control(public=True, max_age=86_400)
@condition(etag_func=_etag)
def confini(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_corpo(), content_type="application/geo+json")
