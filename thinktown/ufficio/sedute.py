"""The sittings of a commission, in the office: the first one called together, the minutes that were signed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.permissions import puo
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from thinktown import verbali
from thinktown.actions import sedute as verbi
from thinktown.forms_sedute import FormAppuntamento
from thinktown.models import Componente, Verbale
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.commissione import DellaCommissione
from thinktown.ufficio.moduli import DelBando
from thinktown.views.verbali import consegna

PAGINA = dichiara_pagina("thinktown.verbale_ufficio", gettext_lazy("Il verbale di una commissione, in ufficio"))


class FormPrima(FormAppuntamento, DelBando):
    """When and where: what is on the agenda, who conducts it says."""


class ConvocaView(DellaCommissione):
    """The first time somebody has to gather it: then who presides does."""

    titolo = gettext_lazy("Convoca la prima seduta")
    bottone = gettext_lazy("Convoca la seduta")
    form_class = FormPrima

    def non_ora(self) -> str:
        non_ora = super().non_ora()
        if non_ora or puo(self.request.user, "thinktown.convoca_seduta", self.commissione):
            return non_ora
        return _("La prima seduta c'è già: le altre le convoca chi presiede la commissione.")

    def segue(self) -> list[str]:
        return [
            _("Avvisiamo chi vota, chi scrive i verbali e i supplenti chiamati su qualche domanda."),
            _("Le sedute dopo le convoca chi presiede la commissione, o chi ne scrive i verbali."),
        ]

    def esegui(self, form: Any) -> HttpResponse:
        verbi.convoca(self.commissione, form.appuntamento(), da=self.request.user)
        return self.fatto(_("La seduta è convocata: abbiamo avvisato la commissione."))


class VerbaleView(InUfficio):
    """The paper of signed minutes; of those that speak of an application of her own group there is none."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.verbale is None or not verbali.legge_in_ufficio(request.user, self.verbale):
            raise Http404
        trattate = [una["domanda"] for una in verbali.detto(self.verbale)["domande"]]
        gruppi = Componente.objects.attivi().filter(domanda__in=trattate)
        annota_letture(
            set(gruppi.values_list("persona", flat=True)), chi=request.user, per_conto=UFFICIO, pagina=PAGINA
        )
        return consegna(verbali.documento(self.verbale))

    @cached_property
    def verbale(self) -> Verbale | None:
        visibili = Verbale.objects.visibili_in_ufficio(self.request.user)
        return visibili.filter(seduta__commissione__bando=self.bando, seduta__n=self.kwargs["n"]).first()


PAGINE = (
    ("commissione/sedute/convoca/", ConvocaView, "convoca_prima"),
    ("commissione/verbali/<int:n>/", VerbaleView, "verbale"),
)
