"""Who is in the organisation: invited, given a role, changed, gone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo
from talenti.rete import actions
from talenti.rete.enums import StatoInvito
from talenti.rete.forms.gestione import FormInvito, FormMotivo, FormRuolo
from talenti.rete.models import Appartenenza, Invito
from talenti.rete.views.mia import ConForm, DelPartner


class PersoneView(DelPartner, TemplateView):
    template_name = "rete/persone.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        puo_invitare = bool(puo(self.request.user, "rete.gestisci_membri", self.partner))
        return super().get_context_data(**kwargs) | {
            "persone": self.partner.appartenenze.di_oggi().select_related("persona"),
            "inviti": self.partner.inviti.filter(stato=StatoInvito.MANDATO) if puo_invitare else [],
            "puo_invitare": puo_invitare,
        }


class InvitaView(ConForm):
    template_name = "rete/invita.html"
    form_class = FormInvito
    permesso = "rete.gestisci_membri"
    verso_pagina = "persone"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"partner": self.partner, "da": self.request.user}

    def agisci(self, form: Any) -> str:
        invito = actions.invita(self.partner, da=self.request.user, **form.cleaned_data)
        return _("Invito mandato a %(email)s.") % {"email": invito.email}


class _DiUnaPersona(ConForm):
    permesso = "rete.gestisci_membri"
    verso_pagina = "persone"

    def appartenenza(self) -> Appartenenza:
        if not hasattr(self, "_appartenenza"):
            righe = self.partner.appartenenze.di_oggi().select_related("persona", "partner")
            self._appartenenza = get_object_or_404(righe, pk=self.kwargs["pk"])
        return self._appartenenza

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"appartenenza": self.appartenenza()}


class RuoloView(_DiUnaPersona):
    template_name = "rete/ruolo.html"
    form_class = FormRuolo

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"appartenenza": self.appartenenza(), "da": self.request.user}

    def agisci(self, form: Any) -> str:
        nuova = actions.cambia_ruolo(self.appartenenza(), da=self.request.user, **form.cleaned_data)
        return _("%(chi)s ora ha il ruolo «%(ruolo)s».") % {"chi": nuova.persona, "ruolo": nuova.get_ruolo_display()}


class RimuoviView(_DiUnaPersona):
    """Asks once, and says what follows."""

    template_name = "rete/rimuovi.html"
    form_class = FormMotivo

    def agisci(self, form: Any) -> str:
        actions.rimuovi(self.appartenenza(), motivo=form.cleaned_data["motivo"], da=self.request.user)
        return _("Il ruolo di %(chi)s è finito.") % {"chi": self.appartenenza().persona}


class RevocaView(DelPartner, TemplateView):
    template_name = "rete/revoca.html"
    permesso = "rete.gestisci_membri"

    def invito(self) -> Invito:
        return get_object_or_404(self.partner.inviti, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"invito": self.invito()}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            actions.revoca_invito(self.invito(), da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("Invito ritirato."))
        return self.verso("persone")
