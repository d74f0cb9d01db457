"""Counts the pages read, without knowing who reads them."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from talenti.portale.actions import conta_visita
from talenti.portale.sezioni import sezione_di

registro = logging.getLogger(__name__)


class ContaVisite:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sezione = sezione_di(request, response)
        if sezione:
            _conta(sezione)
        return response


def _conta(sezione: str) -> None:
    try:
        conta_visita(sezione)
    except Exception:  # noqa: BLE001 – a cache that does not answer costs the count, never the page
        registro.exception("a visit was not counted")
