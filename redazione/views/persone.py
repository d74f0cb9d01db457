"""Who works in the newsroom, and the invitation that one answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione import actions
from redazione.enums import Ruolo, StatoCollaborazione
from redazione.forms import FormInvito, FormRuolo
from redazione.models import Collaborazione
from redazione.views.comune import ConMotivo, DellaRedazione
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo
from talenti.base.views import con_errore_al_campo

_APERTE = (StatoCollaborazione.INVITATA, StatoCollaborazione.ATTIVA)


class PersoneView(DellaRedazione):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self._mostra(FormInvito())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FormInvito(request.POST)
        if not puo(request.user, "redazione.cura_persone", self.testata):
            # Before anything is said of an address.
            raise NonPermesso(puo(request.user, "redazione.cura_persone", self.testata))
        if not form.is_valid():
            return self._mostra(form, 422)
        try:
            actions.invita(self.testata, form.persona, ruolo=form.cleaned_data["ruolo"], da=request.user)
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(form, 422)
        messages.success(request, _("Invito mandato a %(chi)s.") % {"chi": form.persona})
        return redirect("redazione:persone")

    def _mostra(self, form: FormInvito, stato: int = 200) -> HttpResponse:
        suoi = self.testata.collaborazioni.per_elenco()
        contesto = {
            "testata": self.testata,
            "form": form,
            "cura": bool(puo(self.request.user, "redazione.cura_persone", self.testata)),
            "attive": list(suoi.filter(stato__in=_APERTE)),
            "ruoli": Ruolo.choices,
            "chi": self.request.user,
        }
        return render(self.request, "redazione/persone.html", contesto, status=stato)


class DiUnaCollaborazione(DellaRedazione):
    @cached_property
    def collaborazione(self) -> Collaborazione:
        return get_object_or_404(self.testata.collaborazioni.per_elenco(), codice=self.kwargs["codice"])


class RuoloView(DiUnaCollaborazione):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        form = FormRuolo(request.POST)
        ruolo = form.cleaned_data["ruolo"] if form.is_valid() else ""
        self.fai(lambda: actions.cambia_ruolo(self.collaborazione, ruolo, da=request.user), _("Ruolo cambiato."))
        return redirect("redazione:persone")


class AllontanaView(ConMotivo):
    permesso = "redazione.cura_persone"
    titolo = gettext_lazy("Chiudi la collaborazione")
    spiega = gettext_lazy("La persona legge il motivo. Quello che ha scritto resta suo.")
    bottone = gettext_lazy("Chiudi la collaborazione")
    fatto = gettext_lazy("Collaborazione chiusa.")

    @cached_property
    def collaborazione(self) -> Collaborazione:
        return get_object_or_404(self.testata.collaborazioni.per_elenco(), codice=self.kwargs["codice"])

    def su_che_cosa(self) -> Collaborazione:
        return self.collaborazione

    def indietro(self) -> str:
        return reverse("redazione:persone")

    def agisci(self, motivo: str) -> None:
        actions.allontana(self.collaborazione, motivo, da=self.request.user)


class MiaCollaborazione(DellaRedazione):
    """A page of one's own: of anybody else's there is nothing here."""

    di_casa = False

    @cached_property
    def collaborazione(self) -> Collaborazione:
        mie = self.testata.collaborazioni.filter(persona=self.request.user).select_related("testata__partner")
        return get_object_or_404(mie, codice=self.kwargs["codice"])


class LasciaView(MiaCollaborazione):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        self.collaborazione  # noqa: B018 – 404 where it is not hers
        contesto = {
            "titolo": _("Lascia la redazione"),
            "spiega": _("Non vedi più il piano. Quello che hai scritto resta tuo, e ti si può invitare di nuovo."),
            "bottone": _("Lascia la redazione"),
            "indietro": reverse("redazione:persone"),
        }
        return render(request, "redazione/motivo.html", contesto)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        self.fai(lambda: actions.lascia(self.collaborazione, da=request.user), _("Hai lasciato la redazione."))
        return redirect("redazione:idee")


class InvitoView(MiaCollaborazione):
    """Who asks, what one would do, two buttons."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        contesto: dict[str, Any] = {
            "collaborazione": self.collaborazione,
            "aperto": self.collaborazione.stato == StatoCollaborazione.INVITATA,
        }
        return render(request, "redazione/invito.html", contesto)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        if request.POST.get("risposta") == "entra":
            if self.fai(lambda: actions.entra(self.collaborazione, da=request.user), _("Ora sei in redazione.")):
                return redirect("redazione:scrivania")
        elif request.POST.get("risposta") == "declina":
            self.fai(lambda: actions.declina(self.collaborazione, da=request.user), _("Abbiamo detto che non puoi."))
        return redirect("redazione:invito", codice)
