"""The back office of calls: the list of those that a person follows; each has pages of its own."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from talenti.base.admin import FiltroPerRelazione, SoloLettura
from talenti.base.clock import a_roma, adesso
from talenti.base.templatetags.italiano import data_breve, ora
from thinktown.enums import StatoBando
from thinktown.models import Bando
from thinktown.momento import APERTO, CHIUSO, IN_ARRIVO, PAROLE_DI_ADESSO, RIAPRE
from thinktown.ufficio import (
    campioni,
    chiamate,
    commissione,
    copie,
    deleghe,
    filtri,
    graduatoria,
    osservazioni,
    sedute,
)
from thinktown.ufficio.atti import AttoView, TerminaIncaricoView
from thinktown.ufficio.domande import DomandeView, FileDomandaView
from thinktown.ufficio.esporta import EsportaView, FascicoloView
from thinktown.ufficio.insieme import InsiemeView, RipensaInsiemeView
from thinktown.ufficio.istruttoria import (
    ChiediView,
    ControllaView,
    DecideView,
    DomandaView,
    PrendeView,
    RiesaminaView,
    RipensaView,
)
from thinktown.ufficio.posti import PostiView, PostoView, ScegliView, VerboView
from thinktown.ufficio.registri import PAGINE
from thinktown.ufficio.scheda import AnteprimaView, NuovoView, SchedaView, VersioneView, enti_di
from thinktown.ufficio.scrivi import ParteView, QuesitoView


def _in_breve(istante: datetime | None) -> str:
    """lun 7 dic 2026, 12:00"""
    return f"{data_breve(istante)} {a_roma(istante).year}, {ora(istante)}" if istante else "–"


class FiltroEnti(FiltroPerRelazione):
    """Only the bodies whose calls the person follows."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        enti = Bando.objects.visibili_in_ufficio(request.user).order_by("partner__nome")
        return list(enti.values_list("partner", "partner__nome").distinct())


@admin.register(Bando)
class BandoAdmin(SoloLettura):
    """Read as a list; every change is a page of its own."""

    list_display = ("bando", "misura", "partner", "dove_sta", "apre", "chiude")
    list_display_links = None
    list_filter = ("stato", "misura", ("partner", FiltroEnti))
    search_fields = ("titolo", "in_breve", "partner__nome")
    list_select_related = ("partner",)
    ordering = ("-aggiornato_il", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bando]:
        return super().get_queryset(request).defer("lavoro").prefetch_related("finestre")

    @admin.display(description=_("Bando"), ordering="titolo")
    def bando(self, bando: Bando) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:thinktown_bando_scheda", args=[bando.pk]), bando)

    @admin.display(description=_("A che punto è"), ordering="stato")
    def dove_sta(self, bando: Bando) -> str:
        """Open, closed, to come: what the windows say now."""
        if bando.stato != StatoBando.PUBBLICATO:
            return str(bando.get_stato_display())
        istante, finestre = adesso(), list(bando.finestre.all())
        if any(una.apre <= istante < una.chiude for una in finestre):
            chiave = APERTO
        elif any(istante < una.apre for una in finestre):
            chiave = RIAPRE if any(una.chiude <= istante for una in finestre) else IN_ARRIVO
        else:
            chiave = CHIUSO
        return str(PAROLE_DI_ADESSO[chiave])

    @admin.display(description=_("Apre"), ordering="apre_il")
    def apre(self, bando: Bando) -> str:
        return _in_breve(bando.apre_il)

    @admin.display(description=_("Chiude"), ordering="chiude_il")
    def chiude(self, bando: Bando) -> str:
        return _in_breve(bando.chiude_il)

    def che_aprono(self, request: HttpRequest) -> list[QuerySet[Any]]:
        """Whoever may begin one sees the list, while it is empty too."""
        return [self.get_queryset(request), enti_di(request.user)]

    def _comincia(self, request: HttpRequest) -> bool:
        return bool(request.user.is_staff) and enti_di(request.user).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._comincia(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return NuovoView.as_view(sito=self.admin_site)(request)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        trovato = self.get_object(request, object_id)
        if trovato is None:
            raise Http404
        return redirect("admin:thinktown_bando_scheda", trovato.pk)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Its history is on its own page."""
        return self.change_view(request, object_id)

    def get_urls(self) -> list[Any]:
        pagine = (
            ("scheda/", SchedaView, "scheda"),
            ("anteprima/", AnteprimaView, "anteprima"),
            ("parti/<slug:parte>/", ParteView, "parte"),
            ("quesiti/<slug:voce>/", QuesitoView, "quesito"),
            ("atto/<slug:verbo>/", AttoView, "atto"),
            ("incarichi/<int:incarico>/termina/", TerminaIncaricoView, "termina"),
            ("versioni/<int:n>/", VersioneView, "versione"),
            ("domande/", DomandeView, "domande"),
            ("domande/insieme/", InsiemeView, "insieme"),
            ("domande/insieme/<slug:mazzo>/ripensa/", RipensaInsiemeView, "ripensa_insieme"),
            ("domande/<slug:codice>/", DomandaView, "domanda"),
            ("domande/<slug:codice>/controlla/", ControllaView, "controlla"),
            ("domande/<slug:codice>/decide/", DecideView, "decide"),
            ("domande/<slug:codice>/chiedi/", ChiediView, "chiedi"),
            ("domande/<slug:codice>/ripensa/", RipensaView, "ripensa"),
            ("domande/<slug:codice>/riesamina/", RiesaminaView, "riesamina"),
            ("domande/<slug:codice>/prende/", PrendeView, "prende"),
            ("domande/<slug:codice>/fascicolo/", FascicoloView, "fascicolo"),
            ("esporta/", EsportaView, "esporta"),
            ("domande/<slug:codice>/file/<slug:file>/", FileDomandaView, "file"),
            *campioni.PAGINE,
            *commissione.PAGINE,
            *copie.PAGINE,
            *deleghe.PAGINE,
            *filtri.PAGINE,
            *graduatoria.PAGINE,
            *osservazioni.PAGINE,
            *chiamate.PAGINE,
            ("posti/", PostiView, "posti"),
            ("posti/scegli/<slug:codice>/", ScegliView, "scegli"),
            ("posti/<slug:codice>/", PostoView, "posto"),
            ("posti/<slug:codice>/<slug:verbo>/", VerboView, "posto_verbo"),
            *PAGINE,
            *sedute.PAGINE,
        )
        nostre = [
            path(
                f"<int:pk>/{pezzo}",
                self.admin_site.admin_view(vista.as_view(sito=self.admin_site)),
                name=f"thinktown_bando_{nome}",
            )
            for pezzo, vista, nome in pagine
        ]
        return [*nostre, *super().get_urls()]
