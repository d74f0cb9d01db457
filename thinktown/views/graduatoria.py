"""The ranking of a call for everybody: its page, and the same rows as open data."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property

from talenti.base.fogli import csv_sicuro
from talenti.base.views import ElencoView
from thinktown import graduatoria_aperta, pagina, pagina_graduatoria
from thinktown.contributi import LICENZA, LICENZA_URL
from thinktown.enums import Modalita, Mostra
from thinktown.filters_graduatoria import FiltroGraduatoria
from thinktown.graduatoria.in_parole import arrotondamento
from thinktown.graduatoria.regole import dal_bando
from thinktown.in_graduatoria import RigaPubblica, per_righe, quale, righe, versioni
from thinktown.models import Graduatoria, RigaGraduatoria
from thinktown.momento import FINITI_PRIMA, momento
from thinktown.pagina_graduatoria import PER_PAGINA, dove
from thinktown.views.pubblico import DelBando


class _DellaGraduatoria(DelBando):
    """Of a call that is out and chooses by a ranking; of others it is not there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        risposta = super().dispatch(request, *args, **kwargs)
        if not self.bando.pubblico or self.bando.modalita != Modalita.GRADUATORIA:
            raise Http404
        return risposta

    @cached_property
    def versioni(self) -> list[Graduatoria]:
        """Of a call that ended before its time nothing is read but the acts."""
        return [] if self.bando.stato in FINITI_PRIMA else versioni(self.bando, self.request.user)

    @cached_property
    def graduatoria(self) -> Graduatoria | None:
        return quale(self.versioni, self.request.GET.get("versione", ""))

    @property
    def scelta(self) -> int | None:
        """The number of an older version, where one was asked for."""
        questa = self.graduatoria
        return questa.n if questa is not None and questa is not self.versioni[-1] else None


class GraduatoriaView(_DellaGraduatoria, ElencoView):
    template_name = "thinktown/graduatoria.html"
    context_object_name = "pagina"
    paginate_by = PER_PAGINA

    def get_queryset(self) -> QuerySet[RigaGraduatoria]:
        questa = self.graduatoria
        tutte = per_righe(questa) if questa else RigaGraduatoria.objects.none()
        coppie = [(str(una.n), str(una.n)) for una in self.versioni]
        self.filterset: Any = FiltroGraduatoria(
            self.request.GET,
            queryset=tutte,
            request=self.request,
            sezioni=list(pagina_graduatoria.sezioni_di(self.bando).items()),
            versioni=coppie,
        )
        trovate: QuerySet[RigaGraduatoria] = self.filterset.qs
        return trovate

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        bando, questa = self.bando, self.graduatoria
        comune = contesto | {
            "bando": bando,
            "momento": momento(bando),
            "finito_prima": bando.stato in FINITI_PRIMA,
            "graduatoria": questa,
            "errori_entro": pagina_graduatoria.errori_entro(questa),
            "versione": self.scelta,
            "versioni": self.versioni,
            "atti": pagina_graduatoria.atti_di(bando),
            "sorteggio": pagina_graduatoria.come_si_rifa(pagina_graduatoria.sorteggio_di(bando)),
        }
        return comune if questa is None else comune | self._righe(questa, contesto["page_obj"].object_list)

    def _righe(self, questa: Graduatoria, della_pagina: Any) -> dict[str, Any]:
        detta, lista = self.bando.in_vigore, list(della_pagina)
        mie = pagina_graduatoria.le_mie(per_righe(questa), self.request.user)
        sue = {una.domanda_id for una in mie}
        lette = righe(questa, [*lista, *mie])
        nomi = pagina_graduatoria.sezioni_di(self.bando)
        return {
            "sezioni": pagina_graduatoria.in_sezioni(questa, lette[: len(lista)], nomi),
            "mie": [{"riga": una, "dove": dove(una, self.scelta)} for una in lette[len(lista) :]],
            "sue": sue,
            "novita": pagina_graduatoria.novita(self.versioni, questa),
            "arrotondamento": arrotondamento(dal_bando(detta)),
            "spareggi": pagina.spareggi(detta),
            "con_settore": not detta.pubblicazione.disagio and any(una.settore for una in lette),
            "con_somma": any(una.importo for una in lette),
            "disagio": detta.pubblicazione.disagio,
            "nomi": detta.pubblicazione.mostra == Mostra.NOMI and not detta.pubblicazione.disagio,
            "formati": [(self._file(nome), nome.upper()) for nome in ("csv", "json")],
            "licenza": LICENZA,
            "licenza_url": LICENZA_URL,
        }

    def _file(self, formato: str) -> str:
        indirizzo = reverse(f"thinktown:graduatoria_{formato}", args=[self.bando.slug])
        return f"{indirizzo}?versione={self.scelta}" if self.scelta else indirizzo


class _ComeDati(_DellaGraduatoria):
    """All the rows of the version, unfiltered."""

    def questa(self) -> Graduatoria:
        if self.graduatoria is None:
            raise Http404
        return self.graduatoria

    def lette(self) -> list[RigaPubblica]:
        questa = self.questa()
        return righe(questa, per_righe(questa))

    def nomi(self) -> dict[str, str]:
        return pagina_graduatoria.sezioni_di(self.bando)


class GraduatoriaCsvView(_ComeDati):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        nome = f"graduatoria-{self.bando.slug}-{self.questa().n}"
        return HttpResponse(
            csv_sicuro(graduatoria_aperta.righe_csv(self.questa(), self.lette(), self.nomi())),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{nome}.csv"'},
        )


class GraduatoriaJsonView(_ComeDati):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        sorteggio = pagina_graduatoria.sorteggio_di(self.bando)
        detto = graduatoria_aperta.per_macchine(self.questa(), self.lette(), self.nomi(), sorteggio)
        return JsonResponse(detto, json_dumps_params={"ensure_ascii": False})
