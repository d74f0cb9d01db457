"""Signed links: single-purpose, expiring, and never an act by themselves (they act on POST only)."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import ErroreDiDominio


class LinkNonValido(ErroreDiDominio):
    codice = "link_non_valido"


def firma(scopo: str, dati: dict[str, Any]) -> str:
    """A token that only ``leggi`` with the same ``scopo`` opens."""
    return signing.dumps(dati, salt=f"talenti.link.{scopo}", compress=True)


def leggi(scopo: str, gettone: str, *, vale: timedelta) -> dict[str, Any]:
    """What was signed, or LinkNonValido with the sentence to show."""
    try:
        return signing.loads(gettone, salt=f"talenti.link.{scopo}", max_age=vale)
    except signing.SignatureExpired as errore:
        raise LinkNonValido(_("Questo link è scaduto. Chiedine uno nuovo."), codice="link_scaduto") from errore
    except signing.BadSignature as errore:
        raise LinkNonValido(
            _("Questo link è incompleto o è stato cambiato. Aprilo di nuovo dal messaggio che hai ricevuto.")
        ) from errore
