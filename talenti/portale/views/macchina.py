"""What machines ask: is it well, which pages are there, which may be read."""

from itertools import islice

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from talenti.base import registries
from talenti.portale import ricerca
from talenti.portale.salute import stato

# The limit of the sitemap protocol (sitemaps.org, "Sitemap file format").
MASSIMO_INDIRIZZI = 50_000
PAGINE = (
    "home",
    "lavoro",
    "imprese",
    "operatori",
    "chi_siamo",
    "aiuto",
    "glossario",
    "contatti",
    "privacy",
    "privacy_semplice",
    "note_legali",
    "statistiche",
)
VIETATE = ("/admin/", "/area/", "/cerca/", "/demo/", "/opinione/", "/en/admin/", "/en/area/", "/en/cerca/")


@require_safe
@never_cache
def salute(request: HttpRequest) -> JsonResponse:
    """200 when everything is well, 503 otherwise."""
    bene, corpo = stato()
    return JsonResponse(corpo, status=200 if bene else 503)


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    fisse = [reverse(f"portale:{nome}") for nome in PAGINE]
    menu = [reverse(voce.nome_url) for voce in registries.menu if voce.visibile()]
    pagine = [{"url": url, "quando": None} for url in dict.fromkeys([*fisse, *menu])]
    pagine += [
        {"url": scheda.url, "quando": scheda.aggiornata_il}
        for scheda in islice(ricerca.tutte(), MASSIMO_INDIRIZZI - len(pagine))
    ]
    contesto = {"sito": settings.INDIRIZZO_SITO, "pagine": pagine}
    return render(request, "portale/sitemap.xml", contesto, content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    # Invented people must not be found by who looks for real ones.
    vietate = ("/",) if settings.MODO_DEMO else VIETATE
    righe = ["User-agent: *", *(f"Disallow: {percorso}" for percorso in vietate), ""]
    righe.append(f"Sitemap: {settings.INDIRIZZO_SITO}{reverse('sitemap')}")
    return HttpResponse("\n".join(righe) + "\n", content_type="text/plain; charset=utf-8")
