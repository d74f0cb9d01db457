"""The filters of the places of a call: only what there is among them may be chosen."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from talenti.base.filters import FiltroBase
from thinktown.models import Offerta


class FiltroPosti(FiltroBase):
    comune = django_filters.ChoiceFilter(label=_("Dove"), field_name="comune__istat", empty_label=_("ovunque"))
    settore = django_filters.ChoiceFilter(label=_("Settore"), empty_label=_("tutti"))

    class Meta:
        model = Offerta
        fields = ("comune", "settore")

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        righe = self.queryset.order_by()
        comuni = righe.exclude(comune=None).values_list("comune__istat", "comune__nome").distinct()
        settori = righe.exclude(settore="").values_list("settore", "nome_settore").distinct()
        for nome, coppie in (("comune", comuni), ("settore", settori)):
            self.filters[nome].extra["choices"] = sorted(coppie, key=lambda coppia: coppia[1])
