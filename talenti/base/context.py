"""What every page needs from the registries, computed only when a template asks for it."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import override

from talenti.base import registries
from talenti.base.memoria import un_minuto


@un_minuto
def _voci_visibili() -> list[registries.VoceDiMenu]:
    """Each door of the menu asks the database whether there is anything behind it."""
    return [voce for voce in sorted(registries.menu, key=lambda voce: voce.ordine) if voce.visibile()]


def _menu() -> list[dict[str, Any]]:
    return [
        {"etichetta": voce.etichetta, "url": reverse(voce.nome_url), "minore": voce.minore} for voce in _voci_visibili()
    ]


def _scrivanie(persona: Any) -> list[registries.Scrivania]:
    return [scrivania for fonte in registries.scrivanie for scrivania in fonte(persona)]


def _altra_lingua(request: HttpRequest) -> str:
    altra = "it" if getattr(request, "LANGUAGE_CODE", "it") == "en" else "en"
    qui, trovata = request.get_full_path(), request.resolver_match
    if trovata is None or trovata.url_name is None:
        return translate_url(qui, altra)
    # As ``translate_url`` does, but for finding again which page this is.
    parti = urlsplit(qui)
    with override(altra):
        try:
            percorso = reverse(trovata.view_name, args=trovata.args, kwargs=trovata.kwargs)
        except NoReverseMatch:
            return qui
    return urlunsplit((parti.scheme, parti.netloc, percorso, parti.query, parti.fragment))


def portale(request: HttpRequest) -> dict[str, Any]:
    contesto: dict[str, Any] = {
        "menu_pubblico": SimpleLazyObject(_menu),
        "scrivanie": SimpleLazyObject(lambda: _scrivanie(request.user) if request.user.is_authenticated else []),
        "modo_demo": settings.MODO_DEMO,
        "url_accessibilita": settings.ACCESSIBILITY_STATEMENT_URL,
        "altra_lingua_url": SimpleLazyObject(lambda: _altra_lingua(request)),
        "telefono_aiuto": settings.TELEFONO_AIUTO,
        "orari_aiuto": settings.ORARI_AIUTO,
        "email_aiuto": settings.EMAIL_AIUTO,
        "contatto_rpd": settings.CONTATTO_RPD,
        "url_sorgente": settings.INDIRIZZO_SORGENTE,
    }
    for fonte in registries.contesto_pagina:
        contesto |= fonte(request)
    return contesto
