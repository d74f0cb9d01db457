"""The pages on which a call is written: one for each part, one for each question, the order of the questions."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.documenti.actions import carica
from talenti.documenti.models import FileCaricato
from thinktown.actions.bandi import BozzaCambiata
from thinktown.actions.correzione import scritto, scrivi
from thinktown.definizione import Definizione
from thinktown.differenze import differenze
from thinktown.enums import TipoQuesito
from thinktown.ufficio import quesiti as q
from thinktown.ufficio.base import InUfficio, impronta_di
from thinktown.ufficio.elenco import PARTI, dopo, parti_che_si_scrivono, per_parte
from thinktown.ufficio.righe import muovi


class Cambiata(BozzaCambiata):
    """Somebody has saved this very part meanwhile."""


class Scrive(InUfficio):
    """A page that writes a part of the call. What was typed is never lost: it comes back with what was saved."""

    parte: str

    def get_template_names(self) -> list[str]:
        return ["admin/thinktown/parte.html"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.kwargs = kwargs
        if self.chiave not in PARTI:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def chiave(self) -> str:
        return str(self.kwargs.get("parte", "quesiti"))

    @cached_property
    def detta(self) -> Definizione:
        return scritto(self.bando)

    def pagina(self, data: Any = None, files: Any = None, *, zitta: bool = False) -> Any:
        return PARTI[self.chiave](self.detta, data, zitta=zitta)

    def pezzo(self, detta: Definizione) -> Any:
        return PARTI[self.chiave].pezzo(detta)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._chiusa() or self.mostra(self.pagina())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chiusa = self._chiusa()
        if chiusa is not None:
            return chiusa
        if "fai" in request.POST:
            data, ancora = muovi(request.POST, request.POST["fai"])
            return self.mostra(self.pagina(data, zitta=True), non_salvata=True, ancora=ancora)
        pagina = self.pagina(request.POST, request.FILES)
        if not pagina.is_valid():
            return self.mostra(pagina)
        return self.tieni(pagina, lambda: self.applica(pagina)) or self.avanti(_("Salvato."))

    def _chiusa(self) -> HttpResponse | None:
        """Where to go when this part is not written now."""
        if self.chiave in parti_che_si_scrivono(self.bando):
            return None
        frase = _("Adesso questa parte non si scrive: il bando è «%(stato)s».")
        return self.alla_scheda(frase % {"stato": self.bando.get_stato_display()})

    def applica(self, pagina: Any) -> Definizione:
        return pagina.applica(self.detta)  # type: ignore[no-any-return]  # a Parte

    def tieni(self, pagina: Any, nuova: Callable[[], Definizione]) -> HttpResponse | None:
        """Save; the page again when it could not be."""
        try:
            if self.request.POST.get("letta") != impronta_di(self.pezzo(self.detta)):
                raise Cambiata(_("Un'altra persona ha salvato questa parte mentre scrivevi."))
            scrivi(self.bando, nuova(), da=self.request.user, revisione=self.bando.revisione)
        except NonPermesso:
            raise
        except BozzaCambiata:
            return self._cambiata(pagina)
        except ErroreDiDominio as errore:
            return self.mostra(pagina, errore=errore.frase)
        return None

    def _cambiata(self, pagina: Any) -> HttpResponse:
        """Both texts: what is saved now, and what she typed, which stays in the form."""
        self.bando.refresh_from_db()
        self.__dict__.pop("detta", None)
        try:
            righe = differenze(self.detta, self.applica(pagina))
        except ErroreDiDominio:
            righe = []
        return self.mostra(pagina, stato=409, conflitto=True, righe=righe)

    def avanti(self, frase: str) -> HttpResponse:
        messages.success(self.request, frase)
        prossima = dopo(self.bando, self.chiave)
        if self.request.POST.get("salva") != "continua":
            return redirect(self.request.path)
        if not prossima:
            return redirect("admin:thinktown_bando_scheda", self.bando.pk)
        return redirect("admin:thinktown_bando_parte", self.bando.pk, prossima)

    def mostra(self, pagina: Any, *, stato: int = 200, **altro: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(pagina=pagina, **altro), status=stato)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pagina = kwargs["pagina"]
        self.titolo = pagina.titolo
        moduli = [*([("", pagina.form)] if pagina.form else [])]
        moduli += [(f"{una.una} {n}", form) for una in pagina.righe for n, form in una.con_errori]
        return super().get_context_data(**kwargs) | {
            "letta": impronta_di(self.pezzo(self.detta)),
            "mancanze": per_parte(self.detta)[self.chiave],
            "moduli_con_errori": [(dove, form) for dove, form in moduli if form.errors],
            "passo": list(PARTI).index(self.chiave) + 1,
            "di": len(PARTI),
            "prossima": dopo(self.bando, self.chiave),
        }


class ParteView(Scrive):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["parte"] == q.Struttura.chiave:
            return StrutturaView.as_view(sito=self.sito)(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)


# ── The order of the questions ────────────────────────────────────────────────────────────────────
class StrutturaView(Scrive):
    """Here each button saves: what moves are things already written, and nothing is typed but titles."""

    nuova_voce: Any = None

    def get_template_names(self) -> list[str]:
        return ["admin/thinktown/quesiti.html"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chiusa = self._chiusa()
        if chiusa is not None:
            return chiusa
        pagina = self.pagina(request.POST)
        if not pagina.is_valid():
            return self.mostra(pagina)
        fai = [*request.POST.get("fai", "").split(":"), "", "", ""][:3]
        if fai[0] == "voce" and fai[1] == "aggiungi":
            return self._aggiungi(pagina, fai[2])
        risposta = self.tieni(pagina, lambda: self._esegui(self.applica(pagina), *fai))
        return risposta or self._qui(fai)

    def _qui(self, fai: list[str]) -> HttpResponse:
        if not fai[0]:
            return self.avanti(_("Salvato."))
        return HttpResponseRedirect(f"{self.request.path}#{'voce-' + fai[2] if fai[0] == 'voce' else 'parti'}")

    def _esegui(self, detta: Definizione, cosa: str, verbo: str, quale: str) -> Definizione:
        passo = {"su": -1, "giu": 1}.get(verbo, 0)
        if cosa == "voce":
            return q.togli_voce(detta, quale) if verbo == "togli" else q.sposta_voce(detta, quale, passo)
        if cosa != "parti":
            return detta
        if verbo == "aggiungi":
            return q.aggiungi_parte(detta)
        posto = int(quale) if quale.isascii() and quale.isdecimal() and len(quale) < 4 else -1
        return q.togli_parte(detta, posto) if verbo == "togli" else q.sposta_parte(detta, posto, passo)

    def _aggiungi(self, pagina: Any, parte: str) -> HttpResponse:
        """A question more, and on to its page."""
        self.nuova_voce = q.FormNuovaVoce(self.request.POST, prefix=f"nuova-{parte[:40]}")
        if not self.nuova_voce.is_valid() or parte not in {una.chiave for una in self.detta.parti}:
            return self.mostra(pagina)
        dati, chiave = self.nuova_voce.cleaned_data, ""

        def nuova() -> Definizione:
            nonlocal chiave
            detta, chiave = q.aggiungi_voce(self.applica(pagina), parte, dati["domanda"], dati["tipo"])
            return detta

        risposta = self.tieni(pagina, nuova)
        if risposta is not None:
            return risposta
        messages.success(self.request, _("Voce aggiunta: adesso scrivi il resto."))
        return redirect("admin:thinktown_bando_quesito", self.bando.pk, chiave)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        per_chiave = {una.chiave: una for una in self.detta.parti}
        righe = [
            (n, chiave, form, per_chiave.get(chiave)) for n, (chiave, form) in enumerate(contesto["pagina"].righe[0])
        ]
        contesto["parti"] = [
            {"n": n, "chiave": chiave, "form": form, "quesiti": parte.quesiti if parte else (),
             "nuova": self._nuova(chiave)}
            for n, chiave, form, parte in righe
        ]  # fmt: skip
        if self.nuova_voce is not None and self.nuova_voce.errors:
            contesto["moduli_con_errori"] = [*contesto["moduli_con_errori"], (_("Voce nuova"), self.nuova_voce)]
        return contesto

    def _nuova(self, parte: str) -> Any:
        prefisso = f"nuova-{parte}"
        if self.nuova_voce is not None and self.nuova_voce.prefix == prefisso:
            return self.nuova_voce
        return q.FormNuovaVoce(prefix=prefisso)


# ── One question ──────────────────────────────────────────────────────────────────────────────────
class QuesitoView(Scrive):
    @property
    def quesito(self) -> Any:
        trovato = self.detta.quesito(self.kwargs["voce"])
        if trovato is None:
            raise Http404
        return trovato

    def pagina(self, data: Any = None, files: Any = None, *, zitta: bool = False) -> Any:
        return q.Voce(self.detta, self.quesito, data, files, zitta=zitta)

    def pezzo(self, detta: Definizione) -> Any:
        return detta.quesito(self.kwargs["voce"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.detta.quesito(kwargs["voce"]) is None:
            return self._sparita()
        return super().post(request, *args, **kwargs)

    def _sparita(self) -> HttpResponse:
        messages.error(self.request, _("Un'altra persona ha tolto questa voce mentre la scrivevi."))
        return redirect("admin:thinktown_bando_parte", self.bando.pk, self.chiave)

    def applica(self, pagina: Any) -> Definizione:
        voce = pagina.scritta()
        if voce.tipo == TipoQuesito.FILE:
            voce = replace(voce, modello=self._modello(pagina.form))
        return q.metti_voce(self.detta, voce)

    def _modello(self, form: Any) -> str:
        """The code of the file to fill in: a new one is kept before the call is, in no transaction."""
        caricato = form.cleaned_data.get("modello")
        if caricato is None:
            return "" if form.cleaned_data.get("togli_modello") else str(self.quesito.modello)
        if not hasattr(self, "_caricato"):
            self._caricato = carica(caricato, per=self.bando, da=self.request.user).codice
        return self._caricato

    def avanti(self, frase: str) -> HttpResponse:
        messages.success(self.request, frase)
        if self.request.POST.get("salva") == "continua":
            voci = reverse("admin:thinktown_bando_parte", args=[self.bando.pk, self.chiave])
            return redirect(f"{voci}#voce-{self.kwargs['voce']}")
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        modello = self.quesito.modello
        file = FileCaricato.objects.di(self.bando).presenti().filter(codice=modello).first() if modello else None
        return super().get_context_data(**kwargs) | {
            "quesito": self.quesito,
            "modello": file,
            "mancanze": [],
            "prossima": "",
        }
