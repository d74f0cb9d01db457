"""Declarations drawn by lot: the draws of a call, how each is done again, what became of each application."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talenti.base.clock import a_roma
from talenti.base.fogli import csv_sicuro
from talenti.base.permissions import puo, richiedi
from talenti.base.templatetags.italiano import numero
from talenti.base.views import PaginatoreMite
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from thinktown import campioni
from thinktown.actions.campioni import estrae_campione, segno, verifica
from thinktown.enums import PRESENTATE, SI_VERIFICA
from thinktown.enums_istruttoria import EsitoVerifica
from thinktown.estrazione import posto
from thinktown.models import Bando, Campione, Componente, Domanda, VerificaCampione
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.moduli_campioni import FormEstrazione, FormVerifica
from thinktown.ufficio.modulo import ModuloView

PAGINA = dichiara_pagina("thinktown.campioni", gettext_lazy("Le verifiche a campione sulle dichiarazioni, in ufficio"))
PER_PAGINA, PER_PAGINA_ELENCO = 50, 200


def perche_non_si_estrae(bando: Bando) -> str:
    """Why this is not the moment for a draw; empty, it is."""
    if bando.stato not in SI_VERIFICA:
        return _("Il bando è «%(stato)s»: adesso non si estrae.") % {"stato": bando.get_stato_display()}
    if bando.aperto():
        return _("Il bando è ancora aperto: il campione si estrae dopo la chiusura.")
    if not Domanda.objects.filter(bando=bando, stato__in=PRESENTATE).exists():
        return _("Nessuna domanda è stata inviata: non c'è niente da estrarre.")
    return ""


class CampioniView(InUfficio):
    """The draws of the call: none replaces another."""

    template_name = "admin/thinktown/campioni.html"
    titolo = gettext_lazy("Verifiche a campione")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "campioni": campioni.con_conto(self.bando.campioni.order_by("n")),
            "perche_no": perche_non_si_estrae(self.bando),
            "esito": puo(self.request.user, "thinktown.pubblica_bandi", self.bando),
        }


class EstraiView(ModuloView):
    """How many in a hundred, and where the seed comes from."""

    titolo = gettext_lazy("Estrai le domande da verificare")
    bottone = gettext_lazy("Estrai il campione")
    form_class = FormEstrazione

    def prima(self) -> HttpResponse | None:
        richiedi(self.request.user, "thinktown.pubblica_bandi", self.bando)
        perche = perche_non_si_estrae(self.bando)
        if perche:
            messages.error(self.request, perche)
            return redirect(self.indietro())
        return None

    def indietro(self) -> str:
        return reverse("admin:thinktown_bando_campioni", args=[self.bando.pk])

    def segue(self) -> list[str]:
        quante = Domanda.objects.filter(bando=self.bando, stato__in=PRESENTATE).count()
        fra = ngettext(
            "Si estrae fra %(n)s domanda inviata: chi l'ha ritirata non c'è.",
            "Si estrae fra %(n)s domande inviate: quelle ritirate non ci sono.",
            quante,
        )
        return [
            fra % {"n": numero(quante)},
            _("Restano scritti il seme, l'elenco e il risultato: chiunque può rifare il conto e trovare le stesse."),
            _("Un'estrazione non si annulla. Se ne fai un'altra, si aggiunge: la prima resta."),
        ]

    def get_initial(self) -> dict[str, Any]:
        return {"letti": self.bando.campioni.count(), "da_dove": "portale"}

    def esegui(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        campione = estrae_campione(
            self.bando,
            dati["percento"],
            letti=dati["letti"],
            seme=dati["seme"],
            evento=dati["evento"],
            da=self.request.user,
        )
        quante = campione.verifiche.count()
        fatto = ngettext("Estratta %(n)s domanda.", "Estratte %(n)s domande.", quante)
        messages.success(self.request, fatto % {"n": numero(quante)})
        return redirect("admin:thinktown_bando_campione", self.bando.pk, campione.n)


class _DiUnCampione(InUfficio):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.n = kwargs.pop("n")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def campione(self) -> Campione:
        return get_object_or_404(campioni.con_conto(self.bando.campioni.all()), n=self.n)

    @property
    def verifiche(self) -> QuerySet[VerificaCampione]:
        """In the order in which they came out."""
        return self.campione.verifiche.select_related("domanda", "da").order_by("pk")

    def annota(self, verifiche: Iterable[VerificaCampione]) -> None:
        """What was found of an application is said of the people of its group."""
        gruppi = Componente.objects.attivi().filter(domanda__in=[una.domanda_id for una in verifiche])
        persone = gruppi.values_list("persona", flat=True)
        annota_letture(persone, chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.titolo = self.titolo or _("Campione %(n)s") % {"n": self.campione.n}
        return super().get_context_data(**kwargs) | {"campione": self.campione}


class CampioneView(_DiUnCampione):
    """What was drawn, and how far one is; the address holds the filter."""

    template_name = "admin/thinktown/campione.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        conto = campioni.conto(self.campione)
        scelto = self.request.GET.get("esito", "")
        scelto = scelto if scelto in conto else ""
        pagine = PaginatoreMite(campioni.filtra(self.verifiche, scelto), PER_PAGINA)
        page = pagine.page(self.request.GET.get("page") or 1)
        lista = list(page.object_list)
        self.annota(lista)
        nomi = Domanda.objects.filter(pk__in=[una.domanda_id for una in lista]).come_inviate()
        soggetti = dict(nomi.values_list("pk", "soggetto_inviato"))
        parole = {campioni.DA_FARE: _("Da verificare")} | dict(EsitoVerifica.choices)
        return super().get_context_data(**kwargs) | {
            "conto": [(chiave, parole[chiave], quante) for chiave, quante in conto.items()],
            "scelto": scelto,
            "page_obj": page,
            "righe": [(una, soggetti.get(una.domanda_id, "")) for una in lista],
            "parametri": f"esito={scelto}&" if scelto else "",
            "detto": campioni.registrato(self.campione),
        }


class ComeSiRifaView(_DiUnCampione):
    """Seed, list, fingerprint and the recipe; and what comes out if it is done again now."""

    template_name = "admin/thinktown/come_si_rifa.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.titolo = _("Campione %(n)s: come si rifà") % {"n": self.campione.n}
        detto = campioni.registrato(self.campione)
        elenco = list(enumerate(detto.elenco, start=1)) if detto else []
        page = PaginatoreMite(elenco, PER_PAGINA_ELENCO).page(self.request.GET.get("page") or 1)
        estratte = set(detto.estratte) if detto else set()
        return super().get_context_data(**kwargs) | {
            "detto": detto,
            "confronto": campioni.ricalcola(self.campione, detto) if detto else None,
            "page_obj": page,
            "righe": [(n, uno, posto(self.campione.seme, uno), uno in estratte) for n, uno in page.object_list],
        }


class ElencoView(_DiUnCampione):
    """The list whose fingerprint was kept, byte by byte: one code a line, no line end after the last."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        detto = campioni.registrato(self.campione)
        if detto is None:
            raise Http404
        return _file("\n".join(detto.elenco).encode(), "text/plain", f"campione-{self.campione.n}-elenco.txt")


