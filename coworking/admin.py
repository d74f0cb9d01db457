"""The back office of spaces: what was proposed and published, the bookings, the lead's examination."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coworking.assegnazioni import AssegnaView, RevocaAssegnazioneView
from coworking.esame import AttoView, EsameView, FotoInUfficioView
from coworking.models import Prenotazione, SenzaRisultato, Spazio
from talenti.base.admin import FiltroPerRelazione, SoloLettura
from talenti.luoghi.mappa import sagome
from talenti.persone.letture import LettureInUfficio, dichiara_pagina


@admin.register(Spazio)
class SpazioAdmin(SoloLettura):
    """The list and the card are read here; every change is a verb, with its own page."""

    permesso_lettura = "coworking.vede_ufficio"
    list_display = ("nome", "tipo", "partner", "comune", "stato", "proposto_il", "scheda")
    list_filter = ("stato", "tipo", ("partner", FiltroPerRelazione))
    search_fields = ("nome", "partner__nome", "comune__nome", "indirizzo")
    list_select_related = ("partner", "comune")
    ordering = ("proposto_il", "pk")
    exclude = ("lat", "lon")
    readonly_fields = ("stato", "proposto_il", "pubblicato_il", "fermato_dalla_rete")

    @admin.display(description=_("Scheda"))
    def scheda(self, spazio: Spazio) -> str:
        url = reverse("admin:coworking_spazio_esame", args=[spazio.pk])
        return format_html('<a href="{}">{}</a>', url, gettext("Scheda"))

    def get_urls(self) -> list[Any]:
        vista, sito = self.admin_site.admin_view, {"sito": self.admin_site}
        return [
            path("foto/<int:pk>/", vista(FotoInUfficioView.as_view()), name="coworking_spazio_foto"),
            path("<int:pk>/esame/", vista(EsameView.as_view(**sito)), name="coworking_spazio_esame"),
            path("<int:pk>/atto/<slug:verbo>/", vista(AttoView.as_view(**sito)), name="coworking_spazio_atto"),
            path("<int:pk>/posti/", vista(AssegnaView.as_view(**sito)), name="coworking_spazio_assegna"),
            path(
                "<int:pk>/posti/<int:blocco>/revoca/",
                vista(RevocaAssegnazioneView.as_view(**sito)),
                name="coworking_spazio_revoca",
            ),
            *super().get_urls(),
        ]


@admin.register(SenzaRisultato)
class SenzaRisultatoAdmin(SoloLettura):
    """Where somebody looked for a place and found none: where hosts are wanted."""

    permesso_lettura = "coworking.esamina_spazi"
    list_display = ("giorno", "dove", "tipo", "quante")
    list_filter = ("tipo",)
    date_hierarchy = "giorno"

    @admin.display(description=_("Dove"))
    def dove(self, riga: SenzaRisultato) -> str:
        sagoma = sagome().get(riga.comune)
        return sagoma.nome if sagoma else gettext("in tutta la provincia")


@admin.register(Prenotazione)
class PrenotazioneAdmin(LettureInUfficio, SoloLettura):
    """Read only, and without what people wrote: why somebody comes is between her and who hosts."""

    pagina = dichiara_pagina("coworking.ufficio", _("Le prenotazioni, in ufficio"))
    permesso_lettura = "coworking.vede_ufficio"
    list_display = ("codice", "spazio", "persona", "stato", "dal", "al")
    list_filter = ("stato", ("spazio", FiltroPerRelazione))
    search_fields = ("codice", "spazio__nome")
    list_select_related = ("spazio", "persona")
    ordering = ("-dal", "-pk")
    fields = ("codice", "spazio", "persona", "stato", "unita", "dal", "al", "persone", "chiesta_il", "decisa_il")
    readonly_fields = fields

    def persone_di(self, riga: Prenotazione) -> list[int]:
        return [riga.persona_id]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Prenotazione]:
        """A minor's request is nobody's business before who answers for her has said yes."""
        return super().get_queryset(request).filter(attende_tutore=False)
