"""The letter of what was told: for the group that received it and for the office that sent it."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from talenti.base.fattore import aggiungi_il_fattore, manca_il_fattore
from talenti.documenti.queries import contenuto
from talenti.persone.letture import annota_letture, dichiara_pagina
from thinktown import lettere
from thinktown.actions.risposte_ufficio import segna_letto
from thinktown.models import Provvedimento

PAGINA = dichiara_pagina("thinktown.lettere", _("Le lettere dell'ufficio sulla tua domanda a un bando"))


class LetteraView(LoginRequiredMixin, View):
    """Drawn and signed when it was told; where the worker is late, by whoever asks for it first."""

    http_method_names = ["get", "head"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        request.pagina_riservata = True  # type: ignore[attr-defined]  # it counts for no statistics

    def get(self, request: HttpRequest, codice: str, provvedimento: str) -> HttpResponse:
        detti = Provvedimento.objects.comunicati().filter(domanda__codice=codice)
        del_gruppo = detti.visibili_a(request.user)
        visibili = del_gruppo | detti.visibili_in_ufficio(request.user)
        detto = get_object_or_404(visibili, codice=provvedimento)
        if not del_gruppo.filter(pk=detto.pk).exists():
            if manca_il_fattore(request.user):
                return aggiungi_il_fattore(poi=request.get_full_path())
            persone = detto.domanda.componenti.attivi().values_list("persona", flat=True)
            ente = detto.domanda.bando.partner
            annota_letture(list(persone), chi=request.user, per_conto=ente, pagina=PAGINA)
        else:
            # Who has the letter before her eyes has read it.
            segna_letto(detto, da=request.user)
        documento = lettere.documento(detto)
        intestazioni = {
            "Content-Disposition": content_disposition_header(True, documento.file.nome) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(contenuto(documento.file), content_type="application/pdf", headers=intestazioni)
