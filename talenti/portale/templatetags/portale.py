from typing import Any

from django import template
from django.utils.safestring import SafeString

from talenti.base.registries import Scheda
from talenti.portale import brani
from talenti.portale.radici import Cercate
from talenti.portale.ricerca import Tipo

register = template.Library()


@register.filter
def segnate(testo: Any, cercate: Cercate) -> SafeString:
    """The text with the words searched for marked."""
    return brani.segna(str(testo), cercate)


@register.filter
def brano(testo: Any, cercate: Cercate) -> SafeString:
    """A passage of the text, around the words searched for."""
    return brani.brano(str(testo), cercate)


@register.filter
def frammento(scheda: Scheda, cercate: Cercate) -> SafeString:
    """Where the rest of the card has the words that title and summary do not."""
    return brani.frammento(scheda, cercate)


@register.filter
def mostrate(tipo: Tipo, solo_le_prime: bool) -> list[Scheda]:
    """The results of a kind that this page shows."""
    return tipo.prime if solo_le_prime else tipo.schede
