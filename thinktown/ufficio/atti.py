"""One verb on one call: asks once, says what follows, keeps what was typed if it is refused."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import richiedi
from talenti.base.views import con_errore_al_campo
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from thinktown import actions
from thinktown.actions.correzione import in_correzione
from thinktown.differenze import differenze
from thinktown.mancanze import che_cosa_manca
from thinktown.models import AmmissioneTardiva, Incarico
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.elenco import voci_delle_parti
from thinktown.ufficio.moduli import FormAtto
from thinktown.ufficio.modulo import tiene_documento
from thinktown.ufficio.verbi import VERBI, Verbo, permesso_di, si_puo_ora

PAGINA_TARDIVE = dichiara_pagina(
    "thinktown.tardive", gettext_lazy("Chi è ammesso a un bando fuori termine, in ufficio")
)


class AttoView(FormView, InUfficio):
    template_name = "admin/thinktown/atto.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["verbo"] not in VERBI:
            raise Http404
        self.chiave = kwargs["verbo"]
        return super().dispatch(request, *args, **kwargs)

    @property
    def verbo(self) -> Verbo:
        return VERBI[self.chiave]

    @property
    def titolo(self) -> Any:  # type: ignore[override]  # of the verb
        return self.verbo.titolo

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._non_ora() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        non_ora = self._non_ora()
        if non_ora is not None:
            return non_ora
        form = self.get_form()
        valido = form.is_valid()
        if isinstance(form, FormAtto):
            form.documento = tiene_documento(form, self.bando, request.user)
        return self.form_valid(form) if valido else self.form_invalid(form)

    def _non_ora(self) -> HttpResponse | None:
        """Who may not is told so; who comes when it is not the moment goes back to the call."""
        if not si_puo_ora(self.chiave, self.bando):
            frase = _("Adesso il bando è «%(stato)s»: «%(verbo)s» non si può fare.")
            return self.alla_scheda(frase % {"stato": self.bando.get_stato_display(), "verbo": self.verbo.titolo})
        richiedi(self.request.user, permesso_di(self.chiave), self.bando)
        return None

    def get_form_class(self) -> Any:
        return self.verbo.form

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"bando": self.bando, "persona": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"revisione": self.bando.revisione}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.verbo.esegui(self.bando, form, self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            self.bando.refresh_from_db()
            return self.form_invalid(form)
        messages.success(self.request, str(self.verbo.fatto))
        return self.alla_scheda()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        extra = {
            "rettifica": self._rettifica,
            "manda_in_verifica": lambda: {"mancano": che_cosa_manca(self.bando.bozza)},
            "ammetti_tardi": lambda: {"tardive": self._tardive},
        }.get(self.chiave, dict)()
        return contesto | {"verbo": self.verbo, "chiave": self.chiave, "segue": self.verbo.segue(self.bando)} | extra

    def _rettifica(self) -> dict[str, Any]:
        """The parts to write, and what the act would change: with nothing changed there is no act."""
        nuova = in_correzione(self.bando)
        return {
            "parti": voci_delle_parti(self.bando),
            "righe": differenze(self.bando.in_vigore, nuova),
            "mancano": che_cosa_manca(nuova),
            "e_correzione": True,
        }

    @cached_property
    def _tardive(self) -> list[AmmissioneTardiva]:
        righe = list(self.bando.ammissioni_tardive.select_related("persona"))
        persone = [una.persona_id for una in righe]
        annota_letture(persone, chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA_TARDIVE)
        return righe


class TerminaIncaricoView(InUfficio):
    template_name = "admin/thinktown/termina.html"
    titolo = gettext_lazy("Termina un incarico")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.pk_incarico = kwargs.pop("incarico")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def incarico(self) -> Incarico:
        richiedi(self.request.user, "thinktown.da_incarichi", self.bando)
        suoi = Incarico.objects.filter(bando=self.bando).select_related("persona", "bando__partner")
        return get_object_or_404(suoi, pk=self.pk_incarico)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            actions.termina_incarico(self.incarico, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            return self.alla_scheda(errore.frase)
        messages.success(request, _("Incarico terminato."))
        return self.alla_scheda()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"incarico": self.incarico}
