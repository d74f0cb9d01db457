"""Proposing an organisation: three short parts, then the line of time until the answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from talenti.base.clock import adesso
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.fattore import aggiungi_il_fattore, manca_il_fattore
from talenti.base.permissions import puo
from talenti.rete import actions, queries
from talenti.rete.enums import GIORNI_PER_ESAMINARE, IN_CORSO, Stato
from talenti.rete.forms.proposta import PARTI, FormDocumento
from talenti.rete.models import Allegato, Partner
from talenti.rete.percorso import righe_della_proposta, tappe


class ComincioView(TemplateView):
    """What it takes, who answers and when; a draft already begun goes on from where it was."""

    template_name = "rete/proponi.html"
    # Anybody reads what it takes: the visits of this page are counted.
    pubblica = True

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("rete:proponi"))
        bozza = actions.comincia_bozza(da=request.user)
        return redirect("rete:parte", bozza.codice, next(iter(PARTI)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        persona = self.request.user
        mie = Partner.objects.filter(proposto_da=persona) if persona.is_authenticated else Partner.objects.none()
        return super().get_context_data(**kwargs) | {
            "bozza": mie.filter(stato=Stato.BOZZA).order_by("-pk").first(),
            "in_corso": mie.filter(stato__in=IN_CORSO),
            "giorni": GIORNI_PER_ESAMINARE,
            "motivo": puo(persona, "rete.proponi_partner").frase if persona.is_authenticated else "",
        }


class _MiaProposta(View):
    """A page of one's own proposal: not mine, not there."""

    partner: Partner

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        visibili = Partner.objects.select_related("comune").visibili_a(request.user)
        self.partner = get_object_or_404(visibili, codice=kwargs["codice"])
        propria = self.partner.proposto_da_id == request.user.pk
        if not propria and not puo(request.user, "rete.segui_proposta", self.partner):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def verso_la_proposta(self) -> HttpResponse:
        return redirect("rete:proposta", self.partner.codice)


class _Bozza(_MiaProposta):
    """A page that writes the draft; once sent, it leads to the state of the proposal."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.partner.stato != Stato.BOZZA:
            return self.verso_la_proposta()
        return super().get(request, *args, **kwargs)  # type: ignore[misc]  # a mixin's super


class ParteView(_Bozza, FormView):
    """One part. "Salva e continua" keeps what is right even when something else is wrong."""

    template_name = "rete/parte.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["parte"] not in PARTI:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return PARTI[self.kwargs["parte"]][1]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"partner": self.partner}

    def form_valid(self, form: Any) -> HttpResponse:
        actions.salva_bozza(self.partner, da=self.request.user, **form.da_salvare())
        chiavi = list(PARTI)
        posto = chiavi.index(self.kwargs["parte"])
        if posto + 1 < len(chiavi):
            return redirect("rete:parte", self.partner.codice, chiavi[posto + 1])
        return redirect("rete:invia", self.partner.codice)

    def form_invalid(self, form: Any) -> HttpResponse:
        actions.salva_bozza(self.partner, da=self.request.user, **form.da_salvare())
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chiavi = list(PARTI)
        posto = chiavi.index(self.kwargs["parte"])
        return super().get_context_data(**kwargs) | {
            "partner": self.partner,
            "parte": self.kwargs["parte"],
            "titolo": PARTI[self.kwargs["parte"]][0],
            "passo": posto + 1,
            "di": len(chiavi),
            "prima": chiavi[posto - 1] if posto else "",
        }


class SalvaParteView(_Bozza):
    """Autosave of one part: keeps what is right, answers with one line."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if kwargs["parte"] not in PARTI:
            raise Http404
        form = PARTI[kwargs["parte"]][1](request.POST, partner=self.partner)
        form.is_valid()
        try:
            actions.salva_bozza(self.partner, da=request.user, **form.da_salvare())
        except ErroreDiDominio as errore:
            return self._riga(stato="errore", testo=str(errore.frase))
        if form.errors:
            sbagliate = " ".join(frase for frasi in form.errors.values() for frase in frasi)
            return self._riga(stato="errore", testo=_("Il resto è salvato. %(frasi)s") % {"frasi": sbagliate})
        return self._riga(stato="salvato", quando=adesso())

    def _riga(self, **contesto: Any) -> HttpResponse:
        return render(self.request, "rete/parti/salvato.html", contesto)


