"""My bookings: the list, each one as it stands now, cancelling, the calendar file, the paper."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View

from coworking import actions
from coworking.calendario import ics
from coworking.carta import pdf
from coworking.enums import TIENE_IL_POSTO, Stato
from coworking.forms.prenota import FormMotivo
from coworking.models import Prenotazione
from coworking.queries import assegnazioni_in_corso
from coworking.ricerca import alternative
from talenti.avvisi.queries import non_partita
from talenti.base.clock import adesso
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo
from talenti.base.views import ElencoView, con_errore_al_campo


class MiePrenotazioniView(LoginRequiredMixin, ElencoView):
    """What is to come first, what is over after it."""

    template_name = "coworking/mie.html"
    context_object_name = "prenotazioni"

    def righe(self) -> QuerySet[Prenotazione]:
        mie = Prenotazione.objects.filter(persona=self.request.user).per_elenco()
        if self.request.GET.get("quali") == "passate":
            return mie.exclude(pk__in=_a_venire(mie)).order_by("-dal", "-pk")
        return _a_venire(mie).order_by("dal", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        passate = self.request.GET.get("quali") == "passate"
        sue = assegnazioni_in_corso().filter(persona=self.request.user)
        return super().get_context_data(**kwargs) | {
            "passate": passate,
            "assegnazioni": [] if passate else list(sue),
        }


def _a_venire(righe: QuerySet[Prenotazione]) -> QuerySet[Prenotazione]:
    return righe.filter(stato__in=TIENE_IL_POSTO, al__gt=adesso())


class _DiUnaPrenotazione(LoginRequiredMixin, View):
    """A page of one booking of one's own: anybody else's is not there."""

    prenotazione: Prenotazione

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            mie = Prenotazione.objects.filter(persona=request.user).select_related(
                "spazio__comune", "spazio__partner", "regole"
            )
            self.prenotazione = get_object_or_404(mie, codice=kwargs["codice"])


class PrenotazioneView(_DiUnaPrenotazione):
    """The present truth of a booking, at an address that stays."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        p = self.prenotazione
        persa = p.stato in (Stato.RIFIUTATA, Stato.SCADUTA, Stato.DISDETTA) or p.scaduta
        stesso, altrove = alternative(p.spazio, p.dal, posti=p.persone) if persa and p.dal > adesso() else ([], [])
        contesto = {
            "prenotazione": p,
            "spazio": p.spazio,
            "annulla": puo(request.user, "coworking.annulla", p) if p.tiene_il_posto else None,
            "in_tempo": p.stato == Stato.RICHIESTA or adesso() <= p.annulla_entro,
            "mostra_indirizzo": p.stato in (Stato.CONFERMATA, Stato.CONCLUSA, Stato.ASSENTE),
            "persa": persa,
            "non_partita": non_partita(request.user, p),
            "stesso": stesso,
            "altrove": altrove,
        }
        return render(request, "coworking/prenotazione.html", contesto)


class AnnullaView(_DiUnaPrenotazione):
    """Asks once, says what follows."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        return self._chiedi(request, FormMotivo())

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        form = FormMotivo(request.POST)
        if not form.is_valid():
            return self._chiedi(request, form)
        try:
            actions.annulla(self.prenotazione, motivo=form.cleaned_data["motivo"], da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._chiedi(request, form)
        messages.success(request, _("Prenotazione annullata. Il posto è tornato libero."))
        return redirect(self.prenotazione)

    def _chiedi(self, request: HttpRequest, form: FormMotivo) -> HttpResponse:
        stato = 409 if form.errors else 200
        return render(
            request, "coworking/annulla.html", {"prenotazione": self.prenotazione, "form": form}, status=stato
        )


class CalendarioView(_DiUnaPrenotazione):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        risposta = HttpResponse(ics(self.prenotazione), content_type="text/calendar; charset=utf-8")
        risposta["Content-Disposition"] = f'attachment; filename="{self.prenotazione.codice}.ics"'
        return risposta


class CartaView(_DiUnaPrenotazione):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        risposta = HttpResponse(pdf(self.prenotazione), content_type="application/pdf")
        risposta["Content-Disposition"] = f'attachment; filename="{self.prenotazione.codice}.pdf"'
        return risposta
