"""Who has received what, by call and by year: pages, and the same as open data."""

from typing import Any

from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from talenti.base.clock import oggi
from talenti.base.fogli import csv_sicuro
from talenti.base.views import ElencoView
from talenti.rete.models import Partner
from thinktown import contributi
from thinktown.contributi import LICENZA, LICENZA_URL
from thinktown.models import Beneficio
from thinktown.models.benefici import ANNI_IN_PUBBLICO
from thinktown.views.pubblico import DelBando


class _Elenco(ElencoView):
    """Rows by act, each with what may be shown; the whole sum, and the two files."""

    template_name = "thinktown/contributi.html"
    context_object_name = "benefici"
    paginate_by = 50

    def titolo(self) -> str:
        raise NotImplementedError

    def indirizzo(self, formato: str) -> str:
        raise NotImplementedError

    def righe(self) -> QuerySet[Any]:
        return contributi.per_tutti(self.pubblici()).order_by("atto_data", "pk")

    def pubblici(self) -> QuerySet[Beneficio]:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        lette = contributi.righe(contesto["page_obj"].object_list)
        return contesto | {
            "titolo": self.titolo(),
            "righe": lette,
            "solo_codici": any(una.mostrato.solo_codice for una in lette),
            "somma": self.pubblici().aggregate(somma=Sum("importo"))["somma"],
            "formati": [(self.indirizzo(nome), nome.upper()) for nome in ("csv", "json")],
            "licenza": LICENZA,
            "licenza_url": LICENZA_URL,
            "anni_in_pubblico": ANNI_IN_PUBBLICO,
        }


def _foglio(lette: list[contributi.Riga], nome: str) -> HttpResponse:
    return HttpResponse(
        csv_sicuro(contributi.righe_csv(lette)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nome}.csv"'},
    )


def _per_macchine(titolo: str, pagina: str, lette: list[contributi.Riga]) -> JsonResponse:
    detto = contributi.per_macchine(titolo, pagina, lette)
    return JsonResponse(detto, json_dumps_params={"ensure_ascii": False})


# ── Of one call ───────────────────────────────────────────────────────────────────────────────────
class _DelBando(DelBando):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        risposta = super().dispatch(request, *args, **kwargs)
        if not self.bando.pubblico:
            raise Http404
        return risposta

    def titolo(self) -> str:
        return _("Contributi: %(bando)s") % {"bando": self.bando}

    def pubblici(self) -> QuerySet[Beneficio]:
        return Beneficio.objects.pubblici().filter(bando=self.bando)

    def lette(self) -> list[contributi.Riga]:
        return contributi.righe(contributi.per_tutti(self.pubblici()).order_by("atto_data", "pk"))


class ContributiView(_DelBando, _Elenco):
    def indirizzo(self, formato: str) -> str:
        return reverse(f"thinktown:contributi_{formato}", args=[self.bando.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"bando": self.bando}


class ContributiCsvView(_DelBando):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return _foglio(self.lette(), f"contributi-{self.bando.slug}")


class ContributiJsonView(_DelBando):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        pagina = request.build_absolute_uri(reverse("thinktown:contributi", args=[self.bando.slug]))
        return _per_macchine(self.titolo(), pagina, self.lette())


# ── Of one year ───────────────────────────────────────────────────────────────────────────────────
class _DellAnno(View):
    """The single list of the year (art. 27 c. 2): of the whole network, or of one of its bodies (``?di=``)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not oggi().year - ANNI_IN_PUBBLICO <= kwargs["anno"] <= oggi().year:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def anno(self) -> int:
        return self.kwargs["anno"]

    @cached_property
    def ente(self) -> Partner | None:
        """One that does not exist is no filter."""
        slug = self.request.GET.get("di", "").replace("\x00", "")[:80]
        return Partner.objects.pubblici().filter(slug=slug).first() if slug else None

    def titolo(self) -> str:
        if self.ente:
            return _("Contributi del %(anno)s: %(ente)s") % {"anno": self.anno, "ente": self.ente}
        return _("Contributi del %(anno)s") % {"anno": self.anno}

    def pubblici(self) -> QuerySet[Beneficio]:
        righe = Beneficio.objects.pubblici().filter(atto_data__year=self.anno)
        return righe.filter(bando__partner=self.ente) if self.ente else righe

    def lette(self) -> list[contributi.Riga]:
        return contributi.righe(contributi.per_tutti(self.pubblici()).order_by("atto_data", "pk"))

    def indirizzo(self, formato: str) -> str:
        nome = f"thinktown:contributi_anno_{formato}" if formato else "thinktown:contributi_anno"
        return reverse(nome, args=[self.anno]) + (f"?di={self.ente.slug}" if self.ente else "")


class AnnoView(_DellAnno, _Elenco):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anni = Beneficio.objects.pubblici().order_by().values_list("atto_data__year", flat=True).distinct()
        dell_anno = Beneficio.objects.pubblici().filter(atto_data__year=self.anno)
        enti = Partner.objects.filter(pk__in=dell_anno.values("bando__partner")).order_by("nome")
        return super().get_context_data(**kwargs) | {
            "anno": self.anno,
            "anni": sorted({*anni, self.anno}, reverse=True),
            "ente": self.ente,
            "enti": list(enti),
        }


class AnnoCsvView(_DellAnno):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        di = f"-{self.ente.slug}" if self.ente else ""
        return _foglio(self.lette(), f"contributi-{self.anno}{di}")


class AnnoJsonView(_DellAnno):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return _per_macchine(self.titolo(), request.build_absolute_uri(self.indirizzo("")), self.lette())
