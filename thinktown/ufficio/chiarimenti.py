"""Questions on calls, as the office reads them: what waits and since when, the answer, what was published.

Who asked is not shown here either: the answer is for everybody, and whoever decides on the call later has not read who
had doubts.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite, display, register
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from talenti.base.admin import FiltroPerRelazione, SoloLettura
from talenti.base.clock import adesso
from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import richiedi
from talenti.base.views import con_errore_al_campo
from talenti.registro.queries import storia
from thinktown.actions import chiarimenti
from thinktown.enums_dialogo import TRANSIZIONI_CHIARIMENTO, StatoChiarimento
from thinktown.forms_dialogo import FormMotivo, FormRisposta
from thinktown.models import Bando, Chiarimento

# verb → (form, what it is called with, what is said of it)
VERBI: dict[str, tuple[type[forms.Form], Any, Any, Frase]] = {
    "rispondi": (FormRisposta, chiarimenti.rispondi, "risposta", _("Risposta pubblicata. Chi ha chiesto è avvisato.")),
    "respingi": (FormMotivo, chiarimenti.respingi, "motivo", _("Non pubblicato. Chi ha chiesto è avvisato.")),
    "correggi": (FormRisposta, chiarimenti.correggi, "risposta", _("Risposta corretta. Chi ha chiesto è avvisato.")),
}


class SchedaView(TemplateView):
    """One question: answered, declined, or its answer put right. Opening it changes nothing."""

    template_name = "admin/thinktown/chiarimento.html"
    sito: AdminSite | None = None

    @cached_property
    def chiarimento(self) -> Chiarimento:
        visti = Chiarimento.objects.visibili_in_ufficio(self.request.user).select_related("bando__partner")
        return get_object_or_404(visti, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        richiedi(request.user, "thinktown.risponde_chiarimenti", self.chiarimento)
        verbo = request.POST.get("verbo", "")
        if verbo not in VERBI:
            raise BadRequest("not a verb of this page")
        classe, fai, campo, frase = VERBI[verbo]
        form = classe(request.POST)
        if not form.is_valid():
            return self._di_nuovo(422, verbo, form)
        try:
            fai(self.chiarimento, form.cleaned_data[campo], da=request.user)
        except NonPermesso:
            raise
        except TransizioneNonAmmessa as errore:
            self.chiarimento.refresh_from_db()
            return self._di_nuovo(409, rifiuto=errore.frase, scritto=form.cleaned_data[campo])
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._di_nuovo(422, verbo, form)
        messages.success(request, str(frase))
        return self._dopo()

    def _di_nuovo(self, stato: int, verbo: str = "", form: Any = None, **altro: Any) -> HttpResponse:
        contesto = self.get_context_data(**({verbo: form} if verbo else {}), sbagliato=form, **altro)
        return self.render_to_response(contesto, status=stato)

    def _dopo(self) -> HttpResponse:
        """The next of those that wait, if there is one."""
        altri = Chiarimento.objects.visibili_in_ufficio(self.request.user).da_rispondere()
        prossimo = altri.exclude(pk=self.chiarimento.pk).first()
        if prossimo is None:
            return redirect("admin:thinktown_chiarimento_changelist")
        return redirect("admin:thinktown_chiarimento_scheda", prossimo.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uno = self.chiarimento
        comune = self.sito.each_context(self.request) if self.sito else {}
        moduli = {
            "rispondi": FormRisposta(auto_id="id_risposta_%s"),
            "respingi": FormMotivo(),
            "correggi": FormRisposta(initial={"risposta": uno.risposta}, auto_id="id_corretta_%s"),
        }
        possibili = {v: moduli[v] for v in moduli if uno.stato in TRANSIZIONI_CHIARIMENTO[v].da}
        nostro = {
            "title": gettext("Chiarimento"),
            "opts": Chiarimento._meta,
            "chiarimento": uno,
            "adesso": adesso(),
            # The first act is of who asked: it is told without her.
            "storia": storia(uno)[:-1],
        }
        return comune | nostro | possibili | super().get_context_data(**kwargs)


@register(Chiarimento)
class ChiarimentoAdmin(SoloLettura):
    """The list: filtered on what waits, it is the queue."""

    list_display = ("domanda", "bando", "stato", "chiesto_il", "aspetta")
    list_display_links = None
    list_filter = ("stato", ("bando", FiltroPerRelazione))
    search_fields = ("testo", "risposta", "bando__titolo")
    list_select_related = ("bando",)
    ordering = ("chiesto_il", "pk")
    fields = ("codice", "bando", "testo", "stato", "risposta", "motivo", "chiesto_il", "deciso_il", "corretto_il")
    readonly_fields = fields

    def che_aprono(self, request: HttpRequest) -> list[QuerySet[Any]]:
        """Whoever works on a call sees the list, while it is empty too."""
        return [Bando.objects.seguiti_da(request.user)]

    @display(description=_("Che cosa chiede"))
    def domanda(self, uno: Chiarimento) -> str:
        testo = Truncator(uno.testo).chars(90) or gettext("(testo cancellato)")
        return format_html('<a href="{}">{}</a>', reverse("admin:thinktown_chiarimento_scheda", args=[uno.pk]), testo)

    @display(description=_("Aspetta da"))
    def aspetta(self, uno: Chiarimento) -> str:
        if uno.stato != StatoChiarimento.CHIESTO:
            return "–"
        giorni = (adesso() - uno.chiesto_il).days
        return (
            ngettext("%(n)s giorno", "%(n)s giorni", giorni) % {"n": giorni} if giorni else gettext("meno di un giorno")
        )

    def get_urls(self) -> list[Any]:
        scheda = self.admin_site.admin_view(SchedaView.as_view(sito=self.admin_site))
        return [path("<int:pk>/scheda/", scheda, name="thinktown_chiarimento_scheda"), *super().get_urls()]
