"""The ranking for who is in it: one's own sheet, an error pointed out, what is offered accepted or given up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from talenti.base.arrivo import arrivo_di
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.base.views import con_errore_al_campo
from thinktown import mia_graduatoria as mia
from thinktown.actions import chiamate, osservazioni
from thinktown.enums_graduatoria import Riuso, StatoChiamata
from thinktown.forms_graduatorie import FormRinuncia, FormSegnala
from thinktown.mia_graduatoria import InGraduatoria
from thinktown.models import Chiamata, Graduatoria, RigaGraduatoria
from thinktown.models.graduatorie import OSSERVAZIONE_MASSIMA
from thinktown.momento import FINITI_PRIMA
from thinktown.pagina_graduatoria import errori_entro, sezioni_di
from thinktown.queries import chi_lo_segue
from thinktown.views.della_domanda import DellaDomanda


class InUnaGraduatoria(DellaDomanda):
    """A page of an application that is in a ranking; of others there is none."""

    versioni: list[RigaGraduatoria]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.versioni = mia.versioni_di(self.domanda)
            if not self.versioni:
                raise Http404

    @property
    def ultima(self) -> Graduatoria:
        return self.versioni[-1].graduatoria

    @cached_property
    def adesso_e(self) -> InGraduatoria:
        """Where it is in the version that counts."""
        return mia.di_una(self.domanda, self.versioni[-1])

    @property
    def fermato(self) -> bool:
        return self.domanda.bando.stato in FINITI_PRIMA

    def torna(self, pezzo: str = "") -> HttpResponse:
        return redirect(reverse("thinktown:mia_graduatoria", args=[self.domanda.codice]) + pezzo)

    def perche_no(self, permesso: str, oggetto: Any, frase: str) -> str:
        """Why this is not hers to do, with the name of who may; "" where it is."""
        esito = puo(self.request.user, permesso, oggetto)
        if esito:
            return ""
        parla = mia.chi_parla(self.domanda)
        if self.referente or not parla:
            return str(esito.frase)
        return f"{frase} {_('Per il vostro gruppo parla %(chi)s.') % {'chi': parla}}"


class MiaGraduatoriaView(InUnaGraduatoria):
    """Position and outcome first, then how it is computed, then what can be done."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        riga = mia.quale(self.versioni, request.GET.get("versione", ""))
        assert riga is not None  # noqa: S101 – without any version the page is not there
        questa, bando = riga.graduatoria, self.domanda.bando
        una = InGraduatoria(riga, self.adesso_e.chiamata, self.adesso_e.come)
        intera = Graduatoria.objects.get(pk=questa.pk)
        sue = mia.segnalazioni(self.domanda, request.user)
        contesto = self.contesto(
            una=una,
            frase=mia.frase(una, sezioni_di(bando).get(riga.sezione, "")),
            graduatoria=questa,
            vecchia=questa.n if questa.n != self.ultima.n else None,
            altre=[una.graduatoria for una in self.versioni if una.graduatoria.n != questa.n],
            errori_entro=errori_entro(questa),
            conto=mia.conto(intera, self.domanda),
            rimedi=mia.rimedi_di(questa),
            fermato=self.fermato,
            segnalazioni=sue,
            non_si_segnala=mia.non_si_segnala(bando, self.ultima, sue, arrivo_di(request)),
            perche_non_segnala=self.perche_no("thinktown.osserva_graduatoria", self.domanda, _altri_segnalano()),
            segue=chi_lo_segue(bando),
            **self._chiamata(),
        )
        return render(request, "thinktown/domanda/mia_graduatoria.html", contesto)

    def _chiamata(self) -> dict[str, Any]:
        chiamata = self.adesso_e.chiamata
        if chiamata is None:
            return {"chiamata": None}
        return {
            "chiamata": chiamata,
            "stato_chiamata": self.adesso_e.stato,
            "rispondi_entro": self.adesso_e.da_rispondere and mia.prima_di(chiamata.entro),
            "perche_non_risponde": self.perche_no("thinktown.risponde_alla_chiamata", chiamata, _altri_rispondono()),
        }


def _altri_segnalano() -> str:
    return _("Gli errori li segnala chi parla per il gruppo.")


def _altri_rispondono() -> str:
    return _("Risponde chi parla per il gruppo.")


