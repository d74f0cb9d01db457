"""allauth's forms in our words. What they check is allauth's own."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from talenti.persone.forms.parole import Vestito, solo_testo
from talenti.persone.models import Persona

SENZA_RISPOSTA = _("Il dispositivo non ha risposto. Riprova, o usa un altro modo.")
_CIFRE = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 12, "class": "corto"}


class _ConCodice(Vestito):
    """Six digits: the phone opens its number pad and offers the code that has just arrived."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= _CIFRE  # type: ignore[attr-defined]  # a mixin of forms
        self.fields["code"].max_length = 100  # type: ignore[attr-defined]  # a mixin of forms


class FormAccesso(Vestito, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = True
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class _StessoLavoro(Vestito):
    """An unknown address is looked for twice, a known one is found at the first look: here they cost the same."""

    def clean_email(self) -> str:
        email = super().clean_email()  # type: ignore[misc]  # a mixin's super
        if getattr(self, "users", None) or getattr(self, "_user", None):
            Persona.objects.filter(email=email).first()
        return email


class FormChiediCodice(_StessoLavoro, account.RequestLoginCodeForm):
    pass


class FormCodiceAccesso(_ConCodice, account.ConfirmLoginCodeForm):
    pass


class FormCodiceEmail(_ConCodice, account.ConfirmEmailVerificationCodeForm):
    pass


class FormCodicePassword(_ConCodice, account.ConfirmPasswordResetCodeForm):
    pass


class FormPasswordDimenticata(_StessoLavoro, account.ResetPasswordForm):
    pass


class _UnaPassword(Vestito):
    """The new password is written once: who mistypes it asks for a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2")  # type: ignore[attr-defined]  # a mixin of forms
        self.fields["password1"].label = _("Password nuova")  # type: ignore[attr-defined]  # a mixin of forms


class FormPasswordNuova(_UnaPassword, account.ResetPasswordKeyForm):
    pass


class FormCambiaPassword(_UnaPassword, account.ChangePasswordForm):
    pass


class FormScegliPassword(_UnaPassword, account.SetPasswordForm):
    pass


class FormCambiaEmail(Vestito, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email nuova")
        self.fields["email"].help_text = _("Ti mandiamo lì un codice: l'indirizzo cambia solo quando lo scrivi.")


class FormRiconferma(Vestito, account.ReauthenticateForm):
    pass


class FormSecondoFattore(_ConCodice, mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Le 6 cifre dell'app, oppure un codice di riserva.")


class FormRiconfermaSecondoFattore(_ConCodice, mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Le 6 cifre dell'app, oppure un codice di riserva.")


class FormAttivaApp(_ConCodice, ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Le 6 cifre che l'app mostra adesso.")


# What the library raises on an answer that no device would give.
_RISPOSTA_ASSURDA = (KeyError, TypeError, ValueError, AttributeError)


# Its answers have three or four levels; JSON without end would be read until Python gives up.
_MASSIMO_PARENTESI = 50


class CampoRisposta(forms.JSONField):
    """JSON of a device: brackets within brackets without end are refused unread."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if _senza_fondo(value):
            raise ValidationError(SENZA_RISPOSTA)
        return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return InvalidJSONInput(data) if _senza_fondo(data) else super().bound_data(data, initial)


def _risposta() -> CampoRisposta:
    return CampoRisposta(error_messages=dict.fromkeys(("required", "invalid"), SENZA_RISPOSTA))


def _senza_fondo(scritto: Any) -> bool:
    return isinstance(scritto, str) and scritto.count("[") + scritto.count("{") > _MASSIMO_PARENTESI


class _RispostaDelDispositivo:
    """What comes back from a device is JSON that anybody may write: nonsense is refused, not an error."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = _risposta()

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # a mixin's super
        except _RISPOSTA_ASSURDA as errore:
            raise ValidationError(SENZA_RISPOSTA) from errore


class FormEntraConPasskey(_RispostaDelDispositivo, LoginWebAuthnForm):
    pass


class FormVerificaConPasskey(_RispostaDelDispositivo, AuthenticateWebAuthnForm):
    pass


class FormRiconfermaConPasskey(_RispostaDelDispositivo, ReauthenticateWebAuthnForm):
    pass


class FormAggiungiPasskey(Vestito, AddWebAuthnForm):
    """Every key of ours also signs in alone: that is what makes it a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 100
        self.fields["name"].validators.append(solo_testo)
        self.fields["credential"] = _risposta()
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Voglio usarla anche per entrare senza password")
        self.fields["passwordless"].help_text = _("Chiede l'impronta, il viso o il codice del dispositivo.")

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except _RISPOSTA_ASSURDA as errore:
            raise ValidationError(SENZA_RISPOSTA) from errore


class FormNomePasskey(Vestito, EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 100
        self.fields["name"].validators.append(solo_testo)
