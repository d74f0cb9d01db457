from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from talenti.base.admin import SoloLettura
from talenti.documenti.models import ChiaveFirma, Documento
from talenti.documenti.ufficio import RevocaView, si_revoca


@admin.register(Documento)
class DocumentoAdmin(SoloLettura):
    list_display = ["titolo", "intestatario", "protocollo", "stato", "preparato_il"]
    list_filter = ["genere", "stato"]
    search_fields = ["intestatario", "codice"]
    change_form_template = "admin/documenti/documento/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        vista = self.admin_site.admin_view(RevocaView.as_view(sito=self.admin_site))
        return [path("<int:pk>/revoca/", vista, name="documenti_documento_revoca"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        si_puo = {"si_revoca": si_revoca(self.get_object(request, object_id), request.user)}
        return super().change_view(request, object_id, form_url, si_puo | (extra_context or {}))


@admin.register(ChiaveFirma)
class ChiaveFirmaAdmin(SoloLettura):
    list_display = ["kid", "creata_il", "ritirata_il"]
