"""Private files through a permission; public verification of issued documents."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import View

from talenti.base.fattore import aggiungi_il_fattore, manca_il_fattore
from talenti.base.permissions import puo
from talenti.base.views import PermessoMixin
from talenti.documenti.enums import TipoFile
from talenti.documenti.forms import FormCodice
from talenti.documenti.models import ChiaveFirma, FileCaricato
from talenti.documenti.queries import EsitoVerifica, contenuto, verifica

# What is shown runs nothing, loads nothing and stands in no frame; what is saved is also shut in a sandbox.
# (Browsers refuse to open a PDF in a sandbox.)
_CSP_SALVATO = "sandbox; default-src 'none'; frame-ancestors 'none'"
_CSP_MOSTRATO = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


class ScaricaView(PermessoMixin, View):
    """A file for whoever may read it; for everybody else it does not exist."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        file = get_object_or_404(FileCaricato.objects.presenti(), codice=codice)
        if not puo(request.user, "documenti.leggi_file", file):
            raise Http404
        if manca_il_fattore(request.user):
            return aggiungi_il_fattore(poi=request.get_full_path())
        return _consegna(file, mostra=request.GET.get("mostra") == "1")


def _consegna(file: FileCaricato, *, mostra: bool) -> HttpResponse:
    tipo = TipoFile(file.tipo)
    mostra = mostra and tipo.si_mostra
    return HttpResponse(
        contenuto(file),
        content_type=tipo.mime,
        headers={
            "Content-Disposition": content_disposition_header(not mostra, file.nome) or "attachment",
            "Content-Security-Policy": _CSP_MOSTRATO if mostra and tipo is TipoFile.PDF else _CSP_SALVATO,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@require_safe
def cerca_codice(request: HttpRequest) -> HttpResponse:
    """The form; with a code in the address, on to what we know of it."""
    form = FormCodice(request.GET if "codice" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("documenti:verifica", codice=form.cleaned_data["codice"])
    return render(request, "documenti/cerca_codice.html", {"form": form})


@require_safe
def mostra_verifica(request: HttpRequest, codice: str) -> HttpResponse:
    esito = verifica(codice)
    contesto: dict[str, Any] = {"verifica": esito, "documento": esito.documento, "Esito": EsitoVerifica}
    stato = 404 if esito.esito == EsitoVerifica.SCONOSCIUTO else 200
    return render(request, "documenti/verifica.html", contesto, status=stato)


@require_safe
@cache_control(public=True, max_age=3600)
def jwks(request: HttpRequest) -> JsonResponse:
    """Every public key that ever signed, in use or retired: old documents are checked with old keys."""
    return JsonResponse({"keys": [chiave.jwk for chiave in ChiaveFirma.objects.all()]})
