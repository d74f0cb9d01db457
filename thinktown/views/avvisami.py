"""Avvisami: one press to be told of a call, one to be told no more."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from talenti.base.exceptions import Frase
from talenti.base.permissions import puo
from talenti.persone.views.personale import dopo
from thinktown.actions import attese
from thinktown.models import AttesaBando, Bando
from thinktown.momento import momento
from thinktown.queries import con_versione


class AvvisamiView(TemplateView):
    """What she waits for. With ``?bando=`` the one that she was about to press, had she had an account."""

    template_name = "thinktown/avvisami.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        dati = request.GET if request.method == "GET" else request.POST
        slug = dati.get("bando", "").replace("\x00", "")[:80]
        pubblici = Bando.objects.pubblicati().select_related("partner")
        self.bando = get_object_or_404(pubblici, slug=slug) if slug else None
        if not request.user.is_authenticated:
            qui = reverse("thinktown:avvisami")
            return redirect_to_login(f"{qui}?{urlencode({'bando': slug})}" if slug else qui)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        frase = self._basta() if "basta" in request.POST else self._avvisami()
        messages.success(request, str(frase))
        return redirect(dopo(request) or "thinktown:avvisami")

    def _avvisami(self) -> Frase:
        attese.avvisami(self.bando, da=self.request.user)
        if self.bando:
            return _("Ti scriviamo quando il bando apre.")
        return _("Ti scriviamo quando esce un bando nuovo, ogni volta, finché non smetti.")

    def _basta(self) -> Frase:
        attese.non_avvisarmi(self.bando, da=self.request.user)
        return _("Non ti avvisiamo più di questo bando.") if self.bando else _("Non ti avvisiamo più dei bandi nuovi.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mie = list(AttesaBando.objects.visibili_a(self.request.user).per_elenco())
        di_uno = [una.bando for una in mie if una.bando]
        chiesto = self.bando if self.bando not in di_uno else None
        return super().get_context_data(**kwargs) | {
            "attese": [{"bando": uno, "momento": momento(uno)} for uno in con_versione(di_uno)],
            "di_tutti": len(di_uno) < len(mie),
            "chiesto": chiesto,
            "momento": momento(chiesto) if chiesto else None,
            "esito": puo(self.request.user, "thinktown.chiede_avviso", chiesto) if chiesto else None,
        }
