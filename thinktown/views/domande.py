"""My applications: begun from a call, written part by part by whoever is in the group."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from talenti.base.arrivo import arrivo_di
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.base.views import ElencoView, con_errore_al_campo
from thinktown import actions, dichiarati, elenco_parti, mia_graduatoria, protocolli
from thinktown.actions.domande import FuoriTermine, richiedi_aperto
from thinktown.completezza import Di, Mancanza, che_cosa_manca, di_lei, una_volta
from thinktown.comunicazioni import della_domanda
from thinktown.da_controllare import parti_di as parti_scritte
from thinktown.definizione import Parte
from thinktown.enums import IN_PIU, Firma, StatoDomanda
from thinktown.forms_domanda import FormComincia
from thinktown.forms_fatti import FormChi
from thinktown.in_parole import titolo_di
from thinktown.mie import in_elenco, inviti_di
from thinktown.models import Bando, Domanda
from thinktown.momento import momento
from thinktown.obblighi import FIRMA_E_BOLLO
from thinktown.posti import da_compilare
from thinktown.queries import chi_lo_segue, risposte_di, ultimo_cambio_di_altri
from thinktown.requisiti import una_sola
from thinktown.risposte import chiesti
from thinktown.views.della_domanda import DellaDomanda
from thinktown.voci import EsitoParte, ParteDaScrivere, salva_parte


# ── Begun ─────────────────────────────────────────────────────────────────────────────────────────
class CominciaView(LoginRequiredMixin, View):
    """From the page of a call to a draft: what one has already begun is found again, never a second one.

    Where the call allows more than one, who has sent hers may begin another.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.bando = get_object_or_404(Bando.objects.pubblicati().select_related("partner"), slug=kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        gia = _mia_per(self.bando, request.user)
        if gia is not None and not se_ne_presenta_un_altra(gia, self.bando):
            return redirect(gia)
        return self._pagina(FormComincia(self.bando.in_vigore))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = FormComincia(self.bando.in_vigore, data=request.POST)
        if not form.is_valid():
            return self._pagina(form)
        try:
            domanda = actions.comincia(self.bando, da=request.user, arrivo=arrivo_di(request), **form.scelto())
        except FuoriTermine as errore:
            return self._pagina(form, frase=str(errore.frase))
        except DatoNonAccettato as errore:
            con_errore_al_campo(form, errore)
            return self._pagina(form)
        return redirect(domanda)

    def _pagina(self, form: FormComincia, frase: str = "") -> HttpResponse:
        ammessa = puo(self.request.user, "thinktown.presenta", self.bando)
        frase = frase or (non_si_scrive(self.bando, self.request) if ammessa else str(ammessa.frase))
        contesto = {"bando": self.bando, "form": form, "frase": frase, "momento": momento(self.bando)}
        stato = 409 if self.request.method == "POST" and frase else 422 if form.errors else 200
        return render(self.request, "thinktown/domanda/comincia.html", contesto, status=stato)


def _mia_per(bando: Bando, persona: Any) -> Domanda | None:
    """The latest application to this call of whose group she is."""
    return Domanda.objects.visibili_a(persona).filter(bando=bando).order_by("-pk").first()


def se_ne_presenta_un_altra(gia: Domanda, bando: Bando) -> bool:
    """Besides the one that was sent."""
    return gia.stato != StatoDomanda.BOZZA and not una_sola(bando.in_vigore.chi)


def non_si_scrive(bando: Bando, request: HttpRequest) -> str:
    """Why nothing can be written to this call by this person now; "" when it can."""
    try:
        richiedi_aperto(bando, request.user, arrivo_di(request))
    except FuoriTermine as errore:
        return str(errore.frase)
    return ""


# ── Mine ──────────────────────────────────────────────────────────────────────────────────────────
class MieView(LoginRequiredMixin, ElencoView):
    """Those of whose group one is, the last touched first; before them, who has asked her in."""

    template_name = "thinktown/domanda/mie.html"
    context_object_name = "domande"

    def righe(self) -> QuerySet[Domanda]:
        return Domanda.objects.visibili_a(self.request.user).select_related("bando__partner").defer("bando__lavoro")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        return contesto | {
            "righe": in_elenco(list(contesto["domande"])),
            "inviti": list(inviti_di(self.request.user)),
        }


# ── One of them ───────────────────────────────────────────────────────────────────────────────────
class DaScrivere(DellaDomanda):
    """A page of one application, which also says whether this person may write in it now."""

    @cached_property
    def non_si_scrive(self) -> str:
        """Why not: the term, or that she may only read."""
        esito = puo(self.request.user, "thinktown.scrive_domanda", self.domanda)
        return self.perche_chiuso() or ("" if esito else str(esito.frase))

    def contesto(self, **altro: Any) -> dict[str, Any]:
        domanda = self.domanda
        dopo = domanda.inviata_il is not None and domanda.aggiornata_il > domanda.inviata_il
        return super().contesto(non_si_scrive=self.non_si_scrive, cambiata_dopo=dopo) | altro


class DomandaView(DaScrivere):
    """Its parts with what is left; or, when nothing can be written, what it says."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        domanda, detta = self.domanda, da_compilare(self.domanda.bando)
        valori = risposte_di(domanda)
        parti = elenco_parti.parti_di(detta, valori, domanda.sezione)
        gruppi = list(self._gruppi(parti, che_cosa_manca(domanda, valori)))
        tutte = [voce for gruppo in gruppi for voce in gruppo["voci"] if voce["conta"]]
        da_fare = next((voce for voce in tutte if not voce["pronta"]), None)
        cambio = ultimo_cambio_di_altri(domanda, request.user)
        cambiata = detta.quesito(cambio.quesito) if cambio else None
        contesto = self.contesto(
            **della_domanda(domanda, request.user),
            **mia_graduatoria.in_pagina(domanda),
            titolo=titolo_di(domanda, valori),
            gruppi=gruppi,
            quante_pronte=elenco_parti.quante_pronte(sum(voce["pronta"] for voce in tutte), len(tutte)),
            da_fare=da_fare,
            termine=self.perche_chiuso(),
            segue=chi_lo_segue(domanda.bando),
            protocollo=protocolli.di_quella_inviata(domanda),
            sezione=detta.sezione(domanda.sezione),
            cambio=cambio if cambiata else None,
            cambio_voce=cambiata.domanda if cambiata else "",
            scritte=parti_scritte(domanda, valori) if self.non_si_scrive else [],
        )
        return render(request, "thinktown/domanda/domanda.html", contesto)

    def _gruppi(self, parti: list[elenco_parti.StatoParte], mancanze: list[Mancanza]) -> Iterator[dict[str, Any]]:
        """The rows of the page: the project, who applies, the end."""
        yield {"titolo": _("Il progetto"), "voci": [self._parte(una) for una in parti]}
        chi = [una.frase for una in mancanze if una.di == Di.CHI]
        giorni = di_lei(mancanze, self.request.user)
        di_altri = [una for una in una_volta(mancanze) if una.di == Di.FATTI and una.chi != self.request.user.pk]
        gruppo = [una.frase for una in (*(una for una in mancanze if una.di == Di.GRUPPO), *di_altri)]
        voci = [self._voce(_("Chi presenta la domanda"), "thinktown:chi", chi, self.domanda.soggetto)]
        if self.domanda.proponente in IN_PIU:
            voci.append(self._voce(_("Il gruppo"), "thinktown:gruppo", gruppo))
        chiesti = dichiarati.chiesti(self.domanda, self.suo, self.al)
        if chiesti:
            voci.append(self._voce(dichiarati.titolo(chiesti), "thinktown:fatti", dichiarati.da_dire(giorni)))
        yield {"titolo": _("Chi siete"), "voci": voci}
        if self.domanda.stato == StatoDomanda.BOZZA and not self.non_si_scrive:
            yield {"titolo": _("Chiusura"), "voci": [self._invia(mancanze)]}

    def _parte(self, una: elenco_parti.StatoParte) -> dict[str, Any]:
        url = "" if self.non_si_scrive else reverse("thinktown:parte", args=[self.domanda.codice, una.parte.chiave])
        return {
            "nome": una.parte.titolo,
            "url": url,
            "stato": una.parola,
            "tono": una.tono,
            "pronta": una.pronta,
            "conta": True,
        }

    def _voce(self, nome: str, nome_url: str, manca: list[str], nota: str = "") -> dict[str, Any]:
        stato = elenco_parti.DA_FINIRE if manca else elenco_parti.FATTO
        return {
            "nome": nome,
            "url": reverse(nome_url, args=[self.domanda.codice]),
            "stato": elenco_parti.PAROLE[stato],
            "tono": elenco_parti.TONI[stato],
            "nota": " ".join(manca[:2]) or nota,
            "pronta": not manca,
            "conta": True,
        }

    def _invia(self, mancanze: list[Mancanza]) -> dict[str, Any]:
        return {
            "nome": _("Controlla e invia"),
            "url": reverse("thinktown:invia", args=[self.domanda.codice]),
            "stato": _("Da inviare"),
            "tono": "attesa",
            "nota": _("Qui vedi tutto quello che manca.") if mancanze else _("C'è tutto: manca solo l'invio."),
            "pronta": False,
            "conta": False,
        }


class ChiView(DaScrivere):
    """Under which name, and for which section."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        return self._pagina(self._form())

    def _form(self, dati: Any = None) -> FormChi:
        return FormChi(self.domanda, self.al, dati)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._pagina(form)
        try:
            actions.cambia_chi(self.domanda, da=request.user, arrivo=arrivo_di(request), **form.scelto())
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._pagina(form)
        messages.success(request, _("Salvato."))
        return redirect(self.domanda)

    def _pagina(self, form: FormChi) -> HttpResponse:
        esito = puo(self.request.user, "thinktown.invia_domanda", self.domanda)
        frase = self.non_si_scrive or ("" if esito else str(esito.frase))
        contesto = self.contesto(form=form, frase=frase)
        return render(self.request, "thinktown/domanda/chi.html", contesto, status=422 if form.errors else 200)


class ParteView(DaScrivere):
    """One part: each answer saves itself; the button saves the page, with or without script."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.parte = parte_di(self.domanda, kwargs["chiave"])

    def get(self, request: HttpRequest, codice: str, chiave: str) -> HttpResponse:
        if self.non_si_scrive:
            return redirect(self.domanda)
        return self._pagina(ParteDaScrivere(self.domanda, self.parte))

    def post(self, request: HttpRequest, codice: str, chiave: str) -> HttpResponse:
        prima = self._chiesti(risposte_di(self.domanda))
        scrive = ParteDaScrivere(self.domanda, self.parte)
        try:
            esito = salva_parte(
                self.domanda, scrive.quesiti, request.POST, request.FILES, da=request.user, arrivo=arrivo_di(request)
            )
            self._file_tolti(request)
        except TransizioneNonAmmessa as errore:
            esito = EsitoParte(non_salvate={uno.chiave for uno in scrive.quesiti})
            scritta = ParteDaScrivere(self.domanda, self.parte, data=request.POST, esito=esito)
            return self._pagina(scritta, frase=str(errore.frase), stato=409)
        scritta = ParteDaScrivere(self.domanda, self.parte, data=request.POST, esito=esito)
        if not esito.va_bene:
            return self._pagina(scritta, stato=409 if esito.conflitti else 422)
        return self._dopo(request, prima)

    def _dopo(self, request: HttpRequest, prima: set[str]) -> HttpResponse:
        """The next part; this one again, when a button asks for it or an answer has opened a question here."""
        valori = risposte_di(self.domanda)
        aperti = self._chiesti(valori) - prima
        qui = [uno for uno in self.parte.quesiti if uno.solo_se and uno.chiave in aperti]
        if request.POST.get("passo") == "resta":
            return redirect("thinktown:parte", self.domanda.codice, self.parte.chiave)
        if vuote := [uno for uno in qui if uno.chiave not in valori]:
            url = reverse("thinktown:parte", args=[self.domanda.codice, self.parte.chiave])
            return redirect(f"{url}#voce-{vuote[0].chiave}")
        parti = elenco_parti.parti_di(da_compilare(self.domanda.bando), valori, self.domanda.sezione)
        prossima = elenco_parti.dopo(parti, self.parte.chiave)
        if prossima is None:
            return redirect(self.domanda)
        return redirect("thinktown:parte", self.domanda.codice, prossima.chiave)

    def _chiesti(self, valori: dict[str, Any]) -> set[str]:
        return {uno.chiave for uno in chiesti(self.domanda.bando.in_vigore, valori, self.domanda.sezione)}

    def _file_tolti(self, request: HttpRequest) -> None:
        """The buttons beside each file, without script: "question:code"."""
        for nome, verbo in (("togli", actions.togli_file), ("rimetti", actions.rimetti_file)):
            chiave, due_punti, codice = request.POST.get(nome, "").partition(":")
            if due_punti:
                verbo(self.domanda, chiave, codice, da=request.user, arrivo=arrivo_di(request))

    def _pagina(self, scrive: ParteDaScrivere, frase: str = "", stato: int = 200) -> HttpResponse:
        detta = da_compilare(self.domanda.bando)
        parti = elenco_parti.parti_di(detta, scrive.valori, self.domanda.sezione)
        contesto = self.contesto(
            parte=self.parte,
            voci=scrive.voci(),
            form=scrive.form,
            frase=frase,
            si_firma_qui=self.parte.chiave == FIRMA_E_BOLLO and detta.chi.firma == Firma.PDF,
            passo=[una.parte.chiave for una in parti].index(self.parte.chiave) + 1,
            di=len(parti),
        )
        return render(self.request, "thinktown/domanda/parte.html", contesto, status=stato)


def parte_di(domanda: Domanda, chiave: str) -> Parte:
    parti = elenco_parti.parti_di(da_compilare(domanda.bando), {}, domanda.sezione)
    parte = next((una.parte for una in parti if una.parte.chiave == chiave), None)
    if parte is None:
        raise Http404
    return parte
