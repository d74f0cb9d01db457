"""One application before a member of its commission: what was sent, her sheet beside it, her signature."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, NonPermesso, TransizioneNonAmmessa
from talenti.base.templatetags.italiano import numero, ora
from talenti.base.views import con_errore_al_campo
from talenti.documenti.enums import TipoFile
from talenti.documenti.models import FileCaricato
from talenti.persone.letture import dichiara_pagina
from thinktown import aperture, copie
from thinktown.actions import schede
from thinktown.actions.schede import SchedaCambiata
from thinktown.actions.viste import segna_vista
from thinktown.da_controllare import parti_inviate
from thinktown.definizione import Criterio
from thinktown.enums import TipoQuesito
from thinktown.enums_valutazione import StatoScheda
from thinktown.forms_valutazione import FormScheda, scritti
from thinktown.in_parole import Parte
from thinktown.models import Domanda, Invio, Scheda, Voto
from thinktown.valutazione import da_dichiarare, si_valuta
from thinktown.views.commissione import DelCommissario
from thinktown.voci import numero_di

PAGINA_DOMANDA = dichiara_pagina("thinktown.commissione_domanda", gettext_lazy("La tua domanda, da valutare"))
# What tells who applies, whatever is written in it: withheld while names are hidden.
DI_CHI = (TipoQuesito.PERSONA, TipoQuesito.FILE, TipoQuesito.INDIRIZZO)


class DiUnaScheda(DelCommissario):
    """404 for who may not open it now, whatever the reason; who has still something to declare goes there first."""

    # Does the page say how many others are left?
    conta = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().dispatch(request, *args, **kwargs)
        except _PrimaDichiara:
            return redirect("thinktown:dichiarazioni", kwargs["slug"])
        except NonPermesso as errore:
            raise Http404 from errore

    def trova(self) -> None:
        self.invio  # noqa: B018 — asked now, before anything is answered

    @cached_property
    def invio(self) -> Invio:
        """What it said when it was sent last: whatever has been changed since is nobody's business."""
        if self.commissione.fase is None:
            raise Http404
        invio = aperture.invio(
            self.commissario, self.kwargs["codice"], conta=self.conta, sezione=self.sezione if self.conta else ""
        )
        if invio is None:
            if da_dichiarare(self.commissario).exists():
                raise _PrimaDichiara
            raise Http404
        invio.domanda.bando = self.commissione.bando
        if invio.versione.n == self.commissione.bando.versione_n:
            self.commissione.bando.versione = invio.versione
        return invio

    @property
    def domanda(self) -> Domanda:
        return self.invio.domanda

    @cached_property
    def scheda(self) -> Scheda | None:
        """Hers in force; None until she saves for the first time. Her points come with it, in the same question."""
        scheda, self.__dict__["voti"] = aperture.scheda(self.commissario, self.domanda)
        return scheda

    @cached_property
    def voti(self) -> dict[str, Voto]:
        scheda = self.scheda
        if "voti" in self.__dict__:
            return self.__dict__["voti"]
        return {uno.criterio: uno for uno in scheda.voti.all()} if scheda else {}

    @property
    def criteri(self) -> tuple[Criterio, ...]:
        return self.commissione.bando.in_vigore.criteri

    def indirizzo(self, nome: str = "scheda_valutazione") -> str:
        return reverse(f"thinktown:{nome}", args=[self.kwargs["slug"], self.kwargs["codice"]]) + self.filtro

    def e_firmata(self) -> bool:
        return self.scheda is not None and self.scheda.stato == StatoScheda.FIRMATA

    def si_scrive(self) -> bool:
        return si_valuta(self.commissario, self.domanda)

    def contesto(self, **altro: Any) -> dict[str, Any]:
        nome = "" if self.ciechi else _chi_presenta(self.invio)
        return (
            super().contesto(
                codice=self.kwargs["codice"],
                numero=None if self.ciechi else self.domanda.numero,
                nome=nome,
                ciechi=self.ciechi,
                scheda=self.scheda,
                firmata=self.e_firmata(),
                si_scrive=self.si_scrive(),
                indirizzo=self.indirizzo(),
                url_firma=self.indirizzo("scheda_firma"),
                url_coda=reverse("thinktown:commissione", args=[self.kwargs["slug"]]) + self.filtro,
                **totale(self.criteri, self.voti),
            )
            | altro
        )


class _PrimaDichiara(Exception):
    """Something was admitted on which she has not declared: until she has, she opens nothing."""


