"""The desk of a member of a commission: what is left and by when, in her own order; her declarations."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.views import PaginatoreMite, con_errore_al_campo
from talenti.persone.letture import annota_letture, dichiara_pagina
from thinktown import aperture, commissari
from thinktown.actions import commissione as verbi
from thinktown.enums_valutazione import TipoFase
from thinktown.forms_valutazione import FormDichiarazioni
from thinktown.models import Commissario, Commissione, DichiarazioneConflitto, Domanda
from thinktown.valutazione import SI_VALUTA, ammesse

PAGINA_NOMI = dichiara_pagina(
    "thinktown.commissione_nomi", gettext_lazy("L'elenco su cui la commissione dichiara i conflitti di interessi")
)
PAGINA_CODA = dichiara_pagina("thinktown.commissione_coda", gettext_lazy("L'elenco delle domande da valutare"))
PER_PAGINA = 50


class DelCommissario(LoginRequiredMixin, View):
    """A page for who scores in this commission today; for everybody else it is not there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.pagina_riservata = True  # type: ignore[attr-defined]  # it counts for no statistics
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.trova()
        return super().dispatch(request, *args, **kwargs)

    def trova(self) -> None:
        """404 where the page is not hers."""
        self.commissario  # noqa: B018 — asked now, before anything is answered

    @cached_property
    def commissario(self) -> Commissario:
        trovato = aperture.posto(self.request.user, self.kwargs["slug"])
        if trovato is None:
            raise Http404
        return trovato

    @property
    def commissione(self) -> Commissione:
        return self.commissario.commissione

    @property
    def ciechi(self) -> bool:
        return commissari.nomi_nascosti(self.commissario)

    @cached_property
    def sezione(self) -> str:
        """The section that she works on; what is no section of this call is no choice."""
        scelta = self.request.GET.get("sezione", "")
        return scelta if scelta and scelta in self.sezioni else ""

    @cached_property
    def sezioni(self) -> dict[str, str]:
        return {una.chiave: una.nome for una in self.commissione.bando.in_vigore.sezioni}

    @property
    def filtro(self) -> str:
        return f"?{urlencode({'sezione': self.sezione})}" if self.sezione else ""

    def annota(self, persone: Any, pagina: str) -> None:
        per_conto = _("La commissione del bando «%(bando)s»") % {"bando": self.commissione.bando}
        annota_letture(persone, chi=self.request.user, per_conto=per_conto, pagina=pagina)

    def contesto(self, **altro: Any) -> dict[str, Any]:
        bando = self.commissione.bando
        return {"bando": bando, "commissario": self.commissario, "fase": self.commissione.fase} | altro


# ── The queue ─────────────────────────────────────────────────────────────────────────────────────
class CodaView(DelCommissario):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        fase = self.commissione.fase
        # Whoever has something to open has declared on all of them.
        in_corso = fase is not None and fase.tipo != TipoFase.CHIUSA
        if in_corso and (self.ciechi or not self.tutte) and commissari.manca_una_dichiarazione(self.commissario):
            return redirect("thinktown:dichiarazioni", slug)
        if self.ciechi:
            verbi.estrai_codici(self.commissione)
        return render(request, "thinktown/commissione/coda.html", self.contesto(**self._coda()))

    @cached_property
    def tutte(self) -> list[commissari.InCoda]:
        return commissari.coda(self.commissario)

    def _coda(self) -> dict[str, Any]:
        tutte = self.tutte
        scelte = [una for una in tutte if not self.sezione or una.sezione == self.sezione]
        page = PaginatoreMite(scelte, PER_PAGINA).page(self.request.GET.get("page") or 1)
        fase = self.commissione.fase
        si_valuta = fase is not None and fase.tipo in SI_VALUTA
        chiusa = fase is not None and fase.tipo == TipoFase.CHIUSA
        riaperte = commissari.riaperte(self.commissario, tutte) if chiusa else []
        restano = commissari.non_firmate(self.commissario, scelte if si_valuta else riaperte)
        return {
            "page_obj": page,
            "righe": self._righe(page.object_list),
            "quante": len(scelte),
            "in_tutto": len(tutte),
            "restano": len(restano),
            "prossima": restano[0][1] if restano else "",
            "si_valuta": si_valuta,
            "chiusa": chiusa,
            "riaperte": self._righe(riaperte),
            "concordata": self.commissione.bando.in_vigore.graduatoria.concordata,
            "poi": self.commissione.fase_che_segue(),
            "ciechi": self.ciechi,
            "sezione": self.sezione,
            "nome_sezione": self.sezioni.get(self.sezione, ""),
            "sezioni": self._scelte(tutte),
            "filtro": self.filtro,
            "parametri": self.filtro.removeprefix("?"),
        }

    def _righe(self, righe: Any) -> list[dict[str, Any]]:
        nomi, referenti = ({}, []) if self.ciechi else commissari.nomi_e_referenti(una.pk for una in righe)
        if nomi:
            self.annota(referenti, PAGINA_CODA)
        sezioni = self.sezioni
        return [
            {"una": una, "nome": nomi.get(una.pk, ""), "sezione": sezioni.get(una.sezione, una.sezione)}
            for una in righe
        ]

    def _scelte(self, tutte: list[commissari.InCoda]) -> list[dict[str, Any]]:
        """The sections in which she has something, each with how many; with one only there is nothing to choose."""
        quante = {chiave: sum(una.sezione == chiave for una in tutte) for chiave in self.sezioni}
        scelte = [
            {"nome": nome, "quante": quante[chiave], "qui": chiave == self.sezione, "url": f"?sezione={chiave}"}
            for chiave, nome in self.sezioni.items()
            if quante[chiave] or chiave == self.sezione
        ]
        return scelte if len(scelte) > 1 or self.sezione else []


