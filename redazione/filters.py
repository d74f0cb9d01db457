"""How the lists of the newsroom are narrowed."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from redazione.enums import StatoIdea, Tipo
from redazione.models import Idea
from talenti.base.filters import FiltroBase


class FiltroIdee(FiltroBase):
    stato = django_filters.ChoiceFilter(
        label=_("A che punto è"), choices=StatoIdea.choices, empty_label=_("Tutte"), widget=forms.Select
    )
    # The page has a form that proposes one, with a field of that name.
    che_cosa = django_filters.ChoiceFilter(
        field_name="tipo", label=_("Che cosa diventa"), choices=Tipo.choices, empty_label=_("Tutte")
    )

    class Meta:
        model = Idea
        fields = ("stato", "che_cosa")
