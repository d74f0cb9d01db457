"""A page of one application: for who is in its group today. For everybody else it is not there."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import View

from talenti.base.arrivo import arrivo_di
from thinktown.actions.domande import richiedi_aperto
from thinktown.actions.tardive import FuoriTermine
from thinktown.enums import RuoloComponente
from thinktown.models import Componente, Domanda
from thinktown.momento import momento


class DellaDomanda(LoginRequiredMixin, View):
    domanda: Domanda
    suo: Componente

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        request.pagina_riservata = True  # type: ignore[attr-defined]  # it counts for no statistics
        if request.user.is_authenticated:
            visibili = Domanda.objects.visibili_a(request.user).select_related("bando__partner__comune")
            self.domanda = get_object_or_404(visibili, codice=kwargs["codice"])
            self.suo = self.domanda.componenti.attivi().get(persona=request.user)

    @property
    def referente(self) -> bool:
        return self.suo.ruolo == RuoloComponente.REFERENTE

    def perche_chiuso(self) -> str:
        """Why nothing can be written any more; "" while it can."""
        try:
            richiedi_aperto(self.domanda.bando, self.request.user, arrivo_di(self.request))
        except FuoriTermine as errore:
            return str(errore.frase)
        return ""

    def contesto(self, **altro: Any) -> dict[str, Any]:
        return {
            "domanda": self.domanda,
            "bando": self.domanda.bando,
            "momento": momento(self.domanda.bando, arrivo_di(self.request)),
            "suo": self.suo,
            "referente": self.referente,
        } | altro
