"""Articles at the desk: the list of all, one begun, its verbs, its byline, topics and licence."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione.actions import articoli, pubblicazione, revisione
from redazione.filters import FiltroArticoli
from redazione.forms_articoli import FormArgomento, FormCura, FormFirma
from redazione.models import Argomento, Articolo
from redazione.views.comune import DellaRedazione
from redazione.views.voci import DiUnaVoce
from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.permissions import richiedi
from talenti.base.views import ElencoView, con_errore_al_campo


class DiUnArticolo(DellaRedazione):
    """For the newsroom, and for who wrote it though she has left: others find nothing."""

    di_casa = False

    def e_riservata(self) -> bool:
        self.articolo  # noqa: B018 – 404 where it is not shown to her
        return True

    @cached_property
    def articolo(self) -> Articolo:
        visibili = Articolo.objects.visibili_a(self.request.user).filter(testata=self.testata).distinct()
        con = visibili.select_related(
            "voce__testata", "testata", "bozza__copertina", "viva", "revisore", "approvato_da"
        )
        return get_object_or_404(con, codice=self.kwargs["codice"])

    def al_desk(self) -> HttpResponse:
        return redirect(self.articolo.url_scrivania)


class ModuloArticolo(DiUnArticolo):
    """A page with one form about an article; the action judges, and what it refuses stands beside its field."""

    permesso = ""
    titolo: Frase = ""
    spiega: Frase = ""
    bottone: Frase = ""

    def modulo(self, dati: Any = None) -> forms.Form:
        raise NotImplementedError

    def agisci(self, dati: dict[str, Any]) -> Frase:
        """Do it; returns what to say."""
        raise NotImplementedError

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, self.permesso, self.articolo)
        return self._mostra(self.modulo())

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, self.permesso, self.articolo)
        form = self.modulo(request.POST)
        if not form.is_valid():
            return self._mostra(form, 422)
        try:
            frase = self.agisci(form.cleaned_data)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(form, 409)
        messages.success(request, str(frase))
        return self.al_desk()

    def _mostra(self, form: forms.Form, stato: int = 200) -> HttpResponse:
        contesto = {
            "form": form,
            "titolo": self.titolo,
            "spiega": self.spiega,
            "bottone": self.bottone,
            "indietro": self.articolo.url_scrivania,
        }
        return render(self.request, "redazione/articolo_modulo.html", contesto, status=stato)


class ArticoliView(DellaRedazione, ElencoView):
    """All that is written, where it is; "i miei" are hers, published ones too (nobody must think hers are gone)."""

    di_casa = False
    filtro = FiltroArticoli
    template_name = "redazione/articoli.html"
    context_object_name = "articoli"

    def e_riservata(self) -> bool:
        """Drafts are in it, of whoever sees the newsroom."""
        return True

    def righe(self) -> QuerySet[Any]:
        visibili = Articolo.objects.visibili_a(self.request.user).filter(testata=self.testata).distinct()
        con = visibili.select_related("bozza", "viva", "voce", "revisore").prefetch_related("voce__autori__persona")
        return con.order_by("-creato_il", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"testata": self.testata}


class CominciaView(DiUnaVoce):
    """From the plan to the desk."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        try:
            return redirect(articoli.comincia(self.voce, da=request.user).url_scrivania)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
            return redirect(self.voce)


