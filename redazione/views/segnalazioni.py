"""What readers point out, at the desk: the whole newsroom reads it, who coordinates answers."""

from typing import Any

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from redazione.actions import segnalazioni
from redazione.enums_articoli import StatoSegnalazione
from redazione.forms_segnalazioni import FormRisposta
from redazione.models import Segnalazione
from redazione.views.comune import DellaRedazione
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo, richiedi
from talenti.base.views import ElencoView, con_errore_al_campo

_ATTI = {"accogli": segnalazioni.accogli, "respingi": segnalazioni.respingi}


class SegnalazioniView(DellaRedazione, ElencoView):
    """Those that wait first, then the newest."""

    template_name = "redazione/segnalazioni.html"
    context_object_name = "segnalazioni"

    def righe(self) -> QuerySet[Any]:
        sue = Segnalazione.objects.filter(articolo__testata=self.testata).select_related("articolo__viva")
        return sue.order_by(F("decisa_il").desc(nulls_first=True), "-arrivata_il", "-pk")


class SegnalazioneView(DellaRedazione):
    @cached_property
    def segnalazione(self) -> Segnalazione:
        sue = Segnalazione.objects.filter(articolo__testata=self.testata)
        righe = sue.select_related("articolo__viva", "articolo__testata", "articolo__voce")
        return get_object_or_404(righe, codice=self.kwargs["codice"])

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        return self._mostra(FormRisposta())

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, "redazione.pubblica", self.segnalazione)
        form = FormRisposta(request.POST)
        verbo = request.POST.get("verbo", "")
        if verbo not in _ATTI:
            form.add_error(None, _("Scegli se accogliere la segnalazione o no."))
        if not form.is_valid():
            return self._mostra(form, 422)
        try:
            _ATTI[verbo](self.segnalazione, form.cleaned_data["risposta"], da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(form, 409)
        messages.success(request, _("Risposta mandata a chi ha scritto."))
        return redirect("redazione:segnalazioni")

    def _mostra(self, form: FormRisposta, stato: int = 200) -> HttpResponse:
        una = self.segnalazione
        contesto = {
            "segnalazione": una,
            "form": form,
            "aperta": una.stato == StatoSegnalazione.ARRIVATA,
            "esito": puo(self.request.user, "redazione.pubblica", una),
        }
        return render(self.request, "redazione/segnalazione.html", contesto, status=stato)
