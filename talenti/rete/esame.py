"""The lead's review, as pages of the back office: the queue, the file with everything sent, the decision."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from talenti.base.clock import oggi
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo, richiedi
from talenti.base.views import con_errore_al_campo
from talenti.rete import actions, queries
from talenti.rete.enums import TRANSIZIONI, Stato
from talenti.rete.forms.esame import (
    AMMETTI,
    CHIEDI,
    FormCessa,
    FormDecisione,
    FormMotivoServe,
    FormMotivoSeVuoi,
    FormUnisci,
)
from talenti.rete.models import Partner
from talenti.rete.percorso import righe_della_proposta


class _Ufficio(TemplateView):
    """A page of the admin site; ``admin_view`` has already asked for a back-office role and a second factor."""

    sito: AdminSite | None = None
    titolo: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comune = self.sito.each_context(self.request) if self.sito else {}
        return comune | {"title": self.titolo, "opts": Partner._meta} | super().get_context_data(**kwargs)


class CodaView(_Ufficio):
    """Proposals that wait for the lead, the one that must be answered first on top."""

    template_name = "admin/rete/coda.html"
    titolo = gettext_lazy("Partner da ammettere")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        richiedi(request.user, "rete.esamina_partner")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        aspettano = queries.da_decidere().select_related("comune", "in_mano_a")
        completano = Partner.objects.filter(stato=Stato.INTEGRAZIONE).exclude(pk__in=aspettano.values("pk"))
        return super().get_context_data(**kwargs) | {
            "aspettano": [{"partner": riga, "giorni": _giorni_di_attesa(riga)} for riga in aspettano],
            "completano": completano.order_by("esame_entro", "pk"),
        }


def _giorni_di_attesa(partner: Partner) -> int:
    return (oggi() - partner.proposto_il.date()).days if partner.proposto_il else 0


class EsameView(FormView, _Ufficio):
    """The file: what was sent, the checks, the decision. Opening it changes nothing."""

    template_name = "admin/rete/esame.html"
    form_class = FormDecisione

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        righe = Partner.objects.visibili_in_ufficio(request.user).select_related("comune", "proposto_da", "in_mano_a")
        self.partner = get_object_or_404(righe, pk=kwargs["pk"])
        richiedi(request.user, "rete.vede_fascicolo", self.partner)
        self.titolo = str(self.partner)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        richiedi(request.user, "rete.esamina_partner", self.partner)
        if "prendi" in request.POST:
            return self._prendi(request)
        return super().post(request, *args, **kwargs)

    def _prendi(self, request: HttpRequest) -> HttpResponse:
        try:
            actions.prendi_in_esame(self.partner, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("L'esame è cominciato. Abbiamo avvisato chi ha proposto."))
        return redirect("admin:rete_partner_esame", self.partner.pk)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            frase = self._decidi(form)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            self.partner.refresh_from_db()
            return self.form_invalid(form)
        messages.success(self.request, frase)
        return self._dopo()

    def _decidi(self, form: Any) -> str:
        dati, da = form.cleaned_data, self.request.user
        if dati["decisione"] == AMMETTI:
            actions.ammetti(self.partner, motivo=dati["motivo"], da=da)
            return _("Ammessa: %(nome)s. Abbiamo avvisato chi ha proposto.") % {"nome": self.partner}
        if dati["decisione"] == CHIEDI:
            actions.chiedi_integrazione(
                self.partner, voci=form.righe(), entro=dati["entro"], motivo=dati["motivo"], da=da
            )
            return _("Documenti chiesti a %(nome)s. Abbiamo avvisato chi ha proposto.") % {"nome": self.partner}
        actions.respingi(self.partner, motivo=dati["motivo"], da=da)
        return _("Non ammessa: %(nome)s. Abbiamo avvisato chi ha proposto.") % {"nome": self.partner}

    def _dopo(self) -> HttpResponse:
        """The next of the queue, if there is one."""
        prossima = queries.da_decidere().esaminabili_da(self.request.user).exclude(pk=self.partner.pk).first()
        if prossima is None:
            return redirect("admin:rete_partner_coda")
        return redirect("admin:rete_partner_esame", prossima.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partner, persona = self.partner, self.request.user
        esito = puo(persona, "rete.esamina_partner", partner)
        return super().get_context_data(**kwargs) | {
            "partner": partner,
            "gruppi": righe_della_proposta(partner),
            "controlli": _controlli(partner),
            "doppioni": queries.possibili_doppioni(partner),
            "documenti": partner.documenti_richiesti.select_related("allegato"),
            "membri": partner.appartenenze.di_oggi().select_related("persona"),
            "righe": queries.storia_per(persona, partner),
            "esito": esito,
            "da_prendere": partner.stato == Stato.PROPOSTO and bool(esito),
            "da_decidere": partner.stato in (Stato.IN_ESAME, Stato.INTEGRAZIONE) and bool(esito),
            "verbi": verbi_possibili(partner, persona),
        }


def _controlli(partner: Partner) -> list[dict[str, Any]]:
    """Each rule with the fact and whether it holds: a help to whoever decides, never a decision."""
    manca = queries.che_cosa_manca(partner)
    adulta = partner.proposto_da is None or not partner.proposto_da.e_minorenne
    doppi = queries.possibili_doppioni(partner).exists()
    documenti = partner.documenti_richiesti.filter(mandato_il__isnull=True).count()
    return [
        {"voce": _("La proposta è completa"), "va_bene": not manca, "fatto": "; ".join(str(m.frase) for m in manca)},
        {"voce": _("Chi propone ha almeno 18 anni"), "va_bene": adulta, "fatto": ""},
        {"voce": _("Non c'è già una scheda simile"), "va_bene": not doppi, "fatto": ""},
        {
            "voce": _("I documenti chiesti sono arrivati"),
            "va_bene": not documenti,
            "fatto": ngettext("Ne manca %(n)s.", "Ne mancano %(n)s.", documenti) % {"n": documenti}
            if documenti
            else "",
        },
    ]


# verb → (words of the button, form, template note)
VERBI: dict[str, tuple[Any, type, Any]] = {
    "sospendi": (
        gettext_lazy("Sospendi e avvisa"),
        FormMotivoServe,
        gettext_lazy("La pagina resta, ma chi ci lavora non può pubblicare niente di nuovo."),
    ),
    "riattiva": (gettext_lazy("Riattiva e avvisa"), FormMotivoSeVuoi, gettext_lazy("Tornano i ruoli di prima.")),
    "cessa": (
        gettext_lazy("Chiudi la partecipazione e avvisa"),
        FormCessa,
        gettext_lazy("La pagina resta, con la data da cui non fa più parte della rete. Non si torna indietro."),
    ),
    "unisci": (
        gettext_lazy("Unisci le due schede e avvisa"),
        FormUnisci,
        gettext_lazy(
            "Persone e azioni passano all'altra scheda, che resta la sola. Da una proposta mai ammessa non passa "
            "niente: chi l'ha scritta riceve un messaggio che dice che cosa chiedere. Non si torna indietro."
        ),
    ),
    "nomina_capofila": (
        gettext_lazy("Affida la guida della rete e avvisa"),
        FormMotivoSeVuoi,
        gettext_lazy("Chi coordina la rete continua a farlo, da questa organizzazione."),
    ),
}


def verbi_possibili(partner: Partner, persona: Any) -> list[dict[str, Any]]:
    """What may be done with a partner now, by this person."""
    return [
        {"verbo": verbo, "parole": parole}
        for verbo, (parole, _form, _nota) in VERBI.items()
        if partner.stato in TRANSIZIONI[verbo].da
        and puo(persona, TRANSIZIONI[verbo].permesso, partner)
        and not (verbo == "nomina_capofila" and partner.capofila)
    ]


class AttoView(FormView, _Ufficio):
    """One verb on one partner: asks once, says what follows."""

    template_name = "admin/rete/atto.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["verbo"] not in VERBI:
            raise Http404
        self.partner = get_object_or_404(Partner.objects.visibili_in_ufficio(request.user), pk=kwargs["pk"])
        self.verbo = kwargs["verbo"]
        richiedi(request.user, TRANSIZIONI[self.verbo].permesso, self.partner)
        self.titolo = str(self.partner)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return VERBI[self.verbo][1]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | ({"partner": self.partner} if self.verbo in ("cessa", "unisci") else {})

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            getattr(actions, self.verbo)(self.partner, da=self.request.user, **form.cleaned_data)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Fatto. Abbiamo avvisato chi ne fa parte."))
        return redirect("admin:rete_partner_esame", self.partner.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parole, _form, nota = VERBI[self.verbo]
        return super().get_context_data(**kwargs) | {"partner": self.partner, "parole": parole, "nota": nota}
