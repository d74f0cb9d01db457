"""What the office asks of one's application: read, answered as one writes, checked, sent once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.arrivo import arrivo_di
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.base.templatetags.italiano import ora
from thinktown import risposte
from thinktown.actions import risposte_ufficio
from thinktown.actions.risposte_ufficio import VoceCambiata, richiedi_in_tempo
from thinktown.comunicazioni import da_segnare
from thinktown.del_gruppo import chi_parla, righe
from thinktown.enums_istruttoria import RICHIESTE, TipoProvvedimento
from thinktown.forms_domanda import PREFISSO, scritto
from thinktown.istanti import al_secondo
from thinktown.models import Provvedimento, VoceRichiesta
from thinktown.momento import FINITI_PRIMA
from thinktown.queries import chi_lo_segue
from thinktown.richieste import RispostaDaScrivere, salva, voci_da_leggere
from thinktown.risposta_ufficio import di_file, di_testo, impronta, voci_di
from thinktown.termini import ultimo_giorno
from thinktown.views.della_domanda import DellaDomanda
from thinktown.views.voci import DiUnaVoce
from thinktown.voci import EsitoParte, numero_di

# What was written when the login had ended, kept in the session until one is back; and how much of it.
SOSPESO = "thinktown.richiesta"
_VOCI_SOSPESE, _LETTERE_SOSPESE = 40, 60_000


def richiesta_di(domanda: Any, codice: str) -> Provvedimento:
    """A request that was told to the group of this application; what has not been told yet is not there."""
    detti = Provvedimento.objects.comunicati().filter(domanda=domanda, tipo__in=RICHIESTE)
    richiesta = get_object_or_404(detti.select_related("invio__versione", "risposto_da"), codice=codice)
    richiesta.domanda = domanda
    return richiesta


class DellaRichiesta(DellaDomanda):
    richiesta: Provvedimento

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.richiesta = richiesta_di(self.domanda, kwargs["provvedimento"])

    @property
    def finita(self) -> str:
        """Why nothing can be written any more; "" while it can."""
        try:
            richiedi_in_tempo(self.richiesta, arrivo_di(self.request))
        except TransizioneNonAmmessa as errore:
            return str(errore.frase)
        return ""

    def contesto(self, **altro: Any) -> dict[str, Any]:
        richiesta = self.richiesta
        return (
            super().contesto(
                richiesta=richiesta,
                preavviso=richiesta.tipo == TipoProvvedimento.PREAVVISO,
                giorno=ultimo_giorno(richiesta.entro) if richiesta.entro else None,
                finita=self.finita,
                fermato=self.domanda.bando.stato in FINITI_PRIMA,
                scrive=puo(self.request.user, "thinktown.scrive_domanda", self.domanda),
                segue=chi_lo_segue(self.domanda.bando),
                da_segnare=da_segnare(richiesta, self.request.user),
                url_lettera=reverse("thinktown:lettera", args=[self.domanda.codice, richiesta.codice]),
            )
            | altro
        )


class RichiestaView(DellaRichiesta):
    """Written here while there is time; afterwards it says for ever what was answered, and when."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST" and not request.user.is_authenticated:
            _tieni(request, kwargs["provvedimento"])
            return redirect_to_login(request.path)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, codice: str, provvedimento: str) -> HttpResponse:
        tenuto = request.session.get(SOSPESO) or {}
        if tenuto.get("richiesta") == self.richiesta.codice and not self.finita:
            campi = tenuto["campi"]
            esito = EsitoParte(non_salvate={nome.removeprefix(PREFISSO) for nome in campi if nome.startswith(PREFISSO)})
            return self._scrivi(RispostaDaScrivere(self.richiesta, data=_Campi(campi), esito=esito), ritrovato=True)
        return self._mostra()

    def post(self, request: HttpRequest, codice: str, provvedimento: str) -> HttpResponse:
        try:
            esito = salva(self.richiesta, request.POST, request.FILES, da=request.user, arrivo=arrivo_di(request))
        except NonPermesso:
            raise
        except TransizioneNonAmmessa as errore:
            tutte = {di_testo(una).chiave for una in voci_di(self.richiesta)}
            scritta = RispostaDaScrivere(self.richiesta, data=request.POST, esito=EsitoParte(non_salvate=tutte))
            return self._scrivi(scritta, frase=str(errore.frase), stato=409)
        if not esito.va_bene:
            scritta = RispostaDaScrivere(self.richiesta, data=request.POST, esito=esito)
            return self._scrivi(scritta, stato=409 if esito.conflitti else 422)
        request.session.pop(SOSPESO, None)
        if request.POST.get("passo") == "invia":
            return redirect("thinktown:richiesta_invia", codice, provvedimento)
        if not self.finita and "togli" not in request.POST and "rimetti" not in request.POST:
            messages.success(request, _("Salvato: puoi continuare quando vuoi. La risposta non è ancora inviata."))
        return redirect("thinktown:richiesta_ufficio", codice, provvedimento)

    def _mostra(self) -> HttpResponse:
        if not self.finita and puo(self.request.user, "thinktown.scrive_domanda", self.domanda):
            return self._scrivi(RispostaDaScrivere(self.richiesta))
        contesto = self.contesto(
            voci=voci_da_leggere(self.richiesta),
            arrivata=al_secondo(self.richiesta.risposto_il) if self.richiesta.risposto_il else "",
            impronta=impronta(voci_di(self.richiesta)),
            parla=chi_parla(righe(self.domanda, self.request.user)),
        )
        return render(self.request, "thinktown/domanda/richiesta_letta.html", contesto)

    def _scrivi(
        self, scrive: RispostaDaScrivere, *, frase: str = "", ritrovato: bool = False, stato: int = 200
    ) -> HttpResponse:
        contesto = self.contesto(voci=scrive.voci(), form=scrive.form, frase=frase, ritrovato=ritrovato)
        return render(self.request, "thinktown/domanda/richiesta.html", contesto, status=stato)


