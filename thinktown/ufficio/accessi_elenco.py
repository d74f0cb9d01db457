"""The register of requests of access: those of the calls one follows, the soonest to expire first; its sheets.

The civic register is public by rule, hence without names (ANAC, Linee guida 1309/2016, § 9): the office publishes it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Case, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from talenti.base.admin import FiltroPerRelazione, SoloLettura
from talenti.base.clock import a_roma, oggi
from talenti.base.fogli import csv_sicuro
from talenti.base.templatetags.italiano import data_breve
from talenti.persone.letture import UFFICIO, LettureInUfficio, annota_letture
from thinktown.enums_registri import ACCESSO_APERTO, CIVICI, TipoAccesso
from thinktown.models import Bando, RichiestaAccesso
from thinktown.termini_accesso import VICINA, quanto_resta, semaforo
from thinktown.ufficio.accessi import PAGINA

CIVICO, DOCUMENTALE = "civico", "documentale"


class FiltroScade(admin.SimpleListFilter):
    title = _("quando scade")
    parameter_name = "scade"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("aperte", _("Da decidere")), ("presto", _("Scade presto")), ("scadute", _("Scaduta"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("aperte", "presto", "scadute"):
            return queryset
        aperte = queryset.filter(stato__in=ACCESSO_APERTO)
        if self.value() == "scadute":
            return aperte.filter(scade_il__lt=oggi())
        return aperte.filter(scade_il__range=(oggi(), oggi() + VICINA)) if self.value() == "presto" else aperte


@admin.register(RichiestaAccesso)
class RichiestaAccessoAdmin(LettureInUfficio, SoloLettura):
    pagina = PAGINA
    change_list_template = "admin/thinktown/accessi.html"
    list_display = ("richiesta", "scade", "stato", "tipo", "nome", "bando_")
    list_display_links = None
    list_filter = (FiltroScade, "stato", "tipo", ("bando", FiltroPerRelazione))
    search_fields = ("nome", "oggetto", "che_cosa")
    list_select_related = ("bando",)
    # What has ended comes last.
    ordering = (Case(When(stato__in=ACCESSO_APERTO, then=0), default=1), "scade_il", "pk")
    fields = ("bando", "tipo", "stato", "arrivata_il", "scade_il")
    readonly_fields = fields

    def persone_di(self, riga: RichiestaAccesso) -> Iterable[int]:
        return [riga.persona_id] if riga.persona_id else []

    def che_aprono(self, request: HttpRequest) -> list[QuerySet[Any]]:
        """Whoever works on a call sees the register, while it is empty too."""
        return [Bando.objects.seguiti_da(request.user)]

    @admin.display(description=_("Richiesta"), ordering="numero")
    def richiesta(self, una: RichiestaAccesso) -> str:
        url = reverse("admin:thinktown_bando_accesso", args=[una.bando_id, una.codice])
        return format_html('<a href="{}">{}</a>', url, gettext("n. %(n)s") % {"n": una})

    @admin.display(description=_("Bando"), ordering="bando__titolo")
    def bando_(self, una: RichiestaAccesso) -> str:
        return str(una.bando)

    @admin.display(description=_("Da decidere entro"), ordering="scade_il")
    def scade(self, una: RichiestaAccesso) -> str:
        if not una.aperta:
            return "–"
        luce = semaforo(una.scade_il, oggi())
        return format_html(
            '<span class="semaforo semaforo-{}">{}</span> {} {}<br>{}',
            luce.value,
            luce.label,
            data_breve(una.scade_il),
            una.scade_il.year,
            quanto_resta(una.scade_il, oggi()),
        )

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Its page is the call's."""
        trovata = self.get_object(request, object_id)
        if trovata is None:
            raise Http404
        return redirect("admin:thinktown_bando_accesso", trovata.bando_id, trovata.codice)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return self.change_view(request, object_id)

    def registro(self, request: HttpRequest, quale: str) -> HttpResponse:
        """The sheet of one of the two registers, of the calls that this person follows: what the filters show."""
        if not self.has_view_permission(request) or quale not in (CIVICO, DOCUMENTALE):
            raise Http404
        tipi = CIVICI if quale == CIVICO else (TipoAccesso.DOCUMENTALE,)
        try:
            scelte = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            # As the list does: what is no filter shows everything.
            return redirect(request.path)
        righe = list(scelte.filter(tipo__in=tipi).select_related("bando").order_by("anno", "numero"))
        con_nomi = quale == DOCUMENTALE
        if con_nomi:
            persone = [una.persona_id for una in righe if una.persona_id]
            annota_letture(persone, chi=request.user, per_conto=UFFICIO, pagina=PAGINA)
        return HttpResponse(
            csv_sicuro(_righe(righe, con_nomi=con_nomi)),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="registro-accessi-{quale}-{oggi().isoformat()}.csv"',
                "Cache-Control": "private, no-store",
            },
        )

    def get_urls(self) -> list[Any]:
        vista = self.admin_site.admin_view(require_safe(self.registro))
        return [path("registro/<slug:quale>/", vista, name="thinktown_richiestaaccesso_registro"), *super().get_urls()]


def _righe(richieste: Iterable[RichiestaAccesso], *, con_nomi: bool) -> Iterator[list[str]]:
    yield [
        gettext("Numero"),
        gettext("Arrivata il"),
        gettext("Tipo"),
        gettext("Bando"),
        gettext("Oggetto"),
        *([gettext("Chi chiede"), gettext("Come è arrivata")] if con_nomi else []),
        gettext("Da decidere entro"),
        gettext("Esito"),
        gettext("Decisa il"),
    ]
    for una in richieste:
        yield [
            str(una),
            una.arrivata_il.isoformat(),
            str(una.get_tipo_display()),
            str(una.bando),
            una.oggetto,
            *([una.nome, str(una.get_canale_display())] if con_nomi else []),
            una.scade_il.isoformat(),
            str(una.get_stato_display()),
            a_roma(una.decisa_il).date().isoformat() if una.decisa_il else "",
        ]
