"""One application under the eyes of an officer: what was sent, what is checked, what is decided, and the next one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.clock import adesso
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo
from talenti.base.templatetags.italiano import ora
from talenti.base.views import con_errore_al_campo
from talenti.documenti.enums import TipoFile
from talenti.documenti.models import FileCaricato
from thinktown import actions, campioni, controlli, copie, protocolli, viste
from thinktown.actions.istruttoria import SI_RIPENSA, perche_non_si_chiede, richiedi_istruibile
from thinktown.actions.viste import segna_vista
from thinktown.da_controllare import parti_inviate
from thinktown.enums import DECISE as STATI_DECISI
from thinktown.enums import Firma, Proponente, StatoDomanda
from thinktown.enums_istruttoria import EsitoControllo, TipoProvvedimento
from thinktown.models import Controllo, Domanda, Provvedimento
from thinktown.posti import ritirati
from thinktown.rules_posti import SCEGLIE, si_sceglie
from thinktown.ufficio import coda, fatte
from thinktown.ufficio.decisioni import FormDecide, FormRichiesta, FormRiesame, chi_puo_seguirla
from thinktown.ufficio.domande import DiUna, banner
from thinktown.ufficio.leggi import dichiarazioni_di, gruppo_di

# Of the queue, so many before and after stand beside the application.
ACCANTO = 12
MOTIVO_DI = "motivo-{}"


class DomandaView(DiUna):
    template_name = "admin/thinktown/domanda.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        domanda, invio = self.domanda, self.invii[0]
        self.titolo = _("Domanda n. %(n)s") % {"n": domanda.numero}
        self.annota([*(uno["persona"] for uno in invio.contenuto["gruppo"]), invio.da_id])
        segna_vista(domanda, self._chi)
        provvedimenti = fatte.di_una(domanda)
        sospeso = next((uno for uno in provvedimenti if uno.in_sospeso), None)
        entro = coda.entro_di(self.bando, domanda, provvedimenti)
        return super().get_context_data(**kwargs) | {
            **self._inviata(),
            **self._coda(),
            "domanda": domanda,
            "stato": _stato(domanda, sospeso),
            "sospeso": sospeso,
            "sospese": banner(self.sospese_mie(), self.request.user),
            "provvedimenti": fatte.righe(provvedimenti),
            "entro": entro,
            "tardi": coda.e_tardi(entro),
            "controlli": controlli.righe(domanda, invio),
            "esiti": EsitoControllo.choices,
            "non_ora": perche_non_ora(domanda, self._chi),
            "decide": kwargs.get("decide") or FormDecide(bando=self.bando, initial={"letto": invio.n}),
            "si_riesamina": domanda.stato in STATI_DECISI and puo(self._chi, "thinktown.riapre_controllo", domanda),
            "seguono": chi_puo_seguirla(self.bando),
            "messaggi": puo(self._chi, "thinktown.risponde_al_gruppo", domanda),
            "da_leggere": self._da_leggere(),
            "posti_ritirati": ritirati(domanda),
            "si_sceglie": invio.versione.definizione.raccoglie
            and si_sceglie(domanda)
            and puo(self._chi, SCEGLIE, self.bando),
            **protocolli.sulla_scheda(domanda, self.invii, provvedimenti, self._chi),
            "verifiche": campioni.di_domanda(domanda),
            **self._copie(provvedimenti),
        }

    @property
    def _chi(self) -> Any:
        return self.request.user

    def _copie(self, provvedimenti: list[Provvedimento]) -> dict[str, Any]:
        """The copies without names, and who has read what: a copy too."""
        domanda, invio = self.domanda, self.invii[0]
        sue = copie.sulla_scheda(domanda, invio, self.bando) if domanda.stato == StatoDomanda.AMMESSA else {}
        return sue | {"viste": viste.di_domanda(domanda, invio, provvedimenti, sue.get("copie", ()))}

    def _inviata(self) -> dict[str, Any]:
        invio = self.invii[0]
        dentro, detta = invio.contenuto, invio.versione.definizione
        sezione = detta.sezione(dentro["sezione"])
        return {
            "invio": invio,
            "invii": self.invii,
            "impronta_del_modulo": dentro.get("modulo", "") if detta.chi.firma == Firma.PDF else "",
            "soggetto": dentro["soggetto"],
            "codice_fiscale": dentro["codice_fiscale"],
            "proponente": Proponente(dentro["proponente"]).label,
            "sezione": sezione.nome if sezione else dentro["sezione"],
            "ritirata": self.domanda.stato == StatoDomanda.RITIRATA,
            "parti": parti_inviate(invio),
            "gruppo": gruppo_di(dentro),
            "dichiarazioni": dichiarazioni_di(dentro, detta),
        }

    def _coda(self) -> dict[str, Any]:
        """The neighbours of this application in the queue that the address filters."""
        tutte = coda.filtra(self.inviate, self.scelti, self._chi)
        n = self.domanda.numero
        prima = list(coda.con_situazione(tutte.filter(numero__lt=n)).order_by("-numero")[: ACCANTO // 3])
        dopo = list(coda.con_situazione(tutte.filter(numero__gte=n)).order_by("numero")[:ACCANTO])
        righe = [
            {"domanda": una, "in_parole": coda.in_parole(una), "chi": una.soggetto_inviato or una.presenta_inviato}
            for una in [*reversed(prima), *dopo]
        ]
        filtri = self.scelti.in_indirizzo()
        return {"accanto": righe, "filtri": f"?{filtri}" if filtri else "", "scelti": self.scelti}

    def _da_leggere(self) -> dict[str, Any] | None:
        """The file that the address asks to read beside the answers."""
        codice = self.request.GET.get("file", "")
        inviati = {uno["codice"]: uno["nome"] for uno in self.invii[0].contenuto["file"]}
        if codice not in inviati:
            return None
        file = FileCaricato.objects.di(self.domanda).presenti().filter(codice=codice).first()
        if file is None:
            return {"nome": inviati[codice], "manca": True}
        return {"nome": file.nome, "codice": codice, "si_mostra": TipoFile(file.tipo).si_mostra,
                "immagine": file.tipo != TipoFile.PDF}  # fmt: skip


def perche_non_ora(domanda: Domanda, persona: Any) -> str:
    """Why nothing is decided on it in this moment; empty, when something may be."""
    esito = puo(persona, "thinktown.istruisce", domanda)
    if not esito:
        return str(esito.frase)
    if domanda.provvedimenti.in_sospeso().exists():
        return _("C'è già una decisione: per cambiarla, prima si toglie.")
    if domanda.stato != StatoDomanda.INVIATA:
        return _("Adesso la domanda è «%(stato)s».") % {"stato": domanda.get_stato_display()}
    try:
        richiedi_istruibile(domanda, adesso())
    except ErroreDiDominio as errore:
        return str(errore.frase)
    return ""


def _stato(domanda: Domanda, sospeso: Provvedimento | None) -> str:
    if sospeso is not None:
        return _("Decisa, non ancora comunicata")
    return _("Da controllare") if domanda.stato == StatoDomanda.INVIATA else str(domanda.get_stato_display())


# ── Verbs ─────────────────────────────────────────────────────────────────────────────────────────
class _Verbo(DiUna):
    """POST on one application; a refusal is a banner on its page, where nothing that was typed is lost."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            frase = self.esegui(request)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            if frase:
                messages.success(request, frase)
        return redirect(self.qui())

    def esegui(self, request: HttpRequest) -> str:
        raise NotImplementedError

    def qui(self) -> str:
        return pagina_di(self.bando, self.domanda, self.scelti)


