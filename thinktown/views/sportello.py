"""The desk of who helps to prepare applications: what waits, each request, taking it, answering it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from talenti.base.exceptions import ErroreDiDominio, NonPermesso, TransizioneNonAmmessa
from talenti.base.views import ElencoView, con_errore_al_campo
from talenti.persone.letture import annota_letture, dichiara_pagina
from talenti.rete.views.mia import DelPartner
from thinktown.actions import aiuto
from thinktown.enums_dialogo import StatoAiuto
from thinktown.filters import FiltroAiuto
from thinktown.forms_dialogo import FormRisposta
from thinktown.models import RichiestaAiuto
from thinktown.queries import in_coda

PAGINA_ELENCO = dichiara_pagina("thinktown.aiuto", gettext_lazy("L'elenco delle richieste di aiuto per i bandi"))
PAGINA_RICHIESTA = dichiara_pagina("thinktown.aiuto_una", gettext_lazy("Una tua richiesta di aiuto per un bando"))


class DiChiAiuta(DelPartner):
    """A page of the requests written to one organisation; only for who helps in it today."""

    permesso = "thinktown.aiuta_chi_presenta"

    def _scrivania(self) -> str:
        return reverse("thinktown:sportello", args=[self.partner.slug])

    @property
    def richieste(self) -> Any:
        return RichiestaAiuto.objects.filter(partner=self.partner)

    def annota(self, pagina: str, richieste: Any) -> None:
        """Who asked reads that her words, or that she asked, have been read."""
        persone = [una.persona_id for una in richieste]
        annota_letture(persone, chi=self.request.user, per_conto=self.partner, pagina=pagina)


class SportelloView(DiChiAiuta, ElencoView):
    """Those that nobody has taken first, then one's own, then the others; what has ended last."""

    template_name = "thinktown/sportello.html"
    context_object_name = "richieste"
    filtro = FiltroAiuto
    paginate_by = 20

    def righe(self) -> QuerySet[Any]:
        return in_coda(self.richieste.per_elenco(), self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        self.annota(PAGINA_ELENCO, contesto["page_obj"].object_list)
        return contesto | {"da_prendere": self.richieste.da_prendere().count()}


class RichiestaView(DiChiAiuta, FormView):
    """One request: what she wrote, whose it is now, the answer."""

    template_name = "thinktown/richiesta.html"
    form_class = FormRisposta

    @cached_property
    def richiesta(self) -> RichiestaAiuto:
        return get_object_or_404(self.richieste.per_elenco(), codice=self.kwargs["codice"])

    def get_form_kwargs(self) -> dict[str, Any]:
        # A press of "Prendi" carries no answer to judge.
        return super().get_form_kwargs() if self.request.POST.get("verbo") == "rispondi" else {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match request.POST.get("verbo"):
            case "prendi":
                return self._prendi(request)
            case "rispondi":
                return super().post(request, *args, **kwargs)
        raise BadRequest("not a verb of this page")

    def _prendi(self, request: HttpRequest) -> HttpResponse:
        try:
            aiuto.prendi(self.richiesta, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("La richiesta è tua: chi l'ha scritta sa che qualcuno se ne occupa."))
        return redirect("thinktown:richiesta", self.partner.slug, self.richiesta.codice)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            aiuto.rispondi_aiuto(self.richiesta, form.cleaned_data["risposta"], da=self.request.user)
        except NonPermesso:
            raise
        except TransizioneNonAmmessa as errore:
            return self._tardi(form, errore)
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Risposta inviata. Abbiamo avvisato chi ha chiesto aiuto."))
        return redirect(self._scrivania())

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _tardi(self, form: Any, errore: TransizioneNonAmmessa) -> HttpResponse:
        """Withdrawn, or answered by another: what was written stays before the eyes of who wrote it."""
        self.richiesta.refresh_from_db()
        contesto = self.get_context_data(form=form, rifiuto=errore.frase, scritto=form.cleaned_data["risposta"])
        return self.render_to_response(contesto, status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        una = self.richiesta
        self.annota(PAGINA_RICHIESTA, [una])
        return super().get_context_data(**kwargs) | {
            "richiesta": una,
            "da_prendere": una.stato == StatoAiuto.CHIESTA,
            "da_rispondere": una.stato == StatoAiuto.PRESA,
            "mia": una.presa_da_id == self.request.user.pk,
        }
