"""A copy without names of one file of an application, in the office: supplied, replaced, withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.exceptions import ErroreDiDominio, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import richiedi
from talenti.documenti.fields import CampoFile
from thinktown import copie
from thinktown.actions import copie as verbi
from thinktown.models import CopiaOscurata
from thinktown.ufficio.domande import DiUna
from thinktown.ufficio.istruttoria import pagina_di
from thinktown.ufficio.moduli import DelBando
from thinktown.ufficio.modulo import ModuloView


class FormCopia(DelBando):
    file = CampoFile(
        label=gettext_lazy("La copia senza nomi"),
        help_text=gettext_lazy("Un PDF o un'immagine. Il nome che ha il file non si vedrà."),
        tipi=verbi.TIPI,
    )


class _DiUnFile(DiUna):
    """One file of what was sent; its codes stand in the address."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice_file = kwargs.pop("file")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def file(self) -> dict[str, Any]:
        for uno in self.invii[0].contenuto["file"]:
            if uno["codice"] == self.codice_file:
                return dict(uno)
        raise Http404

    @cached_property
    def copia(self) -> CopiaOscurata | None:
        return copie.in_vigore(self.domanda).get(self.file["codice"])

    def torna(self) -> str:
        return pagina_di(self.bando, self.domanda, self.scelti)


class CopiaView(_DiUnFile, ModuloView):
    template_name = "admin/thinktown/copia.html"
    titolo = gettext_lazy("Copia senza nomi di un file")
    form_class = FormCopia

    def prima(self) -> HttpResponse | None:
        self.file  # noqa: B018 — 404 before anything is said of it
        richiedi(self.request.user, "thinktown.oscura_file", self.domanda)
        try:
            verbi.richiedi_in_tempo(self.domanda)
        except TransizioneNonAmmessa as errore:
            messages.error(self.request, str(errore.frase))
            return redirect(self.torna())
        return None

    def segue(self) -> list[str]:
        return [
            _("Serve dove la commissione valuta senza sapere di chi è la domanda: legge questa copia, mai il file."),
            _("Togli nomi, indirizzi, firme, facce e loghi. Coprirli con un riquadro non basta: sotto si leggono."),
            _("Il file inviato resta com'è. Anche le copie che sostituisci o togli restano agli atti."),
        ]

    @property
    def bottone(self) -> str:  # type: ignore[override]  # it depends on what is there
        return _("Sostituisci la copia") if self.copia else _("Carica la copia")

    def indietro(self) -> str:
        return self.torna()

    def esegui(self, form: Any) -> HttpResponse:
        verbi.oscura(self.domanda, self.file["codice"], form.cleaned_data["file"], da=self.request.user)
        messages.success(self.request, _("La copia è pronta: aprila, e guarda che non ci sia rimasto niente."))
        return redirect(self.torna())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.annota(uno["persona"] for uno in self.invii[0].contenuto["gruppo"])
        n = copie.numeri(self.invii[0])[self.file["codice"]]
        togli = reverse(
            "admin:thinktown_bando_togli_copia", args=[self.bando.pk, self.domanda.codice, self.codice_file]
        )
        return super().get_context_data(**kwargs) | {
            "domanda": self.domanda,
            "file": self.file,
            "copia": self.copia,
            "nome": copie.nome(n, self.copia.file) if self.copia else "",
            "filtri": f"?{self.scelti.in_indirizzo()}" if self.scelti else "",
            "togli": togli,
        }


class TogliCopiaView(_DiUnFile):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.file  # noqa: B018 — 404 before anything is done
        scritta = request.POST.get("copia", "").replace("\x00", "")
        sue = CopiaOscurata.objects.filter(domanda=self.domanda, originale__codice=self.codice_file)
        copia = get_object_or_404(sue.select_related("domanda", "originale", "file"), file__codice=scritta[:24])
        copia.domanda = self.domanda
        try:
            verbi.toglie_copia(copia, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("Copia tolta: la commissione non la legge più."))
        return redirect(self.torna())


PAGINE = (
    ("domande/<slug:codice>/file/<slug:file>/copia/", CopiaView, "copia"),
    ("domande/<slug:codice>/file/<slug:file>/copia/togli/", TogliCopiaView, "togli_copia"),
)
