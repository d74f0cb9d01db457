"""The revisions of an article: all of them, two beside each other, one taken up again."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from redazione.actions import testi
from redazione.models import Revisione
from redazione.scrivania_articolo import che_legge
from redazione.testo.confronto import confronta
from redazione.views.articoli import DiUnArticolo
from talenti.base.permissions import puo
from talenti.base.views import PaginatoreMite

PER_PAGINA, DA_CONFRONTARE = 30, 200


class StoriaView(DiUnArticolo):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        tutte = che_legge(self.articolo, request.user).select_related("da").defer("html").order_by("-n")
        pagine: Paginator[Revisione] = PaginatoreMite(tutte, PER_PAGINA)
        pagina = pagine.page(request.GET.get("page") or 1)
        contesto = {"articolo": self.articolo, "page_obj": pagina, "paginator": pagine, "parametri": ""}
        return render(request, "redazione/storia.html", contesto)


class ConfrontoView(DiUnArticolo):
    """``n`` beside the one before it, or beside ``con``."""

    @property
    def lette(self) -> QuerySet[Revisione]:
        return che_legge(self.articolo, self.request.user)

    def get(self, request: HttpRequest, codice: str, n: int) -> HttpResponse:
        dopo = self._revisione(n)
        con = request.GET.get("con", "")
        prima = self.lette.filter(n=int(con)).first() if con.isdecimal() and len(con) < 9 else None
        if prima is None:
            prima = self.lette.filter(n__lt=n, da_parte=False).order_by("-n").first()
        righe = confronta(prima.html if prima else "", dopo.html)
        contesto = {
            "articolo": self.articolo,
            "prima": prima,
            "dopo": dopo,
            "righe": [una for una in righe if una.tipo != "uguale"] if request.GET.get("solo") else righe,
            "cambiano": sum(una.tipo != "uguale" for una in righe),
            "altre": self._altre(dopo),
            "si_ripristina": dopo.pk != self.articolo.bozza_id and puo(request.user, "redazione.scrive", self.articolo),
        }
        return render(request, "redazione/confronto.html", contesto)

    def post(self, request: HttpRequest, codice: str, n: int) -> HttpResponse:
        """Take that text up again."""
        revisione = self._revisione(n)
        frase = _("Il testo è di nuovo quello della revisione %(n)s. Quello di prima resta nella storia.") % {"n": n}
        self.fai(lambda: testi.ripristina(self.articolo, revisione, da=request.user), frase)
        return self.al_desk()

    def _altre(self, dopo: Revisione) -> list[Revisione]:
        """With which of the others to compare it: the latest, of a text saved more often than that."""
        altre = self.lette.exclude(pk=dopo.pk).select_related("da").only("n", "quando", "da")
        return list(altre.order_by("-n")[:DA_CONFRONTARE])

    def _revisione(self, n: int) -> Revisione:
        return get_object_or_404(self.lette.select_related("da", "copertina"), n=n)
