"""One application in a sitting: what is said of it, who must be there, the points given together."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.views import con_errore_al_campo
from thinktown import collegio as collegi
from thinktown import commissari
from thinktown.actions import sedute as verbi
from thinktown.enums_sedute import StatoSeduta
from thinktown.forms_sedute import FormConcordati, FormDiscussione
from thinktown.models import Domanda
from thinktown.valutazione import si_discute as si_discute_di
from thinktown.views.sedute import PAGINA, DellaSeduta, chiamata


class DomandaView(DellaSeduta):
    """What is said of it, and the points given together; read by who may hear of it, written by who conducts."""

    def get(self, request: HttpRequest, slug: str, n: int, codice: str) -> HttpResponse:
        return self._mostra(self._detta(), self._concordati())

    def post(self, request: HttpRequest, slug: str, n: int, codice: str) -> HttpResponse:
        if not self.scrive:
            raise Http404
        concorda = request.POST.get("passo") == "concorda"
        detta = self._detta(None if concorda else request.POST)
        punti = self._concordati(request.POST if concorda else None)
        form: Any = punti if concorda else detta
        if form.is_valid():
            try:
                if concorda:
                    verbi.concorda(self.seduta, self.domanda, punti.punti(), da=request.user)
                else:
                    verbi.discute(self.seduta, self.domanda, detta.cleaned_data["testo"], da=request.user)
            except NonPermesso as errore:
                raise Http404 from errore
            except ErroreDiDominio as errore:
                con_errore_al_campo(form, errore)
            else:
                messages.success(request, _("Punti registrati.") if concorda else _("Discussione salvata."))
                return redirect(request.path)
        return self._mostra(detta, punti, 422)

    def trova(self) -> None:
        super().trova()
        self.domanda  # noqa: B018 — asked now, before anything is answered

    @cached_property
    def domanda(self) -> Domanda:
        campo = "codice_cieco__codice" if self.ciechi else "codice"
        sue = self.domande.select_related("codice_cieco").filter(**{campo: self.kwargs["codice"]})
        trovata: Domanda = get_object_or_404(sue)
        return trovata

    @cached_property
    def scrive(self) -> bool:
        return self.conduce or collegi.presiede_su(self.commissario, self.domanda)

    @cached_property
    def detta(self) -> Any:
        return self.seduta.discussioni.filter(domanda=self.domanda).first()

    def _detta(self, dati: Any = None) -> FormDiscussione:
        return FormDiscussione(dati, initial={"testo": self.detta.testo if self.detta else ""})

    def _concordati(self, dati: Any = None) -> FormConcordati:
        gia = {uno.criterio: uno for uno in self.seduta.concordati.filter(domanda=self.domanda)}
        self.dati = gia
        return FormConcordati(self.commissione.bando.in_vigore.criteri, gia, dati)

    def _mostra(self, detta: FormDiscussione, punti: FormConcordati, stato: int = 200) -> HttpResponse:
        nomi = {} if self.ciechi else commissari.nomi([self.domanda.pk])
        composta = self.collegio.su(self.domanda.pk)
        persone = {uno.pk: uno for uno in self.collegio.posti}
        aperta = self.seduta.stato == StatoSeduta.APERTA
        si_discute = aperta and si_discute_di(self.commissione, self.domanda)
        if not self.ciechi:
            self.annota(list(self.domanda.componenti.attivi().values_list("persona", flat=True)), PAGINA)
        contesto = self.contesto(
            nome=chiamata(self.domanda, self.ciechi, nomi),
            detta=self.detta,
            form=detta,
            punti=punti,
            righe=punti.righe(),
            dati=[(uno, self.dati.get(uno.chiave)) for uno in punti.criteri] if self.dati else [],
            insieme=self.commissione.bando.in_vigore.graduatoria.concordata,
            scrive=self.scrive and si_discute,
            non_ancora=self.scrive and aperta and not si_discute,
            mancano=[persone[pk] for pk in composta.mancano],
            fuori=[persone[pk] for pk in composta.fuori],
            supplenti=[(persone[posto], persone[chi]) for posto, chi in composta.supplenti.items()],
            si_scrive=True,
            url_scheda=self._scheda(),
        )
        return render(self.request, "thinktown/commissione/domanda_seduta.html", contesto, status=stato)

    def _scheda(self) -> str:
        """Where she reads the application, if she scores it."""
        if commissari.del_codice(self.commissario, self.kwargs["codice"]).exists():
            return reverse("thinktown:scheda_valutazione", args=[self.kwargs["slug"], self.kwargs["codice"]])
        return ""
