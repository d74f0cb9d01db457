"""The second factor of the demonstration: a real one, whose code the portal itself shows.

So nobody switches the rule off to look around. Outside demo mode nothing here does anything.
"""

import base64
import hashlib
import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings


def attiva_fattore_demo(persona: Any) -> None:
    """Give an invented person the app and the recovery codes. Twice is once."""
    _solo_in_demo()
    if Authenticator.objects.filter(user_id=persona.pk, type=Authenticator.Type.TOTP).exists():
        return
    seme = hashlib.sha256(f"{settings.SECRET_KEY}:demo:{persona.pk}".encode()).digest()[:20]
    TOTP.activate(persona, base64.b32encode(seme).decode())
    RecoveryCodes.activate(persona)


def codice_demo(persona: Any) -> str:
    """The six digits of this moment; "" outside the demonstration, or without an app."""
    if not settings.MODO_DEMO:
        return ""
    app = Authenticator.objects.filter(user_id=persona.pk, type=Authenticator.Type.TOTP).first()
    return codice_di(decrypt(app.data["secret"])) if app else ""


def codice_di(segreto: str) -> str:
    """What an app that holds this secret shows now; "" outside the demonstration."""
    if not settings.MODO_DEMO:
        return ""
    contatore = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(segreto, contatore))


def _solo_in_demo() -> None:
    if not settings.MODO_DEMO:
        raise RuntimeError("the second factor of the demonstration exists in demo mode only")
