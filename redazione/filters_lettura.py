"""How what anybody reads is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from redazione.enums import Pubblico, Tipo
from redazione.enums_lettura import Raccolta
from redazione.models import Articolo
from redazione.notizie import argomenti_letti, della, partner_letti
from talenti.base.filters import FiltroBase
from talenti.rete.enums import Azione

_MUTO = forms.HiddenInput


class FiltroNotizie(FiltroBase):
    """What anybody reads. Audience and collection are links of the page: here they are only known."""

    per = django_filters.ChoiceFilter(label=_("Per chi"), choices=Pubblico.choices, method="per_pubblico", widget=_MUTO)
    che_cosa = django_filters.ChoiceFilter(
        label=_("Che cosa"), choices=Raccolta.choices, method="della_raccolta", widget=_MUTO
    )
    tipo = django_filters.ChoiceFilter(
        field_name="voce__tipo", label=_("Di che genere"), choices=Tipo.choices, empty_label=_("Tutti")
    )
    argomento = django_filters.ChoiceFilter(
        field_name="argomenti__slug", label=_("Argomento"), choices=argomenti_letti, empty_label=_("Tutti")
    )
    azione = django_filters.ChoiceFilter(
        field_name="voce__azione", label=_("Di quale azione parla"), choices=Azione.choices, empty_label=_("Tutte")
    )
    di = django_filters.ChoiceFilter(
        field_name="voce__riguardano__partner__slug",
        label=_("Di chi parla"),
        choices=partner_letti,
        empty_label=_("Tutti"),
    )

    class Meta:
        model = Articolo
        fields = ("per", "che_cosa", "tipo", "argomento", "azione", "di")

    def per_pubblico(self, righe: Any, _nome: str, per: str) -> Any:
        return righe.per(per)

    def della_raccolta(self, righe: Any, _nome: str, raccolta: str) -> Any:
        return righe.filter(della(raccolta))
