"""The host's desk: what waits for an answer, who comes, the week; closing days, blocking seats."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from coworking import actions
from coworking.disponibilita import Disponibilita
from coworking.enums import SPAZI_PUBBLICI, TIENE_IL_POSTO, Stato, StatoSpazio, TipoBlocco
from coworking.forms.ospita import FormBlocco, FormChiudi, FormRifiuto
from coworking.models import Blocco, Eccezione, Prenotazione, Spazio
from coworking.queries import da_disdire, storie
from coworking.views.pubblico import giorno_scritto
from talenti.base.clock import ROMA, adesso, oggi
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.fattore import aggiungi_il_fattore, manca_il_fattore
from talenti.base.permissions import puo, richiedi
from talenti.base.templatetags.italiano import data_breve
from talenti.base.views import con_errore_al_campo
from talenti.persone.letture import annota_letture, dichiara_pagina
from talenti.rete.models import Partner

PAGINA_OSPITE = dichiara_pagina("coworking.ospita", gettext_lazy("La pagina di chi ospita, con le prenotazioni"))


class DiChiOspita(View):
    """A page of the places that a partner offers; only for who answers for them today."""

    permesso = "coworking.ospita"
    partner: Partner

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        visibili = Partner.objects.select_related("comune").visibili_a(request.user)
        self.partner = get_object_or_404(visibili, slug=kwargs["partner"])
        richiedi(request.user, self.permesso, self.partner)
        if manca_il_fattore(request.user):
            return aggiungi_il_fattore(poi=request.get_full_path() if request.method == "GET" else self.scrivania)
        return super().dispatch(request, *args, **kwargs)

    @property
    def scrivania(self) -> str:
        return reverse("coworking:ospita", args=[self.partner.slug])

    @property
    def prenotazioni(self) -> Any:
        """The bookings that the host may read: a minor's only after the yes of who answers for her."""
        return Prenotazione.objects.filter(spazio__partner=self.partner, attende_tutore=False).per_elenco()

    def annota(self, pagina: str, prenotazioni: Iterable[Prenotazione]) -> None:
        """Who booked reads that who hosts has read of her."""
        persone = [una.persona_id for una in prenotazioni]
        annota_letture(persone, chi=self.request.user, per_conto=self.partner, pagina=pagina)

    @property
    def spazi(self) -> Any:
        return Spazio.objects.filter(partner=self.partner, stato__in=SPAZI_PUBBLICI)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"partner": self.partner}  # type: ignore[misc]  # a mixin's super


class OspitaView(DiChiOspita, TemplateView):
    """Requests first, then who comes today, then the week by place."""

    template_name = "coworking/ospita.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ora, inizio = adesso(), datetime.combine(oggi(), datetime.min.time(), ROMA)
        richieste = list(
            self.prenotazioni.filter(stato=Stato.RICHIESTA, scade_il__gt=ora).order_by("scade_il", "pk")[:50]
        )
        sapute = storie(richieste, self.partner.pk)
        di_oggi = self.prenotazioni.filter(
            stato__in=(Stato.CONFERMATA, Stato.CONCLUSA, Stato.ASSENTE),
            dal__lt=inizio + timedelta(days=1),
            al__gt=inizio,
        ).order_by("dal", "pk")
        self.annota(PAGINA_OSPITE, [*richieste, *di_oggi])
        return super().get_context_data(**kwargs) | {
            "richieste": [{"p": p, "storia": sapute[p.persona_id]} for p in richieste],
            "di_oggi": di_oggi,
            "adesso": ora,
            "settimana": settimana(list(self.spazi.exclude(stato=StatoSpazio.RITIRATO)), oggi()),
            "miei": Spazio.objects.filter(partner=self.partner).order_by("nome", "pk"),
            "offre": bool(puo(self.request.user, "coworking.offre_spazi", self.partner)),
        }


def settimana(spazi: list[Spazio], dal: date) -> dict[str, Any]:
    """For each space and each of seven days: how many bookings, how many units are still free, or closed."""
    giorni = [dal + timedelta(days=n) for n in range(7)]
    libero = Disponibilita(spazi, giorni[0], giorni[-1])
    quante: dict[tuple[int, date], int] = {}
    inizio = datetime.combine(dal, datetime.min.time(), ROMA)
    tenute = Prenotazione.objects.che_tengono().filter(
        spazio__in=[spazio.pk for spazio in spazi], dal__gte=inizio, dal__lt=inizio + timedelta(days=7)
    )
    for spazio, quando in tenute.values_list("spazio_id", "dal"):
        chiave = (spazio, quando.astimezone(ROMA).date())
        quante[chiave] = quante.get(chiave, 0) + 1
    righe = [
        {"spazio": spazio, "celle": [_cella(libero, spazio, giorno, quante) for giorno in giorni]} for spazio in spazi
    ]
    return {"giorni": giorni, "righe": righe}


def _cella(libero: Disponibilita, spazio: Spazio, giorno: date, quante: dict[tuple[int, date], int]) -> dict[str, Any]:
    caselle = libero.caselle(spazio, giorno)
    return {
        "breve": data_breve(giorno),
        "chiuso": not caselle,
        "quante": quante.get((spazio.pk, giorno), 0),
        "liberi": max((una.liberi for una in caselle), default=0),
    }