class InviaView(_Bozza, TemplateView):
    """Everything read back, then the one press that sends it."""

    template_name = "rete/invia.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.partner.stato in IN_CORSO:
            return self.verso_la_proposta()  # pressed twice: the first press has sent it
        try:
            actions.proponi(self.partner, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
            return redirect("rete:invia", self.partner.codice)
        return self.verso_la_proposta()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "partner": self.partner,
            "mancanze": queries.che_cosa_manca(self.partner),
            "gruppi": righe_della_proposta(self.partner, con_modifica=True),
            "giorni": GIORNI_PER_ESAMINARE,
        }


class PropostaView(_MiaProposta, TemplateView):
    """Where the proposal is: who must do what, by when."""

    template_name = "rete/proposta.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.partner.stato == Stato.BOZZA:
            return redirect("rete:parte", self.partner.codice, next(iter(PARTI)))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "partner": self.partner,
            "tappe": tappe(self.partner),
            "gruppi": righe_della_proposta(self.partner),
            "motivo": queries.motivo_della_decisione(self.partner),
            "puo_ritirare": self.partner.stato in IN_CORSO,
            "puo_riprendere": self.partner.stato in (Stato.RESPINTO, Stato.RITIRATO),
        }


class DocumentiView(_MiaProposta, TemplateView):
    """The documents asked for: one item, one file, one date; then all of them sent together."""

    template_name = "rete/documenti.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.partner.stato != Stato.INTEGRAZIONE:
            return self.verso_la_proposta()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            actions.integra(self.partner, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
            return redirect("rete:documenti", self.partner.codice)
        messages.success(request, _("Documenti mandati. L'esame riprende."))
        return self.verso_la_proposta()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        documenti = list(self.partner.documenti_richiesti.filter(mandato_il__isnull=True).select_related("allegato"))
        return super().get_context_data(**kwargs) | {
            "partner": self.partner,
            "documenti": documenti,
            "mancano": sum(1 for documento in documenti if documento.allegato is None),
            "nota": queries.nota_della_richiesta(self.partner),
        }


class DocumentoView(_MiaProposta, FormView):
    """One item and its file."""

    template_name = "rete/documento.html"
    form_class = FormDocumento

    def documento(self) -> Any:
        return get_object_or_404(self.partner.documenti_richiesti.filter(mandato_il__isnull=True), pk=self.kwargs["pk"])

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            actions.allega(self.documento(), caricato=form.cleaned_data["file"], da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            form.add_error("file", str(errore.frase))
            return self.form_invalid(form)
        messages.success(self.request, _("Ricevuto."))
        return redirect("rete:documenti", self.partner.codice)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"partner": self.partner, "documento": self.documento()}


class _VerboConConferma(_MiaProposta, TemplateView):
    """A page that asks once and says what follows, then the act."""

    def esegui(self) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            self.esegui()
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
            return self.verso_la_proposta()
        return self.dopo()

    def dopo(self) -> HttpResponse:
        return self.verso_la_proposta()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"partner": self.partner}


class RitiraView(_VerboConConferma):
    template_name = "rete/ritira.html"

    def esegui(self) -> None:
        actions.ritira(self.partner, da=self.request.user)
        messages.success(self.request, _("Proposta ritirata."))


class ScartaView(_VerboConConferma):
    template_name = "rete/scarta.html"

    def esegui(self) -> None:
        actions.scarta_bozza(self.partner, da=self.request.user)
        messages.success(self.request, _("Bozza cancellata."))

    def dopo(self) -> HttpResponse:
        return redirect("rete:proponi")


class RiprendiView(_VerboConConferma):
    """Correct a proposal refused or withdrawn: it becomes a draft again."""

    http_method_names = ["post"]

    def esegui(self) -> None:
        actions.riprendi(self.partner, da=self.request.user)

    def dopo(self) -> HttpResponse:
        return redirect("rete:parte", self.partner.codice, next(iter(PARTI)))


class AllegatoView(View):
    """A file of a proposal, for who follows it and who examines it."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        allegato = get_object_or_404(Allegato.objects.visibili_a(request.user), codice=codice)
        if manca_il_fattore(request.user):
            return aggiungi_il_fattore(poi=request.path)
        return HttpResponse(
            queries.contenuto(allegato),
            content_type=allegato.tipo,
            headers={
                "Content-Disposition": content_disposition_header(True, allegato.nome) or "attachment",
                "Cache-Control": "private, no-store",
            },
        )
