"""The pages that a mail opens: one card, two buttons. Looking at them changes nothing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from talenti.base.arrivo import arrivo_di
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.links import LinkNonValido, leggi
from talenti.base.permissions import Sistema, puo
from talenti.persone.enums import StatoTutela
from talenti.persone.models import Tutela
from thinktown import actions
from thinktown.enums import PRESENTATE, RuoloComponente, StatoComponente
from thinktown.gettoni import SCOPO_INVITO, SCOPO_TUTORE, VALE
from thinktown.models import Componente
from thinktown.momento import momento

DAL_LINK = Sistema("invito-da-email")


def _componenti() -> Any:
    return Componente.objects.select_related("domanda__bando__partner__comune", "persona")


def _chi_chiede(componente: Componente) -> Any:
    parla = componente.domanda.componenti.attivi().filter(ruolo=RuoloComponente.REFERENTE).select_related("persona")
    primo = parla.first()
    return primo.persona if primo else None


@method_decorator(never_cache, name="dispatch")
class InvitoView(View):
    """Opened with the mail's signature, by whoever reads that mailbox; without it, by the account of that address."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.pagina_riservata = True  # type: ignore[attr-defined]  # it counts for no statistics
        self.componente = get_object_or_404(_componenti(), codice=kwargs["codice"])
        self.firmato = self._firmato(request.GET.get("g", ""))
        persona = request.user
        self.sua = persona.is_authenticated and persona.email.lower() == self.componente.email
        if not self.firmato and not persona.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not self.firmato and not self.sua:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def _firmato(self, gettone: str) -> bool:
        try:
            return leggi(SCOPO_INVITO, gettone, vale=VALE)["invito"] == self.componente.pk
        except LinkNonValido:
            return False

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        return self._mostra(request)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        risposta = request.POST.get("risposta", "")
        if risposta not in ("accetta", "rifiuta") or (risposta == "accetta" and not request.user.is_authenticated):
            return self._mostra(request)
        accetta = risposta == "accetta"
        da = request.user if self.sua or accetta else DAL_LINK
        try:
            actions.risponde(self.componente, accetta=accetta, da=da, arrivo=arrivo_di(request))
        except ErroreDiDominio as errore:
            self.componente = _componenti().get(pk=self.componente.pk)
            return self._mostra(request, frase=str(errore.frase))
        if not accetta:
            return self._mostra(request)
        messages.success(request, _("Ora fai parte del gruppo."))
        return redirect("thinktown:gruppo", self.componente.domanda.codice)

    def _mostra(self, request: HttpRequest, frase: str = "") -> HttpResponse:
        domanda = self.componente.domanda
        adesso_e = momento(domanda.bando, arrivo_di(request))
        persona = request.user
        esito = puo(persona, "thinktown.presenta", domanda.bando) if self.sua else None
        # Who said no or was taken out reads nothing of the group that goes on without her.
        fuori = self.componente.stato in actions.FUORI
        contesto = {
            "componente": self.componente,
            "domanda": domanda,
            "bando": domanda.bando,
            "momento": adesso_e,
            "fuori": fuori,
            "chiede": None if fuori else _chi_chiede(self.componente),
            "aperto": self.componente.stato == StatoComponente.INVITATO and adesso_e.aperto,
            "altro_indirizzo": persona.is_authenticated and not self.sua,
            "esito": esito,
            "frase": frase,
            "qui": request.get_full_path(),
        }
        return render(request, "thinktown/domanda/invito.html", contesto, status=409 if frase else 200)


@method_decorator(never_cache, name="dispatch")
class TutoreView(View):
    """The yes or no of who answers for a minor, from her own mail: no account."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.pagina_riservata = True  # type: ignore[attr-defined]  # it counts for no statistics
        try:
            self._apri(kwargs["gettone"])
        except LinkNonValido as errore:
            return render(request, "thinktown/domanda/link_non_valido.html", {"frase": errore.frase}, status=410)
        return super().dispatch(request, *args, **kwargs)

    def _apri(self, gettone: str) -> None:
        dati = leggi(SCOPO_TUTORE, gettone, vale=VALE)
        trovato = _componenti().filter(pk=dati["componente"]).first()
        if trovato is None or not trovato.attivo:
            raise LinkNonValido(_("Non fa più parte di questo gruppo: non devi fare niente."))
        tutela = Tutela.objects.filter(
            pk=dati["tutela"], persona=trovato.persona_id, stato=StatoTutela.CONFERMATO
        ).first()
        if tutela is None:
            raise LinkNonValido(_("Questo link non vale più: il sì come genitore o tutore è stato ritirato."))
        self.componente, self.tutela = trovato, tutela

    def get(self, request: HttpRequest, gettone: str) -> HttpResponse:
        return self._mostra(request)

    def post(self, request: HttpRequest, gettone: str) -> HttpResponse:
        verbi = {"si": actions.acconsenti, "no": actions.nega}
        verbo = verbi.get(request.POST.get("risposta", ""))
        if verbo is None:
            return self._mostra(request)
        frase = ""
        try:
            verbo(self.componente, da=Sistema(f"tutela:{self.tutela.pk}"))
        except ErroreDiDominio as errore:
            frase = str(errore.frase)
        self.componente = _componenti().get(pk=self.componente.pk)
        return self._mostra(request, frase=frase, fatto=not frase)

    def _mostra(self, request: HttpRequest, *, frase: str = "", fatto: bool = False) -> HttpResponse:
        componente, domanda = self.componente, self.componente.domanda
        adesso_e = momento(domanda.bando, arrivo_di(request))
        contesto = {
            "componente": componente,
            "domanda": domanda,
            "bando": domanda.bando,
            "momento": adesso_e,
            "parla": _chi_chiede(componente),
            "frase": frase,
            "fatto": fatto,
            "detto_si": componente.tutore_il is not None,
            "detto_no": componente.tutore_no_il is not None,
            "inviata": domanda.stato in PRESENTATE,
            "aperta": adesso_e.aperto and domanda.stato not in PRESENTATE,
        }
        return render(request, "thinktown/domanda/tutore.html", contesto, status=409 if frase else 200)
