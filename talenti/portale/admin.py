from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from talenti.base.admin import SoloLettura
from talenti.portale.actions import segna_lette
from talenti.portale.models import Interruzione, Opinione, Visita
from talenti.portale.ufficio_interruzioni import InterruzioneAdmin

admin.site.register(Interruzione, InterruzioneAdmin)


@admin.register(Opinione)
class OpinioneAdmin(SoloLettura):
    permesso_lettura = "portale.leggi_opinioni"
    list_display = ("creata_il", "pagina", "esito", "testo", "email", "letta_il")
    list_filter = ("esito", ("letta_il", admin.EmptyFieldListFilter))
    search_fields = ("pagina", "testo")
    actions = ("segna",)

    @admin.action(description=_("Segna come lette"), permissions=["view"])
    def segna(self, request: HttpRequest, opinioni: QuerySet[Any]) -> None:
        quante = segna_lette(opinioni, da=request.user)
        frase = ngettext("%(n)s opinione segnata come letta.", "%(n)s opinioni segnate come lette.", quante)
        messages.success(request, frase % {"n": quante})


@admin.register(Visita)
class VisitaAdmin(SoloLettura):
    list_display = ("giorno", "sezione", "quante")
    list_filter = ("sezione",)
