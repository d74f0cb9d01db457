"""The addresses that bench/bandi.py asks, over the real verbs: what it is tried against without the pages' own cost."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.html import format_html, format_html_join

from talenti import urls
from thinktown import actions
from thinktown.actions.domande import FuoriTermine
from thinktown.models import Domanda


def _sua(request: HttpRequest, codice: str) -> Domanda:
    return get_object_or_404(Domanda.objects.visibili_a(request.user).select_related("bando"), codice=codice)


def voce(request: HttpRequest, codice: str, chiave: str) -> HttpResponse:
    campi = request.POST
    try:
        risposta = actions.salva_risposta(
            _sua(request, codice),
            chiave,
            campi["valore"],
            versione=int(campi["versione"]),
            gettone=campi["gettone"],
            da=request.user,
        )
    except FuoriTermine as errore:
        return JsonResponse({"codice": "fuori_termine", "frase": str(errore.frase)}, status=403)
    return JsonResponse({"versione": risposta.versione})


def invia(request: HttpRequest, codice: str) -> HttpResponse:
    domanda = _sua(request, codice)
    chiavi = [una.chiave for una in domanda.bando.in_vigore.dichiarazioni]
    if request.method == "GET":
        return HttpResponse(_modulo(request, chiavi))
    try:
        actions.dichiara(domanda, [una for una in chiavi if f"d-{una}" in request.POST], da=request.user)
        actions.invia(domanda, gettone=request.POST["gettone"], da=request.user)
    except FuoriTermine as errore:
        return HttpResponse(str(errore.frase), status=409)
    return redirect(f"/domande/{codice}/ricevuta/")


def _modulo(request: HttpRequest, chiavi: list[str]) -> str:
    caselle = format_html_join("", '<input type="checkbox" name="d-{}">', ((una,) for una in chiavi))
    return format_html(
        '<form method="post" action="/esci/"><input type="hidden" name="altro" value="x"></form>'
        '<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="gettone" value="pagina-{}">{}<button name="no">Invia</button></form>',
        get_token(request),
        request.user.pk,
        caselle,
    )


urlpatterns = [
    path("domande/<slug:codice>/voci/<slug:chiave>/", voce),
    path("domande/<slug:codice>/invia/", invia),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
