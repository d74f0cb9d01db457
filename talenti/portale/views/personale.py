from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from talenti.portale.actions import segna_visita
from talenti.portale.queries import linea_personale


class AreaView(LoginRequiredMixin, TemplateView):
    """My area: one column in time, what to do first on top."""

    template_name = "portale/area.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        prima = segna_visita(self.request.user)
        linea = linea_personale(self.request.user, dal=prima)
        return super().get_context_data(**kwargs) | {"linea": linea, "nuove": linea.nuove}
