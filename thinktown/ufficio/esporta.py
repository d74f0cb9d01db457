"""Taking the applications away: how many and how large is said first; each time is an act in the log of the call."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from talenti.base.clock import oggi
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from talenti.registro.actions import chi
from talenti.registro.models import Transizione
from thinktown import actions
from thinktown.actions.viste import segna_vista
from thinktown.esportazioni.archivio import Archivio
from thinktown.esportazioni.fascicolo import pdf_del_fascicolo, pdf_della_domanda
from thinktown.esportazioni.formati import DI_MOLTE, DI_UNA, Formato
from thinktown.esportazioni.libro import Quale, in_csv, in_xlsx
from thinktown.esportazioni.raccolta import Raccolta, raccogli
from thinktown.models import Domanda
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.scelte import Scelte, scelte

PAGINA = dichiara_pagina(
    "thinktown.esportazioni", gettext_lazy("Le domande inviate a un bando, scaricate dall'ufficio")
)
ULTIME = 10
# People read of, a row each, so many at once.
_LETTURE = 500
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"


class _Esporta(InUfficio):
    def porta_via(self, raccolta: Raccolta, formato: Formato, scelta: Scelte, nome: str) -> HttpResponseBase:
        """Written in the log, and told to those whose data they are, before the first byte leaves."""
        persona = self.request.user
        quanto = {"quante": len(raccolta), "file": raccolta.file}
        actions.esporta(self.bando, formato=formato.value, filtri=scelta.filtri, da=persona, **quanto)
        lette = sorted(raccolta.persone)
        for inizio in range(0, len(lette), _LETTURE):
            annota_letture(lette[inizio : inizio + _LETTURE], chi=persona, per_conto=UFFICIO, pagina=PAGINA)
        risposta = _FATTI[formato](raccolta, scelta)
        estensione = {Formato.FASCICOLO: "pdf"}.get(formato, formato.value.partition("_")[0])
        risposta["Content-Disposition"] = content_disposition_header(True, f"{nome}.{estensione}") or "attachment"
        risposta["X-Content-Type-Options"] = "nosniff"
        return risposta


class EsportaView(_Esporta):
    """The applications of the list, under the filters that its address holds."""

    template_name = "admin/thinktown/esporta.html"
    titolo = gettext_lazy("Esporta le domande")

    @cached_property
    def scelte(self) -> Scelte:
        return scelte(self.bando, self.request.user, self.request.GET)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        formato = request.POST.get("formato", "")
        if formato not in DI_MOLTE:
            return self.di_nuovo(_("Scegli che cosa scaricare."))
        raccolta = raccogli(self.bando, self.scelte.domande)
        if not raccolta:
            return self.di_nuovo(_("Con questi filtri non c'è nessuna domanda da esportare."))
        nome = f"{self.bando.slug}-{_COME_SI_CHIAMA[Formato(formato)]}-{oggi().isoformat()}"
        return self.porta_via(raccolta, Formato(formato), self.scelte, nome)

    def di_nuovo(self, errore: str) -> HttpResponse:
        messages.error(self.request, errore)
        indirizzo = reverse("admin:thinktown_bando_esporta", args=[self.bando.pk])
        return redirect(f"{indirizzo}?{self.scelte.coda}" if self.scelte.coda else indirizzo)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "raccolta": raccogli(self.bando, self.scelte.domande),
            "scelte": self.scelte,
            "Formato": Formato,
            "ultime": self._ultime(),
        }

    def _ultime(self) -> list[dict[str, Any]]:
        """Who took away what, the last times: colleagues read it of each other."""
        righe = Transizione.objects.di(self.bando).filter(verbo="esporta").select_related("dettaglio").reverse()
        return [
            {"quando": t.quando, "chi": chi(t.attore), **_in_parole(t.dettaglio.dati or {})} for t in righe[:ULTIME]
        ]


class FascicoloView(_Esporta):
    """One application: on paper, with what was attached to it, or as a folder."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        mie = Domanda.objects.visibili_in_ufficio(request.user).filter(bando=self.bando, codice=kwargs["codice"])
        raccolta, formato = raccogli(self.bando, mie), request.POST.get("formato", "")
        if not raccolta or formato not in DI_UNA:
            raise Http404
        domanda = mie.get()
        scelta = Scelte(mie, {_("Domanda"): _("n. %(n)s") % {"n": domanda.numero}})
        risposta = self.porta_via(raccolta, Formato(formato), scelta, f"{self.bando.slug}-{domanda.numero}")
        # Who takes it away has read it.
        segna_vista(domanda, request.user)
        return risposta


def _in_parole(dati: dict[str, Any]) -> dict[str, Any]:
    filtri = dati.get("filtri") or {}
    return {
        "formato": dict(Formato.choices).get(dati.get("formato", ""), ""),
        "quante": dati.get("quante"),
        "filtri": " · ".join(f"{nome}: {valore}" for nome, valore in filtri.items()),
    }


_COME_SI_CHIAMA = {
    Formato.XLSX: "domande",
    Formato.CSV: "domande",
    Formato.CSV_TABELLE: "tabelle",
    Formato.CSV_PERSONE: "persone",
    Formato.ZIP: "domande",
}


def _in_csv(quale: Quale) -> Callable[[Raccolta, Scelte], HttpResponseBase]:
    return lambda raccolta, _scelta: StreamingHttpResponse(in_csv(raccolta, quale, get_language() or "it"), _CSV)


_FATTI: dict[Formato, Callable[[Raccolta, Scelte], HttpResponseBase]] = {
    Formato.XLSX: lambda raccolta, _scelta: FileResponse(in_xlsx(raccolta, get_language() or "it"), content_type=_XLSX),
    Formato.CSV: _in_csv(Quale.DOMANDE),
    Formato.CSV_TABELLE: _in_csv(Quale.TABELLE),
    Formato.CSV_PERSONE: _in_csv(Quale.PERSONE),
    Formato.ZIP: lambda raccolta, scelta: StreamingHttpResponse(
        Archivio(raccolta, scelta.in_parole), content_type="application/zip"
    ),
    Formato.PDF: lambda raccolta, _scelta: HttpResponse(pdf_della_domanda(raccolta), "application/pdf"),
    Formato.FASCICOLO: lambda raccolta, _scelta: HttpResponse(pdf_del_fascicolo(raccolta), "application/pdf"),
}
