"""What people ask on a call: questions that everybody reads, help that nobody else does."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.permissions import Esito
from talenti.base.views import ElencoView, VerboView, con_errore_al_campo
from thinktown.actions import aiuto, chiarimenti
from thinktown.enums_dialogo import StatoChiarimento
from thinktown.faq import feed, json_ld
from thinktown.filters import FiltroChiarimenti
from thinktown.forms_dialogo import FormAiuto, FormChiarimento
from thinktown.macchine import NEL_FEED
from thinktown.models import Chiarimento, RichiestaAiuto
from thinktown.momento import momento
from thinktown.rules import si_aiuta, si_chiede
from thinktown.views.pubblico import DelBando

# Of one's own, on the call's page: more than these are of other calls, or of long ago.
MIE = 20


class ChiedeView(DelBando, ElencoView):
    """A page of a call with a form on it. Who has no account yet finds what she wrote when she comes back with one."""

    pubblica = True
    form_class: ClassVar[type[forms.Form]]
    # Under this key of the session stands what was written before signing in.
    sospeso = ""
    nome_pagina = ""

    def esito(self) -> Esito:
        """May one ask now, whoever it is?"""
        raise NotImplementedError

    def chiedi(self, testo: str) -> Frase:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.form: forms.Form | None = None
        self.rifiuto: Frase = ""
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.bando.pubblico:
            raise Http404
        return super().get(request, *args, **kwargs)

    @property
    def persona(self) -> Any:
        return self.request.user

    @property
    def qui(self) -> str:
        return reverse(self.nome_pagina, args=[self.bando.slug])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = form = self.form_class(request.POST)
        if not form.is_valid():
            return self._di_nuovo(422)
        testo = form.cleaned_data["testo"]
        if not request.user.is_authenticated:
            request.session[self.sospeso] = {"bando": self.bando.slug, "testo": testo}
            return redirect_to_login(self.qui)
        try:
            frase = self.chiedi(testo)
        except NonPermesso as errore:
            self.rifiuto = errore.frase
            return self._di_nuovo(403)
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._di_nuovo(422)
        request.session.pop(self.sospeso, None)
        messages.success(request, str(frase))
        # Without an anchor: the banner that says so stands on top.
        return redirect(self.qui)

    def _di_nuovo(self, stato: int) -> HttpResponse:
        risposta = super().get(self.request)
        risposta.status_code = stato
        return risposta

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tenuto = self._tenuto() if self.form is None else ""
        return super().get_context_data(**kwargs) | {
            "bando": self.bando,
            "momento": momento(self.bando),
            "esito": self.esito(),
            "form": self.form or self.form_class(initial={"testo": tenuto}),
            "tenuto": bool(tenuto),
            "rifiuto": self.rifiuto,
            "scritto": self.form.data.get("testo", "") if self.form and self.rifiuto else "",
            "mie": list(self.mie()[:MIE]) if self.request.user.is_authenticated else [],
        }

    def _tenuto(self) -> str:
        tenuto = self.request.session.get(self.sospeso) or {}
        return tenuto.get("testo", "") if tenuto.get("bando") == self.bando.slug else ""

    def mie(self) -> QuerySet[Any]:
        raise NotImplementedError


class ChiarimentiView(ChiedeView):
    """Answered questions, the newest answer first, without who asked; the form; one's own, each with where it is."""

    template_name = "thinktown/chiarimenti.html"
    context_object_name = "chiarimenti"
    filtro = FiltroChiarimenti
    paginate_by = 20
    form_class = FormChiarimento
    sospeso = "thinktown.chiarimento"
    nome_pagina = "thinktown:chiarimenti"

    def righe(self) -> QuerySet[Any]:
        usciti = self.bando.chiarimenti.pubblicati()
        return usciti.defer("persona", "risposto_da").order_by("-deciso_il", "-pk")

    def esito(self) -> Esito:
        return si_chiede(self.bando)

    def chiedi(self, testo: str) -> Frase:
        chiarimenti.chiedi(self.bando, testo, da=self.request.user)
        return _("Inviato all'ufficio. Quando risponde ti scriviamo, e la risposta la leggono tutti.")

    def mie(self) -> QuerySet[Any]:
        return Chiarimento.objects.filter(bando=self.bando, persona=self.persona).order_by("-chiesto_il", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        quanti = self.bando.chiarimenti.aggregate(
            usciti=Count("pk", filter=Q(stato=StatoChiarimento.PUBBLICATO)),
            in_attesa=Count("pk", filter=Q(stato=StatoChiarimento.CHIESTO)),
        )
        return contesto | {"quanti": quanti, "json_ld": json_ld(contesto["page_obj"].object_list)}


class FeedChiarimentiView(DelBando):
    """The answers of one call, for who follows it with a reader of news."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.bando.pubblico:
            raise Http404
        usciti = self.bando.chiarimenti.pubblicati().order_by("-deciso_il", "-pk")[:NEL_FEED]
        return HttpResponse(feed(self.bando, usciti), content_type="application/atom+xml; charset=utf-8")


class AiutoView(ChiedeView):
    """A request to the organisation that helps: who reads it is said first; one's own, each with its answer."""

    template_name = "thinktown/aiuto.html"
    context_object_name = "richieste"
    form_class = FormAiuto
    sospeso = "thinktown.aiuto"
    nome_pagina = "thinktown:aiuto"
    # It shows to each her own.
    pubblica = False

    def righe(self) -> QuerySet[Any]:
        return RichiestaAiuto.objects.none()

    def esito(self) -> Esito:
        return si_aiuta(self.bando)

    def chiedi(self, testo: str) -> Frase:
        aiuto.chiedi_aiuto(self.bando, testo, da=self.request.user)
        return _("Richiesta inviata a %(chi)s. Ti scriviamo quando qualcuno la prende e quando risponde.") % {
            "chi": self.bando.aiuta
        }

    def mie(self) -> QuerySet[Any]:
        mie = RichiestaAiuto.objects.filter(bando=self.bando, persona=self.persona)
        return mie.select_related("partner", "presa_da").order_by("-chiesta_il", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        return contesto | {"aperta": next((una for una in contesto["mie"] if una.aperta), None)}


class RitiraAiutoView(VerboView):
    """Who asked needs it no more: one press."""

    modello = RichiestaAiuto
    campo = "codice"

    def esegui(self, oggetto: RichiestaAiuto) -> Frase:
        aiuto.ritira_aiuto(oggetto, da=self.request.user)
        return _("Richiesta ritirata. Puoi chiedere aiuto di nuovo quando vuoi.")

    def destinazione(self, oggetto: RichiestaAiuto) -> str:
        return reverse("thinktown:aiuto", args=[oggetto.bando.slug])