class RispondiView(DiChiOspita):
    """Accept, decline, cancel, mark who came: one press each, from the desk."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, partner: str, codice: str) -> HttpResponse:
        prenotazione = get_object_or_404(self.prenotazioni, codice=codice)
        if request.POST.get("verbo") in ("rifiuta", "disdici"):
            return redirect("coworking:ospita_rifiuta", self.partner.slug, codice)
        try:
            frase = fai(prenotazione, request.POST.get("verbo", ""), da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, frase)
        return redirect(self.scrivania)


def fai(prenotazione: Prenotazione, verbo: str, *, da: Any, motivo: str = "") -> str:
    """Do one of the host's verbs; give back what to say of it."""
    nome = {"nome": prenotazione.persona.get_short_name()}
    match verbo:
        case "conferma":
            actions.conferma(prenotazione, da=da)
            return _("Accettata. Abbiamo avvisato %(nome)s.") % nome
        case "rifiuta":
            actions.rifiuta(prenotazione, motivo=motivo, da=da)
            return _("Non accettata. Abbiamo avvisato %(nome)s.") % nome
        case "disdici":
            actions.disdici(prenotazione, motivo=motivo, da=da)
            return _("Annullata. Abbiamo avvisato %(nome)s.") % nome
        case "registra_presenza":
            actions.registra_presenza(prenotazione, da=da)
            return _("Segnato: è venuto qualcuno.")
        case "registra_assenza":
            actions.registra_assenza(prenotazione, da=da)
            return _("Segnato: non è venuto nessuno.")
    raise ErroreDiDominio(_("Non capisco che cosa fare con questa prenotazione. Riprova dalla tua pagina."))


class RifiutaView(DiChiOspita, FormView):
    """Why not: a reason from a short list, and a line of one's own."""

    template_name = "coworking/rifiuta.html"
    form_class = FormRifiuto

    @cached_property
    def prenotazione(self) -> Prenotazione:
        return get_object_or_404(self.prenotazioni.filter(stato__in=TIENE_IL_POSTO), codice=self.kwargs["codice"])

    def form_valid(self, form: Any) -> HttpResponse:
        prenotazione = self.prenotazione
        verbo = "rifiuta" if prenotazione.stato == Stato.RICHIESTA else "disdici"
        try:
            frase = fai(prenotazione, verbo, motivo=form.motivo(), da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, frase)
        return redirect(self.scrivania)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.annota(PAGINA_OSPITE, [self.prenotazione])
        return super().get_context_data(**kwargs) | {"prenotazione": self.prenotazione}


class _DiUnMioSpazio(DiChiOspita, FormView):
    @cached_property
    def spazio(self) -> Spazio:
        return get_object_or_404(self.spazi, codice=self.kwargs["codice"])

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            frase = self.agisci(form)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, frase)
        return redirect(self.scrivania)

    def agisci(self, form: Any) -> str:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"spazio": self.spazio}


class ChiudiView(_DiUnMioSpazio):
    """Close days of one space. First it shows who had booked in them; the second press closes and tells them."""

    template_name = "coworking/chiudi.html"
    form_class = FormChiudi

    def get_initial(self) -> dict[str, Any]:
        giorno = giorno_scritto(self.request.GET.get("giorno"))
        return {"dal": giorno, "al": giorno}

    def form_valid(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        toccate = list(da_disdire(self.spazio, dati["dal"], dati["al"]))
        if toccate and "conferma" not in self.request.POST:
            # Of a minor's that waits for who answers for her the host knows that there is one, not whose it is.
            self.annota(PAGINA_OSPITE, [una for una in toccate if not una.attende_tutore])
            contesto = self.get_context_data(form=form, toccate=toccate)
            return self.render_to_response(contesto)
        return super().form_valid(form)

    def agisci(self, form: Any) -> str:
        dati = form.cleaned_data
        toccate = actions.chiudi_giorni(self.spazio, da=self.request.user, **dati)
        if toccate:
            return _("Giorni chiusi. Abbiamo avvisato chi aveva prenotato.")
        return _("Giorni chiusi. Nessuno aveva prenotato.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chiusi = Eccezione.objects.filter(spazio=self.spazio, al__gte=oggi())
        return super().get_context_data(**kwargs) | {"chiusi": chiusi}


class RiapriView(DiChiOspita):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, partner: str, pk: int) -> HttpResponse:
        eccezione = get_object_or_404(Eccezione.objects.filter(spazio__in=self.spazi), pk=pk)
        actions.riapri_giorni(eccezione, da=request.user)
        messages.success(request, _("Giorni riaperti."))
        return redirect(self.scrivania)


class BloccaView(_DiUnMioSpazio):
    template_name = "coworking/blocca.html"
    form_class = FormBlocco

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"spazio": self.spazio}

    def agisci(self, form: Any) -> str:
        actions.blocca(form.cleaned_data["posto"], da=self.request.user, **form.tempo())
        return _("Posto bloccato: in quel tempo nessuno lo prenota.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # A seat given by the lead is not the host's to take back.
        attivi = Blocco.objects.filter(postazione__spazio=self.spazio, tolto_il__isnull=True, al__gt=adesso()).exclude(
            tipo=TipoBlocco.ASSEGNAZIONE
        )
        return super().get_context_data(**kwargs) | {"blocchi": attivi.select_related("postazione")}


class SbloccaView(DiChiOspita):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, partner: str, pk: int) -> HttpResponse:
        blocchi = Blocco.objects.filter(postazione__spazio__in=self.spazi, tolto_il__isnull=True)
        actions.sblocca(
            get_object_or_404(blocchi.select_related("postazione__spazio__partner"), pk=pk), da=request.user
        )
        messages.success(request, _("Posto liberato."))
        return redirect(self.scrivania)
