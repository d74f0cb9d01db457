"""My profile, my data, who answers for me."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, TemplateView, View

from talenti.base import registries
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio
from talenti.base.permissions import puo
from talenti.base.views import ElencoView, VerboView, con_errore_al_campo, risposta_con_file
from talenti.persone import actions
from talenti.persone.agganci import impedimenti
from talenti.persone.enums import Scopo
from talenti.persone.esportazione import archivio
from talenti.persone.forms import FormChiusura, FormCodiceFiscale, FormDatiPersonali, FormProfilo, FormTutela
from talenti.persone.letture import pagina_in_parole
from talenti.persone.models import Identita, Lettura, Persona, Profilo, Tutela
from talenti.persone.queries import consensi_di
from talenti.persone.testi import testo_in_vigore


class MiaView(LoginRequiredMixin):
    """A page of the person who is signed in: ``persona`` is she, read anew."""

    request: HttpRequest

    @property
    def persona(self) -> Persona:
        if not hasattr(self, "_persona"):
            self._persona = Persona.objects.select_related("comune").get(pk=self.request.user.pk)
        return self._persona


class ProfiloView(MiaView, TemplateView):
    """Two forms on one page, each with its button: who I am, what I say of myself."""

    template_name = "persone/profilo.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        profilo = self.profilo()
        dati = kwargs.pop("form_dati", None) or FormDatiPersonali(persona=self.persona)
        mostrato = kwargs.pop("form_profilo", None) or FormProfilo(profilo=profilo)
        form = next((uno for uno in (dati, mostrato) if uno.is_bound), None)
        return super().get_context_data(**kwargs) | {
            "form_dati": dati,
            "form_profilo": mostrato,
            "form": form,
            "profilo": profilo,
        }

    def profilo(self) -> Profilo:
        return Profilo.objects.filter(persona=self.persona).first() or Profilo(persona=self.persona)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self._salva_dati(request) if "dati" in request.POST else self._salva_profilo(request)

    def _salva_dati(self, request: HttpRequest) -> HttpResponse:
        form = FormDatiPersonali(request.POST, persona=self.persona)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form_dati=form), status=422)
        for campo, valore in form.cleaned_data.items():
            setattr(self.persona, campo, valore)
        actions.salva_dati(self.persona, list(form.cleaned_data))
        messages.success(request, _("I tuoi dati sono salvati."))
        return redirect("persone:profilo")

    def _salva_profilo(self, request: HttpRequest) -> HttpResponse:
        form = FormProfilo(request.POST, request.FILES, profilo=self.profilo())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form_profilo=form), status=422)
        dati = dict(form.cleaned_data)
        foto, togli = dati.pop("foto"), dati.pop("togli_foto", False)
        try:
            actions.salva_profilo(self.persona, dati, foto=foto, togli_foto=togli)
        except DatoNonAccettato as errore:
            con_errore_al_campo(form, errore)
            return self.render_to_response(self.get_context_data(form_profilo=form), status=422)
        messages.success(request, _("Il tuo profilo è salvato."))
        return redirect("persone:profilo")


class ProfiloPubblicoView(LoginRequiredMixin, DetailView):
    """What the community sees of somebody who chose to be seen; one's own, always."""

    template_name = "persone/profilo_pubblico.html"
    context_object_name = "di_chi"

    def get_queryset(self) -> Any:
        return Persona.objects.visibili_a(self.request.user).select_related("profilo", "comune")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        profilo = getattr(self.object, "profilo", None)
        return super().get_context_data(**kwargs) | {
            "profilo": profilo,
            "mostrato": profilo and profilo.mostrato_alla_rete and puo(self.object, "persone.si_mostra", self.object),
        }


