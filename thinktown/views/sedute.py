"""The sittings of a commission at its members' desk: convened, held, closed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.views import con_errore_al_campo
from talenti.persone.letture import dichiara_pagina
from thinktown import collegio as collegi
from thinktown import commissari
from thinktown.actions import sedute as verbi
from thinktown.actions.commissione import estrai_codici
from thinktown.calendario_sedute import ics
from thinktown.enums_sedute import StatoSeduta
from thinktown.enums_valutazione import TipoFase
from thinktown.forms_sedute import (
    FormAppuntamento,
    FormConvoca,
    FormDeciso,
    FormMotivo,
    FormOrdine,
    FormPresenze,
    FormSposta,
)
from thinktown.models import Commissario, Domanda, Presenza, PuntoOrdine, Seduta
from thinktown.rules_sedute import CONDUCONO
from thinktown.valutazione import da_discutere, riaperte_del_bando
from thinktown.views.commissione import DelCommissario
from thinktown.views.presidenza import Conduce

PAGINA = dichiara_pagina(
    "thinktown.commissione_seduta", gettext_lazy("Una seduta della commissione, con la tua domanda")
)


def chiamata(domanda: Domanda, ciechi: bool, nomi: dict[int, str]) -> str:
    """As the phase lets her call it."""
    if ciechi:
        return _("Domanda %(codice)s") % {"codice": domanda.codice_cieco.codice}
    return f"n. {domanda.numero} · {nomi.get(domanda.pk, '')}"


class ConSedute(DelCommissario):
    """What the pages of sittings share."""

    @property
    def conduce(self) -> bool:
        return self.commissario.ruolo in CONDUCONO

    @cached_property
    def domande(self) -> Any:
        """Those of which she may hear."""
        return da_discutere(self.commissario)

    def trova_domanda(self, detta: str) -> int | None:
        """Out of how it is called: its number, or the code that says nothing."""
        if self.ciechi:
            suo = Q(codice_cieco__codice=detta)
        elif detta.isascii() and detta.isdecimal():
            suo = Q(numero=int(detta))
        else:
            return None
        return self.domande.filter(suo).values_list("pk", flat=True).first()

    def contesto(self, **altro: Any) -> dict[str, Any]:
        return super().contesto(conduce=self.conduce) | altro


class SeduteView(ConSedute):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        tutte = list(self.commissione.sedute.select_related("verbale").order_by("-quando", "-n"))
        da_tenere = [una for una in reversed(tutte) if una.stato in ("convocata", "aperta")]
        contesto = self.contesto(
            da_tenere=da_tenere, finite=[una for una in tutte if una not in da_tenere], quante=len(tutte)
        )
        return render(request, "thinktown/commissione/sedute.html", contesto)


class _Modulo(ConSedute):
    """A form that calls one verb; a refusal is said beside its field."""

    template_name = "thinktown/commissione/modulo_seduta.html"
    titolo: Any = ""
    bottone: Any = ""
    frase: Any = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.mostra(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.esegui(form)
            except NonPermesso as errore:
                raise Http404 from errore
            except ErroreDiDominio as errore:
                con_errore_al_campo(form, errore)
            else:
                messages.success(request, str(self.frase))
                return redirect(self.indietro())
        return self.mostra(form, 422)

    def mostra(self, form: Any, stato: int = 200) -> HttpResponse:
        contesto = self.contesto(
            form=form, titolo=self.titolo, bottone=self.bottone, url_indietro=self.indietro(), segue=self.segue()
        )
        return render(self.request, self.template_name, contesto, status=stato)

    def form(self, dati: Any = None) -> Any:
        raise NotImplementedError

    def esegui(self, form: Any) -> None:
        raise NotImplementedError

    def segue(self) -> list[str]:
        return []

    def indietro(self) -> str:
        return reverse("thinktown:sedute", args=[self.kwargs["slug"]])


class ConvocaView(Conduce, _Modulo):
    titolo = gettext_lazy("Convoca una seduta")
    bottone = gettext_lazy("Convoca la seduta")
    frase = gettext_lazy("La seduta è convocata: abbiamo avvisato la commissione.")

    def form(self, dati: Any = None) -> FormConvoca:
        return FormConvoca(dati, trova=self.trova_domanda)

    def esegui(self, form: FormConvoca) -> None:
        punti = form.cleaned_data["punti"]
        verbi.convoca(self.commissione, form.appuntamento(), punti, da=self.request.user)

    def segue(self) -> list[str]:
        return [
            _("Avvisiamo chi vota, chi scrive i verbali e i supplenti chiamati su qualche domanda."),
            _("Su una domanda si decide solo se ci sono tutti: scegli un momento che va bene a ognuno."),
        ]


# ── One sitting ───────────────────────────────────────────────────────────────────────────────────
class DellaSeduta(ConSedute):
    def trova(self) -> None:
        super().trova()
        self.seduta  # noqa: B018 — asked now, before anything is answered
        if self.ciechi:
            estrai_codici(self.commissione)

    @cached_property
    def seduta(self) -> Seduta:
        trovata: Seduta = get_object_or_404(self.commissione.sedute.all(), n=self.kwargs["n"])
        trovata.commissione = self.commissione
        return trovata

    @cached_property
    def collegio(self) -> collegi.Collegio:
        return collegi.Collegio(self.seduta)

    def indietro(self) -> str:
        return self.seduta.get_absolute_url()

    def contesto(self, **altro: Any) -> dict[str, Any]:
        return super().contesto(seduta=self.seduta) | altro


class SedutaView(DellaSeduta):
    """All of it but what is said of an application on which she stays out: that is not there, nor counted."""

    def get(self, request: HttpRequest, slug: str, n: int) -> HttpResponse:
        aperta = self.seduta.stato == StatoSeduta.APERTA
        punti, discusse = self._punti()
        presenti, servono = self.collegio.numero_legale
        contesto = self.contesto(
            punti=punti,
            discusse=discusse,
            presenze=self._presenze(),
            presenti=presenti,
            servono=servono,
            votano=len(self.collegio.titolari),
            c_e=self.collegio.c_e,
            aperta=aperta,
            discute=aperta and self._si_discute(),
            verbale=getattr(self.seduta, "verbale", None) if self.seduta.stato == StatoSeduta.CHIUSA else None,
        )
        return render(request, "thinktown/commissione/seduta.html", contesto)

    def _si_discute(self) -> bool:
        """Is there, of those of which she may hear, one on which it is time to decide together?"""
        fase = self.commissione.fase
        if fase is not None and fase.tipo == TipoFase.CHIUSA:
            riaperte = riaperte_del_bando(self.commissione.bando_id)
            return bool(self.domande.filter(pk__in=riaperte).exists())
        return fase is not None and fase.tipo == TipoFase.INSIEME

    def _presenze(self) -> list[Presenza]:
        return list(self.seduta.presenze.select_related("commissario__persona").order_by("commissario"))

    def _punti(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The agenda, numbered as she reads it; the applications that were discussed without being in it."""
        sue: dict[int, Domanda] = {
            una.pk: una
            for una in self.domande.filter(
                Q(pk__in=self.seduta.punti.values("domanda")) | Q(pk__in=self.seduta.discussioni.values("domanda"))
            ).select_related("codice_cieco")
        }
        nomi = {} if self.ciechi or not sue else commissari.nomi(sue)
        dette = {una.domanda_id: una for una in self.seduta.discussioni.all() if una.domanda_id in sue}
        concordate = set(self.seduta.concordati.filter(domanda__in=sue).values_list("domanda", flat=True))
        self._annota(nomi)

        def riga(domanda: Domanda) -> dict[str, Any]:
            return {
                "nome": chiamata(domanda, self.ciechi, nomi),
                "codice": domanda.codice_cieco.codice if self.ciechi else domanda.codice,
                "discussa": domanda.pk in dette,
                "concordata": domanda.pk in concordate,
            }

        punti = [
            {"punto": uno} | (riga(sue[uno.domanda_id]) if uno.domanda_id is not None else {})
            for uno in self.seduta.punti.all()
            if uno.domanda_id is None or uno.domanda_id in sue
        ]
        for quale, uno in enumerate((uno for uno in punti if uno["punto"].domanda_id is None), 1):
            uno["quale"] = quale
        in_ordine = {uno["punto"].domanda_id for uno in punti}
        return punti, [riga(sue[pk]) for pk in dette if pk not in in_ordine]

    def _annota(self, nomi: dict[int, str]) -> None:
        if nomi:
            inviate: Any = Domanda.objects.filter(pk__in=nomi).come_inviate()
            referenti = inviate.filter(soggetto_inviato="").values_list("referente_inviato", flat=True)
            self.annota([int(uno) for uno in referenti if uno], PAGINA)


