"""Errors pointed out on a ranking, in the office: those that wait first, each answered once."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.permissions import puo, richiedi
from talenti.base.views import PaginatoreMite
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from thinktown.actions import osservazioni as verbi
from thinktown.enums_graduatoria import StatoOsservazione
from thinktown.models import Osservazione
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.moduli_graduatoria import FormDecide
from thinktown.ufficio.modulo import ModuloView

PAGINA = dichiara_pagina(
    "thinktown.osservazioni", gettext_lazy("Gli errori che hai segnalato in una graduatoria, in ufficio")
)
DECIDE = "thinktown.decide_osservazioni"
PER_PAGINA = 50


class OsservazioniView(InUfficio):
    template_name = "admin/thinktown/osservazioni.html"
    titolo = gettext_lazy("Errori segnalati nella graduatoria")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tutte = Osservazione.objects.visibili_in_ufficio(self.request.user).filter(domanda__bando=self.bando)
        stato = self.request.GET.get("stato", "")
        if stato in StatoOsservazione.values:
            tutte = tutte.filter(stato=stato)
        righe = tutte.select_related("domanda", "graduatoria", "recepita_in").defer(
            *(f"{dove}__{testo}" for dove in ("graduatoria", "recepita_in") for testo in ("ingressi", "risultato"))
        )
        page = PaginatoreMite(
            righe.order_by(F("decisa_il").desc(nulls_first=True), "arrivata_il", "pk"), PER_PAGINA
        ).page(self.request.GET.get("page") or 1)
        annota_letture({una.da_id for una in page}, chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "stati": StatoOsservazione.choices,
            "stato": stato if stato in StatoOsservazione.values else "",
        }


class DecideView(ModuloView):
    template_name = "admin/thinktown/osservazione.html"
    bottone = gettext_lazy("Manda la risposta")
    form_class = FormDecide

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice = kwargs.pop("codice")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def osservazione(self) -> Osservazione:
        viste = Osservazione.objects.visibili_in_ufficio(self.request.user).filter(domanda__bando=self.bando)
        trovate = viste.select_related("domanda__bando", "graduatoria", "da").defer(
            "graduatoria__ingressi", "graduatoria__risultato"
        )
        return get_object_or_404(trovate, codice=self.codice)

    def prima(self) -> HttpResponse | None:
        """Read by who follows the call; answered by who may, while it waits."""
        self.titolo = _("Segnalazione %(codice)s") % {"codice": self.osservazione.codice}
        annota_letture([self.osservazione.da_id], chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)
        if self.request.method == "POST":
            richiedi(self.request.user, DECIDE, self.osservazione)
        return None

    def indietro(self) -> str:
        return reverse("admin:thinktown_bando_osservazioni", args=[self.bando.pk])

    def segue(self) -> list[str]:
        return [
            _("Chi ha scritto riceve la risposta, così com'è."),
            _("Se è vero, la commissione ne decide di nuovo in una seduta. Poi pubblichi la graduatoria rivista.")
            if self.bando.in_vigore.graduatoria.concordata
            else _("Se è vero, chi ha valutato riprende la sua scheda. Poi pubblichi la graduatoria rivista."),
        ]

    def esegui(self, form: Any) -> HttpResponse:
        verbo = verbi.accoglie if form.cleaned_data["esito"] == "accoglie" else verbi.respinge
        verbo(self.osservazione, risposta=form.cleaned_data["risposta"], da=self.request.user)
        messages.success(self.request, _("La risposta è partita."))
        return redirect(self.indietro())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "osservazione": self.osservazione,
            "aspetta": self.osservazione.stato == StatoOsservazione.RICEVUTA,
            "esito": puo(self.request.user, DECIDE, self.osservazione),
        }


PAGINE = (
    ("osservazioni/", OsservazioniView, "osservazioni"),
    ("osservazioni/<slug:codice>/", DecideView, "osservazione"),
)
