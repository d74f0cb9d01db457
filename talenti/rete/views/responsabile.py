"""Who answers for an informal group: to ask, and to say yes or no."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from talenti.base.exceptions import ErroreDiDominio
from talenti.rete import actions
from talenti.rete.forms.gestione import FormResponsabile
from talenti.rete.views.mia import ConForm, DelPartner


class ResponsabileView(ConForm):
    template_name = "rete/responsabile.html"
    form_class = FormResponsabile
    permesso = "rete.gestisci_membri"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"partner": self.partner}

    def agisci(self, form: Any) -> str:
        persona = form.cleaned_data["persona"]
        actions.chiedi_responsabile(self.partner, persona=persona, da=self.request.user)
        if persona == self.request.user:
            # Who names herself has said yes.
            actions.accetta_responsabile(self.partner, da=persona)
            return _("Da oggi rispondi tu del gruppo.")
        return _("Abbiamo chiesto a %(chi)s. Ne risponde quando accetta.") % {"chi": persona}


class RispondiView(DelPartner, TemplateView):
    """One card, two buttons: for the person who was asked, and nobody else."""

    template_name = "rete/rispondi_responsabile.html"
    permesso = "rete.risponde_del_gruppo"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        verbi = {"accetta": actions.accetta_responsabile, "rifiuta": actions.rifiuta_responsabile}
        verbo = verbi.get(request.POST.get("risposta", ""))
        if verbo is None:
            return self.get(request, **kwargs)
        try:
            verbo(self.partner, da=request.user)
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
            return self.verso("rispondi_responsabile")
        si, no = _("Da oggi rispondi tu del gruppo."), _("Hai detto di no. Abbiamo avvisato chi amministra.")
        messages.success(request, si if verbo is actions.accetta_responsabile else no)
        return self.verso("mia")
