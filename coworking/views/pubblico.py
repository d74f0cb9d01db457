"""Spaces for everybody: the search with its map, each space's page with its grid, the photos."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import DetailView, TemplateView, View

from coworking.disponibilita import Disponibilita
from coworking.enums import SPAZI_PUBBLICI, StatoSpazio, Unita
from coworking.filters import FiltroSpazi
from coworking.models import Foto, Spazio
from coworking.queries import regole_in_vigore
from coworking.ricerca import PROPOSTI, Ricerca, Trovato
from talenti.base.clock import a_roma, oggi
from talenti.base.permissions import puo
from talenti.base.views import PaginatoreMite, risposta_con_file
from talenti.luoghi.mappa import Punto

PER_PAGINA = 24
# How many days stand side by side, and how far from today (or from the open one) the grid looks for a free one.
_PASSO = timedelta(days=5)
GIORNI_GUARDATI = 30
_ANNI = range(2000, 2200)


class ElencoView(TemplateView):
    """The search. The address is its only state."""

    template_name = "coworking/elenco.html"
    pubblica = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filtro = FiltroSpazi(self.request.GET, queryset=Spazio.objects.pubblicati(), request=self.request)
        ricerca = Ricerca(
            filtro.qs,
            comune=filtro.scelto("comune"),
            giorno=filtro.giorno_scelto,
            parte=filtro.parte_scelta,
            posti=filtro.posti_scelti,
        )
        pagina = PaginatoreMite(ricerca.trovati, PER_PAGINA).get_page(self.request.GET.get("page"))
        parametri = self.request.GET.copy()
        parametri.pop("page", None)
        return super().get_context_data(**kwargs) | {
            "filtro": filtro,
            "quanti": len(ricerca.trovati),
            "trovati": ricerca.mostra(pagina.object_list),
            "page_obj": pagina,
            "parametri": parametri.urlencode(),
            "punti": ricerca.punti(self._verso_il_comune()),
            "giorno": filtro.giorno_scelto,
            "non_capiti": [non_capito(filtro, nome) for nome in filtro.ignorati],
            "proposti": [] if ricerca.trovati else proposti(ricerca),
        }

    def _verso_il_comune(self) -> str:
        parametri = self.request.GET.copy()
        for nome in ("page", "comune", "km"):
            parametri.pop(nome, None)
        altri = parametri.urlencode().replace("{", "%7B").replace("}", "%7D")
        return "?comune={}" + (f"&{altri}" if altri else "")


def non_capito(filtro: FiltroSpazi, nome: str) -> str:
    """What was written and is not understood, and what is done instead."""
    scritto = filtro.data.get(nome, "")[:40]
    if nome == "comune":
        return _("Non conosco il comune «%(scritto)s»: cerco in tutta la provincia.") % {"scritto": scritto}
    etichetta = filtro.form.fields[nome].label
    return _("Non capisco «%(scritto)s» in «%(campo)s»: cerco senza.") % {"scritto": scritto, "campo": etichetta}


def proposti(ricerca: Ricerca) -> list[Trovato]:
    """When nothing answers: the nearest in time, else the spaces nearest to the comune asked for, whatever the rest."""
    if in_altri_giorni := ricerca.in_altri_giorni():
        return in_altri_giorni
    altri = Ricerca(Spazio.objects.pubblicati(), comune=ricerca.comune)
    return altri.mostra(altri.trovati[:PROPOSTI])


def istante(testo: str | None) -> datetime | None:
    """An instant written in an address; None when it says none, or one that no calendar of ours reaches."""
    try:
        letto = parse_datetime((testo or "").replace(" ", "+"))
    except ValueError:
        return None
    if letto is None or is_naive(letto) or letto.year not in _ANNI:
        return None
    return letto


def giorno_scritto(testo: str | None) -> date | None:
    try:
        return parse_date(testo or "")
    except ValueError:
        return None


class DelloSpazio(View):
    """A page of one space that anybody who may see it opens."""

    spazio: Spazio

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        visibili: QuerySet[Spazio] = Spazio.objects.visibili_a(request.user).exclude(stato=StatoSpazio.BOZZA)
        self.spazio = get_object_or_404(visibili.select_related("comune", "partner__comune"), slug=kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)


class Griglia:
    """Some days of one space, one of them open: for the page and for its refreshing."""

    def __init__(self, spazio: Spazio, aperto: date | None, scelto: datetime | None) -> None:
        self.spazio, self.scelto = spazio, scelto
        oggi_ = oggi()
        ultimo = oggi_ + spazio.politica.anticipo
        chiesto = aperto if aperto and oggi_ <= aperto <= ultimo else None
        self._libero = Disponibilita([spazio], oggi_, (chiesto or oggi_) + timedelta(days=GIORNI_GUARDATI))
        self.aperto = chiesto or self._primo_libero() or oggi_
        # Steps from today, so that the same days stay together whichever of them is open.
        self.dal = self.aperto - (self.aperto - oggi_) % _PASSO
        self.prima = self.dal - _PASSO if self.dal > oggi_ else None
        self.dopo = self.dal + _PASSO if self.dal + _PASSO <= ultimo else None

    def _primo_libero(self) -> date | None:
        trovata = self._libero.prima_libera(self.spazio)
        return a_roma(trovata.dal).date() if trovata else None

    @property
    def giorni(self) -> list[dict[str, Any]]:
        return [self._giorno(self.dal + timedelta(days=n)) for n in range(_PASSO.days)]

    def _giorno(self, giorno: date) -> dict[str, Any]:
        caselle = self._libero.caselle(self.spazio, giorno)
        return {
            "giorno": giorno,
            "caselle": caselle,
            "aperto": giorno == self.aperto,
            "liberi": max((una.liberi for una in caselle if una.libera), default=0),
            "chiuso": "" if caselle else self._libero.aperture.perche_chiuso(self.spazio, giorno),
        }

    @property
    def del_giorno(self) -> dict[str, Any]:
        return self._giorno(self.aperto)

    @property
    def durate(self) -> list[tuple[int, str]]:
        """How many units one after the other, in words; empty where there is only one."""
        massime = self.spazio.politica.unita_massime
        return [(n, parole_di(self.spazio, n)) for n in range(1, massime + 1)] if massime > 1 else []


def parole_di(spazio: Spazio, n: int) -> str:
    """So many units in words: "2 ore", "mezza giornata"."""
    match spazio.politica.unita:
        case Unita.ORA:
            return ngettext("%(n)s ora", "%(n)s ore", n) % {"n": n}
        case Unita.MEZZA_GIORNATA:
            return _("mezza giornata") if n == 1 else _("tutto il giorno")
        case Unita.GIORNATA:
            return _("tutto il giorno")
        case _:
            return _("un mese")


def griglia_di(spazio: Spazio, request: HttpRequest) -> Griglia | None:
    """The grid that the address asks for; None where nothing can be booked."""
    if not spazio.prenotabile:
        return None
    scelto = istante(request.GET.get("dal"))
    giorno = giorno_scritto(request.GET.get("giorno")) or (a_roma(scelto).date() if scelto else None)
    return Griglia(spazio, giorno, scelto)


class SpazioView(DelloSpazio, DetailView):
    template_name = "coworking/spazio.html"
    context_object_name = "spazio"
    pubblica = True

    def get_object(self, queryset: Any = None) -> Spazio:
        return self.spazio

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        spazio = self.spazio
        return super().get_context_data(**kwargs) | {
            "griglia": griglia_di(spazio, self.request),
            "esito": puo(self.request.user, "coworking.prenota", spazio) if spazio.prenotabile else None,
            "foto": list(spazio.foto.all()),
            "dotazioni": list(spazio.dotazioni.all()),
            "accessibilita": list(spazio.accessibilita.all()),
            "regole": regole_in_vigore(spazio),
            "punti": [Punto(spazio.comune, 1, spazio.comune.nome)] if spazio.comune else [],
            "aggiornata_il": spazio.aggiornato_il,
            "url_griglia": reverse("coworking:griglia", args=[spazio.slug]),
            "ore_risposta": spazio.politica.risposta // timedelta(hours=1),
        }


class GrigliaView(DelloSpazio):
    """The same grid alone: refreshed without reloading the page."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        griglia = griglia_di(self.spazio, request)
        if griglia is None:
            raise Http404
        return render(request, "coworking/parti/griglia.html", {"griglia": griglia, "spazio": self.spazio})


class FotoView(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        visibili = Foto.objects.filter(spazio__in=Spazio.objects.visibili_a(request.user))
        foto = get_object_or_404(visibili.select_related("spazio"), pk=pk)
        cache = "public, max-age=86400" if foto.spazio.stato in SPAZI_PUBBLICI else ""
        return risposta_con_file(foto.file, foto.tipo, cache=cache)
