"""The writing desk of one article: the text, saved as it is written, put together by hand where two wrote at once."""

from http import HTTPStatus
from typing import Any, Literal

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin

from redazione import scrivania_articolo as scrivania
from redazione.actions import testi
from redazione.actions.testi import PuntiContesi, Salvato, Scritto
from redazione.controlli import Controlli
from redazione.enums import Pubblico
from redazione.figure import ORIGINALE
from redazione.forms_articoli import FormNota, FormRimanda, FormTesto
from redazione.forms_immagini import FormCarica
from redazione.models import Articolo, Revisione
from redazione.pagina import contesto_articolo
from redazione.testo.markdown import da_markdown, in_markdown
from redazione.testo.pulizia import pulisci
from redazione.views.articoli import DiUnArticolo
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, NonPermesso
from talenti.base.permissions import richiedi
from talenti.base.templatetags.italiano import ora
from talenti.base.views import con_errore_al_campo

INCOLLATO_MASSIMO = 1_000_000
LATI: tuple[Literal["mia", "sua"], ...] = ("mia", "sua")


def scritto(form: FormTesto) -> Scritto:
    """What was written, by the editor or in the plain field."""
    dati = form.cleaned_data
    html = dati["html"] or da_markdown(dati["testo"])
    return Scritto(dati["titolo"], dati["sommario"], html, dati["copertina"])


def mostra(vista: DiUnArticolo, stato: int = 200, **altro: Any) -> HttpResponse:
    """The desk, whatever form of it was sent; ``altro`` replaces what it shows."""
    contesto = scrivania.contesto(vista.articolo, vista.request.user)
    bozza = contesto["bozza"]
    contesto |= {
        "form": _form(bozza),
        "nota": FormNota(initial={"letta": bozza.n}, auto_id="nota_%s"),
        "rimanda": FormRimanda(auto_id="rimanda_%s"),
        "carica": FormCarica(initial={"di": str(vista.request.user)}, auto_id="carica_%s"),
        "chi_altri": scrivania.chi_scrive_ora(vista.articolo, vista.request.user),
        "editor": scrivania.per_l_editor(bozza.html),
    }
    contesto |= _scritto_da_lei(altro.get("errati"), bool(contesto.get("scrive")))
    return render(vista.request, "redazione/scrivi.html", contesto | altro, status=stato)


def _copertina(revisione: Revisione) -> dict[str, str] | None:
    """The picture on top, as the script of the page draws it."""
    sopra = revisione.copertina
    if sopra is None:
        return None
    src = reverse("redazione:immagine_file", args=[sopra.codice, ORIGINALE])
    return {"codice": sopra.codice, "alt": sopra.alt, "src": src}


def _scritto_da_lei(form: Any, scrive: bool) -> dict[str, Any]:
    """A text that was refused stays on the page: in the editor, or to be copied where the text may not be written."""
    if not isinstance(form, FormTesto):
        return {}
    html = pulisci((form.data.get("html") or da_markdown(form.data.get("testo", "")))[:INCOLLATO_MASSIMO])
    return {"editor": scrivania.per_l_editor(html)} if scrive else {"perso": in_markdown(html)}


def _form(bozza: Revisione) -> FormTesto:
    copertina = bozza.copertina.codice if bozza.copertina else ""
    iniziali = {
        "titolo": bozza.titolo,
        "sommario": bozza.sommario,
        "testo": in_markdown(bozza.html),
        "copertina": copertina,
        "base": bozza.n,
    }
    return FormTesto(initial=iniziali)


class ScriviView(DiUnArticolo):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        return mostra(self)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        """The page without its script: one button saves everything."""
        richiedi(request.user, "redazione.scrive", self.articolo)
        form = FormTesto(request.POST)
        if not form.is_valid():
            return mostra(self, 422, form=form, errati=form)
        try:
            base = form.cleaned_data["base"]
            fatto = testi.salva(self.articolo, scritto(form), base=base, da=request.user)
        except PuntiContesi as errore:
            return redirect("redazione:unisci", codice, errore.mia.n)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return mostra(self, 409, form=form, errati=form)
        messages.success(
            request, _("Salvato, insieme a quello che altri hanno scritto.") if fatto.mia else _("Salvato.")
        )
        return self.al_desk()


