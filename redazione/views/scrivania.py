"""The first page of the newsroom: what waits for me, what I am to write."""

from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from redazione.enums import StatoCollaborazione, StatoMese
from redazione.enums_articoli import IN_CORSO, SI_SCRIVE, StatoArticolo
from redazione.models import Articolo, Idea, MesePiano, Testata, Voce
from redazione.rules_articoli import RIVEDONO
from redazione.views.comune import DellaRedazione
from talenti.base.clock import oggi
from talenti.base.fattore import aggiungi_il_fattore, manca_il_fattore
from talenti.base.permissions import puo

MOSTRATE = 10
GRUPPI = {
    "sistemare": gettext_lazy("Da sistemare"),
    "scrivi": gettext_lazy("Li stai scrivendo"),
    "rivedi": gettext_lazy("Da rivedere"),
    "pronti": gettext_lazy("Pronti: scegli quando escono"),
}


class ScrivaniaView(DellaRedazione):
    """Who only proposes ideas, or has only been invited, is taken to the ideas."""

    di_casa = False

    def get(self, request: HttpRequest) -> HttpResponse:
        chi = request.user
        if not Testata.objects.visibili_a(chi).filter(pk=self.testata.pk).exists():
            return redirect("redazione:idee")
        if manca_il_fattore(chi):
            return aggiungi_il_fattore(poi=request.path)
        sua = self.testata.collaborazioni.filter(persona=chi, stato=StatoCollaborazione.ATTIVA).first()
        contesto = {
            "testata": self.testata,
            "collaborazione": sua,
            "coordina": self.coordina,
            "cura": bool(puo(chi, "redazione.cura_persone", self.testata)),
            "mie": self._mie(),
            "articoli": self._articoli(sua.ruolo if sua else ""),
            "idee": self._idee() if self.coordina else [],
            "da_approvare": self._da_approvare(),
            "oggi": oggi(),
        }
        return render(request, "redazione/scrivania.html", contesto)

    def _articoli(self, ruolo: str) -> list[dict[str, Any]]:
        """What waits for her, by what it asks of her; hers first."""
        chi = self.request.user
        tutti = Articolo.objects.filter(testata=self.testata).select_related("bozza", "viva", "voce", "revisore")
        aperti = tutti.filter(stato__in=IN_CORSO).prefetch_related("voce__autori__persona").order_by("creato_il", "pk")
        suoi = set(Articolo.objects.filter(voce__autori__persona=chi).values_list("pk", flat=True))
        gruppi: dict[str, list[Articolo]] = {chiave: [] for chiave in GRUPPI}
        for articolo in aperti:
            chiave = self._gruppo(articolo, articolo.pk in suoi, ruolo)
            if chiave:
                gruppi[chiave].append(articolo)
        return [{"chiave": k, "titolo": GRUPPI[k], "articoli": uno[:MOSTRATE]} for k, uno in gruppi.items() if uno]

    def _gruppo(self, articolo: Articolo, suo: bool, ruolo: str) -> str:
        if suo and articolo.stato in SI_SCRIVE:
            return "sistemare" if articolo.stato == StatoArticolo.DA_SISTEMARE else "scrivi"
        if articolo.stato == StatoArticolo.IN_REVISIONE and not suo and ruolo in RIVEDONO:
            return "rivedi" if articolo.revisore_id in (None, self.request.user.pk) else ""
        return "pronti" if articolo.stato == StatoArticolo.PRONTO and self.coordina else ""

    def _mie(self) -> QuerySet[Voce]:
        """What is still to come first: with the months, what is over would leave no room for it."""
        mie = Voce.objects.previste().filter(testata=self.testata, autori__persona=self.request.user).per_elenco()
        mie = mie.filter(articolo__isnull=True)
        passata = Case(When(prevista_per__lt=oggi(), then=1), default=0)
        return mie.order_by(passata, F("prevista_per").asc(nulls_last=True), "pk")[:MOSTRATE]

    def _idee(self) -> list[Idea]:
        """The oldest first: nobody waits longer than who came after her."""
        da_guardare = Idea.objects.da_guardare().filter(testata=self.testata).per_elenco(self.request.user)
        return list(da_guardare.order_by("proposta_il", "pk")[:MOSTRATE])

    def _da_approvare(self) -> list[MesePiano]:
        proposti = MesePiano.objects.filter(testata=self.testata, stato=StatoMese.PROPOSTO).order_by("mese")
        return [uno for uno in proposti if puo(self.request.user, "redazione.approva_piano", uno)]
