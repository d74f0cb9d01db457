"""Booking in two steps: what for, then a last look. The place and the time are in the address all along."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import View

from coworking import actions
from coworking.actions.prenota import Richiesta
from coworking.esiti import PostoPreso
from coworking.forms.prenota import FormScopo
from coworking.griglia import parole_di
from coworking.models import Prenotazione, Regole
from coworking.orari import Aperture, momenti, stesso_giorno_del_mese_dopo
from coworking.queries import regole_in_vigore
from coworking.ricerca import alternative
from coworking.views.pubblico import DelloSpazio, istante
from talenti.base.clock import a_roma
from talenti.base.codici import nuovo_codice
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.permissions import puo

# Under this key of the session stands what was written in step one: it survives signing up in between.
_IN_CORSO = "coworking.in_corso"


class PrenotaView(DelloSpazio, View):
    """GET shows a step and writes nothing; POST keeps step one, or books."""

    dal: datetime
    al: datetime
    quante: int
    regole: Regole | None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self._leggi(request):
            return redirect(self.spazio)
        gia = self._gia_mia(request)
        if gia is not None:
            return redirect(gia)
        scritto = self._scritto(request)
        if request.GET.get("passo") == "2" and scritto is not None:
            return self._controlla(request, scritto)
        return self._scopo(request, self._form(initial=scritto))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self._leggi(request):
            return redirect(self.spazio)
        if request.POST.get("passo") == "prenota":
            return self._prenota(request)
        form = self._form(data=request.POST)
        if not form.is_valid():
            return self._scopo(request, form)
        versione = self.regole.versione if self.regole else None
        request.session[_IN_CORSO] = {"dove": self._dove(), **form.scelte(), "regole": versione}
        return redirect(f"{self._dove()}&passo=2")

    # ── What the address says ─────────────────────────────────────────────────────────────────────
    def _leggi(self, request: HttpRequest) -> bool:
        """Place, beginning and how many units, as the page of the space wrote them; false when they make no sense."""
        dal = istante(request.GET.get("dal"))
        if dal is None or not self.spazio.prenotabile:
            return False
        massime = self.spazio.politica.unita_massime
        scritte = request.GET.get("quante", "1")
        self.quante = min(int(scritte), massime) if scritte.isdecimal() and len(scritte) < 4 and int(scritte) else 1
        al = self._fine(dal)
        self.regole = regole_in_vigore(self.spazio)
        if al is None:
            return False
        self.dal, self.al = dal, al
        return True

    def _fine(self, dal: datetime) -> datetime | None:
        giorno = a_roma(dal).date()
        aperture = Aperture([self.spazio], giorno, stesso_giorno_del_mese_dopo(giorno))
        del_giorno = [uno for uno in momenti(self.spazio, giorno, aperture) if uno.dal >= dal]
        if not del_giorno or del_giorno[0].dal != dal:
            return None
        return del_giorno[min(self.quante, len(del_giorno)) - 1].al

    def _dove(self) -> str:
        indirizzo = reverse("coworking:prenota", args=[self.spazio.slug])
        return f"{indirizzo}?{urlencode({'dal': self.dal.isoformat(), 'quante': self.quante})}"

    def _scritto(self, request: HttpRequest) -> dict[str, Any] | None:
        scritto = request.session.get(_IN_CORSO)
        return scritto if scritto and scritto["dove"] == self._dove() else None

    def _gia_mia(self, request: HttpRequest) -> Prenotazione | None:
        """The second visit to an address that has become a booking leads to it."""
        if not request.user.is_authenticated:
            return None
        tenute = Prenotazione.objects.che_tengono()
        return tenute.filter(persona=request.user, spazio=self.spazio, dal=self.dal).first()

    def _form(self, **campi: Any) -> FormScopo:
        return FormScopo(spazio=self.spazio, regole=self.regole, **campi)

    # ── The pages ─────────────────────────────────────────────────────────────────────────────────
    def _contesto(self, **altro: Any) -> dict[str, Any]:
        return {
            "spazio": self.spazio,
            "dal": self.dal,
            "al": self.al,
            "durata": parole_di(self.spazio, self.quante),
            "regole": self.regole,
            "dove": self._dove(),
            "politica": self.spazio.politica,
        } | altro

    def _scopo(self, request: HttpRequest, form: FormScopo) -> HttpResponse:
        esito = puo(request.user, "coworking.prenota", self.spazio) if request.user.is_authenticated else None
        contesto = self._contesto(form=form, esito=esito)
        return render(request, "coworking/prenota_scopo.html", contesto, status=422 if form.errors else 200)

    def _controlla(self, request: HttpRequest, scritto: dict[str, Any], frase: str = "") -> HttpResponse:
        esito = puo(request.user, "coworking.prenota", self.spazio) if request.user.is_authenticated else None
        contesto = self._contesto(
            scritto=scritto,
            gettone=nuovo_codice(),
            esito=esito,
            frase=frase,
            qui_codificato=quote(f"{self._dove()}&passo=2", safe="/"),
            annulla_entro=self.dal - self.spazio.politica.disdetta,
        )
        return render(request, "coworking/prenota_controlla.html", contesto, status=409 if frase else 200)

    def _prenota(self, request: HttpRequest) -> HttpResponse:
        scritto = self._scritto(request)
        if scritto is None or not request.user.is_authenticated:
            gia = self._gia_mia(request)
            return redirect(gia if gia is not None else self._dove())
        richiesta = Richiesta(
            dal=self.dal,
            al=self.al,
            scopo=scritto["scopo"],
            persone=scritto["persone"],
            intero=scritto["intero"] and self.spazio.si_prenota_a_posti,
            regole=scritto["regole"],
            gettone=request.POST.get("gettone", "")[:40],
        )
        try:
            prenotazione = actions.prenota(self.spazio, richiesta, da=request.user)
        except PostoPreso as errore:
            return self._preso(request, errore, scritto)
        except ErroreDiDominio as errore:
            return self._controlla(request, scritto, str(errore.frase))
        request.session.pop(_IN_CORSO, None)
        return redirect(prenotazione)

    def _preso(self, request: HttpRequest, errore: PostoPreso, scritto: dict[str, Any]) -> HttpResponse:
        posti = scritto["persone"] if self.spazio.si_prenota_a_posti else 1
        stesso, altrove = alternative(self.spazio, self.dal, posti=posti)
        contesto = self._contesto(frase=errore.frase, stesso=stesso, altrove=altrove)
        return render(request, "coworking/preso.html", contesto, status=409)
