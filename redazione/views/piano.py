"""The plan: the month, the list that one prints, the board; its approval; coverage."""

import re
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione import actions
from redazione import mese as del_mese
from redazione.bacheca import colonne
from redazione.enums import StatoMese
from redazione.models import Idea, MesePiano, Voce
from redazione.queries import copertura, mesi_intorno
from redazione.views.comune import ConMotivo, DellaRedazione
from talenti.base.clock import oggi
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo

VISTE = ("mese", "elenco", "bacheca")
_MESE = re.compile(r"\A(20\d\d)-(0[1-9]|1[0-2])\Z")
SENZA_DATA, IDEE_OFFERTE = 30, 3


def mese_detto(testo: str) -> date | None:
    trovato = _MESE.match(testo)
    return date(int(trovato[1]), int(trovato[2]), 1) if trovato else None


def mese_scritto(testo: str) -> date:
    """The month of an address; what is no month is this one."""
    return mese_detto(testo) or oggi().replace(day=1)


def mese_su_cui_si_agisce(testo: str) -> date:
    """Nobody approves this month because another was written badly."""
    mese = mese_detto(testo)
    if mese is None:
        raise Http404
    return mese


class DelPiano(DellaRedazione):
    @cached_property
    def mese(self) -> date:
        return mese_scritto(self.request.GET.get("mese", ""))

    @cached_property
    def piano(self) -> MesePiano:
        return del_mese.del_piano(self.testata, self.mese)

    def voci(self) -> QuerySet[Voce]:
        return Voce.objects.previste().filter(testata=self.testata).per_elenco().order_by("prevista_per", "pk")


class PianoView(DelPiano):
    """Three views of the same plan, as links: the address is the only state."""

    def get(self, request: HttpRequest) -> HttpResponse:
        vista = request.GET.get("vista", "")
        vista = vista if vista in VISTE else "mese"
        dal, al = del_mese.confini(self.mese)
        voci = list(self.voci().filter(prevista_per__range=(dal, al)))
        del_solo_mese = [una for una in voci if una.prevista_per and una.prevista_per.month == self.mese.month]
        contesto = self._sul_mese() | {
            "vista": vista,
            "settimane": del_mese.settimane(self.mese, voci) if vista == "mese" else [],
            "voci": del_solo_mese,
            "senza_data": list(self.voci().filter(prevista_per=None)[:SENZA_DATA]),
            "colonne": colonne(self.testata, self.request.user) if vista == "bacheca" else [],
            "idee": self._idee() if not del_solo_mese else [],
            "oggi": oggi(),
        }
        return render(request, "redazione/piano.html", contesto)

    def _sul_mese(self) -> dict[str, Any]:
        piano, chi = self.piano, self.request.user
        cambiate = del_mese.cambiate(piano)
        return {
            "testata": self.testata,
            "piano": piano,
            "mese": self.mese,
            "prima": del_mese.dopo(self.mese, -1),
            "dopo": del_mese.dopo(self.mese),
            "coordina": self.coordina,
            "cambiate": cambiate if any(cambiate.values()) else {},
            "si_propone": self.coordina and (piano.stato != StatoMese.APPROVATO or any(cambiate.values())),
            "si_approva": piano.stato == StatoMese.PROPOSTO and puo(chi, "redazione.approva_piano", piano),
            "approva": puo(chi, "redazione.approva_piano", piano),
            "letta": piano.impronta,
        }

    def _idee(self) -> list[Idea]:
        """An empty month offers the ideas that have waited longest."""
        da_guardare = Idea.objects.da_guardare().filter(testata=self.testata).per_elenco(self.request.user)
        return list(da_guardare.order_by("proposta_il", "pk")[:IDEE_OFFERTE])


class MeseView(DelPiano):
    """Ask for the approval of a month, give it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, verbo: str) -> HttpResponse:
        self.mese = mese_su_cui_si_agisce(request.POST.get("mese", ""))
        if verbo not in ("proponi", "approva"):
            raise Http404
        try:
            frase = self._fai(verbo)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, frase)
        return redirect(self.piano)

    def _fai(self, verbo: str) -> str:
        if verbo == "proponi":
            actions.proponi_mese(self.testata, self.mese, da=self.request.user)
            return _("Approvazione chiesta a %(chi)s.") % {"chi": self.testata.riferimento}
        piano = get_object_or_404(MesePiano, testata=self.testata, mese=self.mese)
        actions.approva(piano, letta=self.request.POST.get("letta", ""), da=self.request.user)
        return _("Piano approvato.")


class RimandaView(ConMotivo):
    """Back to the newsroom, with what is missing or wrong."""

    permesso = "redazione.approva_piano"
    titolo = gettext_lazy("Rimanda il piano")
    spiega = gettext_lazy("Chi coordina la redazione legge che cosa cambiare, e lo propone di nuovo.")
    bottone = gettext_lazy("Rimanda il piano")
    fatto = gettext_lazy("Piano rimandato alla redazione.")

    @cached_property
    def piano(self) -> MesePiano:
        return get_object_or_404(MesePiano, testata=self.testata, mese=mese_su_cui_si_agisce(self.kwargs["mese"]))

    def su_che_cosa(self) -> MesePiano:
        return self.piano

    def indietro(self) -> str:
        return self.piano.get_absolute_url()

    def agisci(self, motivo: str) -> None:
        actions.rimanda(self.piano, motivo, da=self.request.user)


class CoperturaView(DelPiano):
    """Who and what is spoken of, month by month, the forgotten first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        mesi = mesi_intorno(oggi())
        partner, azioni = copertura(self.testata, mesi)
        contesto = {"testata": self.testata, "mesi": mesi, "partner": partner, "azioni": azioni}
        return render(request, "redazione/copertura.html", contesto)
