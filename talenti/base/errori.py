"""Error pages that say what to do. Wired in talenti.urls as the handlers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from talenti.base.exceptions import ErroreDiDominio


def vietato(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    frase = exception.frase if isinstance(exception, ErroreDiDominio) else ""
    return render(request, "403.html", {"frase": frase}, status=403)


def rifiutato(request: HttpRequest, errore: ErroreDiDominio) -> HttpResponse:
    """A refusal that is not input: the rules say no to what was asked at this moment (409)."""
    return render(request, "409.html", {"frase": errore.frase, "codice": errore.codice}, status=409)


def non_trovato(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", {"cercato": request.path}, status=404)


def richiesta_errata(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def guasto(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors: whatever broke the page must not break this one."""
    sorgente = loader.get_template("500.html").template.source  # type: ignore[attr-defined]  # it has one
    return HttpResponse(sorgente, status=500)
