"""Grants of one call, in the office: the list with what is still to be published, one granted, the look before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.permissions import puo, richiedi
from talenti.base.views import PaginatoreMite, con_errore_al_campo
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from talenti.registro.queries import storia
from thinktown import contributi
from thinktown.actions import benefici
from thinktown.enums import Modalita, RuoloComponente
from thinktown.enums_registri import SI_CONCEDE, TRANSIZIONI_BENEFICIO
from thinktown.in_parole import titolo_di
from thinktown.models import Beneficio, Domanda, Invio
from thinktown.queries import chi_lo_segue
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.moduli_contributi import FormAnnulla, FormBeneficio, FormCorreggi, com_e

PAGINA = dichiara_pagina("thinktown.contributi", gettext_lazy("I contributi di un bando, in ufficio"))
PER_PAGINA = 50


class _Pagina(InUfficio):
    def annota(self, persone: Any) -> None:
        annota_letture([pk for pk in persone if pk], chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)

    def del_bando(self) -> QuerySet[Beneficio]:
        return contributi.per_tutti(Beneficio.objects.visibili_in_ufficio(self.request.user).filter(bando=self.bando))

    def ai_contributi(self) -> HttpResponse:
        return redirect("admin:thinktown_bando_contributi", self.bando.pk)


class ContributiView(_Pagina):
    """Each with what the public reads of it, and whether it already does."""

    template_name = "admin/thinktown/contributi.html"
    titolo = gettext_lazy("Contributi")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pagine = PaginatoreMite(self.del_bando().order_by("stato", "-atto_data", "-pk"), PER_PAGINA)
        page = pagine.page(self.request.GET.get("page") or 1)
        righe = contributi.righe(page.object_list)
        self.annota(riga.beneficio.persona_id for riga in righe)
        in_vigore = self.bando.benefici.in_vigore()
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "righe": righe,
            "somma": in_vigore.aggregate(somma=Sum("importo"))["somma"],
            "da_pubblicare": in_vigore.da_pubblicare().count(),
            "concede": puo(self.request.user, "thinktown.concede", self.bando),
        }


class NuovoContributoView(FormView, _Pagina):
    """First which application, then what the act says."""

    template_name = "admin/thinktown/nuovo_contributo.html"
    form_class = FormBeneficio
    titolo = gettext_lazy("Concedi un contributo")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        richiedi(request.user, "thinktown.concede", self.bando)
        return super().get(request, *args, **kwargs) if self.domanda else self._scegli()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        richiedi(request.user, "thinktown.concede", self.bando)
        if self.domanda is None:
            raise Http404
        return super().post(request, *args, **kwargs)

    def possibili(self) -> QuerySet[Domanda]:
        mie = Domanda.objects.visibili_in_ufficio(self.request.user).filter(bando=self.bando, stato__in=SI_CONCEDE)
        return mie.select_related("bando__partner").come_inviate()

    @cached_property
    def domanda(self) -> Domanda | None:
        codice = self.request.GET.get("domanda", "").replace("\x00", "")[:12]
        if not codice:
            return None
        una = get_object_or_404(self.possibili(), codice=codice)
        richiedi(self.request.user, "thinktown.concede", una)
        return una

    def _scegli(self) -> HttpResponse:
        """The applications that may be granted something, found by number, code or name."""
        parola = self.request.GET.get("q", "").replace("\x00", "").strip()[:80]
        domande = self.possibili().order_by("numero")
        if parola:
            cerca = Q(soggetto_inviato__icontains=parola) | Q(codice__iexact=parola)
            if parola.isascii() and parola.isdecimal() and len(parola) < 10:
                cerca |= Q(numero=int(parola))
            domande = domande.filter(cerca)
        page = PaginatoreMite(domande, PER_PAGINA).page(self.request.GET.get("page") or 1)
        gia = set(self.bando.benefici.in_vigore().values_list("domanda", flat=True))
        righe = [{"domanda": una, "gia": una.pk in gia} for una in page.object_list]
        contesto = super().get_context_data(page_obj=page, righe=righe, q=parola, form=None)
        return self.render_to_response(contesto)

    @cached_property
    def invio(self) -> Invio:
        return Invio.objects.filter(domanda=self.domanda).order_by("-n")[0]

    def get_initial(self) -> dict[str, Any]:
        if self.domanda is None:
            return {}
        detta, segue = self.bando.in_vigore, chi_lo_segue(self.bando)
        date = {una["chiave"]: una["valore"] for una in self.invio.contenuto["risposte"]}
        return {
            "norma": "; ".join([*detta.norme.basi, _("bando «%(bando)s»") % {"bando": self.bando}])[:300],
            "ufficio": str(self.bando.partner),
            "responsabile": segue.get_full_name() if segue else "",
            "modalita": Modalita(detta.tempi.modalita).label,
            "progetto": titolo_di(self.domanda, date)[:200],
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            beneficio = benefici.concedi(self.domanda, form.dati(), da=self.request.user)  # type: ignore[arg-type]  # post has asked
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Contributo scritto. Non vale finché non lo pubblichi."))
        return redirect("admin:thinktown_bando_contributo", self.bando.pk, beneficio.codice)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gruppo = self.invio.contenuto["gruppo"]
        riceve = next((uno for uno in gruppo if uno["riceve"]), None)
        parla = next(uno for uno in gruppo if uno["ruolo"] == RuoloComponente.REFERENTE)
        self.annota([(riceve or parla)["persona"]])
        return {
            "domanda": self.domanda,
            "chi": self.invio.contenuto["soggetto"],
            "riceve": (riceve or parla)["nome"],
            "disagio": self.bando.in_vigore.pubblicazione.disagio,
        } | super().get_context_data(**kwargs)


class PubblicaContributiView(_Pagina):
    """What everybody will read, row by row, before it is out."""

    template_name = "admin/thinktown/pubblica_contributi.html"
    titolo = gettext_lazy("Pubblica i contributi")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        richiedi(request.user, "thinktown.concede", self.bando)
        if not self.da_pubblicare:
            messages.info(request, _("Non c'è niente da pubblicare."))
            return self.ai_contributi()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            n = benefici.pubblica_benefici(self.bando, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
            return self.ai_contributi()
        frase = ngettext("%(n)s contributo pubblicato.", "%(n)s contributi pubblicati.", n) % {"n": n}
        messages.success(request, frase)
        return self.ai_contributi()

    @cached_property
    def da_pubblicare(self) -> list[contributi.Riga]:
        return contributi.righe(self.del_bando().da_pubblicare().order_by("atto_data", "pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.annota(riga.beneficio.persona_id for riga in self.da_pubblicare)
        return super().get_context_data(**kwargs) | {"righe": self.da_pubblicare}


# ── One of them ───────────────────────────────────────────────────────────────────────────────────
class _DiUno(_Pagina):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice = kwargs.pop("codice")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def riga(self) -> contributi.Riga:
        return contributi.righe([get_object_or_404(self.del_bando(), codice=self.codice)])[0]

    @property
    def beneficio(self) -> Beneficio:
        return self.riga.beneficio

    def al_contributo(self) -> HttpResponse:
        return redirect("admin:thinktown_bando_contributo", self.bando.pk, self.codice)


class ContributoView(_DiUno):
    template_name = "admin/thinktown/contributo.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uno = self.beneficio
        self.annota([uno.persona_id])
        self.titolo = _("Contributo alla domanda n. %(n)s") % {"n": uno.domanda.numero}
        esito = puo(self.request.user, "thinktown.concede", uno)
        return super().get_context_data(**kwargs) | {
            "riga": self.riga,
            "uno": uno,
            "esito": esito,
            "verbi": [
                {"chiave": chiave, "titolo": verbo.titolo, "pericolo": verbo.pericolo}
                for chiave, verbo in VERBI.items()
                if uno.stato in TRANSIZIONI_BENEFICIO[verbo.passo].da
            ],
            "storia": storia(uno),
        }


@dataclass(frozen=True)
class Verbo:
    passo: str
    titolo: Frase
    bottone: Frase
    form: type[forms.Form]
    esegui: Callable[[Beneficio, Any, Any], Any]
    fatto: Frase
    segue: tuple[Frase, ...]
    pericolo: bool = False


def _correggi(beneficio: Beneficio, form: Any, da: Any) -> None:
    benefici.correggi_beneficio(beneficio, form.dati(), motivo=form.cleaned_data["motivo"], da=da)


def _annulla(beneficio: Beneficio, form: Any, da: Any) -> None:
    benefici.annulla_beneficio(beneficio, motivo=form.cleaned_data["motivo"], da=da)


VERBI: dict[str, Verbo] = {
    "correggi": Verbo(
        "correggi_beneficio",
        gettext_lazy("Correggi"),
        gettext_lazy("Correggi il contributo"),
        FormCorreggi,
        _correggi,
        gettext_lazy("Contributo corretto."),
        (
            gettext_lazy("Se è già pubblico, da subito si legge com'è adesso, con il giorno in cui è stato corretto."),
            gettext_lazy("Quello che diceva prima resta nel registro."),
        ),
    ),
    "annulla": Verbo(
        "annulla_beneficio",
        gettext_lazy("Annulla"),
        gettext_lazy("Annulla il contributo"),
        FormAnnulla,
        _annulla,
        gettext_lazy("Contributo annullato."),
        (
            gettext_lazy("Il contributo non vale più e in pubblico non si vede più. Non si torna indietro."),
            gettext_lazy("Qui resta, con il motivo."),
        ),
        pericolo=True,
    ),
}


class AttoContributoView(FormView, _DiUno):
    template_name = "admin/thinktown/atto_contributo.html"

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
        if not self.beneficio.si_cambia:
            messages.error(self.request, _("Questo contributo è annullato: non si cambia più."))
            return self.al_contributo()
        richiedi(self.request.user, "thinktown.concede", self.beneficio)
        return None

    def get_form_class(self) -> Any:
        return self.verbo.form

    def get_initial(self) -> dict[str, Any]:
        return com_e(self.beneficio)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.verbo.esegui(self.beneficio, form, self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, str(self.verbo.fatto))
        return self.al_contributo()

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.titolo = self.verbo.bottone
        self.annota([self.beneficio.persona_id])
        return super().get_context_data(**kwargs) | {"uno": self.beneficio, "verbo": self.verbo}
