"""A page of one application: for who is in its group today. For everybody else it is not there."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import View

from talenti.base.arrivo import arrivo_di
from talenti.base.exceptions import TransizioneNonAmmessa
from thinktown import dichiarati
from thinktown.actions.domande import richiedi_aperto
from thinktown.enums import RuoloComponente
from thinktown.models import AmmissioneTardiva, Componente, Domanda
from thinktown.momento import momento


class DellaDomanda(LoginRequiredMixin, View):
    domanda: Domanda
    suo: Componente

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        request.pagina_riservata = True  # type: ignore[attr-defined]  # it counts for no statistics
        if request.user.is_authenticated:
            visibili = Domanda.objects.visibili_a(request.user).select_related("bando__partner__comune", "sede")
            self.domanda = get_object_or_404(visibili, codice=kwargs["codice"])
            attivi = self.domanda.componenti.attivi().select_related("persona__comune", "residenza")
            self.suo = attivi.get(persona=request.user)

    @property
    def referente(self) -> bool:
        return self.suo.ruolo == RuoloComponente.REFERENTE

    @property
    def al(self) -> date:
        """The day on which the rules that do not say theirs are judged, for what arrives now."""
        return dichiarati.chiusura(self.domanda, arrivo_di(self.request))

    def perche_chiuso(self) -> str:
        """Why nothing can be written any more; "" while it can."""
        try:
            richiedi_aperto(self.domanda.bando, self.request.user, arrivo_di(self.request), domanda=self.domanda)
        except TransizioneNonAmmessa as errore:
            return str(errore.frase)
        return ""

    def scade(self) -> datetime | None:
        """Until when she may write and send: the closing in force, or the instant of who is let in by name."""
        arrivo = arrivo_di(self.request)
        finestra = self.domanda.bando.in_vigore.finestra_a(arrivo)
        if finestra is not None:
            return finestra.chiude
        tardive = AmmissioneTardiva.objects.filter(bando=self.domanda.bando, persona=self.request.user)
        return tardive.filter(fino_a__gt=arrivo).values_list("fino_a", flat=True).first()

    def contesto(self, **altro: Any) -> dict[str, Any]:
        return {
            "domanda": self.domanda,
            "bando": self.domanda.bando,
            "momento": momento(self.domanda.bando, arrivo_di(self.request)),
            "scade": self.scade(),
            "suo": self.suo,
            "referente": self.referente,
        } | altro
