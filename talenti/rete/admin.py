"""The back office of the network: partners, people in their roles, and the lead's review."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talenti.base.admin import FiltroPerRelazione, SoloLettura
from talenti.base.permissions import puo
from talenti.rete.esame import AttoView, CodaView, EsameView
from talenti.rete.models import Allegato, Appartenenza, Invito, Partner


@admin.register(Partner)
class PartnerAdmin(SoloLettura):
    """The list and the card are read here; every change is a verb, with its own page."""

    list_display = ("nome", "tipo", "comune", "stato", "ammesso_il", "fascicolo", "organizzazione")
    list_filter = ("stato", "tipo", ("comune", FiltroPerRelazione))
    search_fields = ("nome", "codice_fiscale", "partita_iva", "numero_ammissione")
    list_select_related = ("comune",)
    exclude = ("logo", "logo_tipo", "lat", "lon")
    readonly_fields = ("stato", "numero_ammissione", "proposto_il", "deciso_il", "esito", "ammesso_il", "cessato_il")

    def get_list_display(self, request: HttpRequest) -> Any:
        if puo(request.user, "rete.vede_fascicolo"):
            return self.list_display
        return tuple(colonna for colonna in self.list_display if colonna != "fascicolo")

    @admin.display(description=_("Fascicolo"))
    def fascicolo(self, partner: Partner) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:rete_partner_esame", args=[partner.pk]), gettext("Fascicolo")
        )

    @admin.display(description=_("Organizzazione"))
    def organizzazione(self, partner: Partner) -> str:
        return format_html('<a href="{}">{}</a>', reverse("rete:mia", args=[partner.slug]), gettext("Organizzazione"))

    def get_urls(self) -> list[Any]:
        vista, sito = self.admin_site.admin_view, {"sito": self.admin_site}
        return [
            path("coda/", vista(CodaView.as_view(**sito)), name="rete_partner_coda"),
            path("<int:pk>/esame/", vista(EsameView.as_view(**sito)), name="rete_partner_esame"),
            path("<int:pk>/atto/<slug:verbo>/", vista(AttoView.as_view(**sito)), name="rete_partner_atto"),
            *super().get_urls(),
        ]


@admin.register(Appartenenza)
class AppartenenzaAdmin(SoloLettura):
    list_display = ("persona", "partner", "ruolo", "dal", "al")
    list_filter = ("ruolo", ("partner", FiltroPerRelazione))
    search_fields = ("persona__cognome", "persona__nome", "partner__nome")
    list_select_related = ("persona", "partner")


@admin.register(Invito)
class InvitoAdmin(SoloLettura):
    list_display = ("email", "partner", "ruolo", "stato", "mandato_il", "scade")
    list_filter = ("stato", ("partner", FiltroPerRelazione))
    search_fields = ("email", "partner__nome")
    list_select_related = ("partner",)
    readonly_fields = ("stato",)


@admin.register(Allegato)
class AllegatoAdmin(SoloLettura):
    list_display = ("nome", "partner", "tipo", "caricato_il", "caricato_da")
    list_filter = (("partner", FiltroPerRelazione),)
    search_fields = ("nome", "partner__nome", "sha256")
    list_select_related = ("partner", "caricato_da")
    exclude = ("file",)