class FoglioView(_DiUnCampione):
    """Every application that was drawn with its outcome, for the file of the procedure."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        righe = list(self.verifiche)
        self.annota(righe)
        return _file(csv_sicuro(_foglio(righe)), "text/csv", f"campione-{self.campione.n}.csv")


def _foglio(righe: list[VerificaCampione]) -> Iterable[list[str]]:
    yield [_("Numero"), _("Codice"), _("Esito"), _("Che cosa è risultato"), _("Chi ha verificato"), _("Quando")]
    for una in righe:
        yield [
            str(una.domanda.numero),
            una.domanda.codice,
            str(una.get_esito_display() or _("Da verificare")),
            una.nota,
            str(una.da or ""),
            f"{a_roma(una.verificata_il):%Y-%m-%d %H:%M}" if una.verificata_il else "",
        ]


def _file(contenuto: bytes, tipo: str, nome: str) -> HttpResponse:
    return HttpResponse(
        contenuto,
        content_type=f"{tipo}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nome}"', "Cache-Control": "private, no-store"},
    )


class VerificaView(_DiUnCampione, ModuloView):
    """What was found of one application; of one's own somebody else writes it."""

    template_name = "admin/thinktown/verifica.html"
    bottone = gettext_lazy("Salva l'esito")
    form_class = FormVerifica

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice = kwargs.pop("codice")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def una(self) -> VerificaCampione:
        return get_object_or_404(
            self.verifiche.select_related("campione", "domanda__bando"), domanda__codice=self.codice
        )

    def prima(self) -> HttpResponse | None:
        richiedi(self.request.user, "thinktown.istruisce", self.una.domanda)
        return None

    def indietro(self) -> str:
        return reverse("admin:thinktown_bando_campione", args=[self.bando.pk, self.campione.n])

    def get_initial(self) -> dict[str, Any]:
        return {"esito": self.una.esito, "nota": self.una.nota, "letto": segno(self.una)}

    def esegui(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        verifica(self.una, esito=dati["esito"], nota=dati["nota"], letto=dati["letto"], da=self.request.user)
        frase = _("Domanda n. %(n)s: %(esito)s.")
        messages.success(
            self.request, frase % {"n": self.una.domanda.numero, "esito": str(self.una.get_esito_display()).lower()}
        )
        return redirect(self.indietro())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.titolo = _("Verifica della domanda n. %(n)s") % {"n": self.una.domanda.numero}
        self.annota([self.una])
        return super().get_context_data(**kwargs) | {"una": self.una, "domanda": self.una.domanda}


PAGINE = (
    ("campioni/", CampioniView, "campioni"),
    ("campioni/estrai/", EstraiView, "estrai"),
    ("campioni/<int:n>/", CampioneView, "campione"),
    ("campioni/<int:n>/come-si-rifa/", ComeSiRifaView, "come_si_rifa"),
    ("campioni/<int:n>/elenco.txt", ElencoView, "campione_elenco"),
    ("campioni/<int:n>/verifiche.csv", FoglioView, "campione_csv"),
    ("campioni/<int:n>/domande/<slug:codice>/", VerificaView, "verifica"),
)
