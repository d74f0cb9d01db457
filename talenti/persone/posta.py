"""The mails that carry a code, or answer who asked for one: what they say.

They leave at once, through allauth's adapter: the person is waiting for the code on the page.
Every one of them exists in two forms of the same weight, for who has an account and who has not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Lettera:
    """``codice`` stands large and alone; ``azione`` is (words, address)."""

    oggetto: str
    righe: tuple[str, ...]
    codice: str = ""
    azione: tuple[str, str] | None = None


def _sito(nome_url: str) -> str:
    return settings.INDIRIZZO_SITO + reverse(nome_url)


def _ignora() -> str:
    return _("Se non l'hai chiesto tu, non devi fare niente.")


def _iscrizione(dati: dict[str, Any]) -> Lettera:
    return Lettera(
        _("Il codice per confermare la tua email"),
        (
            _("Scrivi questo codice nella pagina che hai lasciato aperta. Vale 15 minuti."),
            _ignora(),
        ),
        codice=dati["code"],
    )


def _gia_iscritto(_dati: dict[str, Any]) -> Lettera:
    return Lettera(
        _("Hai già un account con questa email"),
        (
            _("Qualcuno, forse tu, ha provato a iscriversi con questo indirizzo. Un account c'è già: entra."),
            _("Se non ricordi la password, entra con un codice: te lo mandiamo qui."),
            _ignora(),
        ),
        azione=(_("Entra con un codice"), _sito("account_request_login_code")),
    )


def _entrare(dati: dict[str, Any]) -> Lettera:
    return Lettera(
        _("Il codice per entrare"),
        (_("Scrivi questo codice nella pagina che hai lasciato aperta. Vale 15 minuti."), _ignora()),
        codice=dati["code"],
    )


def _password(dati: dict[str, Any]) -> Lettera:
    return Lettera(
        _("Il codice per cambiare la password"),
        (_("Scrivi questo codice nella pagina che hai lasciato aperta. Vale 15 minuti."), _ignora()),
        codice=dati["code"],
    )


def _nessun_account(_dati: dict[str, Any]) -> Lettera:
    return Lettera(
        _("Con questa email non c'è un account"),
        (
            _("Qualcuno, forse tu, ha chiesto di entrare con questo indirizzo, ma nessuno è iscritto così."),
            _("Se vuoi un account, registrati: servono due minuti."),
            _ignora(),
        ),
        azione=(_("Registrati"), _sito("account_signup")),
    )


LETTERE: dict[str, Callable[[dict[str, Any]], Lettera]] = {
    "account/email/email_confirmation_signup": _iscrizione,
    "account/email/email_confirmation": _iscrizione,
    "account/email/account_already_exists": _gia_iscritto,
    "account/email/login_code": _entrare,
    "account/email/password_reset_code": _password,
    "account/email/unknown_account": _nessun_account,
}


def lettera(prefisso: str, dati: dict[str, Any]) -> Lettera:
    return LETTERE[prefisso](dati)