def pagina_di(bando: Any, domanda: Domanda, scelti: coda.Scelti, pagina: str = "domanda") -> str:
    indirizzo = reverse(f"admin:thinktown_bando_{pagina}", args=[bando.pk, domanda.codice])
    filtri = scelti.in_indirizzo()
    return f"{indirizzo}?{filtri}" if filtri else indirizzo


class ControllaView(_Verbo):
    """All the checks of the page in one press."""

    def esegui(self, request: HttpRequest) -> str:
        n = _numero(request.POST.get("letto", ""))
        if not any(uno.n == n for uno in self.invii):
            raise Http404
        righe = controlli.righe(self.domanda, next(uno for uno in self.invii if uno.n == n))
        scritte = {una.chiave: una.titolo for una in righe if f"esito-{una.chiave}" in request.POST}
        visti = {chiave: self._era(chiave) for chiave in scritte}
        # What she left as she found it is not hers.
        esiti = {chiave: suo for chiave in scritte if (suo := self._scritto(chiave)) != visti[chiave]}
        quanti, di_altri = actions.controlla(self.domanda, esiti, letto=n, da=request.user, visti=visti)
        for uno in di_altri:
            messages.error(request, _gia_scritto(uno, scritte[uno.chiave], esiti[uno.chiave]))
        if quanti:
            return _("Controlli salvati.")
        return "" if di_altri else _("Non è cambiato niente.")

    def _scritto(self, chiave: str) -> tuple[str, str]:
        esito, nota = (self.request.POST.get(f"{che}-{chiave}", "").replace("\x00", "") for che in ("esito", "nota"))
        return esito, " ".join(nota.split())

    def _era(self, chiave: str) -> tuple[str, str]:
        """Outcome and note as the page showed them."""
        esito, _barra, nota = self.request.POST.get(f"era-{chiave}", "").replace("\x00", "").partition("|")
        return esito, " ".join(nota.split())


