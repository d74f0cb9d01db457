"""Hours and units in words."""

from datetime import datetime

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coworking.disponibilita import Casella, Perche
from talenti.base.clock import a_roma
from talenti.base.templatetags.italiano import data_breve, ora

register = template.Library()

_PERCHE = {
    Perche.PIENO: gettext_lazy("al completo"),
    Perche.PASSATO: gettext_lazy("già passato"),
    Perche.PREAVVISO: gettext_lazy("serve più preavviso"),
    Perche.TROPPO_PRESTO: gettext_lazy("è troppo presto"),
}


@register.filter
def perche_no(casella: Casella) -> str:
    return str(_PERCHE.get(casella.perche, ""))


@register.filter
def dalle_alle(casella: Casella) -> str:
    return tempo(casella.dal, casella.al)


@register.simple_tag
def tempo(dal: datetime, al: datetime) -> str:
    """ "14:00–18:00"; with the days where they are two."""
    if a_roma(dal).date() == a_roma(al).date():
        return f"{ora(dal)}–{ora(al)}"
    return _("da %(dal)s a %(al)s") % {"dal": data_breve(a_roma(dal).date()), "al": data_breve(a_roma(al).date())}
