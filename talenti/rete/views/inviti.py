"""The page that the mail of an invitation opens: one card, two buttons. Looking at it changes nothing."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View

from talenti.base.exceptions import ErroreDiDominio
from talenti.base.links import LinkNonValido, leggi
from talenti.base.permissions import Sistema, puo
from talenti.rete import actions
from talenti.rete.emails_membri import SCOPO_INVITO
from talenti.rete.enums import StatoInvito
from talenti.rete.models import Invito
from talenti.rete.ruoli import RUOLI

# The row says when the invitation ends; the signature only outlives it, so that the page can say so.
VALE = timedelta(days=90)


class InvitoView(View):
    def get(self, request: HttpRequest, gettone: str) -> HttpResponse:
        try:
            return self._mostra(request, self._invito(gettone))
        except LinkNonValido as errore:
            return self._non_valido(request, errore)

    def post(self, request: HttpRequest, gettone: str) -> HttpResponse:
        try:
            invito = self._invito(gettone)
        except LinkNonValido as errore:
            return self._non_valido(request, errore)
        try:
            if request.POST.get("risposta") == "rifiuta":
                # Who holds the link reads that mailbox: saying no asks for no account.
                propria = request.user.is_authenticated and puo(request.user, "rete.rispondi_invito", invito)
                actions.rifiuta_invito(invito, da=request.user if propria else Sistema("risposta-da-email"))
                return self._mostra(request, invito)
            if not request.user.is_authenticated:
                return self._mostra(request, invito)
            actions.accetta_invito(invito, da=request.user)
        except ErroreDiDominio as errore:
            return self._mostra(request, self._invito(gettone), frase=str(errore.frase))
        messages.success(request, _("Ora fai parte di %(nome)s.") % {"nome": invito.partner})
        return redirect("rete:mia", invito.partner.slug)

    def _invito(self, gettone: str) -> Invito:
        dati = leggi(SCOPO_INVITO, gettone, vale=VALE)
        invito = Invito.objects.select_related("partner", "partner__comune", "mandato_da").filter(
            pk=dati["invito"], email__iexact=dati["email"]
        )
        trovato = invito.first()
        if trovato is None:
            raise LinkNonValido(_("Questo invito non c'è più. Chiedine uno nuovo a chi te l'ha mandato."))
        return trovato

    def _mostra(self, request: HttpRequest, invito: Invito, frase: str = "") -> HttpResponse:
        persona = request.user
        esito = puo(persona, "rete.rispondi_invito", invito) if persona.is_authenticated else None
        contesto: dict[str, Any] = {
            "invito": invito,
            "ruolo": RUOLI[invito.ruolo],
            "frase": frase or (str(esito.frase) if esito is not None and not esito else ""),
            "altro_indirizzo": esito is not None and esito.codice == "altro_indirizzo",
            "scaduto": invito.stato == StatoInvito.SCADUTO
            or (invito.stato == StatoInvito.MANDATO and not invito.aperto),
        }
        return render(request, "rete/invito.html", contesto, status=409 if frase else 200)

    def _non_valido(self, request: HttpRequest, errore: LinkNonValido) -> HttpResponse:
        return render(request, "rete/invito_non_valido.html", {"frase": errore.frase}, status=410)
