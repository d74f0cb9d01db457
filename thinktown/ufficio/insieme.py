"""Many applications with one decision: chosen in the queue, read once more with their names, taken back together."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, NonPermesso
from talenti.base.templatetags.italiano import ora
from talenti.base.views import con_errore_al_campo
from talenti.rete.forms import campi as di_rete
from thinktown import actions
from thinktown.actions import Decisione
from thinktown.actions.istruttoria import MOTIVO_MASSIMO
from thinktown.enums import StatoDomanda
from thinktown.enums_istruttoria import COL_PERCHE, TipoProvvedimento
from thinktown.models import Bando, Domanda, Provvedimento
from thinktown.ufficio import coda
from thinktown.ufficio.decisioni import esiti_di
from thinktown.ufficio.domande import INSIEME, DelleDomande

PRENDO = "prendo"


class FormInsieme(forms.Form):
    use_required_attribute = False
    esito = forms.ChoiceField(
        label=gettext_lazy("Che cosa fare di tutte"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Scegli che cosa fare."),
            "invalid_choice": gettext_lazy("Scegli che cosa fare."),
        },
    )
    motivo = di_rete.testo(
        gettext_lazy("Motivo, lo stesso per tutte"),
        gettext_lazy("Lo legge chi ha presentato la domanda. Per ammettere non serve."),
        massimo=MOTIVO_MASSIMO,
        righe=3,
    )

    def __init__(self, *args: Any, bando: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scelte = [(chiave, nome) for chiave, nome in esiti_di(bando) if chiave != TipoProvvedimento.INTEGRAZIONE]
        self.fields["esito"].choices = [  # type: ignore[attr-defined]  # a ChoiceField's
            *scelte,
            (PRENDO, _("Le controllo io: nessuna decisione, per ora")),
        ]

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if dati.get("esito") in COL_PERCHE and not (dati.get("motivo") or "").strip():
            self.add_error("motivo", _("Scrivi il motivo: chi lo riceve deve poter capire."))
        return dati


class InsiemeView(DelleDomande):
    """First press: who they are, and what to do. Second: done."""

    http_method_names = ["post"]
    template_name = "admin/thinktown/insieme.html"
    titolo = gettext_lazy("Decidi su più domande insieme")

    @cached_property
    def scelte(self) -> list[tuple[Domanda, int]]:
        """Those ticked, or all that the filters show, with the sending that was read of each; at most ``INSIEME``."""
        return self._tutte() if "tutte" in self.request.POST else self._spuntate()

    def _da_decidere(self) -> QuerySet[Domanda]:
        return self.inviate.filter(stato=StatoDomanda.INVIATA).order_by("numero")

    def _tutte(self) -> list[tuple[Domanda, int]]:
        sotto = coda.filtra(self._da_decidere(), self.scelti, self.request.user)
        libere = coda.filtra(sotto, coda.Scelti(cosa=coda.DA_CONTROLLARE), self.request.user)
        return [(una, una.n_inviato) for una in libere[:INSIEME]]

    def _spuntate(self) -> list[tuple[Domanda, int]]:
        """``quali``: code and number of the sending, as the page had them."""
        letti: dict[str, int] = {}
        for scritto in self.request.POST.getlist("quali")[:INSIEME]:
            codice, _due_punti, n = scritto.partition(":")
            if n.isascii() and n.isdigit() and len(n) < 7:
                letti[codice] = int(n)
        buoni = [codice for codice in letti if codice.isascii() and codice.isalnum()]
        # Those that a colleague has decided meanwhile too: each will say who did, and when.
        return [(una, letti[una.codice]) for una in self.inviate.filter(codice__in=buoni).order_by("numero")]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.scelte:
            messages.error(request, _("Scegli almeno una domanda da controllare."))
            return redirect(self._elenco())
        if "esito" not in request.POST:
            return self.render_to_response(self.get_context_data(form=FormInsieme(bando=self.bando)))
        form = FormInsieme(request.POST, bando=self.bando)
        if form.is_valid():
            try:
                return self._fai(form.cleaned_data["esito"], form.cleaned_data["motivo"])
            except DatoNonAccettato as errore:
                con_errore_al_campo(form, errore)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _fai(self, esito: str, motivo: str) -> HttpResponse:
        chi: Any = self.request.user
        if esito == PRENDO:
            return self._prendo(chi)
        decisione = Decisione(TipoProvvedimento(esito), motivo=motivo)
        _mazzo, fatti, no = actions.decide_insieme(self.scelte, decisione, da=chi)
        if fatti:
            frase = ngettext(
                "%(n)s domanda decisa: l'avviso parte alle %(ora)s.",
                "%(n)s domande decise: gli avvisi partono alle %(ora)s.",
                len(fatti),
            )
            messages.success(self.request, frase % {"n": len(fatti), "ora": ora(fatti[-1].comunica_dal)})
        self._dille(no)
        return redirect(self._elenco())

    def _prendo(self, chi: Any) -> HttpResponse:
        no, fatte = [], 0
        for una, _letto in self.scelte:
            try:
                actions.prende_in_mano(una, chi, da=chi)
                fatte += 1
            except ErroreDiDominio as errore:
                no.append((una, str(errore.frase)))
        frase = ngettext("Adesso controlli tu %(n)s domanda.", "Adesso controlli tu %(n)s domande.", fatte)
        messages.success(self.request, frase % {"n": fatte})
        self._dille(no)
        return redirect(self._elenco())

    def _dille(self, no: list[tuple[Domanda, str]]) -> None:
        """Each that could not be, with why; past the tenth, how many more."""
        for una, perche in no[:10]:
            messages.error(self.request, _("Domanda n. %(n)s: %(perche)s") % {"n": una.numero, "perche": perche})
        if len(no) > 10:
            messages.error(self.request, _("E altre %(n)s, che restano com'erano.") % {"n": len(no) - 10})

    def _elenco(self) -> str:
        return elenco_di(self.bando, self.scelti)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        righe = [
            {"domanda": una, "letto": letto, "chi": una.soggetto_inviato or una.presenta_inviato}
            for una, letto in self.scelte
        ]
        self.annota(int(una.referente_inviato) for una, _n in self.scelte if una.referente_inviato)
        return super().get_context_data(**kwargs) | {
            "righe": righe,
            "torna": self._elenco(),
            "piene": len(righe) == INSIEME,
            "massimo": INSIEME,
        }


def elenco_di(bando: Bando, scelti: coda.Scelti) -> str:
    """The queue under the filters that one came from."""
    filtri = scelti.in_indirizzo()
    elenco = reverse("admin:thinktown_bando_domande", args=[bando.pk])
    return f"{elenco}?{filtri}" if filtri else elenco


class RipensaInsiemeView(DelleDomande):
    """What was decided together is taken back together, as far as nobody has been told."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, mazzo: str, **kwargs: Any) -> HttpResponse:
        suoi = list(
            Provvedimento.objects.in_sospeso()
            .filter(mazzo=mazzo, domanda__in=self.inviate.values("pk"))
            .select_related("domanda__bando")
        )
        if not suoi and not Provvedimento.objects.filter(mazzo=mazzo, domanda__bando=self.bando).exists():
            raise Http404
        try:
            tolti, tardi = actions.ripensa_insieme(suoi, da=request.user)
        except NonPermesso:
            raise
        if tolti:
            frase = ngettext("%(n)s decisione tolta.", "%(n)s decisioni tolte.", tolti)
            messages.success(request, frase % {"n": tolti})
        if tardi or not suoi:
            messages.error(request, _("È troppo tardi per le altre: sono già state comunicate, o tolte."))
        return redirect(elenco_di(self.bando, self.scelti))