def _gia_scritto(uno: Controllo, titolo: str, scritto: tuple[str, str]) -> str:
    """Who wrote what meanwhile, and what she wanted to write: nothing of hers is lost."""
    esito = str(EsitoControllo(scritto[0]).label) if scritto[0] in EsitoControllo.values else _("da controllare")
    suo = " – ".join(filter(None, (esito, scritto[1])))
    if uno.pk is None:
        frase = _(
            "%(cosa)s: nel frattempo l'esito è stato tolto. Tu avevi scritto «%(tuo)s»: rileggi, e se serve ripeti."
        )
        return frase % {"cosa": titolo, "tuo": suo}
    frase = _(
        "%(cosa)s: l'ha già controllato %(chi)s alle %(ora)s («%(suo)s»). "
        "Tu avevi scritto «%(tuo)s»: rileggi, e se serve ripeti."
    )
    gia = " – ".join(filter(None, (str(uno.get_esito_display()), uno.nota)))
    return frase % {"cosa": titolo, "chi": uno.da, "ora": ora(uno.quando), "suo": gia, "tuo": suo}


class PrendeView(_Verbo):
    def esegui(self, request: HttpRequest) -> str:
        scelta = request.POST.get("chi", "")
        persona = next((una for una in chi_puo_seguirla(self.bando) if str(una.pk) == scelta), None)
        if scelta and persona is None:
            raise Http404
        era = request.POST.get("era", "")
        actions.prende_in_mano(self.domanda, persona, da=request.user, era=_numero(era) or None)
        return _("La controlla %(chi)s.") % {"chi": persona} if persona else _("Adesso non è di nessuno.")


