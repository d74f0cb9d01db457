"""One thing in the plan: put in, changed, moved, taken out, linked, commented."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione import actions
from redazione.enums import StatoVoce
from redazione.forms import FormCerca, FormCommento, FormSposta, FormVoce
from redazione.models import Articolo, Idea, Voce
from redazione.views.comune import ConMotivo, DellaRedazione
from redazione.views.piano import VISTE, mese_detto
from talenti.base.clock import oggi
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo, richiedi
from talenti.base.templatetags.italiano import data
from talenti.base.views import con_errore_al_campo
from talenti.portale import ricerca
from talenti.registro.models import Transizione


class NuovaView(DellaRedazione):
    """A new thing in the plan: from an idea (?idea=), for a day (?giorno=), or from nothing."""

    @cached_property
    def idea(self) -> Idea | None:
        # PostgreSQL refuses the NUL.
        codice = self.request.GET.get("idea", "").replace("\x00", "")
        if not codice:
            return None
        return get_object_or_404(Idea.objects.visibili_a(self.request.user).filter(testata=self.testata), codice=codice)

    def get(self, request: HttpRequest) -> HttpResponse:
        richiedi(request.user, "redazione.pianifica", self.testata)
        iniziale: dict[str, Any] = {"prevista_per": request.GET.get("giorno", "")}
        if self.idea is not None:
            iniziale |= {"nota": self.idea.testo, "tipo": self.idea.tipo}
        return self._mostra(FormVoce(voce=Voce(testata=self.testata), initial=iniziale))

    def post(self, request: HttpRequest) -> HttpResponse:
        richiedi(request.user, "redazione.pianifica", self.testata)
        form = FormVoce(request.POST, voce=Voce(testata=self.testata))
        if not form.is_valid():
            return self._mostra(form, 422)
        try:
            voce = actions.pianifica(self.testata, form.detta(), da=request.user, idea=self.idea)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._mostra(form, 422)
        messages.success(request, _("È nel piano."))
        return redirect(voce)

    def _mostra(self, form: FormVoce, stato: int = 200) -> HttpResponse:
        contesto = {"form": form, "idea": self.idea, "titolo": _("Metti nel piano"), "bottone": _("Metti nel piano")}
        contesto["indietro"] = self.idea.get_absolute_url() if self.idea else reverse("redazione:piano")
        return render(self.request, "redazione/voce_modulo.html", contesto, status=stato)


class DiUnaVoce(DellaRedazione):
    """Who it concerns finds it: the newsroom, the partners that it speaks of, who is to write it."""

    di_casa = False

    def e_riservata(self) -> bool:
        self.voce  # noqa: B018 – 404 where it is not shown to her
        return True

    @cached_property
    def voce(self) -> Voce:
        visibili = Voce.objects.visibili_a(self.request.user).filter(testata=self.testata)
        return get_object_or_404(visibili.per_elenco().distinct(), codice=self.kwargs["codice"])


class VoceView(DiUnaVoce):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        return render(request, "redazione/voce.html", contesto_voce(self))


def contesto_voce(
    vista: DiUnaVoce, form: FormCommento | None = None, sposta: FormSposta | None = None
) -> dict[str, Any]:
    voce, chi = vista.voce, vista.request.user
    return {
        "voce": voce,
        "coordina": vista.coordina,
        "prevista": voce.stato == StatoVoce.PREVISTA,
        "commenta": puo(chi, "redazione.commenta", voce),
        "form": form or FormCommento(),
        "sposta": sposta or FormSposta(initial={"per": voce.prevista_per, "revisione": voce.revisione}),
        "errati": sposta or form,
        "commenti": voce.commenti.select_related("da", "partner").order_by("scritto_il", "pk"),
        "legami": voce.legami.order_by("pk"),
        "perche": _perche(voce),
        **_articolo(voce, chi),
    }


def _articolo(voce: Voce, chi: Any) -> dict[str, Any]:
    """What is written of it: for the newsroom the way to its desk, for the others how far it is."""
    con = Articolo.objects.select_related("bozza", "viva", "voce", "revisore")
    articolo = con.filter(voce=voce).first()
    vede = articolo is not None and Articolo.objects.visibili_a(chi).filter(pk=articolo.pk).exists()
    return {
        "articolo": articolo,
        "vede_articolo": vede,
        "comincia": articolo is None and bool(puo(chi, "redazione.comincia", voce)),
    }


def _perche(voce: Voce) -> str:
    """Why it was taken out of the plan."""
    if voce.stato != StatoVoce.LASCIATA:
        return ""
    ultima = Transizione.objects.di(voce).filter(verbo="lascia").select_related("dettaglio").last()
    dati = ultima.dettaglio.dati if ultima else None
    return (dati or {}).get("motivo", "")


class ModificaView(DiUnaVoce):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, "redazione.pianifica", self.voce)
        return self._mostra(FormVoce(voce=self.voce, initial=FormVoce.di(self.voce)))

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, "redazione.pianifica", self.voce)
        form = FormVoce(request.POST, voce=self.voce)
        if not form.is_valid():
            return self._mostra(form, 422)
        try:
            revisione = form.cleaned_data["revisione"] or 0
            actions.modifica(self.voce, form.detta(), revisione=revisione, da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            return self._rifiutata(form, errore)
        messages.success(request, _("Voce cambiata."))
        return redirect(self.voce)

    def _rifiutata(self, form: FormVoce, errore: ErroreDiDominio) -> HttpResponse:
        """What she wrote stays; sent again, it goes over what the other wrote, which stands above."""
        if errore.codice != "cambiata":
            con_errore_al_campo(form, errore)
            return self._mostra(form, 422)
        adesso = Voce.objects.per_elenco().get(pk=self.voce.pk)
        dati = form.data.copy()
        dati["revisione"] = str(adesso.revisione)
        return self._mostra(FormVoce(dati, voce=self.voce), 409, rifiuto=str(errore.frase), adesso=adesso, oggi=oggi())

    def _mostra(self, form: FormVoce, stato: int = 200, **altro: Any) -> HttpResponse:
        contesto = {
            "form": form,
            "titolo": _("Cambia la voce del piano"),
            "bottone": _("Salva la voce"),
            "indietro": self.voce.get_absolute_url(),
        }
        return render(self.request, "redazione/voce_modulo.html", contesto | altro, status=stato)


class SpostaView(DiUnaVoce):
    """From the card, from the page, from a drag: always the same small form."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, "redazione.pianifica", self.voce)
        form = FormSposta(request.POST)
        if not form.is_valid():
            return render(request, "redazione/voce.html", contesto_voce(self, sposta=form), status=422)
        per = form.cleaned_data["per"]
        frase = _("Spostata a %(giorno)s.") % {"giorno": data(per)} if per else _("Spostata fra quelle senza data.")
        revisione = form.cleaned_data["revisione"] or 0
        self.fai(lambda: actions.sposta(self.voce, per, revisione=revisione, da=request.user), frase)
        return redirect(self._da_dove() or self.voce)

    def _da_dove(self) -> str:
        """Back to the month that she was looking at, in the view in which she was."""
        mese, vista = mese_detto(self.request.POST.get("mese", "")), self.request.POST.get("vista", "")
        if mese is None:
            return ""
        parametri = {"mese": f"{mese:%Y-%m}"} | ({"vista": vista} if vista in VISTE else {})
        return f"{reverse('redazione:piano')}?{urlencode(parametri)}"


