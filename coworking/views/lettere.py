"""The pages that a mail opens: one card, two buttons, no login. Looking at them changes nothing."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from coworking import actions
from coworking.emails import SCOPO_OSPITE, SCOPO_TUTORE
from coworking.enums import Stato
from coworking.forms.ospita import FormRifiuto
from coworking.models import Prenotazione
from coworking.queries import storie
from coworking.views.ospita import fai
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.links import LinkNonValido, leggi
from talenti.base.permissions import Sistema
from talenti.persone.enums import StatoTutela
from talenti.persone.letture import annota_letture, dichiara_pagina
from talenti.persone.models import Tutela

# The row says until when one may answer; the signature only outlives it, so that the page can say so.
VALE = timedelta(days=30)


PAGINA_LETTERA = dichiara_pagina("coworking.risposta", gettext_lazy("La tua richiesta, aperta dall'email"))


class _Lettera(View):
    scopo = ""
    modello = ""

    def get(self, request: HttpRequest, gettone: str) -> HttpResponse:
        try:
            return self.mostra(request, *self.apri(gettone))
        except LinkNonValido as errore:
            return self._non_valido(request, errore)

    def post(self, request: HttpRequest, gettone: str) -> HttpResponse:
        try:
            aperta = self.apri(gettone)
        except LinkNonValido as errore:
            return self._non_valido(request, errore)
        return self.rispondi(request, *aperta)

    def apri(self, gettone: str) -> tuple[Prenotazione, Any]:
        """The booking and who answers, or LinkNonValido."""
        raise NotImplementedError

    def mostra(self, request: HttpRequest, prenotazione: Prenotazione, chi: Any, **altro: Any) -> HttpResponse:
        raise NotImplementedError

    def rispondi(self, request: HttpRequest, prenotazione: Prenotazione, chi: Any) -> HttpResponse:
        raise NotImplementedError

    def _prenotazione(self, pk: int) -> Prenotazione:
        trovata = Prenotazione.objects.per_elenco().filter(pk=pk).first()
        if trovata is None:
            raise LinkNonValido(_("Questa prenotazione non c'è più."))
        return trovata

    def _non_valido(self, request: HttpRequest, errore: LinkNonValido) -> HttpResponse:
        return render(request, "coworking/lettera_non_valida.html", {"frase": errore.frase}, status=410)


class RispostaView(_Lettera):
    """The host's answer. The link is bound to the booking and to who got the mail; she must still host there today."""

    def apri(self, gettone: str) -> tuple[Prenotazione, Any]:
        dati = leggi(SCOPO_OSPITE, gettone, vale=VALE)
        persona = get_user_model()._default_manager.filter(pk=dati["persona"], is_active=True).first()
        prenotazione = self._prenotazione(dati["prenotazione"])
        if persona is None or prenotazione.attende_tutore:
            raise LinkNonValido(_("Questo link non vale più. Apri la tua pagina per rispondere."))
        return prenotazione, persona

    def mostra(self, request: HttpRequest, prenotazione: Prenotazione, chi: Any, **altro: Any) -> HttpResponse:
        persone = [prenotazione.persona_id]
        annota_letture(persone, chi=chi, per_conto=prenotazione.spazio.partner, pagina=PAGINA_LETTERA)
        contesto = {
            "prenotazione": prenotazione,
            "form": FormRifiuto(),
            "storia": storie([prenotazione], prenotazione.spazio.partner_id)[prenotazione.persona_id],
        } | altro
        contesto["aperta"] = prenotazione.stato == Stato.RICHIESTA and not prenotazione.scaduta
        stato = 409 if altro.get("frase") else 200
        return render(request, "coworking/lettera_ospite.html", contesto, status=stato)

    def rispondi(self, request: HttpRequest, prenotazione: Prenotazione, chi: Any) -> HttpResponse:
        verbo, motivo = request.POST.get("risposta", ""), ""
        if verbo == "rifiuta":
            form = FormRifiuto(request.POST)
            if not form.is_valid():
                return self.mostra(request, prenotazione, chi, form=form, frase=_("Manca il motivo."))
            motivo = form.motivo()
        try:
            fatto = fai(prenotazione, verbo if verbo in ("conferma", "rifiuta") else "", da=chi, motivo=motivo)
        except ErroreDiDominio as errore:
            return self.mostra(request, self._prenotazione(prenotazione.pk), chi, frase=str(errore.frase))
        return self.mostra(request, prenotazione, chi, fatto=fatto)


class TutoreView(_Lettera):
    """The yes or no of who answers for a minor, from her own mail."""

    def apri(self, gettone: str) -> tuple[Prenotazione, Any]:
        dati = leggi(SCOPO_TUTORE, gettone, vale=VALE)
        prenotazione = self._prenotazione(dati["prenotazione"])
        tutela = Tutela.objects.filter(
            pk=dati["tutela"], persona=prenotazione.persona_id, stato=StatoTutela.CONFERMATO
        ).first()
        if tutela is None:
            raise LinkNonValido(_("Questo link non vale più: il sì come genitore o tutore è stato ritirato."))
        return prenotazione, tutela

    def mostra(self, request: HttpRequest, prenotazione: Prenotazione, chi: Any, **altro: Any) -> HttpResponse:
        aperta = prenotazione.attende_tutore and prenotazione.stato == Stato.RICHIESTA and not prenotazione.scaduta
        contesto = {"prenotazione": prenotazione, "aperta": aperta} | altro
        return render(request, "coworking/lettera_tutore.html", contesto, status=409 if altro.get("frase") else 200)

    def rispondi(self, request: HttpRequest, prenotazione: Prenotazione, chi: Any) -> HttpResponse:
        da = Sistema(f"tutela:{chi.pk}")
        try:
            if request.POST.get("risposta") == "si":
                actions.acconsenti(prenotazione, da=da)
                fatto = _("Grazie: hai detto sì.")
            else:
                actions.nega(prenotazione, da=da)
                fatto = _("Hai detto no. Il posto torna libero e lo diciamo a chi l'aveva chiesto.")
        except ErroreDiDominio as errore:
            return self.mostra(request, self._prenotazione(prenotazione.pk), chi, frase=str(errore.frase))
        return self.mostra(request, self._prenotazione(prenotazione.pk), chi, fatto=fatto)
