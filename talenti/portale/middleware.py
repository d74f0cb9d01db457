"""Counts the pages read, and the answers that failed, without knowing who reads them."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from talenti.base.clock import adesso
from talenti.portale.actions import conta_visita
from talenti.portale.interruzioni import conta_guasto, minuto_di, segna_servito
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


class SegnaRisposte:
    """Leaves for the measure of each minute that the web has answered, and how often with an error of ours.

    The page of health is a question of machines: its 503 says what is late, not that somebody met an error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._segnato: datetime | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        try:
            self._segna(request, response)
        except Exception:  # noqa: BLE001 – a cache that does not answer costs the count, never the page
            registro.exception("an answer was not counted")
        return response

    def _segna(self, request: HttpRequest, response: HttpResponse) -> None:
        if response.status_code >= 500:
            if request.path != "/salute/":
                conta_guasto()
            return
        minuto = minuto_di(adesso())
        if minuto != self._segnato:
            # Once a minute a process, also where the cache fails.
            self._segnato = minuto
            segna_servito()