class ProssimaView(DelCommissario):
    """On to the next one that is left, after the one just saved (``dopo``); to the queue when none is."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        righe = commissari.restano(self.commissario, self.sezione)
        codice = commissari.dopo(self.commissario, righe, self._qui(request.GET.get("dopo", "")))
        if not codice:
            return redirect(f"{reverse('thinktown:commissione', args=[slug])}{self.filtro}")
        return redirect(f"{reverse('thinktown:scheda_valutazione', args=[slug, codice])}{self.filtro}")

    def _qui(self, codice: str) -> int | None:
        """The one just left; of a word that is none of hers, nothing."""
        if not codice.isalnum():
            return None
        return commissari.del_codice(self.commissario, codice).values_list("pk", flat=True).first()


# ── Declarations ──────────────────────────────────────────────────────────────────────────────────
class DichiarazioniView(DelCommissario):
    """Of whom the applications are, and nothing of what they say; a conflict may be added at any time."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        if self.commissione.fase is None:
            return redirect("thinktown:commissione", slug)
        return self._mostra(self._form())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if self.commissione.fase is None:
            return redirect("thinktown:commissione", slug)
        form = self._form(request.POST)
        if not form.is_valid():
            return self._mostra(form, 422)
        dette = self._nuove(form.dichiarate())
        if not dette and not form.cleaned_data.get("senza_condanne"):
            form.add_error(None, _("Scegli almeno una risposta: «Nessun conflitto» o «Ho un conflitto»."))
            return self._mostra(form, 422)
        try:
            senza_condanne = bool(form.cleaned_data.get("senza_condanne"))
            verbi.dichiara(self.commissario, dette, senza_condanne=senza_condanne, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(form, 422)
        messages.success(request, _("Le tue dichiarazioni sono registrate."))
        return redirect("thinktown:commissione", slug)

    @cached_property
    def domande(self) -> QuerySet[Domanda]:
        return ammesse(self.commissario).order_by("numero")

    @cached_property
    def rese(self) -> dict[int, DichiarazioneConflitto]:
        return {una.domanda_id: una for una in self.commissario.dichiarazioni.all()}

    @cached_property
    def righe(self) -> list[dict[str, Any]]:
        """Names only, as they were sent."""
        invii = commissari.ultimi_invii(self.domande).order_by("domanda__numero")
        campi = ("domanda", "domanda__codice", "domanda__numero", "contenuto__soggetto", "contenuto__sezione",
                 "contenuto__gruppo")  # fmt: skip
        return [
            {
                "pk": uno["domanda"],
                "codice": uno["domanda__codice"],
                "numero": uno["domanda__numero"],
                "soggetto": uno["contenuto__soggetto"],
                "sezione": self.sezioni.get(uno["contenuto__sezione"], uno["contenuto__sezione"]),
                "persone": [una["nome"] for una in uno["contenuto__gruppo"]],
                "chi": [una["persona"] for una in uno["contenuto__gruppo"]],
                "resa": self.rese.get(uno["domanda"]),
            }
            for uno in invii.values(*campi)
        ]

    def _form(self, dati: Any = None) -> FormDichiarazioni:
        # What is a conflict already is said for good.
        codici = [una["codice"] for una in self.righe if not (una["resa"] and una["resa"].conflitto)]
        return FormDichiarazioni(codici, dati, chiede_condanne=self.commissario.senza_condanne_il is None)

    def _nuove(self, dette: dict[str, Any]) -> dict[str, Any]:
        """None said again where none was said is nothing new."""
        gia = {una["codice"] for una in self.righe if una["resa"]}
        return {codice: una for codice, una in dette.items() if una.motivo or codice not in gia}

    def _mostra(self, form: FormDichiarazioni, stato: int = 200) -> HttpResponse:
        self.annota([pk for una in self.righe for pk in una["chi"]], PAGINA_NOMI)
        righe = [
            una | (form.campi_di(una["codice"]) if una["codice"] in form.codici else {})
            for una in sorted(self.righe, key=lambda una: una["resa"] is not None)
        ]
        contesto = self.contesto(
            form=form,
            righe=righe,
            restano=sum(una["resa"] is None for una in righe),
            poi=self.commissione.fase_che_segue(),
            pronte=not commissari.manca_una_dichiarazione(self.commissario),
        )
        return render(self.request, "thinktown/commissione/dichiarazioni.html", contesto, status=stato)
