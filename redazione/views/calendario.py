"""The plan in one's own calendar, at a secret address."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from redazione import actions
from redazione.actions.calendari import impronta
from redazione.calendario import ics
from redazione.models import Calendario, Testata, Voce
from redazione.views.comune import DellaRedazione


class IndirizzoView(DellaRedazione):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self._mostra("")

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("verbo") == "togli":
            actions.togli_indirizzo(self.testata, da=request.user)
            messages.success(request, _("Indirizzo tolto: non risponde più."))
            return redirect("redazione:calendario")
        gettone = actions.nuovo_indirizzo(self.testata, da=request.user)
        return self._mostra(request.build_absolute_uri(reverse("redazione:calendario_ics", args=[gettone])))

    def _mostra(self, indirizzo: str) -> HttpResponse:
        suo = Calendario.objects.filter(testata=self.testata, persona=self.request.user).first()
        contesto = {"testata": self.testata, "suo": suo, "indirizzo": indirizzo}
        risposta = render(self.request, "redazione/calendario.html", contesto)
        # The address is shown once.
        risposta["Cache-Control"] = "no-store"
        return risposta


class IcsView(View):
    """No account: the address is the key. It opens only while its owner still sees the plan."""

    def get(self, request: HttpRequest, gettone: str) -> HttpResponse:
        suo = Calendario.objects.select_related("testata", "persona").filter(impronta=impronta(gettone)).first()
        if suo is None or not suo.persona.is_active:
            raise Http404
        if not Testata.objects.visibili_a(suo.persona).filter(pk=suo.testata_id).exists():
            raise Http404
        voci = Voce.objects.previste().filter(testata=suo.testata, prevista_per__isnull=False)
        risposta = HttpResponse(ics(suo.testata, voci.order_by("prevista_per", "pk")), "text/calendar; charset=utf-8")
        risposta["Cache-Control"] = "private, no-store"
        risposta["X-Robots-Tag"] = "noindex"
        return risposta
