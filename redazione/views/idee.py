"""Ideas: the list that everybody reads, the pitch, support, what the newsroom answers."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione import actions
from redazione.enums import IDEE_DI_TUTTI, StatoIdea
from redazione.filters import FiltroIdee
from redazione.forms import FormIdea
from redazione.models import Idea
from redazione.views.comune import ConMotivo, DellaRedazione
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.fattore import manca_il_fattore
from talenti.base.permissions import puo, richiedi
from talenti.base.views import ElencoView, con_errore_al_campo
from talenti.registro.models import Transizione


class IdeeView(DellaRedazione, ElencoView):
    """The most supported first among those that wait; the form to propose one on top."""

    di_casa = False
    template_name = "redazione/idee.html"
    context_object_name = "idee"
    filtro = FiltroIdee
    form: FormIdea | None = None
    rifiuto = ""

    def righe(self) -> QuerySet[Idea]:
        chi = self.request.user
        # Without the second factor a role opens nothing here: what everybody reads stays.
        visibili = Idea.objects.di_tutti(chi) if manca_il_fattore(chi) else Idea.objects.visibili_a(chi)
        return visibili.filter(testata=self.testata).per_elenco(chi).order_by("-sostegni_dati", "-proposta_il", "-pk")

    def post(self, request: HttpRequest) -> HttpResponse:
        self.form = form = FormIdea(request.POST)
        if not form.is_valid():
            return self._di_nuovo(422)
        try:
            idea = actions.proponi(
                self.testata, form.cleaned_data["testo"], tipo=form.cleaned_data["tipo"], da=request.user
            )
        except NonPermesso as errore:
            self.rifiuto = str(errore.frase)
            return self._di_nuovo(403)
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._di_nuovo(422)
        messages.success(request, _("Idea proposta. La redazione la legge e ti dice che cosa ne fa."))
        return redirect(idea)

    def _di_nuovo(self, stato: int) -> HttpResponse:
        risposta = super().get(self.request)
        risposta.status_code = stato
        return risposta

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "form": self.form or FormIdea(),
            "esito": puo(self.request.user, "redazione.propone_idee", self.testata),
            "rifiuto": self.rifiuto,
            "coordina": self.coordina,
            "testata": self.testata,
        }


class DiUnaIdea(DellaRedazione):
    di_casa = False

    @cached_property
    def idea(self) -> Idea:
        visibili = Idea.objects.visibili_a(self.request.user).filter(testata=self.testata)
        return get_object_or_404(visibili.per_elenco(self.request.user), codice=self.kwargs["codice"])

    def e_riservata(self) -> bool:
        return self.idea.stato not in IDEE_DI_TUTTI and self.idea.da_id != self.request.user.pk


class IdeaView(DiUnaIdea):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        idea = self.idea
        contesto = {
            "idea": idea,
            "coordina": self.coordina,
            "sostiene": puo(request.user, "redazione.sostiene_idee", idea),
            "sua": idea.da_id == request.user.pk,
            "aperta": idea.stato == StatoIdea.PROPOSTA,
            "voce": getattr(idea, "voce", None),
            "motivo": self._motivo(),
        }
        return render(request, "redazione/idea.html", contesto)

    def _motivo(self) -> str:
        """Why it was put aside: for who proposed it, and for the newsroom."""
        if self.idea.stato != StatoIdea.SCARTATA:
            return ""
        ultima = Transizione.objects.di(self.idea).filter(a_stato=StatoIdea.SCARTATA).select_related("dettaglio").last()
        dati = ultima.dettaglio.dati if ultima else None
        return (dati or {}).get("motivo", "")


class SostieniView(DiUnaIdea):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        try:
            ora = actions.sostieni(self.idea, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("Hai detto che ti interessa.") if ora else _("Non la sostieni più."))
        return redirect(self.idea)


class RitiraView(DiUnaIdea):
    """Asks once; nobody reads it any more."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, "redazione.ritira_idea", self.idea)
        contesto = {
            "titolo": _("Ritira l'idea"),
            "spiega": _("Non la legge più nessuno. Puoi sempre proporne un'altra."),
            "bottone": _("Ritira l'idea"),
            "indietro": self.idea.get_absolute_url(),
        }
        return render(request, "redazione/motivo.html", contesto)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        self.fai(lambda: actions.ritira(self.idea, da=request.user), _("Idea ritirata."))
        return redirect("redazione:idee")


class ScartaView(ConMotivo, DiUnaIdea):
    permesso = "redazione.pianifica"
    titolo = gettext_lazy("Non facciamo questa idea")
    spiega = gettext_lazy("Chi l'ha proposta legge il motivo. L'idea resta qui: si può riprendere.")
    bottone = gettext_lazy("Lascia l'idea")
    fatto = gettext_lazy("Idea lasciata: chi l'ha proposta riceve il motivo.")

    def su_che_cosa(self) -> Idea:
        return self.idea

    def indietro(self) -> str:
        return self.idea.get_absolute_url()

    def dopo(self) -> str:
        return reverse("redazione:idee")

    def agisci(self, motivo: str) -> None:
        actions.scarta(self.idea, motivo, da=self.request.user)
