"""The team of an application: who is in it, what is still missing by name, and every change of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from talenti.base.arrivo import arrivo_di
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.views import con_errore_al_campo
from thinktown import actions, del_gruppo
from thinktown.enums import IN_PIU, PRESENTATE, Proponente
from thinktown.forms_gruppo import FormChiRiceve, FormInvito
from thinktown.models import Componente
from thinktown.views.della_domanda import DellaDomanda


class GruppoView(DellaDomanda):
    """One page; each of its forms says which verb it is."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        return self._mostra(request)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        verbi: dict[str, Callable[[HttpRequest], HttpResponse]] = {
            "invita": self._invita,
            "riceve": self._riceve,
            "ricorda": self._ricorda,
        }
        return verbi.get(request.POST.get("verbo", ""), self._mostra)(request)

    def _invita(self, request: HttpRequest) -> HttpResponse:
        form = FormInvito(request.POST)
        if not form.is_valid():
            return self._mostra(request, invito=form, stato=422)
        try:
            actions.invita(self.domanda, **form.cleaned_data, da=request.user, arrivo=arrivo_di(request))
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(request, invito=form, stato=409)
        messages.success(request, _("Abbiamo scritto a %(email)s.") % {"email": form.cleaned_data["email"].strip()})
        return redirect("thinktown:gruppo", self.domanda.codice)

    def _riceve(self, request: HttpRequest) -> HttpResponse:
        form = FormChiRiceve(del_gruppo.possono_ricevere(self._righe()), request.POST)
        if not form.is_valid():
            return self._mostra(request, riceve=form, stato=422)
        scelto = self.domanda.componenti.attivi().get(codice=form.cleaned_data["riceve"])
        try:
            actions.sceglie_chi_riceve(scelto, da=request.user, arrivo=arrivo_di(request))
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(request, riceve=form, stato=409)
        messages.success(request, _("Riceve il contributo: %(chi)s.") % {"chi": scelto})
        return redirect("thinktown:gruppo", self.domanda.codice)

    def _ricorda(self, request: HttpRequest) -> HttpResponse:
        scelto = get_object_or_404(self.domanda.componenti, codice=request.POST.get("chi", "").replace("\x00", ""))
        try:
            actions.ricorda(scelto, da=request.user, arrivo=arrivo_di(request))
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("Abbiamo scritto a %(chi)s.") % {"chi": scelto})
        return redirect("thinktown:gruppo", self.domanda.codice)

    def _righe(self) -> list[del_gruppo.Riga]:
        return del_gruppo.righe(self.domanda, self.request.user)

    def _mostra(self, request: HttpRequest, *, stato: int = 200, **form: Any) -> HttpResponse:
        domanda, righe = self.domanda, self._righe()
        chiuso = self.perche_chiuso()
        cambia = self.referente and not chiuso and domanda.stato not in PRESENTATE
        regole = del_gruppo.regole(domanda, request.user)
        riceve = self._form_riceve(form.get("riceve"), righe) if cambia else None
        contesto = self.contesto(
            righe=righe,
            manca=del_gruppo.che_cosa_manca(domanda, righe),
            parla=del_gruppo.chi_parla(righe),
            regole=regole,
            non_tornano=del_gruppo.che_non_tornano(regole),
            chiuso=chiuso,
            cambia=cambia,
            ricorda=self.referente and not chiuso,
            in_piu=domanda.proponente in IN_PIU,
            invito=(form.get("invito") or FormInvito()) if cambia and domanda.proponente in IN_PIU else None,
            riceve=riceve,
            form=form.get("invito") or form.get("riceve"),
            mio=next(una for una in righe if una.tu),
        )
        return render(request, "thinktown/domanda/gruppo.html", contesto, status=stato)

    def _form_riceve(self, form: FormChiRiceve | None, righe: list[del_gruppo.Riga]) -> FormChiRiceve | None:
        """Only an informal group has somebody receive for it."""
        if self.domanda.proponente != Proponente.GRUPPO:
            return None
        return form or FormChiRiceve(del_gruppo.possono_ricevere(righe))


class _DiUnaPersona(DellaDomanda):
    """A page that asks, about one person of the group: who is not there has no page."""

    componente: Componente
    modello = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            presenti = self.domanda.componenti.exclude(stato__in=actions.FUORI).select_related("persona")
            self.componente = get_object_or_404(presenti, codice=kwargs["componente"])
            self.componente.domanda = self.domanda

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._chiedi(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            dove = self.agisci(request)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            return self._chiedi(request, frase=str(errore.frase))
        return dove

    def agisci(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError

    def _chiedi(self, request: HttpRequest, frase: str = "") -> HttpResponse:
        se_stessa = self.componente.pk == self.suo.pk
        contesto = self.contesto(componente=self.componente, se_stessa=se_stessa, frase=frase)
        return render(request, self.modello, contesto, status=409 if frase else 200)


class TogliView(_DiUnaPersona):
    """Out of the group: somebody else, by who speaks for it; or oneself."""

    modello = "thinktown/domanda/togli.html"

    def agisci(self, request: HttpRequest) -> HttpResponse:
        if self.componente.pk == self.suo.pk:
            actions.lascia(self.componente, da=request.user, arrivo=arrivo_di(request))
            messages.success(request, _("Non fai più parte di questo gruppo."))
            return redirect(self.domanda.bando)
        actions.togli(self.componente, da=request.user, arrivo=arrivo_di(request))
        messages.success(request, _("%(chi)s non fa più parte del gruppo.") % {"chi": self.componente})
        return redirect("thinktown:gruppo", self.domanda.codice)


class PassaView(_DiUnaPersona):
    """From now on somebody else speaks for the group."""

    modello = "thinktown/domanda/passa.html"

    def agisci(self, request: HttpRequest) -> HttpResponse:
        actions.passa(self.componente, da=request.user, arrivo=arrivo_di(request))
        messages.success(request, _("Ora per il gruppo parla %(chi)s.") % {"chi": self.componente})
        return redirect("thinktown:gruppo", self.domanda.codice)
