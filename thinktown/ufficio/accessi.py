"""Requests of access on one call: one that came on paper, its card with the clock, whom to hear, the decision."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from talenti.avvisi.models import Avviso
from talenti.base.clock import oggi
from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.permissions import Esito, puo, richiedi
from talenti.base.views import con_errore_al_campo
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from talenti.registro.models import Transizione
from talenti.registro.queries import storia
from thinktown.actions import accessi
from thinktown.actions.accessi import Arrivata, Chiesta
from thinktown.enums_registri import CON_CONTROINTERESSATI, SI_RIMANDA, TRANSIZIONI_ACCESSO, RispostaTerzo, TipoAccesso
from thinktown.models import Controinteressato, RichiestaAccesso
from thinktown.termini_accesso import FONTE, quanto_resta, semaforo
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.moduli_accessi import (
    FormDecisione,
    FormDifferimento,
    FormInterpella,
    FormNuovoAccesso,
    FormRitiro,
)

PAGINA = dichiara_pagina("thinktown.accessi", gettext_lazy("Le richieste di accesso ai documenti di un bando"))


class NuovoAccessoView(FormView, InUfficio):
    template_name = "admin/thinktown/nuovo_accesso.html"
    form_class = FormNuovoAccesso
    titolo = gettext_lazy("Registra una richiesta di accesso")

    def get_form(self, form_class: Any = None) -> Any:
        richiedi(self.request.user, "thinktown.registra_accesso", self.bando)
        return super().get_form(form_class)

    def form_valid(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        chiesta = Chiesta(tipo=dati["tipo"], che_cosa=dati["che_cosa"], perche=dati["perche"])
        arrivata = Arrivata(
            canale=dati["canale"],
            nome=dati["nome"],
            email=dati["email"],
            il=dati["arrivata"],
            oggetto=dati["oggetto"],
        )
        try:
            richiesta = accessi.registra_accesso(self.bando, chiesta, arrivata, da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Registrata con il n. %(n)s.") % {"n": richiesta})
        return redirect("admin:thinktown_bando_accesso", self.bando.pk, richiesta.codice)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class _DiUna(InUfficio):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice = kwargs.pop("codice")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def richiesta(self) -> RichiestaAccesso:
        mie = RichiestaAccesso.objects.visibili_in_ufficio(self.request.user)
        mie = mie.select_related("bando__partner", "persona", "decisa_da")
        una = get_object_or_404(mie, bando=self.bando, codice=self.codice)
        # Nobody of the office reads, as such, a request that she has made or that is about her.
        richiedi(self.request.user, "thinktown.segue_accesso", una)
        return una

    def alla_richiesta(self) -> HttpResponse:
        return redirect("admin:thinktown_bando_accesso", self.bando.pk, self.codice)


class AccessoView(_DiUna):
    """Who asks, what, by when; who was heard and what they said; what may be done; what was done."""

    template_name = "admin/thinktown/accesso.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        una = self.richiesta
        terzi = list(una.controinteressati.per_elenco())
        persone = [una.persona_id, *(uno.persona_id for uno in terzi)]
        annota_letture([pk for pk in persone if pk], chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)
        self.titolo = _("Richiesta di accesso n. %(n)s") % {"n": una}
        return super().get_context_data(**kwargs) | {
            "richiesta": una,
            "fonte": FONTE[una.tipo],
            "luce": semaforo(una.scade_il, oggi()) if una.aperta else None,
            "resta": quanto_resta(una.scade_il, oggi()),
            "terzi": _con_lettura(terzi, una),
            "oggi": oggi(),
            "verbi": list(verbi_di(una, self.request.user)),
            "storia": storia(una),
        }


def _con_lettura(terzi: list[Controinteressato], richiesta: RichiestaAccesso) -> list[dict[str, Any]]:
    """Each with when she read the notice in the portal, if she has: the office makes sure that it was received."""
    if not terzi:
        return []
    atti = Transizione.objects.di(richiesta).filter(verbo="interpella").values("pk")
    letti = dict(Avviso.objects.filter(transizione__in=atti).values_list("persona", "letto_il"))
    return [
        {"terzo": uno, "letto_il": letti.get(uno.persona_id), "si_oppone": uno.risposta == RispostaTerzo.SI_OPPONE}
        for uno in terzi
    ]


# ── What may be done ──────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Verbo:
    titolo: Frase
    bottone: Frase
    form: type[forms.Form]
    esegui: Callable[[RichiestaAccesso, dict[str, Any], Any], Any]
    fatto: Frase
    segue: tuple[Frase, ...] = ()
    pericolo: bool = False


def _decisione(azione: Callable[..., Any]) -> Callable[[RichiestaAccesso, dict[str, Any], Any], Any]:
    return lambda richiesta, dati, da: azione(richiesta, **dati, da=da)


_PARTE = gettext_lazy("La risposta parte subito, per email e nel portale. Chi è coinvolto sa com'è finita.")
_CARTA = gettext_lazy("Se chi ha chiesto non ha dato un'email, la risposta la spedisci tu.")
VERBI: dict[str, Verbo] = {
    "interpella": Verbo(
        gettext_lazy("Senti chi è coinvolto"),
        gettext_lazy("Scrivi a chi è coinvolto"),
        FormInterpella,
        lambda richiesta, dati, da: accessi.interpella(richiesta, dati["domande"], da=da),
        "",
        (
            gettext_lazy("Tutte le persone di quelle domande ricevono un avviso, e hanno 10 giorni per opporsi."),
            gettext_lazy("Leggono il nome di chi chiede e che cosa chiede. Non leggono email né indirizzo."),
            gettext_lazy("Finché i giorni non sono passati, o non hanno risposto tutte, non si può accogliere."),
        ),
    ),
    "accogli": Verbo(
        gettext_lazy("Accogli"),
        gettext_lazy("Accogli e rispondi"),
        FormDecisione,
        _decisione(accessi.accogli),
        gettext_lazy("Accolta: la risposta è partita."),
        (gettext_lazy("Nella risposta di' come e quando avere i documenti."), _PARTE, _CARTA),
    ),
    "accogli_in_parte": Verbo(
        gettext_lazy("Accogli in parte"),
        gettext_lazy("Accogli in parte e rispondi"),
        FormDecisione,
        _decisione(accessi.accogli_in_parte),
        gettext_lazy("Accolta in parte: la risposta è partita."),
        (gettext_lazy("Nella risposta di' che cosa sì, che cosa no e perché."), _PARTE, _CARTA),
    ),
    "differisci": Verbo(
        gettext_lazy("Rimanda a un giorno"),
        gettext_lazy("Rimanda e rispondi"),
        FormDifferimento,
        _decisione(accessi.differisci),
        gettext_lazy("Rimandata: la risposta è partita."),
        (
            gettext_lazy(
                "Si può solo se mostrare i documenti adesso danneggia la procedura "
                "(L. 241/1990, art. 24; D.lgs. 33/2013, art. 5-bis)."
            ),
            gettext_lazy("Entro quel giorno la richiesta torna da decidere."),
            _PARTE,
        ),
    ),
    "respingi_accesso": Verbo(
        gettext_lazy("Respingi"),
        gettext_lazy("Respingi e rispondi"),
        FormDecisione,
        _decisione(accessi.respingi_accesso),
        gettext_lazy("Respinta: la risposta è partita."),
        (gettext_lazy("Il motivo deve dire quale interesse o quale norma lo vieta."), _PARTE, _CARTA),
        pericolo=True,
    ),
    "lascia_cadere": Verbo(
        gettext_lazy("Chi ha chiesto la ritira"),
        gettext_lazy("Segna come ritirata"),
        FormRitiro,
        lambda richiesta, dati, da: accessi.lascia_cadere(richiesta, motivo=dati["motivo"], da=da),
        gettext_lazy("Segnata come ritirata."),
        (gettext_lazy("Solo se l'ha scritto o detto: la richiesta si chiude senza una decisione."),),
        pericolo=True,
    ),
}


_SOLO_PER = {"interpella": CON_CONTROINTERESSATI, "differisci": SI_RIMANDA}


def _si_puo_ora(richiesta: RichiestaAccesso, verbo: str) -> bool:
    if richiesta.tipo not in _SOLO_PER.get(verbo, TipoAccesso.values):
        return False
    if verbo == "lascia_cadere" and richiesta.persona_id is not None:
        return False
    return richiesta.stato in TRANSIZIONI_ACCESSO[verbo].da


def verbi_di(richiesta: RichiestaAccesso, persona: Any) -> Any:
    """Those of this moment, each with whether this person may."""
    for chiave, verbo in VERBI.items():
        if _si_puo_ora(richiesta, chiave):
            esito: Esito = puo(persona, TRANSIZIONI_ACCESSO[chiave].permesso, richiesta)
            yield {"chiave": chiave, "titolo": verbo.titolo, "esito": esito, "pericolo": verbo.pericolo}


class AttoAccessoView(FormView, _DiUna):
    template_name = "admin/thinktown/atto_accesso.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.chiave = kwargs.pop("verbo")
        if self.chiave not in VERBI:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def verbo(self) -> Verbo:
        return VERBI[self.chiave]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._non_ora() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._non_ora() or super().post(request, *args, **kwargs)

    def _non_ora(self) -> HttpResponse | None:
        una = self.richiesta
        if not _si_puo_ora(una, self.chiave):
            frase = _("Adesso la richiesta è «%(stato)s»: questo non si può fare.")
            messages.error(self.request, frase % {"stato": una.get_stato_display()})
            return self.alla_richiesta()
        richiedi(self.request.user, TRANSIZIONI_ACCESSO[self.chiave].permesso, una)
        return None

    def get_form_class(self) -> Any:
        return self.verbo.form

    def get_form_kwargs(self) -> dict[str, Any]:
        del_bando = {"bando": self.bando} if self.verbo.form is FormInterpella else {}
        return super().get_form_kwargs() | del_bando

    def get_initial(self) -> dict[str, Any]:
        return {"oggetto": self.richiesta.oggetto}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            fatto = self.verbo.esegui(self.richiesta, form.cleaned_data, self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        if self.chiave == "interpella":
            n = len(fatto)
            frase = ngettext("%(n)s persona avvisata: ha 10 giorni.", "%(n)s persone avvisate: hanno 10 giorni.", n)
            messages.success(self.request, frase % {"n": n})
        else:
            messages.success(self.request, str(self.verbo.fatto))
        return self.alla_richiesta()

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what who is heard has said: it is decided knowing it."""
        una = self.richiesta
        terzi = list(una.controinteressati.per_elenco())
        persone = [una.persona_id, *(uno.persona_id for uno in terzi)]
        annota_letture([pk for pk in persone if pk], chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)
        self.titolo = _("%(verbo)s: richiesta di accesso n. %(n)s") % {"verbo": self.verbo.titolo, "n": una}
        return super().get_context_data(**kwargs) | {
            "richiesta": una,
            "verbo": self.verbo,
            "terzi": _con_lettura(terzi, una),
            "oggi": oggi(),
            "non_subito": self.chiave in ("accogli", "accogli_in_parte") and accessi.non_subito(una, terzi),
        }