class _Campi(dict[str, str]):
    """Fields that come back from the session, read as those of a request."""

    def getlist(self, nome: str) -> list[str]:
        return [self[nome]] if nome in self else []


def _tieni(request: HttpRequest, codice: str) -> None:
    """The words of who has to sign in again: hers are shown to nobody who is not in the group."""
    campi = {
        nome: valore
        for nome, valore in request.POST.items()
        if nome.startswith((f"{PREFISSO}t", "n-t")) and isinstance(valore, str)
    }
    troppe = len(campi) > 2 * _VOCI_SOSPESE or sum(map(len, campi.values())) > _LETTERE_SOSPESE
    detti = Provvedimento.objects.comunicati().filter(tipo__in=RICHIESTE, codice=codice)
    if campi and not troppe and detti.exists():
        request.session[SOSPESO] = {"richiesta": codice, "campi": campi}


class InviaRispostaView(DellaRichiesta):
    """The last look: item by item what is sent, and what is left without an answer."""

    def get(self, request: HttpRequest, codice: str, provvedimento: str) -> HttpResponse:
        if self.finita:
            return redirect("thinktown:richiesta_ufficio", codice, provvedimento)
        return self._mostra()

    def post(self, request: HttpRequest, codice: str, provvedimento: str) -> HttpResponse:
        try:
            risposte_ufficio.rispondi_all_ufficio(
                self.richiesta, da=request.user, arrivo=arrivo_di(request), letto=request.POST.get("letto", "")
            )
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            self.richiesta = richiesta_di(self.domanda, provvedimento)
            return self._mostra(frase=str(errore.frase))
        return redirect("thinktown:richiesta_ufficio", codice, provvedimento)

    def _mostra(self, frase: str = "") -> HttpResponse:
        voci = voci_da_leggere(self.richiesta)
        contesto = self.contesto(
            voci=voci,
            vuote=[una for una in voci if not una.piena],
            qualcosa=any(una.piena for una in voci),
            letto=impronta(voci_di(self.richiesta)),
            esito=puo(self.request.user, "thinktown.invia_domanda", self.domanda),
            parla=chi_parla(righe(self.domanda, self.request.user)),
            frase=frase,
        )
        stato = 409 if frase else 200
        return render(self.request, "thinktown/domanda/richiesta_invia.html", contesto, status=stato)


