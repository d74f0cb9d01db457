"""Autosave of one answer, and its files. Answers are for the script of the page: JSON, or the question drawn anew.

A save is refused with a status that says why: 401 the login has ended, 403 she may only read, 409 somebody else has
written there or the term has passed, 400 what was written cannot be kept. In each case the words stay on the page.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from talenti.base.arrivo import arrivo_di
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, NonPermesso
from talenti.base.templatetags.italiano import ora
from thinktown import actions, in_parole, posti, risposte
from thinktown.actions.domande import RispostaCambiata
from thinktown.definizione import Parte, Quesito
from thinktown.enums import TipoQuesito
from thinktown.forms_domanda import PREFISSO, scritto
from thinktown.models import Domanda, Risposta
from thinktown.voci import EsitoParte, ParteDaScrivere, numero_di


class DiUnaVoce(View):
    """One question of one application that one is in the group of."""

    http_method_names = ["post"]
    domanda: Domanda
    chiave: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return self.da_riaccedere(**kwargs)
        mie = Domanda.objects.visibili_a(request.user).select_related("bando__partner")
        self.domanda = get_object_or_404(mie, codice=kwargs["codice"])
        self.trova(**kwargs)
        try:
            return super().dispatch(request, *args, **kwargs)
        except NonPermesso as errore:
            return self.rifiuto(errore, 403)
        except DatoNonAccettato as errore:
            return self.rifiuto(errore, 400)
        except ErroreDiDominio as errore:
            return self.rifiuto(errore, 409)

    def trova(self, **kwargs: Any) -> None:
        """Of its application, what the address names."""
        self.chiave = kwargs["chiave"]

    def pagina(self, **kwargs: Any) -> str:
        """Where one goes on after signing in again."""
        return reverse("thinktown:domanda", args=[kwargs["codice"]])

    def da_riaccedere(self, **kwargs: Any) -> HttpResponse:
        frase = _("La sessione è finita: accedi in un'altra scheda, il testo resta qui.")
        accedi = redirect_to_login(self.pagina(**kwargs)).url
        return JsonResponse({"codice": "sessione_finita", "frase": frase, "accedi": accedi}, status=401)

    def rifiuto(self, errore: ErroreDiDominio, stato: int, **altro: Any) -> JsonResponse:
        return JsonResponse({"codice": errore.codice, "frase": str(errore.frase)} | altro, status=stato)

    def quesito(self) -> tuple[Parte, Quesito]:
        for parte in posti.da_compilare(self.domanda.bando).parti:
            for uno in parte.quesiti:
                if uno.chiave == self.chiave:
                    return parte, uno
        raise DatoNonAccettato(_("Il bando è cambiato: questa voce non c'è più. Ricarica la pagina."))

    def disegna(self, esito: EsitoParte | None = None, data: Any = None) -> str:
        """The question as it stands on its page, with what is in it now."""
        parte, quesito = self.quesito()
        voce = ParteDaScrivere(self.domanda, parte, data=data, esito=esito).voce(quesito)
        contesto = {"voce": voce, "domanda": self.domanda}
        return render_to_string("thinktown/domanda/voce.html", contesto, request=self.request)


class VoceView(DiUnaVoce):
    """Keep one answer. Fields: those of the question on its page, ``versione`` and ``gettone``."""

    def post(self, request: HttpRequest, codice: str, chiave: str) -> HttpResponse:
        _parte, quesito = self.quesito()
        versione, gettone = numero_di(request.POST.get("versione")), request.POST.get("gettone", "")
        if versione is None or not 1 <= len(gettone) <= 40 or not gettone.isprintable():
            raise DatoNonAccettato(_("Questa pagina è vecchia: ricaricala, poi scrivi di nuovo."))
        nome = PREFISSO + chiave
        try:
            risposta = actions.salva_risposta(
                self.domanda,
                chiave,
                scritto(quesito, request.POST, nome),
                versione=versione,
                gettone=gettone,
                da=request.user,
                arrivo=arrivo_di(request),
            )
        except RispostaCambiata as errore:
            esito = EsitoParte(conflitti={chiave: errore})
            html = self.disegna(esito, request.POST)
            return self.rifiuto(errore, 409, html=html, altra=self.disegna(), versione=errore.attuale.versione)
        return JsonResponse(_salvata(quesito, risposta))


def _salvata(quesito: Quesito, risposta: Risposta) -> dict[str, Any]:
    """What the page shows of it: the version, the minute, the sums; and what is wrong with it, if anything is."""
    vuota = risposta.valore is None
    return {
        "versione": risposta.versione,
        "ora": ora(risposta.salvata_il),
        "frase": "" if vuota else risposte.difetto_di(quesito, risposta.valore),
        "totali": in_parole.totali(quesito, risposta.valore) if quesito.tipo == TipoQuesito.TABELLA else {},
    }


class FileView(DiUnaVoce):
    """A file chosen, taken out or put back; answers with the question drawn anew."""

    def post(self, request: HttpRequest, codice: str, chiave: str) -> HttpResponse:
        if request.headers.get("X-Requested-With") != "fetch":
            parte, _quesito = self.quesito()
            return redirect("thinktown:parte", codice, parte.chiave)
        try:
            self._esegui(request)
        except DatoNonAccettato as errore:
            html = self.disegna(EsitoParte(errori={chiave: str(errore.frase)}), request.POST)
            return HttpResponse(html, status=400)
        return HttpResponse(self.disegna())

    def _esegui(self, request: HttpRequest) -> None:
        verbi: dict[str, Callable[..., Risposta]] = {"togli": actions.togli_file, "rimetti": actions.rimetti_file}
        come: dict[str, Any] = {"da": request.user, "arrivo": arrivo_di(request)}
        for nome, verbo in verbi.items():
            if nome in request.POST:
                verbo(self.domanda, self.chiave, request.POST[nome], **come)
        for caricato in request.FILES.getlist("file"):
            actions.aggiungi_file(self.domanda, self.chiave, caricato, **come)
