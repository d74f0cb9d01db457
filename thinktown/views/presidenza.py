"""The view of who conducts a commission: how far each has got, on what they disagree."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.exceptions import NonPermesso, TransizioneNonAmmessa
from talenti.base.views import PaginatoreMite
from talenti.persone.letture import dichiara_pagina
from thinktown import commissari
from thinktown.actions import commissione as nomine
from thinktown.actions import sedute as verbi
from thinktown.enums_sedute import DA_TENERE, StatoSeduta
from thinktown.enums_valutazione import RuoloCommissario, TipoFase, VediVoti
from thinktown.models import Seduta
from thinktown.presidenza import Disaccordo, Quadro
from thinktown.rules_sedute import CONDUCONO
from thinktown.valutazione import SI_VALUTA, si_discutono
from thinktown.views.commissione import DelCommissario

PAGINA = dichiara_pagina(
    "thinktown.commissione_presidenza", gettext_lazy("Le domande che una commissione ha da discutere")
)
PER_PAGINA = 20


class Conduce(DelCommissario):
    """For who presides and who writes the minutes; for the other members it is not there."""

    def trova(self) -> None:
        if self.commissario.ruolo not in CONDUCONO:
            raise Http404


class PresidenzaView(Conduce):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        fase = self.commissione.fase
        # Who hears of any has declared on all of them.
        in_corso = fase is not None and fase.tipo != TipoFase.CHIUSA
        if in_corso and (self.ciechi or not self.quadro.tutte) and commissari.manca_una_dichiarazione(self.commissario):
            return redirect("thinktown:dichiarazioni", slug)
        if self.ciechi:
            nomine.estrai_codici(self.commissione)
        return render(request, "thinktown/commissione/presidenza.html", self.contesto(**self._quadro()))

    @cached_property
    def quadro(self) -> Quadro:
        return Quadro(self.commissario, self.sezione)

    @cached_property
    def tutte(self) -> bool:
        return self.request.GET.get("mostra") == "tutte"

    def _quadro(self) -> dict[str, Any]:
        fase, quadro = self.commissione.fase, self.quadro
        da_discutere = [uno for uno in quadro.disaccordi if uno.da_discutere(quadro.massimo)]
        page = PaginatoreMite(quadro.disaccordi if self.tutte else da_discutere, PER_PAGINA).page(
            self.request.GET.get("page") or 1
        )
        righe = list(page.object_list)
        nomi = self._nomi(righe)
        si_valuta = fase is not None and fase.tipo in SI_VALUTA
        return {
            "membri": quadro.membri,
            "finiti": not any(uno.restano for uno in quadro.membri),
            "si_valuta": si_valuta,
            "ricordato": si_valuta and verbi.ricordato_oggi(self.commissione),
            "in_tutto": len(quadro.domande),
            "si_vedono": fase is not None and fase.voti != VediVoti.MAI,
            "dopo_il_proprio": fase is not None and fase.voti == VediVoti.DOPO_IL_PROPRIO,
            "confronti": [uno for uno in quadro.membri if uno.differenza is not None],
            "page_obj": page,
            "righe": self._righe(righe, nomi),
            "grafico": quadro.punti(righe, nomi) if righe else None,
            "da_discutere": len(da_discutere),
            "confrontate": len(quadro.disaccordi),
            "tutte": self.tutte,
            "seduta": self.seduta,
            "poi": self.commissione.fase_che_segue(),
            "sezione": self.sezione,
            "sezioni": self._sezioni(),
            "mostra_tutte": f"?{urlencode(self._filtro(tutte=True))}",
            "mostra_da_discutere": f"?{urlencode(self._filtro(tutte=False))}",
            "parametri": urlencode(self._filtro(tutte=self.tutte)),
        }

    def _filtro(self, *, tutte: bool, sezione: str | None = None) -> dict[str, str]:
        scelta = self.sezione if sezione is None else sezione
        return ({"sezione": scelta} if scelta else {}) | ({"mostra": "tutte"} if tutte else {})

    def _sezioni(self) -> list[dict[str, Any]]:
        """Those in which she may hear of something, each with how many; with one only there is nothing to choose."""
        quante = {chiave: sum(una.sezione == chiave for una in self.quadro.tutte) for chiave in self.sezioni}
        scelte = [
            {"nome": nome, "quante": quante[chiave], "qui": chiave == self.sezione,
             "url": f"?{urlencode(self._filtro(tutte=self.tutte, sezione=chiave))}"}
            for chiave, nome in self.sezioni.items()
            if quante[chiave]
        ]  # fmt: skip
        return scelte if len(scelte) > 1 else []

    @cached_property
    def seduta(self) -> Seduta | None:
        """The one that is being held, or else the next."""
        prossime = self.commissione.sedute.filter(stato__in=DA_TENERE).order_by("quando", "n")
        return min(prossime, key=lambda una: una.stato != StatoSeduta.APERTA, default=None)

    def _nomi(self, righe: list[Disaccordo]) -> dict[int, str]:
        """How each is called here; whoever is named is told that she was."""
        if self.ciechi:
            return {uno.domanda.pk: _("Domanda %(codice)s") % {"codice": uno.domanda.codice} for uno in righe}
        chi, referenti = commissari.nomi_e_referenti(uno.domanda.pk for uno in righe)
        if chi:
            self.annota(referenti, PAGINA)
        return {uno.domanda.pk: f"n. {uno.domanda.numero} · {chi.get(uno.domanda.pk, '')}" for uno in righe}

    def _righe(self, righe: list[Disaccordo], nomi: dict[int, str]) -> list[dict[str, Any]]:
        """Each with where she reads it, if she scores, and where it is discussed, if they are sitting."""
        slug, seduta = self.kwargs["slug"], self.seduta
        aperta = seduta is not None and seduta.stato == StatoSeduta.APERTA
        discute = si_discutono(self.commissione, [uno.domanda.pk for uno in righe]) if aperta else set()
        # What the president hears of is what she may open.
        legge = self.commissario.ruolo == RuoloCommissario.PRESIDENTE
        return [
            {
                "nome": nomi[uno.domanda.pk],
                "sezione": self.sezioni.get(uno.domanda.sezione, uno.domanda.sezione),
                "frasi": uno.frasi,
                "quante": len(uno.totali),
                "da_discutere": uno.da_discutere(self.quadro.massimo),
                "url": reverse("thinktown:scheda_valutazione", args=[slug, uno.domanda.codice]) if legge else "",
                "url_discute": reverse("thinktown:domanda_seduta", args=[slug, seduta.n, uno.domanda.codice])
                if seduta is not None and uno.domanda.pk in discute
                else "",
            }
            for uno in righe
        ]


class RicordaView(Conduce):
    """Who has not finished is told once a day; who that is, nobody is told."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        try:
            verbi.ricorda(self.commissione, da=request.user)
        except NonPermesso:
            raise
        except TransizioneNonAmmessa as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("Abbiamo scritto a chi non ha ancora finito."))
        return redirect("thinktown:presidenza", slug)
