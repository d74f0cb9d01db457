"""What every page of the office on one call begins with."""

import hashlib
from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from talenti.base.exceptions import Frase
from talenti.base.permissions import una_volta
from thinktown.in_breve import SEGUE_BANDI
from thinktown.models import Bando


class InUfficio(TemplateView):
    """A page of the admin site on one call; ``admin_view`` has asked for a back-office role and a second factor.

    For who does not follow the call it does not exist, whatever the address.
    """

    sito: AdminSite | None = None
    titolo: Frase = ""
    # The list of the tables beside the page: which of them one sees costs four questions of the database.
    con_le_tavole = True
    bando: Bando

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        miei = Bando.objects.visibili_in_ufficio(request.user).select_related("partner", "aiuta")
        self.bando = get_object_or_404(miei, pk=kwargs["pk"])
        una_volta(SEGUE_BANDI, request.user, lambda _lei: True)
        return super().dispatch(request, *args, **kwargs)

    def alla_scheda(self, errore: Frase = "") -> HttpResponse:
        if errore:
            messages.error(self.request, str(errore))
        return redirect("admin:thinktown_bando_scheda", self.bando.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comune = self._intorno(self.sito) if self.sito else {}
        nostro = {"title": self.titolo or str(self.bando), "opts": Bando._meta, "bando": self.bando}
        return comune | nostro | super().get_context_data(**kwargs)

    def _intorno(self, sito: AdminSite) -> dict[str, Any]:
        if self.con_le_tavole:
            return sito.each_context(self.request)
        return {
            "site_title": sito.site_title,
            "site_header": sito.site_header,
            "site_url": sito.site_url,
            "has_permission": True,
            "available_apps": [],
            "is_popup": False,
            "is_nav_sidebar_enabled": False,
        }


def impronta_di(pezzo: Any) -> str:
    """A short name of what a page shows: the same again as long as nobody has written over it."""
    return hashlib.sha256(msgspec.json.encode(pezzo)).hexdigest()[:24]