class IcsView(DellaSeduta):
    def get(self, request: HttpRequest, slug: str, n: int) -> HttpResponse:
        intestazioni = {
            "Content-Disposition": f'attachment; filename="seduta-{n}.ics"',
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(ics(self.seduta), content_type="text/calendar; charset=utf-8", headers=intestazioni)


class _ModuloSeduta(Conduce, DellaSeduta, _Modulo):
    """A form on one sitting, of who conducts it."""

    def trova(self) -> None:
        Conduce.trova(self)
        DellaSeduta.trova(self)

    def indietro(self) -> str:
        return self.seduta.get_absolute_url()


class SpostaView(_ModuloSeduta):
    titolo = gettext_lazy("Sposta la seduta")
    bottone = gettext_lazy("Sposta la seduta")
    frase = gettext_lazy("La seduta è spostata: abbiamo avvisato la commissione.")

    def form(self, dati: Any = None) -> FormSposta:
        return FormSposta(dati, initial=FormAppuntamento.di(self.seduta))

    def esegui(self, form: FormSposta) -> None:
        verbi.sposta(self.seduta, form.appuntamento(), motivo=form.cleaned_data["motivo"], da=self.request.user)

    def segue(self) -> list[str]:
        return [_("Chi l'ha nel calendario riapre il file della seduta, e la data si sposta.")]


class AnnullaView(_ModuloSeduta):
    titolo = gettext_lazy("Annulla la seduta")
    bottone = gettext_lazy("Annulla la seduta")
    frase = gettext_lazy("La seduta è annullata: abbiamo avvisato la commissione.")

    def form(self, dati: Any = None) -> FormMotivo:
        return FormMotivo(dati)

    def esegui(self, form: FormMotivo) -> None:
        verbi.annulla(self.seduta, motivo=form.cleaned_data["motivo"], da=self.request.user)


class _Verbo(_ModuloSeduta):
    """A button."""

    http_method_names = ["post"]
    verbo: Callable[..., Any]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            type(self).verbo(self.seduta, da=request.user)
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, str(self.frase))
        return redirect(self.indietro())


