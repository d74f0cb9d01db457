"""The seats of a space given to people by an act of the lead, as pages of the back office: give one, take one back."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from coworking import actions, queries
from coworking.esame import InUfficio, si_assegna
from coworking.forms.assegna import FormAssegna, FormRevoca
from coworking.models import Blocco
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import concesso, puo
from talenti.base.views import con_errore_al_campo
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina

PAGINA = dichiara_pagina("coworking.assegnazioni", gettext_lazy("I posti assegnati di uno spazio, in ufficio"))


class _AttoSuiPosti(FormView, InUfficio):
    """A form whose act may be refused; only for the lead."""

    def permesso_qui(self, persona: Any) -> bool:
        return concesso(persona, "coworking.esamina_spazi", self.spazio)

    def agisci(self, form: Any) -> str:
        """Call the action; the sentence of success."""
        raise NotImplementedError

    def annota(self, assegnazioni: Iterable[Blocco]) -> None:
        """Who has a seat reads that the office has read so."""
        persone = [uno.persona_id for uno in assegnazioni if uno.persona_id]
        annota_letture(persone, chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            frase = self.agisci(form)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, frase)
        return redirect("admin:coworking_spazio_assegna", self.spazio.pk)


class AssegnaView(_AttoSuiPosti):
    """Who has which seat, and until when; the form that gives another."""

    template_name = "admin/coworking/assegna.html"
    form_class = FormAssegna

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"spazio": self.spazio}

    def agisci(self, form: Any) -> str:
        dati = form.cleaned_data
        actions.assegna(
            dati["posto"], a=form.persona, dal=dati["dal"], al=dati["al"], motivo=dati["motivo"], da=self.request.user
        )
        per = {"posto": dati["posto"], "chi": form.persona.get_full_name()}
        return _("%(posto)s assegnato a %(chi)s. Abbiamo avvisato la persona e chi ospita.") % per

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        spazio, persona = self.spazio, self.request.user
        in_corso = list(queries.assegnazioni_in_corso().filter(postazione__spazio=spazio))
        self.annota(in_corso)
        return super().get_context_data(**kwargs) | {
            "assegnazioni": in_corso,
            "esito": puo(persona, "coworking.esamina_spazi", spazio),
            "si_assegna": si_assegna(spazio, persona),
        }


class RevocaAssegnazioneView(_AttoSuiPosti):
    """Asks once, says what follows."""

    template_name = "admin/coworking/revoca.html"
    form_class = FormRevoca

    @cached_property
    def assegnazione(self) -> Blocco:
        """One ended meanwhile is found too: the action says so in a sentence."""
        return get_object_or_404(queries.assegnazioni(), postazione__spazio=self.spazio, pk=self.kwargs["blocco"])

    def agisci(self, form: Any) -> str:
        actions.revoca_assegnazione(self.assegnazione, motivo=form.cleaned_data["motivo"], da=self.request.user)
        return _("Assegnazione revocata. Abbiamo avvisato la persona e chi ospita.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.annota([self.assegnazione])
        return super().get_context_data(**kwargs) | {"assegnazione": self.assegnazione}
