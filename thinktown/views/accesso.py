"""To ask to see documents of a call: the door, the receipt that stays, and the page of who is heard because of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from talenti.base.clock import oggi
from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.views import VerboView, con_errore_al_campo
from thinktown.actions.accessi import Chiesta, chiedi_accesso, lascia_cadere, risponde_controinteressato
from thinktown.enums_registri import RispostaTerzo, TipoAccesso
from thinktown.forms_accesso import FormAccesso, FormOpposizione
from thinktown.models import Bando, Controinteressato, RichiestaAccesso
from thinktown.queries import chi_lo_segue
from thinktown.termini_accesso import FONTE, RIMEDI, SILENZIO

# Of one's own on one call: more are of long ago.
MIE = 20


class AccessoView(LoginRequiredMixin, TemplateView):
    """The kinds in plain words, the form, one's own requests on this call."""

    template_name = "thinktown/accesso.html"

    @cached_property
    def bando(self) -> Bando:
        """Of a draft there is nothing to be seen yet."""
        return get_object_or_404(Bando.objects.pubblicati().select_related("partner"), slug=self.kwargs["slug"])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = FormAccesso(request.POST)
        if not form.is_valid():
            return self._di_nuovo(form)
        dati = form.cleaned_data
        try:
            richiesta = chiedi_accesso(
                self.bando,
                Chiesta(tipo=dati["tipo"], che_cosa=dati["che_cosa"], perche=dati["perche"]),
                da=request.user,
            )
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._di_nuovo(form)
        messages.success(request, _("Richiesta arrivata. Questa pagina è la tua ricevuta: la ritrovi nella tua area."))
        return redirect(richiesta)

    def _di_nuovo(self, form: FormAccesso) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mie = RichiestaAccesso.objects.visibili_a(self.request.user).filter(bando=self.bando).select_related("bando")
        return {
            "bando": self.bando,
            "form": FormAccesso(),
            "mie": list(mie.order_by("-arrivata_il", "-pk")[:MIE]),
        } | super().get_context_data(**kwargs)


class MioAccessoView(LoginRequiredMixin, TemplateView):
    """The receipt: number, day, by when, what silence means; then the answer. For who asked, and nobody else."""

    template_name = "thinktown/mio_accesso.html"

    @cached_property
    def richiesta(self) -> RichiestaAccesso:
        mie = RichiestaAccesso.objects.visibili_a(self.request.user).select_related("bando__partner")
        return get_object_or_404(mie, codice=self.kwargs["codice"], bando__slug=self.kwargs["slug"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        una = self.richiesta
        return super().get_context_data(**kwargs) | {
            "richiesta": una,
            "bando": una.bando,
            "oggi": oggi(),
            "fonte": FONTE[una.tipo],
            "silenzio": SILENZIO[una.tipo],
            "rimedi": RIMEDI[una.tipo],
            "scaduta": una.aperta and una.scade_il < oggi(),
            "segue": chi_lo_segue(una.bando),
        }


class RitiraAccessoView(VerboView):
    """She needs it no more: one press."""

    modello = RichiestaAccesso
    campo = "codice"

    def esegui(self, oggetto: RichiestaAccesso) -> Frase:
        if oggetto.bando.slug != self.kwargs["slug"]:
            raise Http404
        lascia_cadere(oggetto, da=self.request.user)
        return _("Richiesta ritirata.")


class OpposizioneView(LoginRequiredMixin, TemplateView):
    """What somebody asks to see of an application that she is in: the copy that the law wants her to have, the answer.

    Who asks is named, as in the copy of DPR 184/2006 art. 3 and D.lgs. 33/2013 art. 5 c. 5; where she lives, her
    mail and her account are not. Her reasons are there only where the law makes them part of the request.
    """

    template_name = "thinktown/opposizione.html"

    @cached_property
    def terzo(self) -> Controinteressato:
        miei = Controinteressato.objects.visibili_a(self.request.user)
        miei = miei.select_related("richiesta__bando__partner", "domanda")
        return get_object_or_404(miei, codice=self.kwargs["codice"], richiesta__bando__slug=self.kwargs["slug"])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        terzo, form = self.terzo, FormOpposizione(request.POST)
        if not form.is_valid():
            return self._di_nuovo(form)
        dati = form.cleaned_data
        try:
            risponde_controinteressato(
                terzo,
                si_oppone=dati["risposta"] == RispostaTerzo.SI_OPPONE,
                motivo=dati["motivo"],
                da=request.user,
            )
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._di_nuovo(form)
        messages.success(request, _("Risposta arrivata all'ufficio. Quando decide ti scriviamo."))
        return redirect(terzo)

    def _di_nuovo(self, form: FormOpposizione) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        terzo = self.terzo
        richiesta = terzo.richiesta
        aspetta = not terzo.risposta and richiesta.aperta
        return {
            "terzo": terzo,
            "richiesta": richiesta,
            "bando": richiesta.bando,
            "con_motivo": richiesta.tipo == TipoAccesso.DOCUMENTALE,
            "si_risponde": aspetta and oggi() <= terzo.entro_il,
            "tardi": aspetta and oggi() > terzo.entro_il,
            "form": FormOpposizione(),
        } | super().get_context_data(**kwargs)