class LettaView(DellaDomanda):
    """It has been read: by the page itself where scripts run, by its button without. A decision as well."""

    def get(self, request: HttpRequest, codice: str, provvedimento: str) -> HttpResponse:
        """Who had to sign in again before the press: it marks nothing."""
        return redirect(self._detto(provvedimento))

    def post(self, request: HttpRequest, codice: str, provvedimento: str) -> HttpResponse:
        detto = self._detto(provvedimento)
        risposte_ufficio.segna_letto(detto, da=request.user)
        return HttpResponse() if getattr(request, "htmx", False) else redirect(detto)

    def _detto(self, codice: str) -> Provvedimento:
        detti = Provvedimento.objects.comunicati().filter(domanda=self.domanda)
        detto = get_object_or_404(detti, codice=codice)
        detto.domanda = self.domanda
        return detto


# ── For the script of the page ────────────────────────────────────────────────────────────────────
class DiUnaRisposta(DiUnaVoce):
    """One item of one request."""

    richiesta: Provvedimento
    n: int

    def trova(self, **kwargs: Any) -> None:
        self.richiesta, self.n = richiesta_di(self.domanda, kwargs["provvedimento"]), kwargs["n"]

    def pagina(self, **kwargs: Any) -> str:
        return reverse("thinktown:richiesta_ufficio", args=[kwargs["codice"], kwargs["provvedimento"]])

    @property
    def una(self) -> VoceRichiesta:
        voce = next((una for una in voci_di(self.richiesta) if una.n == self.n), None)
        if voce is None:
            raise DatoNonAccettato(_("Questa voce non c'è: ricarica la pagina."))
        return voce

    def disegna_voce(self, quesito: Any, esito: EsitoParte | None = None, data: Any = None) -> str:
        """One control as it stands on the page, with what is in it now."""
        voce = RispostaDaScrivere(self.richiesta, data=data, esito=esito).voce(self.una, quesito)
        contesto = {"voce": voce, "domanda": self.domanda}
        return render_to_string("thinktown/domanda/voce.html", contesto, request=self.request)


class RispostaVoceView(DiUnaRisposta):
    """Keep one text. Fields: that of the page, and ``versione``."""

    def post(self, request: HttpRequest, codice: str, provvedimento: str, n: int) -> HttpResponse:
        quesito = di_testo(self.una)
        versione = numero_di(request.POST.get("versione"))
        if versione is None:
            raise DatoNonAccettato(_("Questa pagina è vecchia: ricaricala, poi scrivi di nuovo."))
        try:
            voce = risposte_ufficio.salva_voce(
                self.richiesta,
                n,
                scritto(quesito, request.POST, PREFISSO + quesito.chiave),
                versione=versione,
                da=request.user,
                arrivo=arrivo_di(request),
            )
        except VoceCambiata as errore:
            esito: Any = EsitoParte()
            esito.conflitti[quesito.chiave] = errore
            html, altra = self.disegna_voce(quesito, esito, request.POST), self.disegna_voce(quesito)
            return self.rifiuto(errore, 409, html=html, altra=altra, versione=errore.attuale.versione)
        difetto = risposte.difetto_di(quesito, voce.testo) if voce.testo else ""
        quando = ora(voce.salvata_il) if voce.salvata_il else ""
        return JsonResponse({"versione": voce.versione, "ora": quando, "frase": difetto, "totali": {}})


class RispostaFileView(DiUnaRisposta):
    """A file chosen, taken out or put back; answers with its control drawn anew."""

    def post(self, request: HttpRequest, codice: str, provvedimento: str, n: int) -> HttpResponse:
        if request.headers.get("X-Requested-With") != "fetch":
            return redirect("thinktown:richiesta_ufficio", codice, provvedimento)
        quesito = di_file(self.una)
        try:
            self._esegui(request)
        except DatoNonAccettato as errore:
            esito = EsitoParte(errori={quesito.chiave: str(errore.frase)})
            return HttpResponse(self.disegna_voce(quesito, esito, request.POST), status=400)
        return HttpResponse(self.disegna_voce(quesito))

    def _esegui(self, request: HttpRequest) -> None:
        verbi: dict[str, Callable[..., VoceRichiesta]] = {
            "togli": risposte_ufficio.togli_allegato,
            "rimetti": risposte_ufficio.rimetti_allegato,
        }
        come: dict[str, Any] = {"da": request.user, "arrivo": arrivo_di(request)}
        for nome, verbo in verbi.items():
            if nome in request.POST:
                verbo(self.richiesta, self.n, request.POST[nome], **come)
        for caricato in request.FILES.getlist("file"):
            risposte_ufficio.allega(self.richiesta, self.n, caricato, **come)
