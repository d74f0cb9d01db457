"""The map that one enlarges: its outlines as data, and the policy of the pages that offer it.

Nothing of ours needs it to be read: the drawing in the page says the same.
"""

import json
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe
from django.views.generic import View

from talenti.luoghi.mappa import CONFINI, centri


@cache
def _corpo() -> bytes:
    """The outlines, each with the point where its circle stands: pages then carry no coordinates at all."""
    confini = json.loads(CONFINI.read_text(encoding="utf-8"))
    for zona in confini["features"]:
        zona["properties"]["centro"] = centri()[zona["properties"]["istat"]]
    return json.dumps(confini, ensure_ascii=False, separators=(",", ":")).encode()


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


class ConMappaGrande(View):
    """A page that offers the large map: where the settings name a server of tiles, its pictures may be shown here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.MAPPA_TILES:
            return super().dispatch(request, *args, **kwargs)
        server = urlsplit(settings.MAPPA_TILES)
        return csp_update({"img-src": [f"{server.scheme}://{server.netloc}"]})(super().dispatch)(
            request, *args, **kwargs
        )
