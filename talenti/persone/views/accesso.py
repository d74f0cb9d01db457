"""allauth's flows at our addresses. Here only what the pages need more than it gives."""

import logging
from typing import Any

import requests
from allauth.account import views as account
from allauth.account.internal.decorators import login_stage_required
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codici
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from talenti.base.exceptions import ErroreDiDominio
from talenti.base.links import leggi
from talenti.persone import gateway
from talenti.persone.actions import annulla_recupero, chiedi_recupero
from talenti.persone.demo import codice_demo, codice_di
from talenti.persone.dispositivi import in_parole
from talenti.persone.emails import SCOPO_RECUPERO
from talenti.persone.forms import FormRacconto
from talenti.persone.models import Persona, RecuperoFattore
from talenti.persone.rules import ATTESA_RECUPERO

registro = logging.getLogger(__name__)
DOPO_FATTORE = "dopo_secondo_fattore"


class _Tentativi:
    """A wrong code says how many tries are left."""

    _process: Any

    def form_invalid(self, form: Any) -> HttpResponse:
        risposta = super().form_invalid(form)  # type: ignore[misc]  # a mixin's super
        if "code" in form.errors and hasattr(risposta, "context_data"):
            risposta.context_data["restano"] = self._process.max_attempts - self._process.state["failed_attempts"]
        return risposta


class ConfermaEmailView(_Tentativi, account.ConfirmEmailVerificationCodeView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"in_iscrizione": self.request.user.is_anonymous}


class ConfermaCodiceView(_Tentativi, account.ConfirmLoginCodeView):
    pass


class ConfermaPasswordView(_Tentativi, account.ConfirmPasswordResetCodeView):
    pass


class SecondoFattoreView(mfa.IndexView):
    """Why a second factor, and the three ways. Remembers where whoever was sent here was going."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dove = get_next_redirect_url(request)
        if dove:
            request.session[DOPO_FATTORE] = dove
        return super().get(request, *args, **kwargs)


class AttivaAppView(totp.ActivateTOTPView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dati = super().get_context_data(**kwargs)
        return dati | {"codice_demo": codice_di(dati["form"].secret)}


class ChiediFattoreView(mfa.AuthenticateView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"codice_demo": codice_demo(self.stage.login.user)}


class CodiciDiRiservaView(codici.ViewRecoveryCodesView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dove = self.request.session.pop(DOPO_FATTORE, "")
        return super().get_context_data(**kwargs) | {"dove": dove}


class ScaricaCodiciView(codici.DownloadRecoveryCodesView):
    def render_to_response(self, context: dict[str, Any], **risposta: Any) -> HttpResponse:
        uscita = super().render_to_response(context, **risposta)
        uscita["Content-Disposition"] = 'attachment; filename="codici-di-riserva.txt"'
        return uscita


class AccessoView(LoginRequiredMixin, TemplateView):
    """One page for every key of the account."""

    template_name = "persone/accesso.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        persona = self.request.user
        fattori = list(Authenticator.objects.filter(user_id=persona.pk))
        passkey = [uno.wrap() for uno in fattori if uno.type == Authenticator.Type.WEBAUTHN]
        riserva = next((uno.wrap() for uno in fattori if uno.type == Authenticator.Type.RECOVERY_CODES), None)
        return super().get_context_data(**kwargs) | {
            "con_password": persona.has_usable_password(),
            "passkey": passkey,
            "con_app": any(uno.type == Authenticator.Type.TOTP for uno in fattori),
            "con_fattore": is_mfa_enabled(persona),
            "codici_rimasti": len(riserva.get_unused_codes()) if riserva else None,
            "obbligatorio": persona.is_staff,
            "gateway": gateway.configurato(),
            "identita_collegate": SocialAccount.objects.filter(user_id=persona.pk).count(),
            "sessioni": _sessioni(self.request),
        }


def _sessioni(request: HttpRequest) -> list[dict[str, Any]]:
    """Where one is signed in now, this device first."""
    righe = [
        {
            "parole": in_parole(sessione.user_agent),
            "qui": sessione.is_current(),
            "dal": sessione.created_at,
        }
        for sessione in UserSession.objects.purge_and_list(request.user)
    ]
    return sorted(righe, key=lambda riga: (not riga["qui"], -riga["dal"].timestamp()))


class DispositiviView(ListUserSessionsView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"righe": _sessioni(self.request)}


@method_decorator(login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login"), name="dispatch")
class TelefonoPersoView(FormView):
    """Asked by who has already given the first factor: nobody else can put a request in another's name."""

    form_class = FormRacconto
    template_name = "persone/telefono_perso.html"

    def di_chi(self) -> Persona:
        return Persona.objects.get(pk=self.request._login_stage.login.user.pk)  # noqa: SLF001 – allauth keeps it there

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        persona = self.di_chi()
        aperta = RecuperoFattore.objects.da_controllare().filter(persona_id=persona.pk).first()
        return super().get_context_data(**kwargs) | {"aperta": aperta, "attesa": ATTESA_RECUPERO}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            chiedi_recupero(self.di_chi(), form.cleaned_data["racconto"])
        except ErroreDiDominio as errore:
            messages.error(self.request, str(errore.frase))
        return redirect("persone:recupero_chiedi")


class AnnullaRecuperoView(View):
    """Opened from the mail: a page that asks, a POST that stops the request."""

    def recupero(self, gettone: str) -> RecuperoFattore:
        dati = leggi(SCOPO_RECUPERO, gettone, vale=ATTESA_RECUPERO * 30)
        trovato = RecuperoFattore.objects.select_related("persona").filter(pk=dati["recupero"]).first()
        if trovato is None:
            raise Http404
        return trovato

    def get(self, request: HttpRequest, gettone: str) -> HttpResponse:
        return render(request, "persone/recupero_annulla.html", {"recupero": self.recupero(gettone)})

    def post(self, request: HttpRequest, gettone: str) -> HttpResponse:
        recupero = self.recupero(gettone)
        try:
            annulla_recupero(recupero, da=recupero.persona)
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("La richiesta è ferma. Se non era tua, cambia la password."))
        return redirect(request.path)


class AdattatoreGateway(OpenIDConnectOAuth2Adapter):
    """The signature of the identity token is always checked, even when it came by a direct connection."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


def entra_con_identita(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _col_gateway(OAuth2LoginView, request, provider_id)


def ritorno_dal_gateway(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _col_gateway(OAuth2CallbackView, request, provider_id)


def _col_gateway(vista: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """A gateway that is silent, or answers what cannot be read, becomes a page that says so."""
    if not gateway.configurato() or provider_id != gateway.provider():
        raise Http404
    try:
        return vista.adapter_view(AdattatoreGateway(request, provider_id))(request)
    except (requests.RequestException, OAuth2Error, KeyError, ValueError):
        registro.exception("the identity gateway did not answer as it should")
        return render(
            request, "socialaccount/authentication_error.html", {"login_url": reverse("account_login")}, status=503
        )
