"""Who was called from a ranking, in the office: what each answered, and who comes next."""

from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talenti.base.clock import adesso
from talenti.base.permissions import puo
from talenti.base.templatetags.italiano import entro, numero
from talenti.base.views import PaginatoreMite
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from thinktown.actions import chiamate as verbi
from thinktown.commissari import nomi
from thinktown.comunicazioni import un_minuto_prima
from thinktown.enums import StatoBando
from thinktown.enums_graduatoria import StatoChiamata
from thinktown.graduatoria.scorrimento import Scorrimento
from thinktown.models import Chiamata, Componente, Domanda
from thinktown.termini import si_risponde_prima_di
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.graduatoria import GIORNI_PER_RISPONDERE, PREPARA, DiGraduatoria
from thinktown.ufficio.moduli_graduatoria import FormScorre, con_letta
from thinktown.ufficio.modulo import ConAttoView
from thinktown.ufficio.verbi import dati_atto

PAGINA = dichiara_pagina("thinktown.chiamate", gettext_lazy("Chi è chiamato da una graduatoria, in ufficio"))
PER_PAGINA = 50


class ChiamateView(InUfficio):
    template_name = "admin/thinktown/chiamate.html"
    titolo = gettext_lazy("Chi è chiamato, e che cosa ha risposto")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tutte = Chiamata.objects.visibili_in_ufficio(self.request.user).filter(bando=self.bando)
        conti = _conti(tutte)
        stato = self.request.GET.get("stato", "")
        if stato in StatoChiamata.values:
            tutte = tutte.filter(stato=stato)
        righe = tutte.select_related("domanda", "atto").order_by("chiamata_il", "pk")
        page = PaginatoreMite(righe, PER_PAGINA).page(self.request.GET.get("page") or 1)
        chi = nomi(una.domanda_id for una in page)
        self._annota(page)
        finita = self.bando.stato == StatoBando.GRADUATORIA_DEFINITIVA
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "righe": [(una, chi.get(una.domanda_id, ""), entro(un_minuto_prima(una.entro))) for una in page],
            "conti": conti,
            "stati": StatoChiamata.choices,
            "stato": stato if stato in StatoChiamata.values else "",
            "esito": puo(self.request.user, PREPARA, self.bando),
            "seguono": _quanti(verbi.prossime(self.bando)) if finita else 0,
            "adesso": adesso(),
        }

    def _annota(self, page: Any) -> None:
        gruppi = Componente.objects.attivi().filter(domanda__in=[una.domanda_id for una in page])
        annota_letture(
            gruppi.values_list("persona", flat=True), chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA
        )


def _conti(tutte: Any) -> list[tuple[Any, int]]:
    stati = list(tutte.values_list("stato", flat=True))
    return [(stato.label, stati.count(stato)) for stato in StatoChiamata if stato in stati]


def _quanti(passi: Scorrimento) -> int:
    return len(passi.nuove) + len(passi.completate)


class ScorreView(DiGraduatoria, ConAttoView):
    template_name = "admin/thinktown/scorre.html"
    titolo = gettext_lazy("Chiama chi segue")
    bottone = gettext_lazy("Chiama chi segue")
    form_class = FormScorre
    stati = (StatoBando.GRADUATORIA_DEFINITIVA,)

    @cached_property
    def passi(self) -> Scorrimento:
        return verbi.prossime(self.bando)

    def non_ora(self) -> str:
        perche = super().non_ora()
        if not perche and not _quanti(self.passi):
            return _("Non c'è nessuno da chiamare.")
        return perche

    @property
    def lette(self) -> str:
        return " ".join(sorted({una.codice for una in self.passi.nuove} | set(self.passi.completate)))

    def get_initial(self) -> dict[str, Any]:
        return {"lette": self.lette, "entro": si_risponde_prima_di(adesso(), GIORNI_PER_RISPONDERE)}

    def form_invalid(self, form: Any) -> HttpResponse:
        self.__dict__.pop("passi", None)
        con_letta(form, "lette", self.lette)
        return super().form_invalid(form)

    def segue(self) -> list[str]:
        return [
            _("Chi segue riceve un avviso e risponde nel portale, entro il giorno che scegli."),
            _("Quello che altri hanno già accettato non cambia."),
        ]

    def esegui(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        quanti = verbi.scorre(
            self.bando,
            dati_atto(form, form.documento),
            entro=dati["entro"],
            lette=dati["lette"],
            da=self.request.user,
        )
        frase = ngettext("Fatto: %(n)s domanda chiamata.", "Fatto: %(n)s domande chiamate.", quanti)
        return self.fatto(frase % {"n": numero(quanti)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codici = [una.codice for una in self.passi.nuove] + list(self.passi.completate)
        numeri = dict(Domanda.objects.filter(bando=self.bando, codice__in=codici).values_list("codice", "numero"))
        return super().get_context_data(**kwargs) | {
            "nuove": [(numeri[una.codice], una) for una in self.passi.nuove],
            "completate": [(numeri[codice], euro) for codice, euro in self.passi.completate.items()],
        }


PAGINE = (
    ("chiamate/", ChiamateView, "chiamate"),
    ("chiamate/scorre/", ScorreView, "scorre"),
)
