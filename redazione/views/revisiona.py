"""The reviewer's page: notes bound to passages, sent back; an outside expert asked, and her page without a login."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from redazione.actions import revisione, verifiche
from redazione.emails_articoli import SCOPO_VERIFICA
from redazione.enums_articoli import StatoArticolo
from redazione.forms_articoli import FormChiediVerifica, FormNota, FormRimanda, FormVerifica
from redazione.models import Nota, Verifica
from redazione.scrivania_articolo import senza_immagini
from redazione.views.articoli import DiUnArticolo, ModuloArticolo
from redazione.views.scrivi import mostra
from talenti.base.clock import adesso
from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.links import LinkNonValido, leggi
from talenti.base.permissions import richiedi
from talenti.base.views import con_errore_al_campo

# The row says until when one may answer; the signature only outlives it, so that the page can say so.
VALE = timedelta(days=60)


class AnnotaView(DiUnArticolo):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, "redazione.revisiona", self.articolo)
        form = FormNota(request.POST, auto_id="nota_%s")
        if not form.is_valid():
            return mostra(self, 422, nota=form, errati=form)
        dati = form.cleaned_data
        try:
            revisione.annota(self.articolo, dati["testo"], brano=dati["brano"], letta=dati["letta"], da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return mostra(self, 409, nota=form, errati=form)
        messages.success(request, _("Nota scritta."))
        return self.al_desk()


class SistemaView(DiUnArticolo):
    """A note ticked, or opened again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str, pk: int) -> HttpResponse:
        nota: Nota = get_object_or_404(self.articolo.note, pk=pk)
        di_nuovo = bool(request.POST.get("di_nuovo"))
        frase = _("Nota di nuovo aperta.") if di_nuovo else _("Nota sistemata.")
        self.fai(lambda: revisione.sistema(nota, da=request.user, di_nuovo=di_nuovo), frase)
        return self.al_desk()


class RimandaArticoloView(DiUnArticolo):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, "redazione.revisiona", self.articolo)
        form = FormRimanda(request.POST, auto_id="rimanda_%s")
        if not form.is_valid():
            return mostra(self, 422, rimanda=form, errati=form)
        try:
            revisione.rimanda(self.articolo, form.cleaned_data["testo"], da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return mostra(self, 409, rimanda=form, errati=form)
        messages.success(request, _("Rimandato a chi l'ha scritto."))
        return self.al_desk()


class ChiediVerificaView(ModuloArticolo):
    permesso = "redazione.revisiona_o_scrive"
    titolo = gettext_lazy("Fai controllare i fatti")
    spiega = gettext_lazy("A chi conosce la materia ma non è in redazione. Ha dieci giorni per rispondere.")
    bottone = gettext_lazy("Manda la richiesta")

    def modulo(self, dati: Any = None) -> forms.Form:
        return FormChiediVerifica(dati)

    def agisci(self, dati: dict[str, Any]) -> Frase:
        verifiche.chiedi_verifica(self.articolo, **dati, da=self.request.user)
        return _("Richiesta mandata.")


class VerificaView(View):
    """One card, no login: who asks, what, until when, the text, her answer. Looking at it changes nothing."""

    def get(self, request: HttpRequest, gettone: str) -> HttpResponse:
        try:
            return self._mostra(self._verifica(gettone), FormVerifica())
        except LinkNonValido as errore:
            return self._non_valido(errore)

    def post(self, request: HttpRequest, gettone: str) -> HttpResponse:
        try:
            verifica = self._verifica(gettone)
        except LinkNonValido as errore:
            return self._non_valido(errore)
        form = FormVerifica(request.POST)
        if not form.is_valid():
            return self._mostra(verifica, form, 422)
        try:
            verifiche.rispondi_verifica(verifica, form.cleaned_data["esito"], form.cleaned_data["risposta"])
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(self._verifica(gettone), form, 409)
        return self._mostra(verifica, form)

    def _verifica(self, gettone: str) -> Verifica:
        dati = leggi(SCOPO_VERIFICA, gettone, vale=VALE)
        con = Verifica.objects.select_related(
            "articolo__testata", "articolo__voce", "revisione__copertina", "chiesta_da"
        )
        trovata = con.filter(codice=dati["verifica"]).first()
        if trovata is None or trovata.articolo.stato == StatoArticolo.ARCHIVIATO:
            raise LinkNonValido(_("Questo articolo non si fa più: non serve altro. Grazie."))
        return trovata

    def _mostra(self, verifica: Verifica, form: FormVerifica, stato: int = 200) -> HttpResponse:
        self.request.pagina_riservata = True  # type: ignore[attr-defined]  # it counts for no statistics
        contesto: dict[str, Any] = {
            "verifica": verifica,
            "form": form,
            "aperta": not verifica.esito and verifica.scade_il > adesso(),
            "testo": senza_immagini(verifica.revisione.html),
        }
        return render(self.request, "redazione/verifica.html", contesto, status=stato)

    def _non_valido(self, errore: LinkNonValido) -> HttpResponse:
        return render(self.request, "redazione/verifica_non_valida.html", {"frase": errore.frase}, status=410)
