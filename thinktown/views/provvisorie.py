"""Addresses that the pages of answers take the place of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from thinktown.views.della_domanda import DellaDomanda


class DomandaView(DellaDomanda):
    def get(self, request: HttpRequest, codice: str, chiave: str = "") -> HttpResponse:
        return redirect("thinktown:gruppo", codice)