class VerboArticoloView(DiUnArticolo):
    """The verbs that ask nothing more than to be pressed. ``letta``: the revision that the page showed."""

    http_method_names = ["post"]
    FATTO: ClassVar[dict[str, tuple[Callable[..., Any], Frase]]] = {
        "manda": (revisione.manda, gettext_lazy("Mandato in revisione.")),
        "riprendi": (revisione.riprendi, gettext_lazy("Il testo è di nuovo da scrivere.")),
        "prendi": (revisione.prendi, gettext_lazy("Lo rivedi tu.")),
        "lascia": (revisione.lascia, gettext_lazy("La revisione è di nuovo di chi la prende.")),
        "approva": (revisione.approva, gettext_lazy("Approvato: chi coordina sceglie quando esce.")),
        "correggi": (pubblicazione.correggi, gettext_lazy("Puoi scrivere la correzione.")),
        "abbandona": (pubblicazione.abbandona, gettext_lazy("Correzione lasciata: resta il testo pubblicato.")),
        "riapri": (pubblicazione.riapri, gettext_lazy("Riaperto.")),
    }  # fmt: skip

    def post(self, request: HttpRequest, codice: str, verbo: str) -> HttpResponse:
        if verbo not in self.FATTO:
            raise Http404
        funzione, frase = self.FATTO[verbo]
        letta = request.POST.get("letta", "")
        come: dict[str, Any] = {"da": request.user}
        if verbo in ("manda", "approva"):
            come["letta"] = int(letta) if letta.isascii() and letta.isdigit() and len(letta) < 9 else 0
        self.fai(lambda: funzione(self.articolo, **come), frase)
        return self.al_desk()


class FirmaView(ModuloArticolo):
    """She wrote it, and says how her name reads."""

    permesso = "redazione.firma"
    titolo = gettext_lazy("Come vuoi firmare?")
    spiega = gettext_lazy("Il nome che scegli lo legge chiunque apra l'articolo.")
    bottone = gettext_lazy("Conferma la firma")

    def modulo(self, dati: Any = None) -> forms.Form:
        return FormFirma(dati, persona=self.request.user)

    def agisci(self, dati: dict[str, Any]) -> Frase:
        articoli.firma(self.articolo, dati["come"], da=self.request.user)
        return _("Firma confermata.")


class PrimaView(DiUnArticolo):
    """An author one place up."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str, persona: int) -> HttpResponse:
        # Looked for among the few, not asked of the database: no number is too long for it.
        if persona not in self.articolo.voce.autori.values_list("persona", flat=True):
            raise Http404
        self.fai(lambda: articoli.prima(self.articolo, persona, da=request.user), _("Ordine delle firme cambiato."))
        return self.al_desk()


class CuraView(ModuloArticolo):
    """Topics and licence."""

    permesso = "redazione.scrive"
    titolo = gettext_lazy("Argomenti e licenza")
    spiega = gettext_lazy("Per chi, di che cosa e di chi parla si dice nel piano.")
    bottone = gettext_lazy("Salva")

    def modulo(self, dati: Any = None) -> forms.Form:
        scelti = list(self.articolo.argomenti.values_list("pk", flat=True))
        return FormCura(dati, initial={"argomenti": scelti, "licenza": self.articolo.licenza})

    def agisci(self, dati: dict[str, Any]) -> Frase:
        articoli.cura(self.articolo, **dati, da=self.request.user)
        return _("Salvato.")


class ArgomentiView(DellaRedazione):
    """The list of topics: who coordinates adds to it and takes out what nobody uses."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._mostra(FormArgomento())

    def post(self, request: HttpRequest) -> HttpResponse:
        richiedi(request.user, "redazione.pianifica", self.testata)
        # PostgreSQL refuses the NUL.
        togli = request.POST.get("togli", "").replace("\x00", "")
        if togli:
            argomento = get_object_or_404(Argomento, slug=togli)
            chi = request.user
            self.fai(lambda: articoli.togli_argomento(argomento, da=chi, testata=self.testata), _("Argomento tolto."))
            return redirect("redazione:argomenti")
        form = FormArgomento(request.POST)
        if not form.is_valid():
            return self._mostra(form, 422)
        try:
            articoli.nuovo_argomento(form.cleaned_data["nome"], da=request.user, testata=self.testata)
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(form, 409)
        messages.success(request, _("Argomento aggiunto."))
        return redirect("redazione:argomenti")

    def _mostra(self, form: FormArgomento, stato: int = 200) -> HttpResponse:
        tutti = Argomento.objects.annotate(quanti=Count("articoli")).order_by("nome")
        contesto = {"form": form, "argomenti": tutti, "coordina": self.coordina}
        return render(self.request, "redazione/argomenti.html", contesto, status=stato)
