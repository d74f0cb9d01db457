"""The filters of a ranking: version, section, outcome, and one's own code."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talenti.base.filters import FiltroBase
from thinktown.enums_graduatoria import EsitoGraduatoria
from thinktown.models import RigaGraduatoria

_CERCATI = [una for una in EsitoGraduatoria.choices if una[0] != EsitoGraduatoria.USCITA]


class FiltroGraduatoria(FiltroBase):
    """``sezioni`` and ``versioni`` are pairs; where there is one only, there is nothing to choose."""

    q = django_filters.CharFilter(label=_("Codice"), field_name="codice", lookup_expr="icontains", max_length=12)
    sezione = django_filters.ChoiceFilter(label=_("Sezione"), empty_label=_("tutte"))
    esito = django_filters.ChoiceFilter(label=_("Esito"), choices=_CERCATI, empty_label=_("tutti"))
    versione = django_filters.ChoiceFilter(
        label=_("Versione"), empty_label=_("quella che vale adesso"), method="gia_scelta"
    )

    class Meta:
        model = RigaGraduatoria
        fields = ("sezione", "esito")

    def __init__(
        self, data: Any = None, *args: Any, sezioni: list[Any] = (), versioni: list[Any] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(data, *args, **kwargs)
        for nome, coppie in (("sezione", sezioni), ("versione", versioni)):
            if len(coppie) > 1:
                self.filters[nome].extra["choices"] = coppie
            else:
                del self.filters[nome]

    def gia_scelta(self, righe: QuerySet[Any], _nome: str, _versione: str) -> QuerySet[Any]:
        """The rows are those of that version already."""
        return righe
