"""The inbox, the preferences and the way out at the foot of every mail."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, FormView, View

from talenti.avvisi import actions, tipi
from talenti.avvisi.emails import SCOPO_SILENZIO
from talenti.avvisi.filters import FiltroAvvisi
from talenti.avvisi.forms import FormPreferenze
from talenti.avvisi.models import Avviso
from talenti.base import links
from talenti.base.exceptions import TransizioneNonAmmessa
from talenti.base.links import LinkNonValido
from talenti.base.views import ElencoView, VerboView
from talenti.persone.views.personale import dopo

# Mails stay in mailboxes for years: whoever wants to stop them must be able to.
VALE_SILENZIO = timedelta(days=5 * 365)


class ElencoAvvisiView(LoginRequiredMixin, ElencoView):
    template_name = "avvisi/elenco.html"
    filtro = FiltroAvvisi

    def righe(self) -> QuerySet[Any]:
        return Avviso.objects.visibili_a(self.request.user).per_elenco()


class AvvisoView(LoginRequiredMixin, DetailView):
    """Opening the page changes nothing: the mark is a POST, sent by the page itself where scripts run."""

    template_name = "avvisi/avviso.html"
    context_object_name = "avviso"

    def get_queryset(self) -> QuerySet[Any]:
        return Avviso.objects.visibili_a(self.request.user).select_related("transizione")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        non_partita = self.object.consegne.filter(fallita_il__isnull=False).first()
        return super().get_context_data(**kwargs) | {"non_partita": non_partita}


class SegnaLettoView(VerboView):
    modello = Avviso

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        risposta = super().post(request, **kwargs)
        if getattr(request, "htmx", False):
            avviso = Avviso.objects.visibili_a(request.user).get(pk=kwargs["pk"])
            return render(request, "avvisi/parti/letto.html", {"avviso": avviso})
        return risposta

    def esegui(self, oggetto: Avviso) -> str:
        actions.segna_letti(Avviso.objects.filter(pk=oggetto.pk))
        return ""


class MandaDiNuovoView(VerboView):
    """The mail of a notice of one's own that did not arrive, once more."""

    modello = Avviso

    def esegui(self, oggetto: Avviso) -> str:
        consegna = oggetto.consegne.filter(fallita_il__isnull=False).first()
        if consegna is None:
            raise TransizioneNonAmmessa(_("Questa email è già partita, o sta per partire."))
        actions.manda_di_nuovo(consegna, da=self.request.user)
        return _("L'email riparte adesso. Se non arriva, controlla l'indirizzo.")

    def destinazione(self, oggetto: Avviso) -> str:
        """Back to the page that said so: that of the thing, or that of the notice."""
        return dopo(self.request) or oggetto.get_absolute_url()


class SegnaTuttiView(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        quanti = actions.segna_letti(Avviso.objects.visibili_a(request.user))
        frase = ngettext("%(n)s messaggio segnato come letto.", "%(n)s messaggi segnati come letti.", quanti)
        messages.success(request, frase % {"n": quanti})
        return redirect("avvisi:elenco")


class PreferenzeView(LoginRequiredMixin, FormView):
    template_name = "avvisi/preferenze.html"
    form_class = FormPreferenze
    success_url = reverse_lazy("avvisi:preferenze")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"persona": self.request.user}

    def form_valid(self, form: FormPreferenze) -> HttpResponse:
        actions.scegli(self.request.user, form.cleaned_data)
        messages.success(self.request, _("Le tue scelte sono salvate: valgono dal prossimo messaggio."))
        return super().form_valid(form)


@method_decorator(csrf_exempt, name="dispatch")
class SilenziaView(View):
    """The link in the mail. GET asks, POST does: by the button, or by the mailbox's own (RFC 8058).

    The signed token stands in for the session that a mailbox does not have, hence no CSRF check; it can
    do nothing else than stop mail of one kind, and the preferences page undoes it.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            letto = links.leggi(SCOPO_SILENZIO, kwargs["gettone"], vale=VALE_SILENZIO)
        except LinkNonValido as errore:
            return render(request, "avvisi/silenzia.html", {"frase": errore.frase}, status=410)
        self.tipo = tipi.tipo(letto["tipo"]) if letto["tipo"] else None
        self.persona = get_user_model()._default_manager.filter(pk=letto["persona"], is_active=True).first()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return render(request, "avvisi/silenzia.html", {"tipo": self.tipo})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.persona:
            actions.silenzia(self.persona, self.tipo.chiave if self.tipo else "")
        return render(request, "avvisi/silenzia.html", {"tipo": self.tipo, "fatto": True})