def totale(criteri: tuple[Criterio, ...], voti: Mapping[str, Any]) -> dict[str, Any]:
    """As far as she has got: the points given, each with its weight, and how many criteria have them."""
    dati = [(uno, voti[uno.chiave].punti) for uno in criteri if uno.chiave in voti]
    quanti = [(uno, punti) for uno, punti in dati if punti is not None]
    detti = {
        "totale": numero(sum((punti * uno.peso for uno, punti in quanti), Decimal(0))),
        "massimo": numero(sum((uno.massimo * uno.peso for uno in criteri), Decimal(0))),
        "quanti_dati": len(quanti),
        "quanti_criteri": len(criteri),
    }
    quanto = ngettext(
        "%(quanti_dati)s criterio su %(quanti_criteri)s · %(totale)s/%(massimo)s punti salvati",
        "%(quanti_dati)s criteri su %(quanti_criteri)s · %(totale)s/%(massimo)s punti salvati",
        len(quanti),
    )
    return detti | {"quanto": quanto % detti}


# ── The sheet ─────────────────────────────────────────────────────────────────────────────────────
class ScriveScheda(DiUnaScheda):
    """Where a POST saves: what it needs is asked at once, the rest only where the page is drawn again."""

    def trova(self) -> None:
        if self.request.method == "POST":
            trovata = aperture.da_scrivere(self.request.user, self.kwargs["slug"], self.kwargs["codice"])
            if trovata is not None:
                self.scheda, self.commissario = trovata, trovata.commissario
                return
        super().trova()

    def aperta(self) -> Scheda:
        if self.scheda is None:
            self.scheda = schede.apri(self.commissario, self.domanda)
        self.scheda.commissario = self.commissario
        return self.scheda


class ValutaView(ScriveScheda):
    conta = True

    def get(self, request: HttpRequest, slug: str, codice: str) -> HttpResponse:
        with transaction.atomic():
            segna_vista(self.domanda, request.user)
            self._annota()
        return self._disegna(self._form())

    def post(self, request: HttpRequest, slug: str, codice: str) -> HttpResponse:
        form = FormScheda(self.criteri, {}, request.POST)
        form.is_valid()
        dati, note = form.dati(), form.cleaned_data.get("note")
        try:
            scheda = self.aperta()
            schede.salva(scheda, dati, revisione=_revisione(form), da=request.user, note=note)
        except NonPermesso:
            raise
        except TransizioneNonAmmessa as errore:
            return self._non_salvata(errore)
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
        form.chiedi_i_motivi()
        if form.errors:
            return self._mostra(self._ancora(form), 422)
        if request.POST.get("passo") == "firma":
            return redirect(self.indirizzo("scheda_firma"))
        messages.success(request, _("Scheda salvata. Non è ancora firmata."))
        cerca = {"dopo": codice} | ({"sezione": self.sezione} if self.sezione else {})
        return redirect(f"{reverse('thinktown:prossima_scheda', args=[slug])}?{urlencode(cerca)}")

    def _form(self) -> FormScheda:
        scheda = self.scheda
        bloccata = self.e_firmata() or not self.si_scrive()
        iniziale = {"revisione": scheda.revisione if scheda else 0, "note": scheda.note if scheda else ""}
        return FormScheda(self.criteri, self.voti, initial=iniziale, bloccata=bloccata)

    def _ancora(self, form: FormScheda) -> FormScheda:
        """With what she wrote, and the revision that she has now: what was written well is saved."""
        return self._con(form.data, form.errors)

    def _con(self, dati: Any, errori: Any = None) -> FormScheda:
        dati = dati.copy()
        for letta in ("scheda", "voti"):
            self.__dict__.pop(letta, None)
        dati["revisione"] = str(self.scheda.revisione if self.scheda else 0)
        form = FormScheda(self.criteri, self.voti, dati)
        form.is_valid()
        for campo, frasi in (errori or {}).items():
            if campo not in form.errors:
                form.add_error(None if campo == "__all__" else campo, frasi)
        return form

    def _non_salvata(self, errore: TransizioneNonAmmessa) -> HttpResponse:
        """Closed, signed or saved from another page: what she wrote stays before her, beside what is kept."""
        form = self._con(self.request.POST)
        return self._mostra(form, 409, rifiuto=str(errore.frase), cambiata=isinstance(errore, SchedaCambiata))

    def _annota(self) -> None:
        self.annota([uno["persona"] for uno in self.invio.contenuto["gruppo"]], PAGINA_DOMANDA)

    def _mostra(self, form: FormScheda, stato: int = 200, **altro: Any) -> HttpResponse:
        self._annota()
        return self._disegna(form, stato, **altro)

    def _disegna(self, form: FormScheda, stato: int = 200, **altro: Any) -> HttpResponse:
        contesto = self.contesto(
            form=form,
            righe=self._righe(form),
            parti=self._parti(),
            ci_sono_copie=bool(self.ciechi and self.copie),
            da_leggere=self._da_leggere(),
            restano=getattr(self.invio, "restano", 0),
            qui=f"{self.indirizzo()}{'&' if self.filtro else '?'}",
            sezione=self.sezioni.get(self.invio.contenuto["sezione"], ""),
            nome_sezione=self.sezioni.get(self.sezione, ""),
        )
        return render(self.request, "thinktown/commissione/scheda.html", contesto | altro, status=stato)

    def _righe(self, form: FormScheda) -> list[dict[str, Any]]:
        righe = form.righe()
        for riga in righe:
            suo = self.voti.get(riga["criterio"].chiave)
            riga["salvati"] = scritti(suo.punti) if suo else ""
            riga["salvato_motivo"] = suo.motivo if suo else ""
        return righe

    def _da_leggere(self) -> dict[str, Any] | None:
        """The file chosen to be read beside the sheet; one query, where one was chosen."""
        codice = self.request.GET.get("file", "")
        if self.ciechi:
            return self._copia_da_leggere(codice)
        nome = next((uno["nome"] for uno in self.invio.contenuto["file"] if uno["codice"] == codice), None)
        if nome is None:
            return None
        file = FileCaricato.objects.presenti().di(self.domanda).filter(codice=codice).first()
        url = reverse("thinktown:scheda_file", args=[self.kwargs["slug"], self.kwargs["codice"], codice])
        return _letto(nome, url, file)

    def _copia_da_leggere(self, chiave: str) -> dict[str, Any] | None:
        for n, file in self.copie.items():
            if copie.chiave(n) == chiave:
                url = reverse("thinktown:scheda_copia", args=[self.kwargs["slug"], self.kwargs["codice"], n])
                return _letto(copie.nome(n, file), url, file)
        return None

    @cached_property
    def copie(self) -> dict[int, FileCaricato]:
        return copie.da_leggere(self.invio)

    def _parti(self) -> list[Parte]:
        """As it was sent; while names are hidden, without what tells who applies."""
        parti = parti_inviate(self.invio)
        if not self.ciechi:
            return parti
        mute = {uno.chiave for uno in self.invio.versione.definizione.quesiti() if uno.tipo in DI_CHI}
        return copie.senza_nomi(parti, self.invio, mute, self.copie)


