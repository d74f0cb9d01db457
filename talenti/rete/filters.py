"""Filters of the network page."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talenti.base.filters import FiltroBase
from talenti.luoghi.fields import ComuneField
from talenti.luoghi.models import Comune
from talenti.rete.enums import Azione, Tipo
from talenti.rete.models import Partecipazione, Partner


class _FiltroComune(django_filters.ModelChoiceFilter):
    field_class = ComuneField


class FiltroRete(FiltroBase):
    """By action, kind and comune. Only the comuni that have somebody are offered."""

    azione = django_filters.ChoiceFilter(
        label=_("Azione"), choices=Azione.choices, empty_label=_("Tutte"), method="con_azione"
    )
    tipo = django_filters.ChoiceFilter(label=_("Che cos'è"), choices=Tipo.choices, empty_label=_("Tutte"))
    comune = _FiltroComune(label=_("Comune"), empty_label=_("Tutta la provincia"), queryset=lambda request: _comuni())

    class Meta:
        model = Partner
        fields = ()

    def con_azione(self, righe: QuerySet[Any], _nome: str, azione: str) -> QuerySet[Any]:
        return righe.filter(pk__in=Partecipazione.objects.in_corso().filter(azione=azione).values("partner"))


def _comuni() -> QuerySet[Comune]:
    return Comune.objects.filter(pk__in=Partner.objects.in_rete().values("comune")).only("istat", "nome")
