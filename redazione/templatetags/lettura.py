"""What a card of an article says of it, and its address, that keeps the audience in which one reads."""

from django import template
from django.utils.safestring import SafeString

from redazione import disegni
from redazione.disegni import Note
from redazione.enums import Tipo
from redazione.enums_lettura import IN_BREVE
from redazione.figure import copertina
from redazione.models import Articolo
from redazione.notizie import con_per
from talenti.base.exceptions import Frase

register = template.Library()


@register.filter
def copertina_di(figure: Note, articolo: Articolo) -> SafeString:
    return copertina(disegni.di(articolo.viva, figure))


@register.filter
def genere_in_breve(articolo: Articolo) -> Frase:
    return IN_BREVE[Tipo(articolo.voce.tipo)]


@register.filter
def dove_si_legge(articolo: Articolo, per: str = "") -> str:
    return con_per(articolo.get_absolute_url(), per)