def _letto(nome: str, url: str, file: FileCaricato | None) -> dict[str, Any]:
    tipo = TipoFile(file.tipo) if file else None
    return {
        "nome": nome,
        "url": url,
        "manca": file is None,
        "si_mostra": tipo is not None and tipo.si_mostra,
        "immagine": tipo is not None and tipo.si_mostra and tipo is not TipoFile.PDF,
    }


def _chi_presenta(invio: Invio) -> str:
    """Who applies, or who speaks for the group: also of sendings of before that was kept apart."""
    dentro = invio.contenuto
    return dentro["soggetto"] or next(uno["nome"] for uno in dentro["gruppo"] if uno["ruolo"] == "referente")


def _revisione(form: FormScheda) -> int:
    """What she had before her; of a page that does not say it, none that there is."""
    revisione = form.cleaned_data.get("revisione")
    return -1 if revisione is None else revisione


# ── For the script of the page ────────────────────────────────────────────────────────────────────
class VotoView(ScriveScheda):
    """Keep one criterion, or the notes. Each refusal has its status and its sentence; the words stay on the page.

    401 the login has ended, 403 she may not score it now, 409 saved elsewhere, signed or closed, 400 written wrong.
    """

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return self._da_riaccedere(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, slug: str, codice: str) -> HttpResponse:
        try:
            return self._salva(request)
        except NonPermesso as errore:
            return _rifiuto(errore, 403)
        except DatoNonAccettato as errore:
            return _rifiuto(errore, 400)
        except ErroreDiDominio as errore:
            return _rifiuto(errore, 409)

    def _salva(self, request: HttpRequest) -> HttpResponse:
        revisione = numero_di(request.POST.get("revisione"))
        criteri = [uno for uno in self.criteri if uno.chiave == request.POST.get("criterio")]
        if revisione is None or not (criteri or "note" in request.POST):
            raise DatoNonAccettato(_("Questa pagina è vecchia: ricaricala, poi scrivi di nuovo."))
        form = FormScheda(criteri, {}, request.POST)
        if not form.is_valid():
            campo, frasi = next(iter(form.errors.items()))
            raise DatoNonAccettato(str(frasi[0]), campo=campo)
        note = form.cleaned_data["note"] if "note" in request.POST else None
        scheda = self.aperta()
        nuova = schede.salva(scheda, form.dati(), revisione=revisione, da=request.user, note=note)
        quanto = totale(self.criteri, scheda.scritti)["quanto"]
        return JsonResponse({"revisione": nuova, "ora": ora(scheda.salvata_il), "quanto": quanto})

    def _da_riaccedere(self, **kwargs: Any) -> HttpResponse:
        frase = _("La sessione è finita: accedi in un'altra scheda, il testo resta qui.")
        pagina = reverse("thinktown:scheda_valutazione", args=[kwargs["slug"], kwargs["codice"]])
        risposta = {"codice": "sessione_finita", "frase": frase, "accedi": redirect_to_login(pagina).url}
        return JsonResponse(risposta, status=401)


def _rifiuto(errore: ErroreDiDominio, stato: int) -> JsonResponse:
    return JsonResponse({"codice": errore.codice, "frase": str(errore.frase), "campo": errore.campo}, status=stato)
