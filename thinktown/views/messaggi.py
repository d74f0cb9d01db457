"""The messages on one's own application: what the office wrote, what the group wrote, the next one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.permissions import puo
from talenti.base.views import VerboView, con_errore_al_campo
from thinktown.actions.messaggi import scrivi_messaggio, segna_letti
from thinktown.forms_messaggi import FormMessaggio
from thinktown.models import Domanda, MessaggioDomanda


class MessaggiView(LoginRequiredMixin, TemplateView):
    """For who is in the group; for everybody else it is not there. Opening it marks nothing."""

    template_name = "thinktown/messaggi.html"
    domanda: Domanda

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            mie = Domanda.objects.visibili_a(request.user).select_related("bando__partner")
            self.domanda = get_object_or_404(mie, codice=kwargs["codice"])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = FormMessaggio(request.POST, request.FILES)
        if not form.is_valid():
            return self._di_nuovo(form, 422)
        dati = form.cleaned_data
        try:
            scrivi_messaggio(self.domanda, dati["testo"], gettone=dati["gettone"], file=dati["file"], da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._di_nuovo(form, 422)
        messages.success(request, _("Messaggio inviato. Quando l'ufficio risponde ti scriviamo."))
        return redirect("thinktown:messaggi", self.domanda.codice)

    def _di_nuovo(self, form: FormMessaggio, stato: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=stato)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        righe = list(self.domanda.messaggi.per_elenco())
        return {
            "domanda": self.domanda,
            "bando": self.domanda.bando,
            "messaggi": righe,
            "esito": puo(self.request.user, "thinktown.scrive_all_ufficio", self.domanda),
            "form": FormMessaggio(),
            **da_leggere(righe),
        } | super().get_context_data(**kwargs)


def da_leggere(righe: list[MessaggioDomanda]) -> dict[str, Any]:
    """What the office wrote and nobody here has read, up to which message, and whether it owes an answer."""
    nuovi = [uno.n for uno in righe if not uno.dal_gruppo and uno.letto_il is None]
    aspetta = any(uno.dal_gruppo and uno.evaso_il is None for uno in righe)
    return {"nuovi": nuovi, "fino_a": max(nuovi, default=0), "aspetta": aspetta}


class LettiView(VerboView):
    """They have been read: by the page itself where scripts run, by its button without."""

    modello = Domanda
    campo = "codice"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        risposta = super().post(request, **kwargs)
        if getattr(request, "htmx", False):
            domanda = Domanda.objects.visibili_a(request.user).get(codice=kwargs["codice"])
            righe = list(domanda.messaggi.per_elenco())
            return render(request, "thinktown/parti/letti.html", {"domanda": domanda, **da_leggere(righe)})
        return risposta

    def esegui(self, oggetto: Domanda) -> Frase:
        segna_letti(oggetto, _numero(self.request.POST.get("fino_a", "")), da=self.request.user)
        return ""

    def destinazione(self, oggetto: Domanda) -> str:
        return reverse("thinktown:messaggi", args=[oggetto.codice])


def _numero(scritto: str) -> int:
    """What is no number of a message reads none."""
    return int(scritto) if scritto.isascii() and scritto.isdigit() and len(scritto) < 7 else 0
