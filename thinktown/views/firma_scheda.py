"""A sheet is signed after every score has been read back, or taken up again; the files of what was sent."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.views import con_errore_al_campo
from talenti.documenti.enums import TipoFile
from talenti.documenti.models import FileCaricato
from talenti.documenti.queries import contenuto
from talenti.persone.letture import dichiara_pagina
from thinktown import copie
from thinktown.actions import schede
from thinktown.actions.viste import segna_vista
from thinktown.forms_valutazione import FormRiprende
from thinktown.views.valutazione import DiUnaScheda
from thinktown.voci import numero_di

PAGINA_FILE = dichiara_pagina("thinktown.commissione_file", gettext_lazy("Un file della tua domanda, da valutare"))


# ── Signed, taken up again ────────────────────────────────────────────────────────────────────────
class FirmaView(DiUnaScheda):
    """Every score read back from the database, then the signature."""

    def get(self, request: HttpRequest, slug: str, codice: str) -> HttpResponse:
        return redirect(self.indirizzo()) if self.scheda is None else self._mostra()

    def post(self, request: HttpRequest, slug: str, codice: str) -> HttpResponse:
        if self.scheda is None:
            return redirect(self.indirizzo())
        self.scheda.commissario = self.commissario
        revisione = numero_di(request.POST.get("revisione"))
        try:
            schede.firma(self.scheda, revisione=-1 if revisione is None else revisione, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            self.__dict__.pop("scheda", None)
            self.__dict__.pop("voti", None)
            return self._mostra(str(errore.frase), 409)
        messages.success(request, _("Scheda firmata."))
        cerca = {"dopo": codice} | ({"sezione": self.sezione} if self.sezione else {})
        return redirect(f"{reverse('thinktown:prossima_scheda', args=[slug])}?{urlencode(cerca)}")

    def _mostra(self, frase: str = "", stato: int = 200) -> HttpResponse:
        righe = [{"criterio": uno, "voto": self.voti.get(uno.chiave)} for uno in self.criteri]
        if self.scheda is not None:
            self.scheda.commissario = self.commissario
        manca = schede.che_cosa_manca(self.scheda) if self.scheda is not None else {}
        contesto = self.contesto(righe=righe, manca=list(manca.values()), frase=frase)
        return render(self.request, "thinktown/commissione/firma.html", contesto, status=stato)


class RiprendiView(DiUnaScheda):
    """A signed sheet taken up again, with a reason; the one before stays as it was signed."""

    def get(self, request: HttpRequest, slug: str, codice: str) -> HttpResponse:
        return self._mostra(FormRiprende()) if self._si_riprende() else redirect(self.indirizzo())

    def post(self, request: HttpRequest, slug: str, codice: str) -> HttpResponse:
        if not self._si_riprende() or self.scheda is None:
            return redirect(self.indirizzo())
        form = FormRiprende(request.POST)
        if not form.is_valid():
            return self._mostra(form, 422)
        self.scheda.commissario = self.commissario
        try:
            schede.riprende(self.scheda, motivo=form.cleaned_data["motivo"], da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(form, 409)
        messages.success(request, _("La scheda è di nuovo aperta: cambiala, poi firmala."))
        return redirect(self.indirizzo())

    def _si_riprende(self) -> bool:
        return self.e_firmata() and self.si_scrive()

    def _mostra(self, form: FormRiprende, stato: int = 200) -> HttpResponse:
        return render(self.request, "thinktown/commissione/riprendi.html", self.contesto(form=form), status=stato)


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────
# What is saved is shut in a sandbox; what is read inside our page runs nothing and stands in no other frame.
_SALVATO = "sandbox; default-src 'none'; frame-ancestors 'none'"
_LETTO_QUI = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


class FileView(DiUnaScheda):
    """A file of what was sent, where she may open the application and names are seen: a file says whose it is."""

    def get(self, request: HttpRequest, slug: str, codice: str, file: str) -> HttpResponse:
        if self.ciechi or file not in {uno["codice"] for uno in self.invio.contenuto["file"]}:
            raise Http404
        trovato = get_object_or_404(FileCaricato.objects.presenti().di(self.domanda), codice=file)
        self.annota([uno["persona"] for uno in self.invio.contenuto["gruppo"]], PAGINA_FILE)
        segna_vista(self.domanda, request.user, trovato.codice)
        return _consegna(trovato, trovato.nome, vedi="vedi" in request.GET)


class CopiaView(DiUnaScheda):
    """Where names are hidden: the office's copy of a file, by its number and under a name that says nothing."""

    def get(self, request: HttpRequest, slug: str, codice: str, n: int) -> HttpResponse:
        trovata = copie.da_leggere(self.invio).get(n) if self.ciechi else None
        if trovata is None:
            raise Http404
        self.annota([uno["persona"] for uno in self.invio.contenuto["gruppo"]], PAGINA_FILE)
        segna_vista(self.domanda, request.user, trovata.codice)
        return _consegna(trovata, copie.nome(n, trovata), vedi="vedi" in request.GET)


def _consegna(file: FileCaricato, nome: str, *, vedi: bool) -> HttpResponse:
    tipo = TipoFile(file.tipo)
    dentro = vedi and tipo.si_mostra
    return HttpResponse(
        contenuto(file),
        content_type=tipo.mime,
        headers={
            "Content-Disposition": content_disposition_header(not dentro, nome) or "attachment",
            "Content-Security-Policy": _LETTO_QUI if dentro else _SALVATO,
            "X-Frame-Options": "SAMEORIGIN" if dentro else "DENY",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