class SalvaView(DiUnArticolo):
    """Autosave, and the sign that somebody is here. JSON: 401 login ended, 403 may not, 409 changed, 400 refused."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            accedi = redirect_to_login(reverse("redazione:scrivi", args=[kwargs["codice"]])).url
            frase = _("La sessione è finita: accedi in un'altra scheda, il testo resta qui.")
            return JsonResponse({"codice": "sessione_finita", "frase": frase, "accedi": accedi}, status=401)
        risposta = super().dispatch(request, *args, **kwargs)
        if risposta.status_code != HTTPStatus.FOUND:
            return risposta
        # A page would be led to the second factor first.
        frase = _("Aggiungi il secondo fattore in un'altra scheda, il testo resta qui.")
        dove = reverse("redazione:scrivi", args=[kwargs["codice"]])
        return JsonResponse({"codice": "senza_fattore", "frase": frase, "accedi": dove}, status=401)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        try:
            richiedi(request.user, "redazione.scrive", self.articolo)
            testi.segna_presenza(self.articolo, request.user)
            if request.POST.get("vivo"):
                return JsonResponse(self._intorno())
            return self._salva(FormTesto(request.POST))
        except PuntiContesi as errore:
            unisci = reverse("redazione:unisci", args=[codice, errore.mia.n])
            return self._rifiuto(errore, 409, unisci=unisci, mia=errore.mia.n)
        except NonPermesso as errore:
            return self._rifiuto(errore, 403)
        except DatoNonAccettato as errore:
            return self._rifiuto(errore, 400, campo=errore.campo)
        except ErroreDiDominio as errore:
            return self._rifiuto(errore, 409)

    def _salva(self, form: FormTesto) -> JsonResponse:
        if not form.is_valid():
            campo, errori = next(iter(form.errors.items()))
            return JsonResponse({"codice": "modulo", "frase": str(errori[0]), "campo": campo}, status=400)
        dati = form.cleaned_data
        fatto = testi.salva(
            self.articolo, scritto(form), base=dati["base"], da=self.request.user, gettone=dati["gettone"]
        )
        return JsonResponse(self._detto(fatto) | self._intorno())

    def _detto(self, fatto: Salvato) -> dict[str, Any]:
        nuova, altro = fatto.revisione, {}
        if fatto.mia:
            altro = {
                "mia": fatto.mia.n,
                "titolo": nuova.titolo,
                "sommario": nuova.sommario,
                "html": str(scrivania.per_l_editor(nuova.html)),
                "copertina": _copertina(nuova),
            }
        parole = ngettext("%(n)s parola", "%(n)s parole", nuova.parole) % {"n": nuova.parole}
        punti = {"controlli": Controlli(self.articolo, nuova)}
        controlli = render_to_string("redazione/parti/controlli.html", punti, request=self.request)
        return {"n": nuova.n, "ora": ora(nuova.quando), "parole": parole, "controlli": controlli} | altro

    def _intorno(self) -> dict[str, Any]:
        """Who else is writing, and the revision that stands: the page says when there is a newer one."""
        attuale = Articolo.objects.filter(pk=self.articolo.pk).values_list("bozza__n", flat=True).get()
        chi = scrivania.chi_scrive_ora(self.articolo, self.request.user)
        frase = ""
        if chi:
            frase = ngettext("%(chi)s sta scrivendo", "%(chi)s stanno scrivendo", len(chi)) % {"chi": ", ".join(chi)}
        return {"attuale": attuale, "chi": frase}

    def _rifiuto(self, errore: ErroreDiDominio, stato: int, **altro: Any) -> JsonResponse:
        return JsonResponse({"codice": errore.codice, "frase": str(errore.frase)} | altro, status=stato)


class PulisciView(DiUnArticolo):
    """What was pasted, as it will be kept: Word's and Docs' own marks are gone before it is seen."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, "redazione.scrive", self.articolo)
        incollato = request.POST.get("html", "")
        if len(incollato) > INCOLLATO_MASSIMO:
            # Cut off it would lose its end: the page pastes the words alone.
            return JsonResponse({"codice": "lungo"}, status=413)
        return JsonResponse({"html": str(scrivania.per_l_editor(pulisci(incollato)))})


