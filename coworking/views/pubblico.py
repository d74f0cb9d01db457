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
from django.views.generic import DetailView, TemplateView, View

from coworking.actions import conta_senza_risultato
from coworking.enums import SPAZI_PUBBLICI, StatoSpazio
from coworking.filters import FiltroSpazi
from coworking.griglia import Griglia
from coworking.models import Foto, Spazio
from coworking.queries import regole_in_vigore
from coworking.ricerca import PROPOSTI, Ricerca
from talenti.base.clock import a_roma
from talenti.base.permissions import puo
from talenti.base.views import PaginatoreMite, risposta_con_file
from talenti.luoghi.mappa import Punto
from talenti.luoghi.views import ConMappaGrande

PER_PAGINA = 24
ULTIMA_RICERCA = "spazi_ultima_ricerca"
_ANNI = range(2000, 2200)


class ElencoView(ConMappaGrande, TemplateView):
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
        self._annota(filtro, ricerca, parametri.urlencode())
        return super().get_context_data(**kwargs) | {
            "filtro": filtro,
            "quanti": len(ricerca.trovati),
            "trovati": ricerca.mostra(pagina.object_list),
            "page_obj": pagina,
            "parametri": parametri.urlencode(),
            "punti": ricerca.punti(self._verso_il_comune()),
            "giorno": filtro.giorno_scelto,
            "non_capiti": [non_capito(filtro, nome) for nome in filtro.ignorati],
            "ultima": "" if filtro.attivi else self.request.session.get(ULTIMA_RICERCA, ""),
            **({} if ricerca.trovati else proposti(ricerca)),
        }

    def _annota(self, filtro: FiltroSpazi, ricerca: Ricerca, parametri: str) -> None:
        """Who is signed in finds the last search again; what nobody offers is counted, when a person asked for it."""
        if not filtro.attivi:
            return
        if self.request.user.is_authenticated and self.request.session.get(ULTIMA_RICERCA) != parametri:
            self.request.session[ULTIMA_RICERCA] = parametri
        # Browsers say so of what somebody pressed; crawlers, which would multiply the figure, do not.
        if not ricerca.trovati and self.request.headers.get("Sec-Fetch-User") == "?1":
            comune = filtro.scelto("comune")
            conta_senza_risultato(comune=comune.istat if comune else "", tipo=filtro.scelto("tipo") or "")

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


def proposti(ricerca: Ricerca) -> dict[str, Any]:
    """When nothing answers: the nearest in time, else the spaces nearest to the comune asked for, whatever the rest."""
    if in_altri_giorni := ricerca.in_altri_giorni():
        return {"proposti": in_altri_giorni, "perche_proposti": _("Liberi poco dopo")}
    altri = Ricerca(Spazio.objects.pubblicati(), comune=ricerca.comune)
    return {"proposti": altri.mostra(altri.trovati[:PROPOSTI]), "perche_proposti": _("Altri spazi, i più vicini")}


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
