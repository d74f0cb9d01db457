"""What allauth announces becomes acts on the person: traced, and told to her (emails.py)."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.dispatch import receiver

from talenti.persone.actions import annota, collega_identita, scollega_identita
from talenti.persone.actions.accesso import chiudi_sessioni
from talenti.persone.gateway import da_sessione
from talenti.persone.models import Persona


def _persona(user: Any) -> Persona:
    return Persona.objects.get(pk=user.pk)


@receiver([account.password_changed, account.password_set, account.password_reset])
def password_cambiata(user: Any, **_altro: Any) -> None:
    annota(_persona(user), "cambia_password")


@receiver(account.email_changed)
def email_cambiata(user: Any, from_email_address: Any, to_email_address: Any, **_altro: Any) -> None:
    """Only a change: the first address of an account is confirmed, not changed."""
    if from_email_address is not None and from_email_address.verified:
        annota(_persona(user), "cambia_email", dati={"prima": from_email_address.email, "ora": to_email_address.email})


@receiver(account.email_confirmed)
def email_confermata(request: Any, email_address: Any, **_altro: Any) -> None:
    """Confirmed from another session than the one that signed up (a code to enter): the password goes.

    Whoever signed up with somebody else's address chose it, and would otherwise keep a key to the
    account that its true owner has just taken.
    """
    if getattr(request, "confermata_qui", False):
        return
    persona = _persona(email_address.user)
    if persona.last_login is None and persona.has_usable_password():
        persona.set_unusable_password()
        persona.save(update_fields=["password"])
        email_address.user.password = persona.password


@receiver(mfa.authenticator_added)
def fattore_aggiunto(request: Any, user: Any, authenticator: Any, **_altro: Any) -> None:
    # Recovery codes come with the first factor: one notice, not two.
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    persona = _persona(user)
    annota(persona, "aggiungi_fattore", dati={"tipo": authenticator.type})
    altri = Authenticator.objects.filter(user_id=user.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    if not altri.exclude(pk=authenticator.pk).exists():
        # Sessions begun before were never asked for it: with the first one, they end.
        chiudi_sessioni(persona, tranne=request.session.session_key)


@receiver(mfa.authenticator_reset)
def codici_rifatti(user: Any, authenticator: Any, **_altro: Any) -> None:
    annota(_persona(user), "aggiungi_fattore", dati={"tipo": authenticator.type})


@receiver(mfa.authenticator_removed)
def fattore_tolto(user: Any, authenticator: Any, **_altro: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        annota(_persona(user), "togli_fattore", dati={"tipo": authenticator.type})


@receiver(social.social_account_added)
def identita_collegata(sociallogin: Any, **_altro: Any) -> None:
    collega_identita(_persona(sociallogin.user), da_sessione(sociallogin.state["identita"]))


@receiver(social.social_account_removed)
def identita_scollegata(socialaccount: Any, **_altro: Any) -> None:
    scollega_identita(_persona(socialaccount.user))
