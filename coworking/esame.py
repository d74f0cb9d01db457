"""The lead's examination of spaces, as pages of the back office: what was proposed, the decision, stop and start."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from coworking import actions, queries
from coworking.enums import TRANSIZIONI_SPAZIO, StatoSpazio
from coworking.forms.esame import RESPINGI, FormDecisione, FormMotivoServe, FormNota
from coworking.mancanze import che_cosa_manca
from coworking.models import Foto, Spazio
from coworking.scheda import righe_dello_spazio
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import SENZA_RUOLO, concesso, puo, richiedi
from talenti.base.views import con_errore_al_campo, risposta_con_file
from talenti.registro.queries import storia

# verb → (words of the button, form, what follows)
VERBI: dict[str, tuple[Any, type, Any]] = {
    "sospendi": (
        gettext_lazy("Sospendi e avvisa"),
        FormMotivoServe,
        gettext_lazy(
            "Nessuno lo può prenotare, e chi ospita non lo riapre da solo. Le prenotazioni già fatte restano."
        ),
    ),
    "riapri": (gettext_lazy("Riapri e avvisa"), FormNota, gettext_lazy("Si può prenotare di nuovo.")),
}


class InUfficio(TemplateView):
    """A page of the admin site on one space; ``admin_view`` has asked for a back-office role and a second factor."""

    sito: AdminSite | None = None
    spazio: Spazio

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        visti = Spazio.objects.visibili_in_ufficio(request.user)
        self.spazio = get_object_or_404(visti.select_related("comune", "partner", "proposto_da"), pk=kwargs["pk"])
        if not self.permesso_qui(request.user):
            raise NonPermesso(SENZA_RUOLO)
        return super().dispatch(request, *args, **kwargs)

    def permesso_qui(self, persona: Any) -> bool:
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comune = self.sito.each_context(self.request) if self.sito else {}
        nostro = {"title": str(self.spazio), "opts": Spazio._meta, "spazio": self.spazio}
        return comune | nostro | super().get_context_data(**kwargs)


class EsameView(FormView, InUfficio):
    """Everything that was proposed, the checks, the decision. Opening it changes nothing."""

    template_name = "admin/coworking/esame.html"
    form_class = FormDecisione

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        richiedi(request.user, "coworking.esamina_spazi", self.spazio)
        if "prendi" in request.POST:
            return self._prendi(request)
        return super().post(request, *args, **kwargs)

    def _prendi(self, request: HttpRequest) -> HttpResponse:
        try:
            actions.prendi_in_esame(self.spazio, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, _("L'esame è cominciato."))
        return redirect("admin:coworking_spazio_esame", self.spazio.pk)

    def form_valid(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        verbo = actions.respingi if dati["decisione"] == RESPINGI else actions.pubblica
        try:
            verbo(self.spazio, motivo=dati["motivo"], da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            self.spazio.refresh_from_db()
            return self.form_invalid(form)
        frase = _("Non pubblicato") if dati["decisione"] == RESPINGI else _("Pubblicato")
        messages.success(self.request, f"{frase}: {self.spazio}. {_('Abbiamo avvisato chi ospita.')}")
        return redirect("admin:coworking_spazio_esame", self.spazio.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        spazio, esito = self.spazio, puo(self.request.user, "coworking.esamina_spazi", self.spazio)
        return super().get_context_data(**kwargs) | {
            "righe": righe_dello_spazio(spazio),
            "foto": spazio.foto.all(),
            "mancanze": che_cosa_manca(spazio),
            "altri": spazio.partner.spazi.exclude(pk=spazio.pk).exclude(stato=StatoSpazio.BOZZA),
            "quante": queries.da_venire(spazio).count(),
            "esito": esito,
            "da_prendere": spazio.stato == StatoSpazio.PROPOSTO and bool(esito),
            "da_decidere": spazio.stato == StatoSpazio.IN_ESAME and bool(esito),
            "verbi": verbi_possibili(spazio, self.request.user),
            "si_assegna": si_assegna(spazio, self.request.user),
            "storia": storia(spazio),
        }


def verbi_possibili(spazio: Spazio, persona: Any) -> list[dict[str, Any]]:
    """What else may be done with a space now, by this person, from the office: its host does it at its own desk."""
    return [
        {"verbo": verbo, "parole": parole}
        for verbo, (parole, _form, _nota) in VERBI.items()
        if spazio.stato in TRANSIZIONI_SPAZIO[verbo].da and concesso(persona, "coworking.esamina_spazi", spazio)
    ]


def si_assegna(spazio: Spazio, persona: Any) -> bool:
    """May this person give, or take back, a seat of it for months? Its proposer reads why not on that page."""
    return (
        spazio.stato in TRANSIZIONI_SPAZIO["assegna"].da
        and spazio.si_prenota_a_posti
        and concesso(persona, "coworking.esamina_spazi", spazio)
    )


class AttoView(FormView, InUfficio):
    """One verb on one space: asks once, says what follows."""

    template_name = "admin/coworking/atto.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["verbo"] not in VERBI:
            raise Http404
        self.verbo = kwargs["verbo"]
        return super().dispatch(request, *args, **kwargs)

    def permesso_qui(self, persona: Any) -> bool:
        """Stopping what one proposed oneself is no examination."""
        return concesso(persona, "coworking.esamina_spazi", self.spazio)

    def get_form_class(self) -> Any:
        return VERBI[self.verbo][1]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            getattr(actions, self.verbo)(self.spazio, motivo=form.cleaned_data["motivo"], da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Fatto. Abbiamo avvisato chi ospita."))
        return redirect("admin:coworking_spazio_esame", self.spazio.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parole, _form, nota = VERBI[self.verbo]
        return super().get_context_data(**kwargs) | {"parole": parole, "nota": nota}


class FotoInUfficioView(View):
    """A photo of a space that is not public yet, for who examines it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        foto = get_object_or_404(
            Foto.objects.filter(spazio__in=Spazio.objects.visibili_in_ufficio(request.user)), pk=pk
        )
        return risposta_con_file(foto.file, foto.tipo, cache="private, no-store")
