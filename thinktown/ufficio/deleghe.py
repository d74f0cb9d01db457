""" "Sarò via": who is named leaves her appointment to somebody else for some days, and takes it back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.clock import oggi
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo, richiedi
from talenti.base.templatetags.italiano import data
from thinktown.actions import deleghe
from thinktown.models import Bando, Delega, Incarico
from thinktown.ufficio import campi
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.moduli import ConPersona
from thinktown.ufficio.modulo import ModuloView


def vive(quali: QuerySet[Delega]) -> QuerySet[Delega]:
    """Those that count now, or will."""
    return quali.filter(tolta_il__isnull=True, al__gte=oggi())


def incarichi_di(bando: Bando) -> list[Incarico]:
    """Who follows the call, each with who stands in for her now or soon (``sostituita``)."""
    loro = vive(Delega.objects.select_related("a").order_by("dal"))
    in_corso = bando.incarichi.filter(al__isnull=True).select_related("persona")
    return list(in_corso.prefetch_related(Prefetch("deleghe", queryset=loro, to_attr="sostituita")))


class FormAssenza(ConPersona):
    """``incarico`` is asked only of who has more than one on this call."""

    incarico = forms.ModelChoiceField(
        queryset=Incarico.objects.none(),
        label=gettext_lazy("Quale incarico"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Scegli una voce dell'elenco.")},
    )
    dal = campi.giorno(gettext_lazy("Dal"), serve=True, vuoto=gettext_lazy("Scrivi il primo giorno."))
    al = campi.giorno(
        gettext_lazy("Al"),
        gettext_lazy("Anche questo giorno è compreso. Al massimo 90 giorni."),
        serve=True,
        vuoto=gettext_lazy("Scrivi l'ultimo giorno."),
    )
    field_order = ("incarico", "email", "dal", "al")

    def prepara(self) -> None:
        suoi = Incarico.objects.di_oggi().filter(bando=self.bando, persona=self.persona)
        campo: Any = self.fields["incarico"]
        campo.queryset = suoi
        campo.label_from_instance = Incarico.get_ruolo_display
        self.unico = suoi[0] if len(suoi) == 1 else None
        if self.unico is not None:
            del self.fields["incarico"]


class AssenzaView(ModuloView):
    titolo = gettext_lazy("Sarò via")
    bottone = gettext_lazy("Lascia l'incarico")
    form_class = FormAssenza

    def prima(self) -> HttpResponse | None:
        richiedi(self.request.user, "thinktown.delega_incarico", self.bando)
        return None

    def segue(self) -> list[str]:
        return [
            _("In quei giorni la persona che scegli fa su questo bando quello che fai tu, e vede quello che vedi tu."),
            _("Quello che fa resta scritto a nome suo, per conto tuo. Il tuo incarico non lo può passare ad altri."),
            _("Comincia e finisce da sé, nei giorni che scrivi. Avvisiamo tutti e due. Puoi toglierla quando vuoi."),
            _("Tu continui a poter fare tutto."),
        ]

    def esegui(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        incarico = form.unico or dati["incarico"]
        delega = deleghe.delega(incarico, form.trovata, dal=dati["dal"], al=dati["al"], da=self.request.user)
        frase = _("Fatto: da %(dal)s a %(al)s al tuo posto c'è %(chi)s.")
        parole = {"dal": data(delega.dal), "al": data(delega.al), "chi": delega.a}
        messages.success(self.request, frase % parole)
        return self.alla_scheda()


class TogliDelegaView(InUfficio):
    template_name = "admin/thinktown/togli_delega.html"
    titolo = gettext_lazy("Togli la delega")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.pk_delega = kwargs.pop("delega")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def delega(self) -> Delega:
        sue = vive(Delega.objects.filter(incarico__bando=self.bando))
        una = get_object_or_404(sue.select_related("a", "incarico__persona", "incarico__bando"), pk=self.pk_delega)
        richiedi(self.request.user, "thinktown.toglie_delega", una)
        return una

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            deleghe.toglie_delega(self.delega, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            return self.alla_scheda(errore.frase)
        messages.success(request, _("Delega tolta: abbiamo avvisato tutti e due."))
        return self.alla_scheda()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"delega": self.delega}


def sulla_scheda(bando: Bando, persona: Any) -> dict[str, Any]:
    """What the call's card says of who follows it: who is away, who may say so, who may put an end to it."""
    incarichi = incarichi_di(bando)
    da_incarichi = puo(persona, "thinktown.da_incarichi", bando)
    for uno in incarichi:
        for delega in uno.sostituita:  # type: ignore[attr-defined]  # what the prefetch put there
            delega.si_toglie = bool(da_incarichi) or persona.pk in (uno.persona_id, delega.a_id)
    return {
        "incarichi": incarichi,
        "da_incarichi": da_incarichi,
        "posso_essere_via": any(uno.persona_id == persona.pk for uno in incarichi),
    }


PAGINE = (
    ("assenza/", AssenzaView, "assenza"),
    ("deleghe/<int:delega>/togli/", TogliDelegaView, "togli_delega"),
)