class LasciaView(ConMotivo, DiUnaVoce):
    permesso = "redazione.pianifica"
    titolo = gettext_lazy("Togli dal piano")
    spiega = gettext_lazy("Resta fra le voci tolte, con il motivo. Si può rimettere.")
    bottone = gettext_lazy("Togli dal piano")
    fatto = gettext_lazy("Tolta dal piano.")

    def su_che_cosa(self) -> Voce:
        return self.voce

    def indietro(self) -> str:
        return self.voce.get_absolute_url()

    def agisci(self, motivo: str) -> None:
        actions.lascia_voce(self.voce, motivo, da=self.request.user)


class RiprendiView(DiUnaVoce):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        self.fai(lambda: actions.riprendi(self.voce, da=request.user), _("È di nuovo nel piano."))
        return redirect(self.voce)


class CommentaView(DiUnaVoce):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, "redazione.commenta", self.voce)
        form = FormCommento(request.POST)
        if not form.is_valid():
            return render(request, "redazione/voce.html", contesto_voce(self, form), status=422)
        try:
            actions.commenta(self.voce, form.cleaned_data["testo"], da=request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return render(request, "redazione/voce.html", contesto_voce(self, form), status=409)
        messages.success(request, _("Commento scritto."))
        return redirect(self.voce)


class CollegaView(DiUnaVoce):
    """Look for a public thing of the portal, and link it."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        richiedi(request.user, "redazione.pianifica", self.voce)
        form = FormCerca(request.GET)
        cercato = ricerca.pulisci(form.cleaned_data["q"]) if form.is_valid() else ""
        contesto = {"voce": self.voce, "form": FormCerca(initial={"q": cercato}), "trovato": ricerca.cerca(cercato)}
        return render(request, "redazione/collega.html", contesto)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        """``url`` is one of those that the search gives: an address of somewhere else is no public thing."""
        richiedi(request.user, "redazione.pianifica", self.voce)
        cercato = ricerca.pulisci(request.POST.get("q", ""))
        trovate = [scheda for tipo in ricerca.cerca(cercato).tipi for scheda in tipo.schede]
        scheda = next((una for una in trovate if una.url == request.POST.get("url")), None)
        if scheda is None:
            raise Http404
        self.fai(lambda: actions.collega(self.voce, scheda, da=request.user), _("Collegata."))
        return redirect(self.voce)


class ScollegaView(DiUnaVoce):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, codice: str, pk: int) -> HttpResponse:
        richiedi(request.user, "redazione.pianifica", self.voce)
        legame = get_object_or_404(self.voce.legami, pk=pk)
        self.fai(lambda: actions.scollega(legame, da=request.user), _("Collegamento tolto."))
        return redirect(self.voce)
