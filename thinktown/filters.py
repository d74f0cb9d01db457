"""The filters of the list of calls."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from talenti.base.filters import FiltroBase
from talenti.rete.models import Partner
from thinktown.enums import Misura, Proponente
from thinktown.enums_dialogo import StatoAiuto
from thinktown.models import Bando, Chiarimento, RichiestaAiuto
from thinktown.queries import chiusi

STATI = (("aperti", _("Aperti")), ("in_arrivo", _("In arrivo")), ("chiusi", _("Chiusi")))


class FiltroBandi(FiltroBase):
    misura = django_filters.ChoiceFilter(
        label=_("Di che cosa"), choices=Misura.choices, empty_label=_("qualunque cosa")
    )
    chi = django_filters.ChoiceFilter(
        label=_("Chi presenta la domanda"), choices=Proponente.choices, empty_label=_("chiunque"), method="per_chi"
    )
    stato = django_filters.ChoiceFilter(label=_("Quando"), choices=STATI, empty_label=_("tutti"), method="in_stato")
    di = django_filters.ModelChoiceFilter(
        label=_("Di chi"),
        field_name="partner",
        to_field_name="slug",
        queryset=lambda request: Partner.objects.in_rete(),
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Bando
        fields = ("misura",)

    def per_chi(self, righe: QuerySet[Any], _nome: str, chi: str) -> QuerySet[Any]:
        """As the version in force says; the quotes tell a name from one that it is part of."""
        return righe.filter(versioni__n=F("versione_n"), versioni__contenuto__chi__proponenti__icontains=f'"{chi}"')

    def in_stato(self, righe: QuerySet[Any], _nome: str, stato: str) -> QuerySet[Any]:
        if stato == "aperti":
            return righe.aperti()  # type: ignore[attr-defined]  # ours
        return righe.in_arrivo() if stato == "in_arrivo" else chiusi(righe)  # type: ignore[attr-defined]  # ours


class FiltroChiarimenti(FiltroBase):
    """Among the answers of one call: every word, in the question or in the answer."""

    q = django_filters.CharFilter(label=_("Parole"), method="con_parole", max_length=100)

    class Meta:
        model = Chiarimento
        fields = ("q",)

    def con_parole(self, righe: QuerySet[Any], _nome: str, parole: str) -> QuerySet[Any]:
        for parola in parole.split():
            righe = righe.filter(Q(testo__icontains=parola) | Q(risposta__icontains=parola))
        return righe


class FiltroAiuto(FiltroBase):
    """On the desk of who helps."""

    stato = django_filters.ChoiceFilter(label=_("A che punto è"), choices=StatoAiuto.choices, empty_label=_("tutte"))
    bando = django_filters.ModelChoiceFilter(
        label=_("Bando"),
        to_field_name="slug",
        queryset=lambda request: Bando.objects.filter(
            pk__in=RichiestaAiuto.objects.seguite_da(request.user).values("bando")
        ),
        empty_label=_("tutti"),
    )

    class Meta:
        model = RichiestaAiuto
        fields = ("stato", "bando")
