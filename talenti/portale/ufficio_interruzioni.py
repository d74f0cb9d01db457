"""When the portal could not be used, as the office reads it: the list, each one with what was open then, the sheet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View

from talenti.base.admin import SoloLettura
from talenti.base.clock import a_roma, adesso
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.fogli import csv_sicuro
from talenti.base.permissions import concesso, puo, richiedi
from talenti.base.templatetags.italiano import data_breve, data_ora, numero, ora
from talenti.base.views import con_errore_al_campo
from talenti.portale import interruzioni
from talenti.portale.enums import TipoInterruzione
from talenti.portale.forms_interruzioni import FormRitira, FormSegnala, FormSpiega
from talenti.portale.models import Guasti, Interruzione, Misura
from talenti.portale.registri import Aperto, aperti_allora
from talenti.registro.queries import storia

# The errors of the last weeks stand on the page; all of them in the sheet.
GIORNI_DI_GUASTI = 30
# verb → (words of the button, form, its field, what follows)
VERBI: dict[str, tuple[Any, type[Any], str, Any]] = {
    "spiega": (
        _("Scrivi la causa"),
        FormSpiega,
        "causa",
        _("Quello che la misura ha trovato non cambia."),
    ),
    "ritira": (_("Ritira la segnalazione"), FormRitira, "motivo", _("Non conta più, ma resta scritta.")),
}


def che_cosa_era_aperto(righe: Sequence[Interruzione]) -> list[list[Aperto]]:
    """For each, what people could do only until an instant. Of one that lasts, until now."""
    ora = adesso()
    intervalli = [(una.dal, una.al or ora) for una in righe]
    insieme: list[list[Aperto]] = [[] for _una in righe]
    for fonte in aperti_allora if righe else ():
        for posto, aperti in enumerate(fonte(intervalli)):
            insieme[posto] += aperti
    return insieme


def in_parole(durata: timedelta) -> str:
    """ "2 giorni, 3 ore e 5 minuti"; never less than a minute."""
    minuti = max(1, round(durata / timedelta(minutes=1)))
    giorni, ore, minuti = minuti // 1440, minuti // 60 % 24, minuti % 60
    pezzi = [
        ngettext("%(n)s giorno", "%(n)s giorni", giorni) % {"n": numero(giorni)} if giorni else "",
        ngettext("%(n)s ora", "%(n)s ore", ore) % {"n": ore} if ore else "",
        ngettext("%(n)s minuto", "%(n)s minuti", minuti) % {"n": minuti} if minuti else "",
    ]
    return ", ".join(pezzo for pezzo in pezzi if pezzo)


def come_si_sa(una: Interruzione) -> str:
    if una.tipo == TipoInterruzione.MISURATA:
        return gettext("Misurata: %(segno)s") % {"segno": una.get_segno_display()}
    if una.tipo == TipoInterruzione.SENZA_MISURA:
        frase = ngettext(
            "Nessuna misura; il sito ha risposto a qualcuno in %(n)s minuto",
            "Nessuna misura; il sito ha risposto a qualcuno in %(n)s minuti",
            una.serviti or 0,
        )
        return frase % {"n": numero(una.serviti or 0)}
    return gettext("Segnalata a mano, poi ritirata") if una.ritirata_il else gettext("Segnalata a mano")


def stato_della_misura() -> dict[str, Any]:
    """What is true of the measure now, for the top of the page."""
    riga, ora = Misura.objects.first(), adesso()
    return {
        "misura": riga,
        "si_misura": riga is not None and abs(ora - riga.provata_il) < interruzioni.SOGLIA,
        "indirizzo": settings.INDIRIZZO_SONDA,
        "soglia": int(interruzioni.SOGLIA / timedelta(minutes=1)),
        "guasti": interruzioni.tratti_di_guasti(
            Guasti.objects.filter(minuto__gte=ora - timedelta(days=GIORNI_DI_GUASTI))
        )[:20],
    }


class _Pagina(TemplateView):
    """A page of the admin site; ``admin_view`` has asked for a back-office role and a second factor."""

    sito: AdminSite | None = None
    titolo: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comune = self.sito.each_context(self.request) if self.sito else {}
        nostro = {"title": self.titolo, "opts": Interruzione._meta}
        return comune | nostro | super().get_context_data(**kwargs)


class _DiUna(_Pagina):
    @cached_property
    def una(self) -> Interruzione:
        return get_object_or_404(Interruzione.objects.visibili_in_ufficio(self.request.user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.titolo = str(self.una)
        return super().get_context_data(**kwargs) | {"una": self.una}


class SchedaView(_DiUna):
    """From when to when, how it is known, what was open then, what was written of it."""

    template_name = "admin/portale/interruzione.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        una = self.una
        scrive = concesso(self.request.user, "portale.scrive_interruzioni")
        fine = una.al or adesso()
        return super().get_context_data(**kwargs) | {
            "durata": in_parole(una.durata),
            "come": come_si_sa(una),
            "aperti": che_cosa_era_aperto([una])[0],
            "guasti": interruzioni.tratti_di_guasti(
                Guasti.objects.filter(minuto__gte=una.dal - timedelta(hours=1), minuto__lt=fine + timedelta(hours=1))
            ),
            "verbi": [
                {"verbo": verbo, "parole": parole}
                for verbo, (parole, *_altro) in VERBI.items()
                if scrive and not una.ritirata_il and (verbo == "spiega" or una.tipo == TipoInterruzione.SEGNALATA)
            ],
            "storia": storia(una),
        }


class AttoView(FormView, _DiUna):
    """One verb on one interruption."""

    template_name = "admin/portale/atto.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["verbo"] not in VERBI:
            raise Http404
        self.verbo = kwargs["verbo"]
        self.una  # noqa: B018 – who may not read it finds nothing
        richiedi(request.user, "portale.scrive_interruzioni")
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return VERBI[self.verbo][1]

    def get_initial(self) -> dict[str, Any]:
        return {"causa": self.una.causa} if self.verbo == "spiega" else {}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            getattr(interruzioni, self.verbo)(self.una, form.cleaned_data[VERBI[self.verbo][2]], da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, gettext("Fatto: è scritto nel registro."))
        return redirect("admin:portale_interruzione_scheda", self.una.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parole, _form, _campo, nota = VERBI[self.verbo]
        return super().get_context_data(**kwargs) | {"parole": parole, "nota": nota}


class SegnalaView(FormView, _Pagina):
    template_name = "admin/portale/atto.html"
    form_class = FormSegnala
    titolo = _("Segnala un'interruzione")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        richiedi(request.user, "portale.scrive_interruzioni")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            una = interruzioni.segnala(**form.cleaned_data, da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, gettext("Segnalata: è scritta nel registro."))
        return redirect("admin:portale_interruzione_scheda", una.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        nota = _("Per quello che la misura non vede: la rete fuori da qui, una pagina sola che non andava.")
        return super().get_context_data(**kwargs) | {"parole": _("Segnala"), "nota": nota}


class FoglioView(View):
    """Everything, for the file of an act."""

    def get(self, request: HttpRequest) -> HttpResponse:
        righe = Interruzione.objects.visibili_in_ufficio(request.user)
        richiedi(request.user, "portale.legge_interruzioni")
        risposta = HttpResponse(csv_sicuro(_foglio(righe)), content_type="text/csv; charset=utf-8")
        risposta["Content-Disposition"] = 'attachment; filename="interruzioni.csv"'
        return risposta


def _foglio(righe: QuerySet[Interruzione]) -> Iterator[Iterable[str]]:
    elenco = list(righe)
    yield [gettext("N."), gettext("Dal (ora italiana)"), gettext("Al (ora italiana)"), gettext("Minuti"),
           gettext("Come si sa"), gettext("Causa"), gettext("Che cosa era aperto")]  # fmt: skip
    for una, aperti in zip(elenco, che_cosa_era_aperto(elenco), strict=True):
        minuti = str(max(1, round(una.durata / timedelta(minutes=1))))
        allora = "; ".join(f"{uno.titolo} ({gettext('fino a')} {data_ora(uno.fino)})" for uno in aperti)
        al = _locale(una.al) if una.al else gettext("in corso")
        yield [str(una.pk), _locale(una.dal), al, minuti, come_si_sa(una), una.causa, allora]
    yield []
    yield [gettext("Errori del portale: dal"), gettext("Al"), gettext("Risposte con errore")]
    for tratto in interruzioni.tratti_di_guasti(Guasti.objects.all()):
        yield [_locale(tratto.dal), _locale(tratto.al), str(tratto.quanti)]


def _breve(istante: datetime) -> str:
    """mer 25 nov 2026, 23:00"""
    return f"{data_breve(a_roma(istante).date())} {a_roma(istante).year}, {ora(istante)}"


def _locale(istante: datetime) -> str:
    return a_roma(istante).strftime("%Y-%m-%d %H:%M:%S")


class InterruzioneAdmin(SoloLettura):
    """The list, with what is measured and what is not above it."""

    change_list_template = "admin/portale/interruzioni.html"
    list_display = ("quando", "fino", "quanto", "come", "causa", "aperti")
    list_display_links = None
    list_filter = ("tipo", ("causa", admin.EmptyFieldListFilter))
    date_hierarchy = "dal"
    fields = ("tipo", "dal", "al", "segno", "serviti", "causa", "ritirata_il")
    readonly_fields = fields
    decide_da_se = True

    def _vede(self, request: HttpRequest, obj: Any) -> bool:
        """Whoever may read them opens the list while it is empty too."""
        if obj is None and request.user.is_staff:
            return bool(puo(request.user, "portale.legge_interruzioni"))
        return super()._vede(request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        scrive = concesso(request.user, "portale.scrive_interruzioni")
        risposta: Any = super().changelist_view(request, stato_della_misura() | {"scrive": scrive})
        elenco = (getattr(risposta, "context_data", None) or {}).get("cl")
        if elenco is not None:
            elenco.result_list = list(elenco.result_list)
            for una, aperti in zip(elenco.result_list, che_cosa_era_aperto(elenco.result_list), strict=True):
                una.erano_aperti = len(aperti)
        return risposta

    @admin.display(description=_("Dal"), ordering="dal")
    def quando(self, una: Interruzione) -> str:
        return format_html('<a href="{}">{}</a>', _scheda(una), _breve(una.dal))

    @admin.display(description=_("Al"), ordering="al")
    def fino(self, una: Interruzione) -> str:
        return _breve(una.al) if una.al else gettext("dura ancora")

    @admin.display(description=_("Quanto"))
    def quanto(self, una: Interruzione) -> str:
        return in_parole(una.durata)

    @admin.display(description=_("Come si sa"))
    def come(self, una: Interruzione) -> str:
        return come_si_sa(una)

    @admin.display(description=_("Bandi aperti allora"))
    def aperti(self, una: Any) -> str:
        return numero(una.erano_aperti) if una.erano_aperti else gettext("nessuno")

    def get_urls(self) -> list[Any]:
        vista, sito = self.admin_site.admin_view, {"sito": self.admin_site}
        nome = "portale_interruzione_"
        return [
            path("segnala/", vista(SegnalaView.as_view(**sito)), name=f"{nome}segnala"),
            path("csv/", vista(FoglioView.as_view()), name=f"{nome}csv"),
            path("<int:pk>/scheda/", vista(SchedaView.as_view(**sito)), name=f"{nome}scheda"),
            path("<int:pk>/atto/<slug:verbo>/", vista(AttoView.as_view(**sito)), name=f"{nome}atto"),
            *super().get_urls(),
        ]


def _scheda(una: Interruzione) -> str:
    return reverse("admin:portale_interruzione_scheda", args=[una.pk])
