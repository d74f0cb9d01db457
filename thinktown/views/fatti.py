"""What each says of herself for the rules of the call: a page that shows nobody else's."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from talenti.base.arrivo import arrivo_di
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.views import con_errore_al_campo
from thinktown import actions, del_gruppo, dichiarati
from thinktown.fatti import Giorni
from thinktown.forms_fatti import FormFatti
from thinktown.models import Domanda
from thinktown.views.della_domanda import DellaDomanda


class FattiView(DellaDomanda):
    """Hers, with the day that counts beside each; there is no such page where the call asks nothing of her."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not self.chiesti():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def chiesti(self) -> Giorni:
        return dichiarati.chiesti(self.domanda, self.suo, self.al)

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        return self._mostra(FormFatti(self.chiesti(), self.suo))

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        form = FormFatti(self.chiesti(), self.suo, request.POST)
        if not form.is_valid():
            return self._mostra(form, stato=422)
        try:
            actions.dichiara_fatti(self.domanda, da=request.user, arrivo=arrivo_di(request), **form.detti())
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(form, stato=409)
        messages.success(request, _("Salvato."))
        avvisa_se_non_torna(request, self.domanda)
        return redirect(self.domanda)

    def _mostra(self, form: FormFatti, stato: int = 200) -> HttpResponse:
        contesto = self.contesto(
            form=form,
            titolo=dichiarati.titolo(form.giorni),
            chiuso=self.perche_chiuso(),
            mie=dichiarati.di_persona(self.domanda, self.suo, self.al),
        )
        return render(self.request, "thinktown/domanda/fatti.html", contesto, status=stato)


def avvisa_se_non_torna(request: HttpRequest, domanda: Domanda) -> None:
    """A rule that is not met for what she has just said: she is told, and stays free to go on."""
    for una in del_gruppo.che_non_vanno_per(domanda, request.user):
        messages.warning(
            request,
            _("Una regola del bando per te non torna: %(regola)s. Puoi partecipare lo stesso: decide l'ufficio.")
            % {"regola": una},
        )
