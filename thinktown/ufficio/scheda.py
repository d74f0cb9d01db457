"""A call as the office sees it: where it is, what it still lacks, what may be done, who follows it, what was done."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from talenti.base.clock import oggi
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import SENZA_RUOLO, oggetti_con
from talenti.base.views import con_errore_al_campo
from talenti.registro.queries import storia
from talenti.rete.models import Partner
from thinktown import actions, pagina
from thinktown.actions.correzione import scritto, si_sta_correggendo
from thinktown.definizione import Definizione
from thinktown.differenze import differenze
from thinktown.enums import Modalita, StatoBando
from thinktown.misure import Modello
from thinktown.models import Bando, RichiestaTardiva
from thinktown.momento import momento
from thinktown.obblighi import con_obblighi
from thinktown.ufficio import commissione_letta, deleghe, graduatoria_letta
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.elenco import PERCHE_NO_DATE, voci_delle_parti
from thinktown.ufficio.in_breve_registri import in_breve_nei_registri
from thinktown.ufficio.moduli import FormNuovo
from thinktown.ufficio.verbi import quante_domande, verbi_di_adesso


def enti_di(persona: Any) -> Any:
    """The bodies for which this person may begin a call."""
    return oggetti_con(persona, "thinktown.scrive_bandi", Partner).in_rete().order_by("nome")


class SchedaView(InUfficio):
    template_name = "admin/thinktown/scheda.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bando = self.bando
        in_bozza = bando.stato == StatoBando.BOZZA
        voci = voci_delle_parti(bando)
        mancano = sum(len(una["mancanze"]) for una in voci)
        return super().get_context_data(**kwargs) | {
            "momento": momento(bando),
            "in_bozza": in_bozza,
            "in_verifica": bando.stato == StatoBando.IN_VERIFICA,
            "parti": voci if in_bozza or si_sta_correggendo(bando) else [],
            "mancano": mancano,
            "si_corregge": si_sta_correggendo(bando),
            "perche_no_date": PERCHE_NO_DATE,
            "verbi": verbi_di_adesso(bando, self.request.user),
            "quante": quante_domande(bando) if bando.pubblico else None,
            "si_controlla": _chiuso_a_tutti(bando) or bando.modalita == Modalita.SPORTELLO,
            "raccoglie": bando.in_vigore.raccoglie,
            "tardi": _arrivate_tardi(bando) if bando.pubblico else 0,
            "commissione": commissione_letta.in_breve(bando) if _chiuso_a_tutti(bando) else None,
            "graduatoria": graduatoria_letta.in_breve(bando),
            "registri": in_breve_nei_registri(bando) if bando.pubblico else None,
            "atti": bando.atti.select_related("versione", "file").order_by("-registrato_il", "-pk"),
            "storia": storia(bando, senza=("esporta",)),
            "oggi": oggi(),
            **deleghe.sulla_scheda(bando, self.request.user),
        }


def _chiuso_a_tutti(bando: Bando) -> bool:
    """Before that nobody names a commission: there is nothing to ask the database."""
    ora = momento(bando)
    return bando.pubblico and not ora.aperto and not ora.arriva


def _arrivate_tardi(bando: Bando) -> int:
    return RichiestaTardiva.objects.filter(bando=bando).aggregate(n=Sum("quante"))["n"] or 0


class AnteprimaView(InUfficio):
    """The application as who fills it in will meet it, whole on one page; nothing can be written in it."""

    template_name = "admin/thinktown/anteprima.html"
    titolo = gettext_lazy("La domanda, come la vede chi la compila")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        detta = con_obblighi(scritto(self.bando))
        return super().get_context_data(**kwargs) | {
            "detta": detta,
            "parti": [
                {"parte": parte, "voci": [_voce(detta, quesito) for quesito in parte.quesiti]} for parte in detta.parti
            ],
            "sezioni": pagina.sezioni(detta),
        }


def _voce(detta: Definizione, quesito: Any) -> dict[str, Any]:
    nomi = {una.chiave: una.nome for una in detta.sezioni}
    return {
        "quesito": quesito,
        "sezioni": [nomi.get(chiave, chiave) for chiave in quesito.sezioni],
        "se": _condizione(detta, quesito.solo_se),
    }


def _condizione(detta: Definizione, condizione: Any) -> dict[str, str] | None:
    quesito = detta.quesito(condizione.quesito) if condizione else None
    if quesito is None:
        return None
    nomi = {una.chiave: una.nome for una in quesito.opzioni}
    return {
        "voce": quesito.domanda,
        "risposta": _(" o ").join(f"«{nomi.get(valore, valore)}»" for valore in condizione.valori),
    }


class VersioneView(InUfficio):
    """What an act has changed: a version of the call beside the one before it."""

    template_name = "admin/thinktown/versione.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        n = self.kwargs["n"]
        versioni = {una.n: una for una in self.bando.versioni.select_related("atto")}
        if n not in versioni:
            raise Http404
        versione, prima = versioni[n], versioni.get(n - 1)
        self.titolo = _("Versione %(n)s") % {"n": n}
        return super().get_context_data(**kwargs) | {
            "versione": versione,
            "atto": getattr(versione, "atto", None),
            "prima": prima,
            "righe": differenze(prima.definizione, versione.definizione) if prima else [],
        }


class NuovoView(FormView):
    """A call begun: of which body, and from what."""

    sito: AdminSite | None = None
    template_name = "admin/thinktown/nuovo.html"
    form_class = FormNuovo

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.enti = enti_di(request.user)
        if not self.enti.exists():
            raise NonPermesso(SENZA_RUOLO)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        bandi = Bando.objects.visibili_in_ufficio(self.request.user).order_by("-pk")
        return super().get_form_kwargs() | {"enti": self.enti, "bandi": bandi}

    def form_valid(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        come = dati["come"]
        quale = Modello(dati["modello"])
        misura = come.misura if come else quale.misura
        try:
            bando = actions.crea(dati["partner"], misura=misura, come=come, quale=quale, da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Bozza cominciata: scrivi le sue parti, nell'ordine che vuoi."))
        return redirect("admin:thinktown_bando_scheda", bando.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comune = self.sito.each_context(self.request) if self.sito else {}
        return comune | {"title": _("Nuovo bando"), "opts": Bando._meta} | super().get_context_data(**kwargs)
