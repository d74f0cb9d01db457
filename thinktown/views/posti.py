"""The places among which who answers a call chooses, for everybody: the list with its filters, a page each."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from talenti.base.views import ElencoView
from thinktown.enums_posti import StatoOfferta
from thinktown.filters_posti import FiltroPosti
from thinktown.models import Offerta
from thinktown.momento import momento
from thinktown.posti import da_scegliere, in_pagina
from thinktown.views.pubblico import DelBando


class _DeiPosti(DelBando):
    """A call that has no places to choose has none of these pages."""

    def posti(self) -> QuerySet[Offerta]:
        if not self.bando.risponde_a_id:
            raise Http404
        return da_scegliere(self.bando)


class PostiView(_DeiPosti, ElencoView):
    """By comune and by sector; the address is the whole state."""

    template_name = "thinktown/posti.html"
    context_object_name = "posti"
    filtro = FiltroPosti

    def righe(self) -> QuerySet[Offerta]:
        return self.posti()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"bando": self.bando, "momento": momento(self.bando)}


class PostoView(_DeiPosti, TemplateView):
    """What everybody reads of one. Of one that was withdrawn: that it was, and why (410)."""

    template_name = "thinktown/posto.html"

    @cached_property
    def posto(self) -> Offerta:
        self.posti()
        usciti = Offerta.objects.visibili_a(self.request.user).filter(bando=self.bando.risponde_a_id)
        return get_object_or_404(usciti.select_related("comune"), codice=self.kwargs["codice"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ritirato = self.posto.stato == StatoOfferta.RITIRATA
        return self.render_to_response(self.get_context_data(**kwargs), status=410 if ritirato else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "bando": self.bando,
            "momento": momento(self.bando),
            "posto": self.posto,
            "ritirato": self.posto.stato == StatoOfferta.RITIRATA,
            "voci": in_pagina(self.posto),
        }
