"""The paper to be signed, where a call asks for one: what is written now, with its fingerprint."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from talenti.documenti.lettere import LINGUA_DEGLI_ATTI
from talenti.documenti.pdf import rendi_pdf
from thinktown import da_controllare, risposte
from thinktown.enums import Firma
from thinktown.fotografia import impronta_del_modulo
from thinktown.in_parole import titolo_di
from thinktown.obblighi import FIRMA_E_BOLLO
from thinktown.queries import risposte_di
from thinktown.views.della_domanda import DellaDomanda


class ModuloView(DellaDomanda):
    """Drawn each time: a text that has changed since is another paper."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        domanda = self.domanda
        detta = domanda.bando.in_vigore
        if detta.chi.firma != Firma.PDF:
            raise Http404
        date = risposte_di(domanda)
        chiesti = risposte.chiesti(detta, date, domanda.sezione)
        with translation.override(LINGUA_DEGLI_ATTI):
            contesto = {
                "domanda": domanda,
                "bando": domanda.bando,
                "ente": domanda.bando.partner,
                "titolo": titolo_di(domanda, date),
                "parti": [una for una in da_controllare.parti_di(domanda, date) if una.chiave != FIRMA_E_BOLLO],
                "gruppo": domanda.componenti.attivi().select_related("persona"),
                "impronta": impronta_del_modulo(date, chiesti),
            }
            pdf = rendi_pdf("pdf/modulo_domanda.html", contesto, lingua=LINGUA_DEGLI_ATTI)
        intestazioni = {
            "Content-Disposition": f'attachment; filename="domanda-{domanda.codice}.pdf"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(pdf, content_type="application/pdf", headers=intestazioni)
