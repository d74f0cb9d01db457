"""The words that allauth's forms show: ours, whatever the library says by default."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

# A password this long is refused: nobody remembers it, and hashing it costs.
MASSIMO_PASSWORD = 128

REGOLE_PASSWORD = _("Almeno 10 caratteri. Va bene una frase di tre o quattro parole che ricordi solo tu.")

# field → (label, hint, sentence when it is left empty)
_PAROLE: dict[str, tuple[Any, Any, Any]] = {
    "email": (_("Email"), "", _("Scrivi la tua email.")),
    "login": (_("Email"), "", _("Scrivi la tua email.")),
    "password": (_("Password"), "", _("Scrivi la password.")),
    "password1": (_("Password"), REGOLE_PASSWORD, _("Scrivi una password.")),
    "oldpassword": (_("Password di adesso"), "", _("Scrivi la password che usi adesso.")),
    "code": (_("Codice"), "", _("Scrivi il codice.")),
    "name": (_("Nome di questa passkey"), _("Per riconoscerla, per esempio «telefono»."), _("Scrivi un nome.")),
}
_EMAIL_SBAGLIATA = _("Ricontrolla l'email: è scritta come nome@esempio.it.")


def vesti(form: forms.BaseForm) -> None:
    """Give every field known here our label, hint and sentences; placeholders go, hints stay."""
    for nome, campo in form.fields.items():
        campo.widget.attrs.pop("placeholder", None)
        if nome not in _PAROLE:
            continue
        etichetta, aiuto, vuoto = _PAROLE[nome]
        campo.label, campo.help_text = etichetta, aiuto
        campo.error_messages = {**campo.error_messages, "required": vuoto}
        if isinstance(campo, forms.EmailField):
            campo.error_messages["invalid"] = _EMAIL_SBAGLIATA
            campo.validators = [_email(uno) for uno in campo.validators]
        if isinstance(campo.widget, forms.PasswordInput):
            campo.validators = [*campo.validators, password_non_enorme]


def _email(validatore: Any) -> Any:
    return EmailValidator(message=_EMAIL_SBAGLIATA) if isinstance(validatore, EmailValidator) else validatore


def password_non_enorme(valore: str) -> None:
    if len(valore) > MASSIMO_PASSWORD:
        raise ValidationError(_("La password è lunghissima: usane una di al massimo 128 caratteri."))


class Vestito:
    """Mixin, before an allauth form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vesti(self)  # type: ignore[arg-type]  # a mixin of forms


# The longest text of any form: what is longer is refused for its length, and need not be read to the end.
_MASSIMO_LETTO = 10_000


def solo_testo(valore: str) -> None:
    """No control characters, no marks that turn the direction of a line: a name must look like what it is."""
    if any(
        unicodedata.category(lettera) in {"Cc", "Cf", "Cs", "Co"} and lettera not in "\r\n\t"
        for lettera in valore[:_MASSIMO_LETTO]
    ):
        raise ValidationError(_("C'è un carattere che non si vede. Riscrivi il testo a mano, senza incollarlo."))
