"""What stands around every page: words come in one encoding, and domain errors become pages, never a 500."""

import codecs
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from talenti.base import errori
from talenti.base.exceptions import ErroreDiDominio, NonPermesso


class SoloUtf8:
    """Refuse a request that declares any other encoding.

    Browsers send UTF-8, the encoding of our pages. Under others Python reads half characters, which no
    database stores, and some of its codecs are no encodings of text at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        dichiarata = request.encoding
        if dichiarata and codecs.lookup(dichiarata).name != "utf-8":
            # The page that says no is read as any other.
            request.encoding = None  # type: ignore[assignment]  # None is the default again
            raise BadRequest("not UTF-8")
        return self.get_response(request)


class ErroriDiDominio:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, errore: Exception) -> HttpResponse | None:
        if isinstance(errore, NonPermesso):
            return errori.vietato(request, errore)
        if isinstance(errore, ErroreDiDominio):
            return errori.rifiutato(request, errore)
        return None
