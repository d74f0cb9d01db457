"""How allauth speaks with the portal."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talenti.persone import dispositivi, gateway
from talenti.persone.actions import collega_identita, iscrivi
from talenti.persone.actions.identita import GIA_DI_ALTRI
from talenti.persone.models import Persona
from talenti.persone.posta import lettera

registro = logging.getLogger(__name__)


class AdattatoreAccount(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Questo account è chiuso."),
        "email_password_mismatch": _(
            "Email e password non vanno insieme. Ricontrollale, oppure entra con un codice per email."
        ),
        "email_taken": _("Questo indirizzo non si può usare. Scrivine un altro."),
        "enter_current_password": _("La password di adesso non è questa. Riprova, o chiedine una nuova."),
        "incorrect_code": _("Il codice non è questo. Ricontrollalo nell'ultima email che hai ricevuto."),
        "incorrect_password": _("La password non è questa. Riprova, o usa un altro modo."),
        "rate_limited": _("Hai chiesto un codice pochi secondi fa. Aspetta un momento e riprova."),
        "same_as_current": _("È già il tuo indirizzo: scrivine uno diverso."),
        "too_many_login_attempts": _("Troppi tentativi. Aspetta qualche minuto, poi riprova."),
        "unverified_primary_email": _("Prima conferma il tuo indirizzo email."),
    }

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Persona:
        """Fill the person in from the sign-up form and write her down, once for all."""
        dati = form.cleaned_data
        for campo in ("nome", "cognome", "nato_il", "comune"):
            setattr(user, campo, dati[campo])
        user.email = dati["email"].lower()
        user.lingua = (get_language() or "it")[:2]
        user.set_password(dati.get("password1") or None)
        return iscrivi(user)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """The address is confirmed in the very session that wrote it: its password is its owner's."""
        request.confermata_qui = True  # type: ignore[attr-defined]  # a note of ours
        return super().confirm_email(request, email_address)

    def render_mail(self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None) -> Any:
        testo = lettera(template_prefix, context)
        dati = {
            "lettera": testo,
            "titolo": testo.oggetto,
            "perche": _("Ricevi questa email perché qualcuno ha scritto questo indirizzo nel portale."),
            "sito": settings.INDIRIZZO_SITO,
            "lingua": get_language(),
        }
        messaggio = EmailMultiAlternatives(
            subject=testo.oggetto,
            body=render_to_string("account/email/lettera.txt", dati),
            to=[email],
            headers={"Auto-Submitted": "auto-generated"} | (headers or {}),
        )
        messaggio.attach_alternative(render_to_string("account/email/lettera.html", dati), "text/html")
        return messaggio

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """At once: who asked is waiting on the page. A silent mail server becomes a sentence, not an error."""
        try:
            self.render_mail(template_prefix, email, context).send()
        except OSError as errore:  # smtplib.SMTPException and every socket error
            registro.exception("the mail %s did not leave", template_prefix)
            raise ImmediateHttpResponse(posta_ferma(self.request or _richiesta())) from errore

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Security mails are notices of acts (emails.py): they are also in the inbox, and never lost."""

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        risposta = super().post_login(request, user, **kwargs)
        dispositivi.riconosci(request, risposta, user, nuova=kwargs.get("signup", False))
        return risposta

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("persone:sicurezza")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        parole = {
            "reauthenticate": _("Usa la password"),
            "mfa_reauthenticate": _("Usa un codice dell'app o di riserva"),
            "mfa_reauthenticate:webauthn": _("Usa una passkey"),
        }
        return [metodo | {"description": parole[metodo["id"]]} for metodo in super().get_reauthentication_methods(user)]


def _richiesta() -> HttpRequest:
    return context.request


def posta_ferma(request: HttpRequest) -> HttpResponse:
    return render(request, "account/posta_ferma.html", status=503)


class AdattatoreMfa(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Questo secondo fattore non si può togliere."),
        "cannot_generate_recovery_codes": _("I codici di riserva servono solo insieme a un secondo fattore."),
        "incorrect_code": _(
            "Il codice non è questo. L'app ne mostra uno nuovo ogni 30 secondi: scrivi quello di adesso."
        ),
        "unverified_email": _("Prima conferma il tuo indirizzo email."),
    }

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Told by the notices of the acts."""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 – allauth's own name
        return dispositivi.in_parole(context.request.META.get("HTTP_USER_AGENT", ""))


class AdattatoreIdentita(DefaultSocialAccountAdapter):
    """A digital identity is the pair (issuer, subject). Its e-mail, if any, is only a suggestion."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": _("Questo indirizzo non si può usare. Scrivine un altro."),
        "no_password": _("Prima scegli una password: senza, non potresti più entrare."),
        "no_verified_email": _("Prima conferma il tuo indirizzo email."),
        "connected_other": GIA_DI_ALTRI,
        "invalid_token": _("La risposta del gestore dell'identità non torna. Riprova."),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Keep only what we use of what the gateway says, and stop an identity that is somebody else's."""
        if not gateway.concorda(sociallogin.account.extra_data):
            raise ImmediateHttpResponse(redirect("socialaccount_login_error"))
        attributi = gateway.leggi(sociallogin.account.extra_data)
        sociallogin.email_addresses = []
        sociallogin.account.extra_data = {"iss": attributi["emittente"]}
        if sociallogin.account.pk:
            # Found by the library, which has just written down every claim anew.
            sociallogin.account.save(update_fields=["extra_data"])
        sociallogin.state["identita"] = gateway.per_sessione(attributi)
        self._ferma_se_di_altri(request, sociallogin, attributi)

    def _ferma_se_di_altri(self, request: HttpRequest, sociallogin: Any, attributi: dict[str, Any]) -> None:
        proprietaria = gateway.proprietaria(attributi)
        chi = request.user if request.user.is_authenticated else sociallogin.user
        # The library knows accounts by the name of the gateway and the subject: of another issuer, behind
        # the same name, the same subject is somebody else.
        di_altro_gestore = sociallogin.is_existing and proprietaria is None
        if di_altro_gestore or (proprietaria and proprietaria.pk != getattr(chi, "pk", None)):
            messages.error(request, str(GIA_DI_ALTRI))
            dove = "persone:sicurezza" if request.user.is_authenticated else "account_login"
            raise ImmediateHttpResponse(redirect(dove))

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        persona = super().save_user(request, sociallogin, form)
        self.ricorda(request, sociallogin)
        return persona

    def ricorda(self, request: HttpRequest, sociallogin: Any) -> None:
        """Write the verified identity beside the person, and tell her where it differs from her own words."""
        persona = Persona.objects.get(pk=sociallogin.user.pk)
        differenze = collega_identita(persona, gateway.da_sessione(sociallogin.state["identita"]))
        for frase in differenze.values():
            messages.warning(request, str(frase))

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        attributi = gateway.da_sessione(sociallogin.state["identita"])
        return super().get_signup_form_initial_data(sociallogin) | {
            "nome": attributi["nome"],
            "cognome": attributi["cognome"],
            "nato_il": attributi["nato_il"],
        }

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("persone:sicurezza")

    def is_email_verified(self, provider: Any, email: str) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return False
