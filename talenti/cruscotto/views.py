"""What the project achieves, read by everybody."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from talenti.base.fogli import csv_sicuro
from talenti.cruscotto import queries
from talenti.cruscotto.enums import Periodo
from talenti.cruscotto.fogli import per_macchine, righe_csv
from talenti.cruscotto.quadri import Quadro, perche


def _periodo(request: HttpRequest) -> Periodo:
    """The period of the address; one that does not exist is this year."""
    chiesto = request.GET.get("periodo", "")
    return Periodo(chiesto) if chiesto in Periodo.values else Periodo.ANNO


class IndicatoriView(TemplateView):
    template_name = "cruscotto/indicatori.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        periodo = _periodo(self.request)
        azioni = queries.per_azione(periodo, self.request.user)
        return super().get_context_data(**kwargs) | {
            "periodo": periodo,
            "periodi": Periodo,
            "azioni": azioni,
            "formati": (("cruscotto:csv", _("Scarica i dati (CSV)")), ("cruscotto:json", _("Scarica i dati (JSON)"))),
            "perche": perche() if any(azione.mascherata for azione in azioni) else "",
        }


def _quadro(request: HttpRequest, chiave: str) -> Quadro:
    """One indicator, with the same veils as the page."""
    indicatore = queries.trova(chiave, request.user)
    if indicatore is None:
        raise Http404
    return queries.quadro(indicatore, queries.tempo_di(_periodo(request)), intero=queries.vede_tutto(request.user))


@require_safe
def scarica(request: HttpRequest, chiave: str) -> HttpResponse:
    """The table of one indicator."""
    quadro = _quadro(request, chiave)
    risposta = HttpResponse(csv_sicuro(righe_csv(quadro)), content_type="text/csv; charset=utf-8")
    nome = f"{slugify(chiave)}-{_periodo(request).value}-{quadro.al.isoformat()}.csv"
    risposta["Content-Disposition"] = f'attachment; filename="{nome}"'
    risposta["Cache-Control"] = "private, no-store"
    return risposta


@require_safe
def dati(request: HttpRequest, chiave: str) -> JsonResponse:
    """The same for programs."""
    risposta = JsonResponse(per_macchine(_quadro(request, chiave)), json_dumps_params={"ensure_ascii": False})
    risposta["Cache-Control"] = "private, no-store"
    return risposta