class RipensaView(DiUna):
    """A decision that nobody has heard of is taken back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        suoi = Provvedimento.objects.filter(domanda=self.domanda)
        uno = get_object_or_404(suoi, codice=request.POST.get("provvedimento", "").replace("\x00", ""))
        try:
            actions.ripensa(uno, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("Decisione tolta: nessuno ne ha saputo niente."))
        return redirect(pagina_di(self.bando, self.domanda, self.scelti))


def _numero(scritto: str) -> int:
    return int(scritto) if scritto.isascii() and scritto.isdigit() and len(scritto) < 7 else 0


class DecideView(DomandaView):
    """Admit or exclude; then the next one that waits under the same filters."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = FormDecide(request.POST, bando=self.bando)
        if not form.is_valid():
            return self._di_nuovo(form)
        if form.cleaned_data["esito"] == TipoProvvedimento.INTEGRAZIONE:
            # What she wrote goes along: not in the address, which others may read.
            request.session[MOTIVO_DI.format(self.domanda.codice)] = form.cleaned_data["motivo"]
            return redirect(pagina_di(self.bando, self.domanda, self.scelti, "chiedi"))
        try:
            actions.decide(self.domanda, form.decisione, letto=form.cleaned_data["letto"], da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._di_nuovo(form)
        return redirect(self._prossima())

    def _prossima(self) -> str:
        """The next that waits; whoever has finished is back at the queue."""
        aspettano = coda.filtra(self.inviate, self.scelti, self._chi).exclude(pk=self.domanda.pk)
        aspettano = coda.filtra(aspettano, coda.Scelti(cosa=coda.DA_CONTROLLARE), self._chi).order_by("numero")
        poi = aspettano.filter(numero__gt=self.domanda.numero).first() or aspettano.first()
        if poi is not None:
            return pagina_di(self.bando, poi, self.scelti)
        filtri = self.scelti.in_indirizzo()
        elenco = reverse("admin:thinktown_bando_domande", args=[self.bando.pk])
        return f"{elenco}?{filtri}" if filtri else elenco

    def _di_nuovo(self, form: FormDecide) -> HttpResponse:
        return self.render_to_response(self.get_context_data(decide=form), status=422)


class ChiediView(DiUna):
    """What the group is asked to complete: named things only, none that bears on the score."""

    template_name = "admin/thinktown/chiedi.html"
    titolo = gettext_lazy("Chiedi di completare la domanda")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where nothing may be asked one reads why, before writing."""
        perche = perche_non_ora(self.domanda, request.user) or perche_non_si_chiede(self.domanda, self.invii[0])
        if perche:
            messages.error(request, perche)
            return redirect(pagina_di(self.bando, self.domanda, self.scelti))
        return super().get(request, *args, **kwargs)

    def _form(self, data: Any = None) -> FormRichiesta:
        motivo = self.request.session.pop(MOTIVO_DI.format(self.domanda.codice), "") if data is None else ""
        iniziali = {"letto": self.invii[0].n, "motivo": motivo}
        return FormRichiesta(data, bando=self.bando, invio=self.invii[0], initial=iniziali)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            try:
                uno = actions.decide(self.domanda, form.decisione, letto=form.cleaned_data["letto"], da=request.user)
            except NonPermesso:
                raise
            except ErroreDiDominio as errore:
                con_errore_al_campo(form, errore)
            else:
                frase = _("Fatto: la richiesta parte alle %(ora)s. Fino ad allora la puoi togliere.")
                messages.success(request, frase % {"ora": ora(uno.comunica_dal)})
                return redirect(pagina_di(self.bando, self.domanda, self.scelti))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.annota(uno["persona"] for uno in self.invii[0].contenuto["gruppo"])
        return super().get_context_data(**kwargs) | {
            "domanda": self.domanda,
            "form": kwargs.get("form") or self._form(),
            "torna": pagina_di(self.bando, self.domanda, self.scelti),
            "minuti": int(SI_RIPENSA.total_seconds() // 60),
            "giorni": self.bando.in_vigore.norme.integrazione_giorni,
        }


class RiesaminaView(DiUna):
    template_name = "admin/thinktown/riesamina.html"
    titolo = gettext_lazy("Riapri il controllo")

    @cached_property
    def form(self) -> FormRiesame:
        return FormRiesame(self.request.POST if self.request.method == "POST" else None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.form.is_valid():
            try:
                actions.riesamina(self.domanda, motivo=self.form.cleaned_data["motivo"], da=request.user)
            except NonPermesso:
                raise
            except ErroreDiDominio as errore:
                con_errore_al_campo(self.form, errore)
            else:
                messages.success(request, _("Il controllo è riaperto: abbiamo avvisato chi ha presentato."))
                return redirect(pagina_di(self.bando, self.domanda, self.scelti))
        return self.render_to_response(self.get_context_data(), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        torna = pagina_di(self.bando, self.domanda, self.scelti)
        return super().get_context_data(**kwargs) | {"domanda": self.domanda, "form": self.form, "torna": torna}