class ApriView(_Verbo):
    verbo = staticmethod(verbi.apre)
    frase = gettext_lazy("La seduta è aperta. Per prima cosa segna chi c'è.")

    def indietro(self) -> str:
        if self.seduta.stato == StatoSeduta.APERTA:
            return reverse("thinktown:presenze_seduta", args=[self.kwargs["slug"], self.seduta.n])
        return super().indietro()


class ChiudiView(_Verbo):
    verbo = staticmethod(verbi.chiude)
    frase = gettext_lazy("La seduta è chiusa. Adesso si scrive il verbale.")

    def indietro(self) -> str:
        if self.seduta.stato == StatoSeduta.CHIUSA:
            return reverse("thinktown:verbale", args=[self.kwargs["slug"], self.seduta.n])
        return super().indietro()


class OrdineView(_ModuloSeduta):
    titolo = gettext_lazy("Ordine del giorno")
    bottone = gettext_lazy("Salva l'ordine del giorno")
    frase = gettext_lazy("L'ordine del giorno è salvato.")

    def form(self, dati: Any = None) -> FormOrdine:
        return FormOrdine(dati, trova=self.trova_domanda, initial={"punti": "\n".join(self._scritti())})

    def _scritti(self) -> list[str]:
        sue = {una.pk: una for una in self.domande.filter(pk__in=self.seduta.punti.values("domanda"))
               .select_related("codice_cieco")}  # fmt: skip
        righe = []
        for uno in self.seduta.punti.all():
            if uno.domanda_id is None:
                righe.append(uno.testo)
            elif uno.domanda_id in sue:
                una = sue[uno.domanda_id]
                detta = f"Domanda {una.codice_cieco.codice}" if self.ciechi else f"n. {una.numero}"
                righe.append(f"{detta}: {uno.testo}" if uno.testo else detta)
        return righe

    def esegui(self, form: FormOrdine) -> None:
        verbi.ordina(self.seduta, form.cleaned_data["punti"], da=self.request.user)


class PresenzeView(_ModuloSeduta):
    template_name = "thinktown/commissione/presenze.html"
    titolo = gettext_lazy("Chi c'è")
    bottone = gettext_lazy("Salva le presenze")
    frase = gettext_lazy("Le presenze sono salvate.")

    def form(self, dati: Any = None) -> FormPresenze:
        return FormPresenze(self.seduta, self._posti(), dati)

    def _posti(self) -> list[Presenza]:
        """Those written when it began, and who has come into the commission since."""
        gia = list(self.seduta.presenze.select_related("commissario__persona").order_by("commissario"))
        scritti = {una.commissario_id for una in gia}
        nuovi: list[Commissario] = [uno for uno in self.collegio.posti if uno.pk not in scritti]
        return [*gia, *(Presenza(seduta=self.seduta, commissario=uno, come="assente") for uno in nuovi)]

    def esegui(self, form: FormPresenze) -> None:
        verbi.presenze(self.seduta, form.dette(), da=self.request.user)


class PuntoView(_ModuloSeduta):
    bottone = gettext_lazy("Salva che cosa si è deciso")
    frase = gettext_lazy("Salvato.")

    @cached_property
    def punto(self) -> PuntoOrdine:
        """Counted among those that are about no application: a gap would tell of one that she does not read."""
        senza_domanda = list(self.seduta.punti.filter(domanda__isnull=True))
        quale = self.kwargs["punto"]
        if not 1 <= quale <= len(senza_domanda):
            raise Http404
        trovato: PuntoOrdine = senza_domanda[quale - 1]
        trovato.seduta = self.seduta
        return trovato

    @property
    def titolo(self) -> str:
        return self.punto.testo

    def form(self, dati: Any = None) -> FormDeciso:
        return FormDeciso(dati, initial={"deciso": self.punto.deciso})

    def esegui(self, form: FormDeciso) -> None:
        verbi.tratta(self.punto, form.cleaned_data["deciso"], da=self.request.user)
