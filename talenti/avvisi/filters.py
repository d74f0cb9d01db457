"""The filters of the inbox."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talenti.avvisi import tipi
from talenti.avvisi.models import Avviso
from talenti.base.filters import FiltroBase


def _tipi() -> list[tuple[str, Any]]:
    return [(tipo.chiave, tipo.etichetta) for tipo in tipi.tutti()]


QUALI = [("no", _("Da leggere")), ("si", _("Già letti"))]


class FiltroAvvisi(FiltroBase):
    tipo = django_filters.ChoiceFilter(label=_("Di che cosa parla"), choices=_tipi, empty_label=_("Tutto"))
    letti = django_filters.ChoiceFilter(
        label=_("Quali"), choices=QUALI, empty_label=_("Letti e da leggere"), method="solo"
    )

    class Meta:
        model = Avviso
        fields: list[str] = []

    def solo(self, righe: QuerySet[Any], nome: str, valore: str) -> QuerySet[Any]:
        return righe.filter(letto_il__isnull=valore == "no")