class UnisciView(DiUnArticolo):
    """Two texts of the same place: block by block, she keeps hers, the other's, or both."""

    def get(self, request: HttpRequest, codice: str, n: int) -> HttpResponse:
        richiedi(request.user, "redazione.scrive", self.articolo)
        return self._mostra(n)

    def post(self, request: HttpRequest, codice: str, n: int) -> HttpResponse:
        richiedi(request.user, "redazione.scrive", self.articolo)
        mia, caso = self._caso(n)
        scelte: list[Any] = [request.POST.get(f"blocco-{i}", "") for i in range(len(caso.unione.conflitti))]
        campi = {nome: request.POST.get(f"campo-{nome}", "") for nome in caso.campi}
        if set(scelte) - {"mia", "sua", "entrambe"} or set(campi.values()) - {"mia", "sua"}:
            return self._mostra(n, 422, frase=_("Scegli per ogni punto quale testo tenere."))
        su = request.POST.get("su", "")
        try:
            testi.unisci_a_mano(
                self.articolo, mia, scelte, campi, su=int(su) if su.isdecimal() and len(su) < 9 else 0, da=request.user
            )
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            return self._mostra(n, 409, frase=str(errore.frase))
        messages.success(request, _("I due testi sono uniti."))
        return self.al_desk()

    def _caso(self, n: int) -> tuple[Revisione, testi.DaUnire]:
        mie = self.articolo.revisioni.filter(da=self.request.user, da_parte=True).select_related("copertina")
        mia = get_object_or_404(mie, n=n)
        return mia, testi.da_unire(self.articolo, mia)

    def _mostra(self, n: int, stato: int = 200, frase: str = "") -> HttpResponse:
        mia, caso = self._caso(n)
        blocchi = [
            {"nome": f"blocco-{i}"} | {lato: scrivania.per_l_editor(uno.html(lato)) for lato in LATI}
            for i, uno in enumerate(caso.unione.conflitti)
        ]
        nomi = {"titolo": _("Titolo"), "sommario": _("In una frase"), "copertina": _("Immagine in apertura")}
        campi = [
            {
                "nome": f"campo-{nome}",
                "etichetta": nomi[nome],
                "mia": getattr(mia, nome) or _("nessuna"),
                "sua": getattr(caso.attuale, nome) or _("nessuna"),
            }
            for nome in caso.campi
        ]
        contesto = {"articolo": self.articolo, "caso": caso, "blocchi": blocchi, "campi": campi, "frase": frase}
        return render(self.request, "redazione/unisci.html", contesto, status=stato)


def _pubblico(request: HttpRequest) -> str:
    per = request.GET.get("per", "")
    return per if per in Pubblico.values else ""


class AnteprimaView(DiUnArticolo):
    """What readers will see of the text as it is on the desk, on a phone and on a desktop, audience by audience."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        per = _pubblico(request)
        pubblici = [uno.pubblico for uno in self.articolo.voce.pubblici.all()]
        contesto = {
            "articolo": self.articolo,
            "telefono": request.GET.get("come", "") != "desktop",
            "per": per,
            "pubblici": Pubblico,
            "ci_arriva": not per or not pubblici or per in pubblici,
        }
        return render(request, "redazione/anteprima.html", contesto)


@method_decorator([xframe_options_sameorigin, csp_replace({"frame-ancestors": [SELF]})], name="dispatch")
class PaginaAnteprimaView(DiUnArticolo):
    """The page itself, which only a frame of ours may hold."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        sue = scrivania.che_legge(self.articolo, request.user).select_related("copertina")
        bozza = sue.filter(pk=self.articolo.bozza_id).first() or sue.order_by("-n").first()
        if bozza is None:
            raise Http404
        contesto = contesto_articolo(self.articolo, bozza, per=_pubblico(request))
        return render(request, "redazione/notizia.html", contesto)
