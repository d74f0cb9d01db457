"""The office of the log: what is written, and the work after an act that did not come off, with "Riprova"."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talenti.base.admin import SoloLettura
from talenti.base.exceptions import TransizioneNonAmmessa
from talenti.base.permissions import richiedi
from talenti.registro import actions, queries
from talenti.registro.models import Annuncio, Sigillo, Transizione

PERMESSO = "registro.gestisci_annunci"


@admin.register(Transizione)
class TransizioneAdmin(SoloLettura):
    permesso_lettura = "registro.vede_registro"
    list_display = ("quando", "oggetto_tipo", "oggetto_id", "n", "verbo", "da_stato", "a_stato", "attore")
    list_filter = ("oggetto_tipo", "verbo")
    search_fields = ("=oggetto_id", "=attore")


@admin.register(Sigillo)
class SigilloAdmin(SoloLettura):
    list_display = ("n", "quando", "quanti", "impronta")


@admin.register(Annuncio)
class AnnuncioAdmin(SoloLettura):
    permesso_lettura = PERMESSO
    list_display = ("transizione", "ascoltatore", "tentativi", "prossimo", "fatto_il", "errore")
    list_filter = ("ascoltatore",)
    list_select_related = ("transizione",)

    def get_urls(self) -> list[Any]:
        vista = self.admin_site.admin_view
        return [
            path("non-riusciti/", vista(self.non_riusciti), name="registro_annuncio_non_riusciti"),
            path("<int:pk>/riprova/", vista(require_POST(self.riprova)), name="registro_annuncio_riprova"),
            *super().get_urls(),
        ]

    def non_riusciti(self, request: HttpRequest) -> HttpResponse:
        richiedi(request.user, PERMESSO)
        righe = Annuncio.objects.visibili_in_ufficio(request.user).da_guardare().per_elenco()
        pagina = Paginator(righe, self.list_per_page).get_page(request.GET.get("p"))
        atti = queries.atti_in_parole((riga.transizione for riga in pagina), request.user)
        bene, stato = queries.stato_annunci()
        contesto = self.admin_site.each_context(request) | {
            "title": _("Lavori non riusciti"),
            "opts": self.model._meta,
            "pagina": pagina,
            "lavori": [(riga, *atti[riga.transizione_id]) for riga in pagina],
            "bene": bene,
            "stato": stato,
        }
        return TemplateResponse(request, "admin/registro/non_riusciti.html", contesto)

    def riprova(self, request: HttpRequest, pk: int) -> HttpResponse:
        annuncio = get_object_or_404(Annuncio.objects.visibili_in_ufficio(request.user), pk=pk)
        try:
            actions.riprova(annuncio, da=request.user)
        except TransizioneNonAmmessa as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("Rimesso in coda: il portale riprova entro un minuto."))
        return redirect("admin:registro_annuncio_non_riusciti")
