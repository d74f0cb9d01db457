from typing import Any

from django import template
from django.utils.safestring import SafeString

from talenti.portale.ricerca import segna

register = template.Library()


@register.filter
def segnate(testo: Any, cercato: str) -> SafeString:
    """The text with the words searched for marked."""
    return segna(testo, cercato)
