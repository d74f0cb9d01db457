"""Messages on applications, as the office reads them: those that wait first, one application a page.

Of an application that has not been sent the office sees its code and what was written to it: neither who is in the
group nor a word of the draft.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite, SimpleListFilter, display, register
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from talenti.base.admin import FiltroPerRelazione, SoloLettura
from talenti.base.clock import adesso
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo, richiedi
from talenti.base.views import con_errore_al_campo
from talenti.persone.letture import annota_letture, dichiara_pagina
from thinktown.actions.messaggi import non_serve, rispondi_messaggio
from thinktown.enums import StatoDomanda
from thinktown.forms_messaggi import FormMessaggio
from thinktown.models import Bando, Domanda, MessaggioDomanda

PAGINA = dichiara_pagina("thinktown.messaggi", _("I messaggi su una domanda a un bando"))


class ConversazioneView(TemplateView):
    """What was written on one application, the answer, or that none is needed. Opening it changes nothing."""

    template_name = "admin/thinktown/conversazione.html"
    sito: AdminSite | None = None

    @cached_property
    def domanda(self) -> Domanda:
        """A draft that nobody has written about does not exist here; nor does one's own application."""
        domande = Domanda.objects.select_related("bando__partner").come_inviate()
        una = get_object_or_404(domande, codice=self.kwargs["codice"])
        inviate = Domanda.objects.visibili_in_ufficio(self.request.user).filter(pk=una.pk)
        scritte = MessaggioDomanda.objects.visibili_in_ufficio(self.request.user).filter(domanda=una)
        if not inviate.exists() and not scritte.exists():
            raise Http404
        return una

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        richiedi(request.user, "thinktown.risponde_al_gruppo", self.domanda)
        scrivono = {uno.da_id for uno in self.righe if uno.dal_gruppo}
        annota_letture(scrivono, chi=request.user, per_conto=self.domanda.bando.partner, pagina=PAGINA)
        return super().get(request, *args, **kwargs)

    @cached_property
    def righe(self) -> list[MessaggioDomanda]:
        return list(self.domanda.messaggi.per_elenco())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        richiedi(request.user, "thinktown.risponde_al_gruppo", self.domanda)
        if request.POST.get("verbo") == "non_serve":
            return self._non_serve(request)
        if request.POST.get("verbo") != "rispondi":
            raise BadRequest("not a verb of this page")
        form = FormMessaggio(request.POST, request.FILES)
        if not form.is_valid():
            return self._di_nuovo(form)
        dati = form.cleaned_data
        try:
            rispondi_messaggio(self.domanda, dati["testo"], gettone=dati["gettone"], file=dati["file"], da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._di_nuovo(form)
        messages.success(request, gettext("Messaggio inviato: abbiamo avvisato tutto il gruppo."))
        return self._qui()

    def _non_serve(self, request: HttpRequest) -> HttpResponse:
        """Up to the message that the page showed: what came meanwhile still waits."""
        scritto = request.POST.get("fino_a", "")
        n = int(scritto) if scritto.isascii() and scritto.isdigit() and len(scritto) < 7 else 0
        messaggio = get_object_or_404(self.domanda.messaggi, n=n)
        try:
            non_serve(messaggio, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, gettext("Segnato: non aspetta più una risposta."))
        return self._qui()

    def _qui(self) -> HttpResponse:
        return redirect("admin:thinktown_messaggiodomanda_conversazione", self.domanda.codice)

    def _di_nuovo(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comune = self.sito.each_context(self.request) if self.sito else {}
        aspettano = [uno.n for uno in self.righe if uno.dal_gruppo and uno.evaso_il is None]
        nostro = {
            "title": gettext("Messaggi sulla domanda %(codice)s") % {"codice": self.domanda.codice},
            "opts": MessaggioDomanda._meta,
            "domanda": self.domanda,
            "inviata": self.domanda.stato != StatoDomanda.BOZZA,
            "messaggi": self.righe,
            "fino_a": max(aspettano, default=0),
            "esito": puo(self.request.user, "thinktown.risponde_al_gruppo", self.domanda),
            "form": FormMessaggio(),
        }
        return comune | nostro | super().get_context_data(**kwargs)


class FiltroAspetta(SimpleListFilter):
    title = _("aspetta risposta")
    parameter_name = "aspetta"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("si", _("Aspetta risposta"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.da_evadere() if self.value() == "si" else queryset  # type: ignore[attr-defined]  # ours


@register(MessaggioDomanda)
class MessaggioDomandaAdmin(SoloLettura):
    """The list, without a word of what is written: filtered on what waits, it is the queue."""

    list_display = ("messaggi", "bando", "lato", "scritto_il", "aspetta")
    list_display_links = None
    list_filter = (FiltroAspetta, "lato", ("domanda__bando", FiltroPerRelazione))
    search_fields = ("domanda__codice",)
    list_select_related = ("domanda__bando",)
    ordering = ("scritto_il", "pk")
    fields = ("domanda", "n", "lato", "scritto_il", "letto_il", "evaso_il")
    readonly_fields = fields

    def che_aprono(self, request: HttpRequest) -> list[QuerySet[Any]]:
        """Whoever works on a call sees the list, while it is empty too."""
        return [Bando.objects.seguiti_da(request.user)]

    @display(description=_("Domanda"), ordering="domanda__codice")
    def messaggi(self, uno: MessaggioDomanda) -> str:
        url = reverse("admin:thinktown_messaggiodomanda_conversazione", args=[uno.domanda.codice])
        return format_html('<a href="{}">{}</a>', url, uno.domanda.codice)

    @display(description=_("Bando"), ordering="domanda__bando__titolo")
    def bando(self, uno: MessaggioDomanda) -> str:
        return str(uno.domanda.bando)

    @display(description=_("Aspetta da"))
    def aspetta(self, uno: MessaggioDomanda) -> str:
        if not uno.dal_gruppo or uno.evaso_il is not None:
            return "–"
        giorni = (adesso() - uno.scritto_il).days
        frase = ngettext("%(n)s giorno", "%(n)s giorni", giorni) % {"n": giorni}
        return frase if giorni else gettext("meno di un giorno")

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Its page is that of the application."""
        trovato = self.get_object(request, object_id)
        if trovato is None:
            raise Http404
        return redirect("admin:thinktown_messaggiodomanda_conversazione", trovato.domanda.codice)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return self.change_view(request, object_id)

    def get_urls(self) -> list[Any]:
        vista = self.admin_site.admin_view(ConversazioneView.as_view(sito=self.admin_site))
        nome = "thinktown_messaggiodomanda_conversazione"
        return [path("domande/<slug:codice>/", vista, name=nome), *super().get_urls()]
