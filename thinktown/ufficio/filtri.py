"""Saved filters of the queue: saved from it, listed on it as links, taken off it.

No numbers beside them: each would be a question more to the database on a page that is opened all day long, and the
queue that a link opens says its own number at once.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.permissions import richiedi
from thinktown.actions.filtri import NOME_MASSIMO, salva_filtro, togli_filtro
from thinktown.filtri import di, puliti
from thinktown.models import Bando
from thinktown.ufficio import campi
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.coda import CHIAVI
from thinktown.ufficio.moduli import DelBando
from thinktown.ufficio.modulo import ModuloView


def nella_coda(bando: Bando, request: HttpRequest) -> dict[str, Any]:
    """For the template ``parti/filtri_salvati.html`` of the queue: one query."""
    suoi, scelti = list(di(request.user, bando)), puliti(request.META.get("QUERY_STRING", ""), CHIAVI)
    nuovi = scelti and scelti not in {uno.parametri for uno in suoi}
    return {"filtri_salvati": suoi, "filtri_scelti": scelti, "da_salvare": scelti if nuovi else ""}


def _coda(bando: Bando, parametri: str = "") -> str:
    indirizzo = reverse("admin:thinktown_bando_domande", args=[bando.pk])
    return f"{indirizzo}?{parametri}" if parametri else indirizzo


class FormFiltro(DelBando):
    nome = campi.riga(
        gettext_lazy("Nome"),
        gettext_lazy("Per ritrovarlo: per esempio «Da controllare, associazioni»."),
        massimo=NOME_MASSIMO,
        serve=True,
        vuoto=gettext_lazy("Scrivi un nome, per ritrovarlo."),
        autocomplete="off",
    )
    parametri = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)


class SalvaFiltroView(ModuloView):
    """From the queue, with the filters in the address; what is wrong is said here, and nothing is lost."""

    titolo = gettext_lazy("Salva questi filtri")
    bottone = gettext_lazy("Salva i filtri")
    form_class = FormFiltro

    def prima(self) -> HttpResponse | None:
        richiedi(self.request.user, "thinktown.scrive_bandi", self.bando)
        if self.request.method == "GET" and not self._scelti():
            messages.error(self.request, _("Non hai scelto nessun filtro: scegline uno, poi salvalo."))
            return redirect(_coda(self.bando))
        return None

    def _scelti(self) -> str:
        scritti = self.request.POST.get("parametri") or self.request.META.get("QUERY_STRING", "")
        return puliti(scritti, CHIAVI)

    def segue(self) -> list[str]:
        return [_("Lo vedi solo tu, sopra l'elenco delle domande di questo bando.")]

    def indietro(self) -> str:
        return _coda(self.bando, self._scelti())

    def get_initial(self) -> dict[str, Any]:
        return {"parametri": self._scelti()}

    def esegui(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        filtro = salva_filtro(self.bando, dati["nome"], dati["parametri"], ammessi=CHIAVI, da=self.request.user)
        messages.success(self.request, _("Filtro salvato: «%(nome)s».") % {"nome": filtro.nome})
        return redirect(_coda(self.bando, filtro.parametri))


class TogliFiltroView(InUfficio):
    """One press; another's is not there."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.pk_filtro = kwargs.pop("filtro")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not togli_filtro(self.bando, self.pk_filtro, da=request.user):
            raise Http404
        messages.success(request, _("Filtro tolto."))
        return redirect(_coda(self.bando))


PAGINE = (
    ("filtri/salva/", SalvaFiltroView, "salva_filtro"),
    ("filtri/<int:filtro>/togli/", TogliFiltroView, "togli_filtro"),
)