class FotoView(LoginRequiredMixin, View):
    """The portrait, to whom may see the profile."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        visibili = Persona.objects.visibili_a(request.user).filter(pk=pk)
        profilo = get_object_or_404(Profilo.objects.exclude(foto=""), persona__in=visibili)
        return risposta_con_file(profilo.foto, "image/jpeg", cache="private, max-age=300")


class DatiView(MiaView, TemplateView):
    """What we hold, what was agreed with, how to take a copy, how to leave."""

    template_name = "persone/dati.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "persona": self.persona,
            "identita": Identita.objects.filter(persona=self.persona).first(),
            "consensi": consensi_di(self.persona),
        }


class LettureView(MiaView, ElencoView):
    """Who has read what is mine, newest first."""

    template_name = "persone/letture.html"

    def righe(self) -> QuerySet[Lettura]:
        return self.persona.letture.all()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        righe = [
            {"quando": una.quando, "chi": una.per_conto, "dove": pagina_in_parole(una.pagina)}
            for una in contesto["object_list"]
        ]
        return contesto | {"righe": righe}


class ConsensoView(MiaView, View):
    """Give a consent, or take it back: one press each."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, scopo: str) -> HttpResponse:
        if scopo not in Scopo.values:
            raise Http404
        if "ritira" in request.POST:
            if actions.ritira_consenso(self.persona, scopo, da=self.persona):
                messages.success(request, _("Il consenso è ritirato."))
        else:
            self._dai(request, scopo)
        return redirect("persone:dati")

    def _dai(self, request: HttpRequest, scopo: str) -> None:
        try:
            actions.dai_consenso(self.persona, scopo, da=self.persona)
        except DatoNonAccettato as errore:
            messages.error(request, str(errore.frase))
            return
        ritirabile = testo_in_vigore(scopo).ritirabile
        messages.success(request, _("Fatto. Puoi cambiare idea quando vuoi.") if ritirabile else _("Fatto."))


@method_decorator([never_cache, reauthentication_required], name="dispatch")
class EsportaView(MiaView, TemplateView):
    """The archive of everything, after proving again who one is: the page says what is in it, a POST takes it."""

    template_name = "persone/copia.html"
    extra_context = {"stanze": registries.dati_personali}

    def post(self, request: HttpRequest) -> HttpResponse:
        contenuto = archivio(self.persona)
        actions.annota(self.persona, "esporta_dati")
        risposta = HttpResponse(contenuto, content_type="application/zip")
        risposta["Content-Disposition"] = 'attachment; filename="i-miei-dati.zip"'
        risposta["Cache-Control"] = "no-store"
        return risposta


@method_decorator([never_cache, reauthentication_required], name="dispatch")
class ChiudiView(MiaView, FormView):
    """What is erased and what stays, room by room; then one's own e-mail, written, to confirm."""

    template_name = "persone/chiudi.html"
    form_class = FormChiusura

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"persona": self.persona}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "stanze": list(registries.dati_personali),
            "impedimenti": impedimenti(self.persona),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            frasi = actions.chiudi(self.persona, da=self.persona)
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        logout(self.request)
        return render(self.request, "persone/chiuso.html", {"frasi": frasi})


class CodiceFiscaleView(MiaView, FormView):
    """Asked by the act that needs it (it sends here with ``next``), or corrected by its owner."""

    template_name = "persone/codice_fiscale.html"
    form_class = FormCodiceFiscale

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"persona": self.persona}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"dove": dopo(self.request)}

    def form_valid(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        try:
            actions.dichiara_codice_fiscale(self.persona, dati["codice_fiscale"], confermate=dati["confermo"])
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Il codice fiscale è salvato."))
        return redirect(dopo(self.request) or "persone:dati")


def dopo(request: HttpRequest) -> str:
    """Where whoever was sent here wants to go back to: only inside the portal.

    A word that is no path is left out: it would be looked for among the names of our addresses.
    """
    poi = get_next_redirect_url(request) or ""
    return poi if poi.startswith("/") else ""


class TuteleView(MiaView, FormView):
    """Parents and guardians of a minor."""

    template_name = "persone/tutele.html"
    form_class = FormTutela

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "tutele": list(self.persona.tutele.all()),
            "minorenne": self.persona.e_minorenne,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            actions.invita_tutore(self.persona, **form.cleaned_data)
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("L'invito è partito. Ti avvisiamo quando risponde."))
        return redirect("persone:tutele")


class RimandaTutelaView(VerboView):
    modello = Tutela

    def esegui(self, oggetto: Tutela) -> str:
        actions.rimanda_invito(oggetto, da=self.request.user)
        return _("L'invito è partito di nuovo.")


class RitiraTutelaView(VerboView):
    modello = Tutela

    def esegui(self, oggetto: Tutela) -> str:
        actions.ritira_tutela(oggetto, da=self.request.user)
        return _("Abbiamo tolto %(nome)s.") % {"nome": oggetto.nome}
