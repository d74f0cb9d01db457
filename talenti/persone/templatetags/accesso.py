"""What the pages of access need to say of where one was going."""

from typing import Any

from allauth.account.internal.stagekit import unstash_login
from allauth.account.utils import get_next_redirect_url
from django import template
from django.urls import Resolver404, resolve

from talenti.base.exceptions import Frase
from talenti.persone import gateway
from talenti.persone.agganci import da_riprendere

register = template.Library()


@register.simple_tag(takes_context=True)
def stai_facendo(context: template.Context) -> Frase:
    """What somebody sent here to sign in was doing, in the words of the room that sent her."""
    request: Any = context.get("request")
    if request is None:
        return ""
    dove = get_next_redirect_url(request) or _in_sospeso(request)
    try:
        trovata = resolve(dove.partition("?")[0]) if dove else None
    except Resolver404:
        return ""
    return da_riprendere.get(trovata.view_name, "") if trovata else ""


def _in_sospeso(request: Any) -> str:
    """The address kept through the codes: it is in the login under way."""
    if request.user.is_authenticated:
        return ""
    accesso = unstash_login(request, peek=True)
    return (accesso.redirect_url or "") if accesso else ""


@register.simple_tag
def gateway_identita() -> dict[str, str] | None:
    """The gateway of digital identities, if one is configured: its key and its name."""
    return {"id": gateway.provider(), "nome": gateway.nome()} if gateway.configurato() else None
