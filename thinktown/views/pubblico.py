"""Calls for everybody: the list, each one's page, "may I take part?", the calendar, the feed, the acts."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView, View

from talenti.base.clock import adesso, oggi
from talenti.base.fattore import aggiungi_il_fattore, manca_il_fattore
from talenti.base.views import ElencoView
from talenti.documenti.enums import StatoFile, TipoFile
from talenti.documenti.queries import contenuto
from thinktown import in_breve, pagina, pagina_graduatoria, posti
from thinktown.calendario import ics
from thinktown.enums import BANDI_PUBBLICI, StatoDomanda
from thinktown.filters import FiltroBandi
from thinktown.forms import PuoiPartecipareForm
from thinktown.macchine import NEL_FEED, feed, json_ld
from thinktown.models import AttoBando, Bando, Beneficio, Domanda
from thinktown.momento import FINITI_PRIMA, momento
from thinktown.parole import chi_presenta, perche, regola
from thinktown.queries import chi_lo_segue, con_versione, in_ordine, ultime_versioni
from thinktown.requisiti import Verdetto, giudica_risposte, insieme, una_sola


class BandiView(ElencoView):
    template_name = "thinktown/elenco.html"
    context_object_name = "bandi"
    filtro = FiltroBandi

    def righe(self) -> QuerySet[Any]:
        return in_ordine(Bando.objects.pubblicati().per_elenco())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        ora = adesso()
        bandi = con_versione(contesto["page_obj"].object_list)
        schede = [{"bando": uno, "momento": momento(uno, ora)} for uno in bandi]
        # Open ones come first: where the first is not, none is.
        da_capo = contesto["page_obj"].number == 1 and not contesto["filtro"].attivi
        return contesto | {
            "schede": schede,
            "nessuno_aperto": da_capo and not bool(bandi and momento(bandi[0], ora).aperto),
            "aspetta_i_nuovi": in_breve.aspetta_i_nuovi(self.request.user),
            "anno": oggi().year,
        }


class DelBando(View):
    """A page of one call: of a published one for everybody, of a draft for those who write it."""

    bando: Bando

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        visibili = Bando.objects.visibili_a(request.user).select_related("partner__comune", "aiuta__comune")
        self.bando = get_object_or_404(visibili, slug=kwargs["slug"])
        if not self.bando.pubblico:
            if manca_il_fattore(request.user):
                return aggiungi_il_fattore(poi=request.get_full_path())
            request.pagina_riservata = True  # type: ignore[attr-defined]  # it counts for no statistics
        return super().dispatch(request, *args, **kwargs)


class BandoView(DelBando, TemplateView):
    template_name = "thinktown/bando.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bando = self.bando
        in_forza, prima = ultime_versioni(bando)
        atti = pagina_graduatoria.segna_tolti(pagina_graduatoria.con_versione(bando.atti))
        adesso_e, detta = momento(bando), bando.in_vigore
        mia = Domanda.objects.visibili_a(self.request.user).filter(bando=bando).order_by("-pk").first()
        return super().get_context_data(**kwargs) | {
            "bando": bando,
            "detta": detta,
            "momento": adesso_e,
            "finito_prima": bando.stato in FINITI_PRIMA,
            "atti": atti,
            "fine": atti[-1] if atti and bando.stato in FINITI_PRIMA else None,
            "cambiato": None if bando.stato in FINITI_PRIMA else pagina.cambiato(in_forza, prima, atti),
            "segue": chi_lo_segue(bando),
            "aggiornata_il": bando.aggiornato_il if bando.pubblico else None,
            "mia": mia,
            "un_altra": mia is not None and mia.stato != StatoDomanda.BOZZA and not una_sola(detta.chi),
            "json_ld": json_ld(bando) if bando.pubblico else "",
            # While one may still apply nothing has been granted.
            "contributi": not (adesso_e.aperto or adesso_e.arriva)
            and Beneficio.objects.pubblici().filter(bando=bando).exists(),
            **pagina_graduatoria.del_bando(bando, atti),
            **_pezzi(bando, adesso_e),
            **in_breve.del_bando(bando, adesso_e, self.request.user),
            **posti.del_bando(bando, detta),
            "date": pagina.date_del_bando(bando, atti),
        }


def _pezzi(bando: Bando, adesso_e: Any) -> dict[str, Any]:
    detta = bando.in_vigore
    return {
        "quanto": pagina.quanto(detta),
        "quando": pagina.tempo_della_finestra(adesso_e),
        "presenta": chi_presenta(detta.chi.proponenti),
        "regole": pagina.regole(detta, pagina.chiusura(adesso_e)),
        "sezioni": pagina.sezioni(detta),
        "criteri": pagina.criteri(detta),
        "spareggi": pagina.spareggi(detta),
        "come_si_conta": pagina.come_si_conta(detta) if detta.criteri else [],
        "norme": pagina.norme(detta),
    }


class PuoiPartecipareView(DelBando, TemplateView):
    """The address is its whole state: nothing is kept of what is answered."""

    template_name = "thinktown/puoi_partecipare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        detta, adesso_e = self.bando.in_vigore, momento(self.bando)
        al, nomi = pagina.chiusura(adesso_e), pagina.nomi_dei_comuni(detta)
        form = PuoiPartecipareForm(detta.chi, al, nomi)
        risposto = any(nome in form.fields for nome in self.request.GET)
        if risposto:
            form = PuoiPartecipareForm(detta.chi, al, nomi, self.request.GET)
        contesto = {
            "bando": self.bando,
            "momento": adesso_e,
            "form": form,
            "finito_prima": self.bando.stato in FINITI_PRIMA,
        }
        if not risposto or not form.is_valid():
            return super().get_context_data(**kwargs) | contesto
        return super().get_context_data(**kwargs) | contesto | _esito(form)


def _esito(form: PuoiPartecipareForm) -> dict[str, Any]:
    if form.nessuno:
        return {"esito": Verdetto.NO, "righe": [], "solo_per": chi_presenta(form.chi.proponenti)}
    giudizi = giudica_risposte(form.chi, form.risposte())
    righe = [
        {"verdetto": uno.verdetto, "regola": regola(uno.requisito, form.al, form.nomi), "perche": perche(uno, form.chi),
         "nota": uno.requisito.nota}
        for uno in giudizi
    ]  # fmt: skip
    return {"esito": insieme(giudizi), "righe": righe}


class CalendarioView(DelBando):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.bando.in_vigore.tempi.finestre:
            raise Http404
        intestazioni = {"Content-Disposition": f'attachment; filename="{self.bando.slug}.ics"'}
        return HttpResponse(ics(self.bando), content_type="text/calendar; charset=utf-8", headers=intestazioni)


class AttoView(DelBando):
    """The document of an act. Once the call is out it is public, as the act is; of a ranking, as long as that is."""

    def get(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        atti = pagina_graduatoria.con_versione(AttoBando.objects.filter(bando=self.bando))
        trovato = next((uno for uno in pagina_graduatoria.segna_tolti(atti) if uno.pk == pk), None)
        file = trovato.file if trovato is not None and not trovato.tolto else None  # type: ignore[attr-defined]  # ours
        if file is None or file.stato != StatoFile.PRESENTE:
            raise Http404
        return HttpResponse(
            contenuto(file),
            content_type=TipoFile(file.tipo).mime,
            headers={
                "Content-Disposition": content_disposition_header(True, file.nome) or "attachment",
                "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
            },
        )


class FeedView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        usciti = Bando.objects.filter(stato__in=BANDI_PUBBLICI).per_elenco().order_by("-pubblicato_il", "-pk")
        return HttpResponse(feed(usciti[:NEL_FEED]), content_type="application/atom+xml; charset=utf-8")
