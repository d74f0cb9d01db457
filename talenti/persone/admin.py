"""People in the office: to read. What changes goes through actions, from pages that ask for the reason."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext, gettext_lazy

from talenti.base.admin import ModelloUfficio, SoloLettura
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.permissions import concesso, puo
from talenti.base.views import con_errore_al_campo
from talenti.persone.actions import accogli_recupero, respingi_recupero
from talenti.persone.forms import FormMotivo
from talenti.persone.letture import LettureInUfficio, dichiara_pagina
from talenti.persone.models import Persona, Piano, RecuperoFattore
from talenti.persone.ufficio import AttoView, atti_possibili


@admin.register(Persona)
class PersonaAdmin(LettureInUfficio, SoloLettura):
    pagina = dichiara_pagina("persone.ufficio", gettext_lazy("La scheda o l'elenco delle persone, in ufficio"))
    permesso_lettura = "persone.vede_persone"
    list_display = ("cognome", "nome", "email", "comune", "creata_il", "is_active")
    list_filter = ("is_active", "comune__ambito")
    search_fields = ("nome", "cognome", "email")
    list_select_related = ("comune",)
    fields = (
        ("nome", "cognome"),
        "email",
        "nato_il",
        "comune",
        "telefono",
        "lingua",
        "is_active",
        ("creata_il", "chiusa_il"),
    )
    # What only who looks after people in the network reads.
    riservati = ("nato_il", "telefono")

    change_form_template = "admin/persone/persona/change_form.html"

    def persone_di(self, riga: Persona) -> list[int]:
        return [riga.pk]

    def get_urls(self) -> list[URLPattern]:
        vista = self.admin_site.admin_view(AttoView.as_view(sito=self.admin_site))
        return [path("<int:pk>/atto/<slug:verbo>/", vista, name="persone_persona_atto"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        persona = self.get_object(request, object_id)
        atti = atti_possibili(persona, request.user) if persona else []
        return super().change_view(request, object_id, form_url, {"atti": atti} | (extra_context or {}))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if concesso(request.user, self.permesso_lettura):
            return self.fields
        return tuple(campo for campo in self.fields if campo not in self.riservati)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """The address of the list asks only for what its columns and filters show: to ask of a birth date, or of
        the hash of a password, which rows have it is to read it."""
        visibili = {*self.list_display, *self.list_filter, "id", "pk"}
        return any(lookup == nome or lookup.startswith(f"{nome}__") for nome in visibili)


@admin.register(Piano)
class PianoAdmin(ModelloUfficio):
    permesso_scrittura = "persone.cura_i_piani"
    list_display = ("nome", "dal", "al", "eta_minima", "giovane_da", "giovane_a")


@admin.register(RecuperoFattore)
class RecuperoFattoreAdmin(SoloLettura):
    """Who lost the second factor: read, then decide with a reason, on a page of its own."""

    permesso_lettura = "persone.azzera_secondo_fattore"
    list_display = ("persona", "stato", "chiesto_il", "deciso_il", "deciso_da")
    list_filter = ("stato",)
    list_select_related = ("persona", "deciso_da")
    fields = ("persona", "racconto", "stato", "chiesto_il", "deciso_il", "deciso_da")
    change_form_template = "admin/persone/recuperofattore/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        vista = self.admin_site.admin_view(self.decidi)
        return [
            path("<int:pk>/decidi/<slug:verbo>/", vista, name="persone_recuperofattore_decidi"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        recupero = self.get_object(request, object_id)
        esito = puo(request.user, "persone.accoglie_recupero", recupero) if recupero else None
        contesto = {"recupero": recupero, "esito": esito} | (extra_context or {})
        return super().change_view(request, object_id, form_url, contesto)

    def decidi(self, request: HttpRequest, pk: int, verbo: str) -> HttpResponse:
        azioni = {
            "accogli": (accogli_recupero, gettext("Togli il secondo fattore")),
            "respingi": (respingi_recupero, gettext("Respingi la richiesta")),
        }
        if verbo not in azioni:
            raise Http404
        recupero = get_object_or_404(self.get_queryset(request), pk=pk)
        azione, titolo = azioni[verbo]
        form = FormMotivo(request.POST or None)
        if form.is_valid():
            try:
                azione(recupero, da=request.user, motivo=form.cleaned_data["motivo"])
            except ErroreDiDominio as errore:
                con_errore_al_campo(form, errore)
            else:
                messages.success(request, gettext("Fatto: la persona lo legge per email."))
                return redirect("admin:persone_recuperofattore_changelist")
        contesto = {
            **self.admin_site.each_context(request),
            "title": titolo,
            "form": form,
            "recupero": recupero,
            "opts": self.model._meta,
        }
        return render(request, "admin/persone/recuperofattore/decidi.html", contesto)
