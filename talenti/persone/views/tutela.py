"""The guardian's card, opened from the mail: no account, no menu, acts on POST only."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from talenti.base.exceptions import ErroreDiDominio
from talenti.base.links import LinkNonValido, leggi
from talenti.persone import actions
from talenti.persone.actions.tutela import GIORNI_PER_RISPONDERE
from talenti.persone.emails import SCOPO_TUTELA
from talenti.persone.enums import TRANSIZIONI_TUTELA
from talenti.persone.models import Tutela

VALE = timedelta(days=GIORNI_PER_RISPONDERE)
# Who said yes takes it back from the same link as long as somebody may be a minor: from 14 to 18 years of age.
VALE_PER_REVOCARE = timedelta(days=5 * 365)
_VERBI = {
    "conferma": actions.conferma_tutela,
    "rifiuta": actions.rifiuta_tutela,
    "revoca": actions.revoca_tutela,
}


@method_decorator(never_cache, name="dispatch")
class TutelaView(View):
    """GET shows who asks and what; POST answers. A link sent to another address no longer opens."""

    def tutela(self, gettone: str) -> Tutela:
        try:
            return self._trova(leggi(SCOPO_TUTELA, gettone, vale=VALE))
        except LinkNonValido:
            tutela = self._trova(leggi(SCOPO_TUTELA, gettone, vale=VALE_PER_REVOCARE))
            if tutela.stato in TRANSIZIONI_TUTELA["conferma"].da:  # too late for a yes, never for taking it back
                raise
            return tutela

    def _trova(self, dati: dict[str, Any]) -> Tutela:
        trovata = Tutela.objects.select_related("persona").filter(pk=dati["tutela"], email=dati["email"]).first()
        if trovata is None:
            raise Http404
        return trovata

    def get(self, request: HttpRequest, gettone: str) -> HttpResponse:
        try:
            tutela = self.tutela(gettone)
        except LinkNonValido as errore:
            return render(request, "persone/link_scaduto.html", {"frase": errore.frase}, status=410)
        return render(request, "persone/tutela.html", {"tutela": tutela})

    def post(self, request: HttpRequest, gettone: str) -> HttpResponse:
        tutela = self.tutela(gettone)
        verbo = _VERBI.get(request.POST.get("risposta", ""))
        if verbo is None:
            messages.error(request, _("Scegli una delle due risposte."))
            return redirect(request.path)
        try:
            verbo(tutela)
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        return redirect(request.path)
