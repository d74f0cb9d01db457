"""The applications that were sent to a call, as they were sent. Drafts are nobody's business."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from talenti.base.permissions import puo
from talenti.base.views import PaginatoreMite
from talenti.documenti.enums import TipoFile
from talenti.documenti.models import FileCaricato
from talenti.documenti.queries import contenuto
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from thinktown.da_controllare import parti_inviate
from thinktown.enums import Firma, Proponente, RuoloComponente, StatoDomanda
from thinktown.models import Domanda, Invio
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.leggi import dichiarazioni_di, gruppo_di

PAGINA = dichiara_pagina("thinktown.domande", _("Le domande inviate a un bando, in ufficio"))
PER_PAGINA = 50
STATI = (StatoDomanda.INVIATA, StatoDomanda.RITIRATA)
_SENZA_NUMERO = 9


class _DelleDomande(InUfficio):
    def inviate(self) -> QuerySet[Domanda]:
        mie = Domanda.objects.visibili_in_ufficio(self.request.user)
        return mie.filter(bando=self.bando).come_inviate()

    def annota(self, persone: Iterable[int | None]) -> None:
        annota_letture([pk for pk in persone if pk], chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)


class DomandeView(_DelleDomande):
    """Number, instant, who, section, state: as it was sent, whatever is being changed since.

    The address holds the filters; what cannot be read is left out.
    """

    template_name = "admin/thinktown/domande.html"
    titolo = _("Domande inviate")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parametri = self.request.GET
        sezioni = {una.chiave: una.nome for una in self.bando.in_vigore.sezioni}
        scelti = {nome: parametri.get(nome, "") for nome in ("sezione", "stato", "q")}
        scelti["q"] = scelti["q"].replace("\x00", "").strip()[:80]
        pagine = PaginatoreMite(filtra(self.inviate(), scelti, sezioni).order_by("numero"), PER_PAGINA)
        page = pagine.page(parametri.get("page") or 1)
        scritti = urlencode({nome: valore for nome, valore in scelti.items() if valore}, errors="surrogatepass")
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "righe": self._righe(page.object_list, sezioni),
            "sezioni": sezioni.items(),
            "stati": [(uno.value, uno.label) for uno in STATI],
            "scelti": scelti,
            "filtrate": any(scelti.values()),
            # What goes before the page number in the address of another page.
            "parametri": f"{scritti}&" if scritti else "",
        }

    def _righe(self, domande: Iterable[Domanda], sezioni: dict[str, str]) -> list[dict[str, Any]]:
        lista = list(domande)
        referenti = {una.pk: _referente(una) for una in lista if not una.soggetto_inviato}
        self.annota(uno["persona"] for uno in referenti.values())
        return [
            {
                "domanda": una,
                "chi": una.soggetto_inviato or referenti[una.pk]["nome"],
                "proponente": Proponente(una.proponente_inviato).label,
                "sezione": sezioni.get(una.sezione_inviata, una.sezione_inviata),
            }
            for una in lista
        ]


def _referente(domanda: Domanda) -> dict[str, Any]:
    """Who spoke for the group when it was sent."""
    return next(uno for uno in domanda.gruppo_inviato if uno["ruolo"] == RuoloComponente.REFERENTE)


def filtra(domande: QuerySet[Domanda], scelti: dict[str, str], sezioni: dict[str, str]) -> QuerySet[Domanda]:
    if scelti["sezione"] in sezioni:
        domande = domande.filter(sezione_inviata=scelti["sezione"])
    if scelti["stato"] in STATI:
        domande = domande.filter(stato=scelti["stato"])
    parola = scelti["q"]
    if parola:
        cerca = Q(soggetto_inviato__icontains=parola) | Q(codice__iexact=parola)
        if parola.isascii() and parola.isdecimal() and len(parola) <= _SENZA_NUMERO:
            cerca |= Q(numero=int(parola))
        domande = domande.filter(cerca)
    return domande


class _DiUna(_DelleDomande):
    """One application: what its last sending froze."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice = kwargs.pop("codice")
        return super().dispatch(request, *args, **kwargs)

    @property
    def domanda(self) -> Domanda:
        return get_object_or_404(self.inviate(), codice=self.codice)

    def invii(self, domanda: Domanda) -> list[Invio]:
        righe = list(domanda.invii.select_related("versione", "da").order_by("-n"))
        if not righe:
            raise Http404
        return righe


class DomandaView(_DiUna):
    template_name = "admin/thinktown/domanda.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        domanda = self.domanda
        invii = self.invii(domanda)
        dentro, detta = invii[0].contenuto, invii[0].versione.definizione
        sezione = detta.sezione(dentro["sezione"])
        self.titolo = _("Domanda n. %(n)s") % {"n": domanda.numero}
        self.annota([*(uno["persona"] for uno in dentro["gruppo"]), invii[0].da_id])
        return super().get_context_data(**kwargs) | {
            "domanda": domanda,
            "invio": invii[0],
            "invii": invii,
            "impronta_del_modulo": dentro.get("modulo", "") if detta.chi.firma == Firma.PDF else "",
            "soggetto": dentro["soggetto"],
            "codice_fiscale": dentro["codice_fiscale"],
            "proponente": Proponente(dentro["proponente"]).label,
            "sezione": sezione.nome if sezione else dentro["sezione"],
            "ritirata": domanda.stato == StatoDomanda.RITIRATA,
            "parti": parti_inviate(invii[0]),
            "messaggi": puo(self.request.user, "thinktown.risponde_al_gruppo", domanda),
            "gruppo": gruppo_di(dentro),
            "dichiarazioni": dichiarazioni_di(dentro, detta),
        }


class FileDomandaView(_DiUna):
    """A file of the application as it was sent: one that was only uploaded, or taken out before, is not there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice_file = kwargs.pop("file")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        domanda = self.domanda
        inviato = self.invii(domanda)[0]
        if self.codice_file not in {uno["codice"] for uno in inviato.contenuto["file"]}:
            raise Http404
        file = get_object_or_404(FileCaricato.objects.di(domanda).presenti(), codice=self.codice_file)
        self.annota(uno["persona"] for uno in inviato.contenuto["gruppo"])
        return HttpResponse(
            contenuto(file),
            content_type=TipoFile(file.tipo).mime,
            headers={
                "Content-Disposition": content_disposition_header(True, file.nome) or "attachment",
                "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
            },
        )
