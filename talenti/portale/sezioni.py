"""The sections that the published statistics speak of: one for each room, and the portal's own pages."""

from functools import cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import Frase

PROPRIE: dict[str, Frase] = {
    "home": _("Prima pagina"),
    "cerca": _("Cerca"),
    "aiuto": _("Aiuto e contatti"),
    "regole": _("Privacy e note legali"),
    "chi_siamo": _("Chi siamo"),
    "pubblici": _("Pagine per chi cerca lavoro, imprese e operatori"),
}
_NOMI_PORTALE = {
    "home": "home",
    "cerca": "cerca",
    "aiuto": "aiuto",
    "contatti": "aiuto",
    "glossario": "aiuto",
    "chi_siamo": "chi_siamo",
    "privacy": "regole",
    "privacy_semplice": "regole",
    "note_legali": "regole",
    "statistiche": "regole",
    "lavoro": "pubblici",
    "imprese": "pubblici",
    "operatori": "pubblici",
}
# Rooms whose pages are of one person, or of nobody.
_NON_CONTATE = {"admin", "avvisi", "persone", "documenti", "base"}
_MACCHINE = ("bot", "crawl", "spider", "slurp", "preview", "monitor", "curl", "wget", "python-")


@cache
def sezioni() -> dict[str, Frase]:
    """Key → words, for the sections that may be counted."""
    stanze = {
        config.label: config.verbose_name
        for config in apps.get_app_configs()
        if config.label not in _NON_CONTATE and config.label != "portale"
    }
    return PROPRIE | stanze


def _pubblica(vista: Any, request: HttpRequest) -> bool:
    """A page that anybody opens: one of ``views/pubblico.py`` of its room (of ``views.py``, where that is one file), or
    a view that says so with ``pubblica = True``. A page that is public for some things only says
    ``request.pagina_riservata = True`` for the others."""
    vista = getattr(vista, "view_class", vista)
    di_casa = vista.__module__.rpartition(".")[2] in {"views", "pubblico"}
    return getattr(vista, "pubblica", di_casa) and not getattr(request, "pagina_riservata", False)


def sezione_di(request: HttpRequest, response: HttpResponse) -> str:
    """The section of a page just shown to a reader; "" when it does not count."""
    trovata = request.resolver_match
    if request.method != "GET" or response.status_code != 200 or trovata is None:
        return ""
    if not response.get("Content-Type", "").startswith("text/html") or getattr(request, "htmx", False):
        return ""
    chi = request.headers.get("User-Agent", "").lower()
    if not chi or any(parola in chi for parola in _MACCHINE):
        return ""
    if not _pubblica(trovata.func, request):
        return ""
    nome = _NOMI_PORTALE.get(trovata.url_name or "", "") if trovata.app_name == "portale" else trovata.app_name
    return nome if nome in sezioni() else ""