# ── An error pointed out ──────────────────────────────────────────────────────────────────────────
class SegnalaView(InUnaGraduatoria):
    """What was written when the login had ended is kept in the session until she is back."""

    sospeso = "thinktown.segnala_errore"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST" and not request.user.is_authenticated:
            testo = request.POST.get("testo", "")[:OSSERVAZIONE_MASSIMA]
            request.session[self.sospeso] = {"domanda": kwargs["codice"], "testo": testo}
            return redirect_to_login(request.path)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        tenuto = request.session.get(self.sospeso) or {}
        testo = tenuto.get("testo", "") if tenuto.get("domanda") == codice else ""
        return self._pagina(FormSegnala(initial={"testo": testo}), tenuto=bool(testo))

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        form = FormSegnala(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            osservazioni.osserva(
                self.domanda, testo=form.cleaned_data["testo"], da=request.user, arrivo=arrivo_di(request)
            )
        except NonPermesso:
            raise
        except TransizioneNonAmmessa as errore:
            return self._pagina(form, frase=str(errore.frase), stato=409)
        except DatoNonAccettato as errore:
            con_errore_al_campo(form, errore)
            return self._pagina(form, stato=422)
        request.session.pop(self.sospeso, None)
        messages.success(request, _("Segnalazione inviata. Quando l'ufficio risponde vi scriviamo."))
        return self.torna("#segnala")

    def _pagina(self, form: FormSegnala, frase: str = "", stato: int = 200, *, tenuto: bool = False) -> HttpResponse:
        sue = mia.segnalazioni(self.domanda, self.request.user)
        non_puo = self.perche_no("thinktown.osserva_graduatoria", self.domanda, _altri_segnalano())
        contesto = self.contesto(
            form=form,
            frase=frase,
            tenuto=tenuto,
            perche_no=non_puo or mia.non_si_segnala(self.domanda.bando, self.ultima, sue, arrivo_di(self.request)),
            una=self.adesso_e,
            errori_entro=errori_entro(self.ultima),
        )
        return render(self.request, "thinktown/domanda/segnala_errore.html", contesto, status=stato)


# ── What is offered ───────────────────────────────────────────────────────────────────────────────
class _Risponde(InUnaGraduatoria):
    """Asks once and says what follows; whatever has its answer already leads back to the sheet."""

    template = ""
    stati: tuple[StatoChiamata, ...] = ()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and self.adesso_e.chiamata is None:
            raise Http404

    @property
    def chiamata(self) -> Chiamata:
        chiamata = self.adesso_e.chiamata
        assert chiamata is not None  # noqa: S101 – ``setup`` has seen to it
        return chiamata

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        if self.adesso_e.stato not in self.stati or self.fermato:
            return self.torna()
        return self.chiedi()

    def chiedi(self, frase: str = "", form: Any = None, stato: int = 200) -> HttpResponse:
        contesto = self.contesto(
            una=self.adesso_e,
            chiamata=self.chiamata,
            form=form,
            frase=frase,
            rispondi_entro=mia.prima_di(self.chiamata.entro),
            resta=self.domanda.bando.in_vigore.graduatoria.riuso == Riuso.RESTANO,
            perche_no=self.perche_no("thinktown.risponde_alla_chiamata", self.chiamata, _altri_rispondono()),
        )
        return render(self.request, self.template, contesto, status=stato)


class AccettaView(_Risponde):
    template = "thinktown/domanda/accetta.html"
    stati = (StatoChiamata.ATTESA,)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        try:
            chiamate.accetta(self.chiamata, da=request.user, arrivo=arrivo_di(request))
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            return self.chiedi(str(errore.frase), stato=409)
        messages.success(request, _("Avete accettato."))
        return self.torna()


class RinunciaView(_Risponde):
    template = "thinktown/domanda/rinuncia.html"
    stati = (StatoChiamata.ATTESA, StatoChiamata.ACCETTATA)

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        if self.adesso_e.stato not in self.stati or self.fermato:
            return self.torna()
        return self.chiedi(form=FormRinuncia())

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        form = FormRinuncia(request.POST)
        if not form.is_valid():
            return self.chiedi(form=form, stato=422)
        try:
            chiamate.rinuncia(self.chiamata, perche=form.cleaned_data["perche"], da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            return self.chiedi(str(errore.frase), form, 409)
        messages.success(request, _("Avete rinunciato."))
        return self.torna()
