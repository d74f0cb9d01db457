"""The office of the post: what did not leave, why, and "Manda di nuovo"; the announcement banner."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from talenti.avvisi import actions, queries
from talenti.avvisi.models import Consegna, Striscione
from talenti.base.admin import ModelloUfficio, SoloLettura
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.memoria import dimentica
from talenti.base.permissions import richiedi

PERMESSO = "avvisi.gestisci_consegne"
# A press of "Manda tutti di nuovo" takes this many: the rest stays, counted on the page.
MASSIMO_INSIEME = 200


@admin.register(Consegna)
class ConsegnaAdmin(SoloLettura):
    """The texts of notices are their reader's: here only address, subject and fate."""

    list_display = ("avviso", "destinatario", "canale", "stato", "prossimo", "tentativi", "consegnata_il")
    list_filter = ("canale", ("consegnata_il", admin.EmptyFieldListFilter), ("fallita_il", admin.EmptyFieldListFilter))
    search_fields = ("avviso__persona__email", "avviso__email", "message_id")
    list_select_related = ("avviso", "avviso__persona")
    fields = ("avviso", "destinatario", "canale", "stato", "prossimo", "tentativi", "errore", "message_id")
    readonly_fields = ("avviso", "destinatario", "stato", "message_id")

    @admin.display(description=_("A chi"))
    def destinatario(self, consegna: Consegna) -> str:
        return consegna.avviso.indirizzo

    @admin.display(description=_("A che punto è"))
    def stato(self, consegna: Consegna) -> str:
        return str(consegna.situazione.label)

    def get_urls(self) -> list[Any]:
        vista = self.admin_site.admin_view
        return [
            path("non-partite/", vista(self.non_partite), name="avvisi_consegna_non_partite"),
            path("non-partite/tutte/", vista(require_POST(self.manda_tutte)), name="avvisi_consegna_manda_tutte"),
            path("<int:pk>/manda/", vista(require_POST(self.manda)), name="avvisi_consegna_manda"),
            *super().get_urls(),
        ]

    def non_partite(self, request: HttpRequest) -> HttpResponse:
        richiedi(request.user, PERMESSO)
        righe = Consegna.objects.visibili_in_ufficio(request.user).da_guardare().per_elenco()
        pagina = Paginator(righe, self.list_per_page).get_page(request.GET.get("p"))
        bene, stato = queries.stato_consegne()
        contesto = self.admin_site.each_context(request) | {
            "title": _("Avvisi non partiti"),
            "opts": self.model._meta,
            "pagina": pagina,
            "bene": bene,
            "stato": stato,
        }
        return TemplateResponse(request, "admin/avvisi/non_partite.html", contesto)

    def manda(self, request: HttpRequest, pk: int) -> HttpResponse:
        consegna = get_object_or_404(Consegna.objects.visibili_in_ufficio(request.user), pk=pk)
        try:
            actions.manda_di_nuovo(consegna, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("Rimesso in coda: parte entro un minuto."))
        return redirect("admin:avvisi_consegna_non_partite")

    def manda_tutte(self, request: HttpRequest) -> HttpResponse:
        richiedi(request.user, PERMESSO)
        quante = 0
        for consegna in Consegna.objects.da_guardare().order_by("prossimo")[:MASSIMO_INSIEME]:
            try:
                actions.manda_di_nuovo(consegna, da=request.user)
            except NonPermesso:
                raise
            except ErroreDiDominio:  # it left, or is leaving, in the meantime: there is nothing to do
                continue
            quante += 1
        frase = ngettext("%(n)s avviso rimesso in coda.", "%(n)s avvisi rimessi in coda.", quante) % {"n": quante}
        messages.success(request, frase)
        return redirect("admin:avvisi_consegna_non_partite")


@admin.register(Striscione)
class StriscioneAdmin(ModelloUfficio):
    permesso_scrittura = "avvisi.pubblica_striscione"
    list_display = ("testo", "livello", "pagine", "dal", "al")

    def has_delete_permission(self, request: HttpRequest, obj: Striscione | None = None) -> bool:
        return self._puo_scrivere(request, obj)

    def save_model(self, request: HttpRequest, obj: Striscione, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        dimentica(queries.striscioni)

    def delete_model(self, request: HttpRequest, obj: Striscione) -> None:
        super().delete_model(request, obj)
        dimentica(queries.striscioni)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        dimentica(queries.striscioni)
