"""The second factor, compulsory wherever a role of the office opens what concerns other people."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from talenti.base.permissions import una_volta


def manca_il_fattore(persona: Any) -> bool:
    """Does a role held today ask this person for a second factor that is not there yet?"""
    return bool(persona.is_staff) and not una_volta("fattore", persona, is_mfa_enabled)


def aggiungi_il_fattore(*, poi: str) -> HttpResponse:
    """To the page that says why and adds one, then back to the path ``poi``."""
    return redirect(f"{reverse('mfa_index')}?{urlencode({'next': poi})}")
