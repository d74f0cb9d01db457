"""The organisation's own pages: what is to do, the page, the actions, the history, leaving."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.fattore import aggiungi_il_fattore, manca_il_fattore
from talenti.base.permissions import puo, richiedi
from talenti.base.views import con_errore_al_campo
from talenti.rete import actions, queries
from talenti.rete.cose import da_fare
from talenti.rete.enums import ENTRATI, Stato
from talenti.rete.forms.gestione import FormLogo, FormNome, FormPagina, FormPartecipazione
from talenti.rete.models import Partner
from talenti.rete.views.pubblico import contesto_pagina


class DelPartner(View):
    """A page of one's own organisation; who may not open it reads why."""

    permesso = "rete.vede_scrivania"
    partner: Partner

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        visibili = Partner.objects.select_related("comune").visibili_a(request.user)
        self.partner = get_object_or_404(visibili, slug=kwargs["slug"])
        # Its public page says that the organisation is there: who is not in it is simply not allowed.
        richiedi(request.user, self.permesso, self.partner)
        if manca_il_fattore(request.user):
            return aggiungi_il_fattore(poi=request.get_full_path() if request.method == "GET" else self._scrivania())
        return super().dispatch(request, *args, **kwargs)

    def _scrivania(self) -> str:
        return reverse("rete:mia", args=[self.partner.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"partner": self.partner}  # type: ignore[misc]  # a mixin's super

    def verso(self, nome: str) -> HttpResponse:
        return redirect(f"rete:{nome}", self.partner.slug)


class MiaView(DelPartner, TemplateView):
    template_name = "rete/mia.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        puo_cambiare = bool(puo(self.request.user, "rete.modifica_pagina", self.partner))
        puo_invitare = bool(puo(self.request.user, "rete.gestisci_membri", self.partner))
        return super().get_context_data(**kwargs) | {
            "cose": da_fare(self.partner, puo_cambiare=puo_cambiare, puo_invitare=puo_invitare),
            "puo_cambiare": puo_cambiare,
            "puo_invitare": puo_invitare,
            "mio_ruolo": self.partner.appartenenze.di_oggi().filter(persona=self.request.user),
            "persone": self.partner.appartenenze.di_oggi().select_related("persona"),
            "azioni": self.partner.partecipazioni.in_corso(),
            "entrata": self.partner.stato in ENTRATI,
        }


class ConForm(DelPartner, FormView):
    """A form whose act may be refused: the sentence goes beside its field, or above the form."""

    permesso = "rete.modifica_pagina"
    verso_pagina = "mia"

    def agisci(self, form: Any) -> str:
        """Call the action; give back the sentence of success."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            frase = self.agisci(form)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        if frase:
            messages.success(self.request, frase)
        return self.verso(self.verso_pagina)


class PaginaView(ConForm):
    """The page's data, seen as the page will be before they are published."""

    template_name = "rete/pagina.html"
    form_class = FormPagina

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"partner": self.partner}

    def form_valid(self, form: Any) -> HttpResponse:
        if self.request.POST.get("passo") == "pubblica":
            return super().form_valid(form)
        if self.request.POST.get("passo") == "riscrivi":
            return self.render_to_response(self.get_context_data(form=form))
        anteprima = Partner.objects.select_related("comune").get(pk=self.partner.pk)
        for nome, valore in form.cleaned_data.items():
            setattr(anteprima, nome, valore)
        contesto = self.get_context_data(form=form, anteprima=anteprima, **contesto_pagina(anteprima))
        return self.render_to_response(contesto)

    def agisci(self, form: Any) -> str:
        cambiata = actions.modifica(self.partner, campi=form.cleaned_data, da=self.request.user)
        return _("Pagina aggiornata.") if cambiata else _("La pagina era già così: non è cambiato niente.")


class LogoView(ConForm):
    template_name = "rete/logo.html"
    form_class = FormLogo

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("togli"):
            actions.cambia_logo(self.partner, caricato=None, da=request.user)
            messages.success(request, _("Logo tolto."))
            return self.verso("mia")
        return super().post(request, *args, **kwargs)

    def agisci(self, form: Any) -> str:
        try:
            actions.cambia_logo(self.partner, caricato=form.cleaned_data["logo"], da=self.request.user)
        except ErroreDiDominio as errore:
            errore.campo = errore.campo or "logo"
            raise
        return _("Logo cambiato.")


class NomeView(ConForm):
    template_name = "rete/nome.html"
    form_class = FormNome

    def agisci(self, form: Any) -> str:
        actions.cambia_nome(
            self.partner, nome=form.cleaned_data["nome"], dal=form.cleaned_data["dal"], da=self.request.user
        )
        return _("Nome cambiato. Quello di prima resta nella storia della pagina.")


class AzioniView(ConForm):
    template_name = "rete/azioni.html"
    form_class = FormPartecipazione
    verso_pagina = "azioni"

    def agisci(self, form: Any) -> str:
        actions.aggiungi_partecipazione(self.partner, da=self.request.user, **form.cleaned_data)
        return _("Azione aggiunta.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"azioni": self.partner.partecipazioni.in_corso()}


class ChiudiAzioneView(DelPartner, TemplateView):
    template_name = "rete/chiudi_azione.html"
    permesso = "rete.modifica_pagina"

    def riga(self) -> Any:
        return get_object_or_404(self.partner.partecipazioni, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"riga": self.riga()}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            actions.chiudi_partecipazione(self.riga(), da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("Partecipazione chiusa."))
        return self.verso("azioni")


class StoriaView(DelPartner, TemplateView):
    template_name = "rete/storia.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "righe": queries.storia_per(self.request.user, self.partner),
            "nomi": self.partner.nomi.all() if self.partner.stato != Stato.BOZZA else [],
        }


class LasciaView(DelPartner, TemplateView):
    template_name = "rete/lascia.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            actions.lascia(self.partner, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
            return self.verso("lascia")
        messages.success(request, _("Non fai più parte di %(nome)s.") % {"nome": self.partner})
        return redirect(reverse("portale:area"))
