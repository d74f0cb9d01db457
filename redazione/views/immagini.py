"""The pictures of the newsroom: found again, added, described, with who is in them, taken out."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione import actions
from redazione.figure import Figura, figure_di
from redazione.filters import FiltroImmagini
from redazione.forms_immagini import FormCarica, FormConsenso, FormDescrivi
from redazione.models import Consenso, Immagine
from redazione.queries import che_la_usano
from redazione.views.comune import ConMotivo, DellaRedazione
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo, richiedi
from talenti.base.views import ElencoView, con_errore_al_campo


def _da_script(request: HttpRequest) -> bool:
    """The writing desk asks in the background: for a piece of the page, for an answer that a script reads."""
    return request.headers.get("X-Requested-With") == "fetch"


class ImmaginiView(DellaRedazione, ElencoView):
    """The library. With ?scegli=1 it offers what a text may show; asked by a script, only the list."""

    context_object_name = "immagini"
    filtro = FiltroImmagini
    paginate_by = 24

    @property
    def sceglie(self) -> bool:
        return self.request.GET.get("scegli") == "1"

    def get_template_names(self) -> list[str]:
        pezzo = self.sceglie and _da_script(self.request)
        return ["redazione/parti/immagini_scegli.html" if pezzo else "redazione/immagini.html"]

    def righe(self) -> QuerySet[Immagine]:
        sue = Immagine.objects.visibili_a(self.request.user).filter(testata=self.testata)
        return (sue.pubblicabili() if self.sceglie else sue).con_consensi().order_by("-caricata_il", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        immagini = list(contesto["immagini"])
        figure = figure_di(Immagine.objects.filter(pk__in=[una.pk for una in immagini]))
        return contesto | {
            "voci": [(una, figure[una.codice]) for una in immagini],
            "scegli": self.sceglie,
            "carica": puo(self.request.user, "redazione.carica_immagini", self.testata),
        }


class CaricaView(DellaRedazione):
    """A form for whoever has a phone in her hand; an answer in JSON for the writing desk."""

    def get(self, request: HttpRequest) -> HttpResponse:
        richiedi(request.user, "redazione.carica_immagini", self.testata)
        return self._mostra(FormCarica(initial={"di": str(request.user)}))

    def post(self, request: HttpRequest) -> HttpResponse:
        richiedi(request.user, "redazione.carica_immagini", self.testata)
        form = FormCarica(request.POST, request.FILES)
        if not form.is_valid():
            return self._rifiutata(form)
        try:
            immagine = actions.carica(self.testata, form.cleaned_data["file"], form.detta(), da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._rifiutata(form)
        if _da_script(request):
            src = figure_di(Immagine.objects.filter(pk=immagine.pk))[immagine.codice].intera.src
            return JsonResponse({"codice": immagine.codice, "alt": immagine.alt, "src": src}, status=201)
        messages.success(request, _("Immagine caricata."))
        return redirect(immagine)

    def _rifiutata(self, form: FormCarica) -> HttpResponse:
        if not _da_script(self.request):
            return self._mostra(form, 422)
        campo, frasi = next(iter(form.errors.items()))
        return JsonResponse({"frase": str(frasi[0]), "campo": campo}, status=400)

    def _mostra(self, form: FormCarica, stato: int = 200) -> HttpResponse:
        return render(self.request, "redazione/immagine_carica.html", {"form": form}, status=stato)


class DiUnaImmagine(DellaRedazione):
    @cached_property
    def immagine(self) -> Immagine:
        visibili = Immagine.objects.visibili_a(self.request.user).filter(testata=self.testata).con_consensi()
        return get_object_or_404(visibili.select_related("testata"), codice=self.kwargs["codice"])

    def la_cura(self) -> None:
        richiedi(self.request.user, "redazione.cura_immagine", self.immagine)


class ImmagineView(DiUnaImmagine):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        return mostra(self)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        self.la_cura()
        form = FormDescrivi(request.POST)
        if not form.is_valid():
            return mostra(self, form=form)
        try:
            actions.descrivi(self.immagine, form.detta(), da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return mostra(self, form=form)
        messages.success(request, _("Immagine salvata."))
        return redirect(self.immagine)


class ConsensoView(DiUnaImmagine):
    """One more person who can be recognised."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        self.la_cura()
        form = FormConsenso(request.POST)
        if not form.is_valid():
            return mostra(self, consenso=form)
        try:
            actions.aggiungi_consenso(self.immagine, **form.cleaned_data, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return mostra(self, consenso=form)
        messages.success(request, _("Consenso scritto."))
        return redirect(self.immagine)


def mostra(
    vista: DiUnaImmagine, *, form: FormDescrivi | None = None, consenso: FormConsenso | None = None
) -> HttpResponse:
    """The page of a picture; with a form that was refused, 422."""
    immagine, chi = vista.immagine, vista.request.user
    figura: Figura = figure_di(Immagine.objects.filter(pk=immagine.pk))[immagine.codice]
    cura = puo(chi, "redazione.cura_immagine", immagine)
    # Of one that is shown no more there is nothing left to describe.
    si_descrive = cura and not immagine.ha_ritiri
    contesto = {
        "immagine": immagine,
        "figura": figura,
        "pronta": bool(figura.versioni),
        "cura": cura,
        "form": form or (FormDescrivi(initial=FormDescrivi.di_una(immagine)) if si_descrive else None),
        "consenso": consenso or FormConsenso(),
        "errati": form or consenso,
        "consensi": immagine.consensi.order_by("pk"),
        "usano": che_la_usano(immagine),
    }
    return render(vista.request, "redazione/immagine.html", contesto, status=422 if form or consenso else 200)


class RitiraConsensoView(DiUnaImmagine):
    """What follows is said before."""

    @cached_property
    def consenso(self) -> Consenso:
        return get_object_or_404(self.immagine.consensi.select_related("immagine__testata"), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, codice: str, pk: int) -> HttpResponse:
        self.la_cura()
        contesto = {
            "titolo": _("Ha cambiato idea: non vuole più farsi vedere"),
            "spiega": _(
                "%(chi)s: da subito l'immagine non si vede più da nessuna parte, e non si può tornare indietro. "
                "Gli articoli restano, senza."
            )
            % {"chi": self.consenso.chi},
            "bottone": _("Ritira il consenso"),
            "indietro": self.immagine.get_absolute_url(),
        }
        return render(request, "redazione/motivo.html", contesto)

    def post(self, request: HttpRequest, codice: str, pk: int) -> HttpResponse:
        self.la_cura()
        frase = _("Consenso ritirato: l'immagine non si vede più.")
        self.fai(lambda: actions.ritira_consenso(self.consenso, da=request.user), frase)
        return redirect(self.immagine)


class TogliView(ConMotivo, DiUnaImmagine):
    permesso = "redazione.cura_immagine"
    titolo = gettext_lazy("Togli l'immagine")
    spiega = gettext_lazy("I suoi file si cancellano. Non si può tornare indietro.")
    bottone = gettext_lazy("Togli l'immagine")
    fatto = gettext_lazy("Immagine tolta.")

    def su_che_cosa(self) -> Immagine:
        return self.immagine

    def indietro(self) -> str:
        return self.immagine.get_absolute_url()

    def dopo(self) -> str:
        return reverse("redazione:immagini")

    def agisci(self, motivo: str) -> None:
        actions.togli(self.immagine, motivo, da=self.request.user)
