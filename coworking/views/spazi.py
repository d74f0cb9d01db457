"""The host's own spaces: a draft in short parts that save themselves, the photos, the preview, the proposal."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from coworking import actions, queries
from coworking.enums import TRANSIZIONI_SPAZIO, StatoSpazio
from coworking.forms.spazio import PARTI, FormFoto, FormPausa, FormPerche
from coworking.mancanze import che_cosa_manca
from coworking.models import Spazio
from coworking.scheda import contesto_anteprima, voci_delle_parti
from coworking.views.ospita import DiChiOspita
from talenti.base.clock import adesso
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo
from talenti.base.views import con_errore_al_campo

SI_CAMBIA = TRANSIZIONI_SPAZIO["modifica"].da
SI_RIPRENDE = TRANSIZIONI_SPAZIO["riprendi"].da


class DiChiOffre(DiChiOspita):
    """A page of one's own spaces, whatever their state, for who may also change what is offered."""

    permesso = "coworking.offre_spazi"

    @property
    def miei(self) -> Any:
        return Spazio.objects.filter(partner=self.partner).select_related("comune", "partner__comune")

    def verso(self, spazio: Spazio) -> HttpResponse:
        return redirect("coworking:mio_spazio", self.partner.slug, spazio.codice)


class NuovoView(DiChiOffre):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, partner: str) -> HttpResponse:
        return self.verso(actions.comincia_bozza(self.partner, da=request.user))


class _DiUnoSpazio(DiChiOffre):
    @cached_property
    def spazio(self) -> Spazio:
        return get_object_or_404(self.miei, codice=self.kwargs["codice"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"spazio": self.spazio}

    def prova(self, atto: Any, fatto: str = "") -> HttpResponse:
        """Do it, say how it went above the space's page."""
        try:
            atto()
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(self.request, str(errore.frase))
        else:
            if fatto:
                messages.success(self.request, fatto)
        return self.verso(self.spazio)


class MioSpazioView(_DiUnoSpazio, TemplateView):
    """Its parts with what is missing, or where the proposal is, or what may be changed."""

    template_name = "coworking/mio_spazio.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        spazio = self.spazio
        bozza, si_cambia = spazio.stato == StatoSpazio.BOZZA, spazio.stato in SI_CAMBIA
        return super().get_context_data(**kwargs) | {
            "bozza": bozza,
            "si_cambia": si_cambia,
            "parti": voci_delle_parti(spazio) if bozza or si_cambia else [],
            "mancanze": che_cosa_manca(spazio) if bozza else [],
            "motivo": queries.motivo_dello_stato(spazio),
            "si_guarda": bool(spazio.tipo and spazio.comune_id),
            "si_riprende": spazio.stato in SI_RIPRENDE,
            "riapre": puo(self.request.user, "coworking.ferma_spazio", spazio),
        }


class _CheSiScrive(_DiUnoSpazio, FormView):
    """A form of a space that may be written now; else its own page, which says where it is."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.si_scrive else self.verso(self.spazio)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.si_scrive:
            return super().post(request, *args, **kwargs)
        messages.error(request, _("La proposta è già partita: da qui non si cambia più."))
        return self.verso(self.spazio)

    @property
    def si_scrive(self) -> bool:
        return self.spazio.stato in (StatoSpazio.BOZZA, *SI_CAMBIA)


class ParteView(_CheSiScrive):
    """One part: of a draft, kept even when something else is wrong; of a published space, seen before it is changed."""

    template_name = "coworking/spazio_parte.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["parte"] not in PARTI:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return PARTI[self.kwargs["parte"]][1]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"spazio": self.spazio}

    def form_valid(self, form: Any) -> HttpResponse:
        if form.bozza:
            return self._tieni(form) or self._prossima()
        passo = self.request.POST.get("passo")
        if passo == "riscrivi":
            return self.render_to_response(self.get_context_data(form=form))
        if form.anteprima and passo != "pubblica":
            contesto = contesto_anteprima(self.spazio, **form.da_salvare())
            return render(self.request, "coworking/anteprima.html", contesto | {"form": form, "partner": self.partner})
        return self._cambia(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return (self._tieni(form) if form.bozza else None) or super().form_invalid(form)

    def _tieni(self, form: Any) -> HttpResponse | None:
        """Save what is right; somewhere else to go when the draft is none any more."""
        try:
            actions.salva_bozza(self.spazio, da=self.request.user, **form.da_salvare())
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(self.request, str(errore.frase))
            return self.verso(self.spazio)
        return None

    def _prossima(self) -> HttpResponse:
        chiavi = list(PARTI)
        posto = chiavi.index(self.kwargs["parte"]) + 1
        if posto == len(chiavi):
            return self.verso(self.spazio)
        return redirect("coworking:spazio_parte", self.partner.slug, self.spazio.codice, chiavi[posto])

    def _cambia(self, form: Any) -> HttpResponse:
        try:
            cambia(self.spazio, form.da_salvare(), da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Pagina aggiornata."))
        return self.verso(self.spazio)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chiave = self.kwargs["parte"]
        posto = list(PARTI).index(chiave) + 1
        contesto = {"parte": chiave, "titolo": PARTI[chiave][0], "passo": posto, "di": len(PARTI)}
        return super().get_context_data(**kwargs) | contesto


def cambia(spazio: Spazio, parte: dict[str, Any], *, da: Any) -> None:
    """Change a published space by what one part gives."""
    if "regole_testo" in parte:
        actions.cambia_regole(spazio, testo=parte["regole_testo"], da=da)
    elif "orari" in parte:
        actions.cambia_orari(spazio, orari=parte["orari"], da=da)
    else:
        actions.modifica(spazio, da=da, **parte)


class SalvaParteView(_DiUnoSpazio):
    """Autosave of one part of a draft: keeps what is right, answers with one line."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, partner: str, codice: str, parte: str) -> HttpResponse:
        if parte not in PARTI:
            raise Http404
        form = PARTI[parte][1](request.POST, spazio=self.spazio)
        form.is_valid()
        try:
            actions.salva_bozza(self.spazio, da=request.user, **form.da_salvare())
        except ErroreDiDominio as errore:
            return self._riga(stato="errore", testo=str(errore.frase))
        if form.errors:
            sbagliate = " ".join(frase for frasi in form.errors.values() for frase in frasi)
            return self._riga(stato="errore", testo=_("Il resto è salvato. %(frasi)s") % {"frasi": sbagliate})
        return self._riga(stato="salvato", quando=adesso())

    def _riga(self, **contesto: Any) -> HttpResponse:
        return render(self.request, "rete/parti/salvato.html", contesto)


class FotoDelloSpazioView(_CheSiScrive):
    template_name = "coworking/spazio_foto.html"
    form_class = FormFoto

    def form_valid(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        try:
            actions.aggiungi_foto(self.spazio, caricata=dati["foto"], alt=dati["alt"], da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Foto aggiunta."))
        return redirect("coworking:spazio_foto", self.partner.slug, self.spazio.codice)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"foto": list(self.spazio.foto.all())}


class TogliFotoView(_DiUnoSpazio):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, partner: str, codice: str, pk: int) -> HttpResponse:
        foto = get_object_or_404(self.spazio.foto.select_related("spazio__partner"), pk=pk)
        self.prova(lambda: actions.togli_foto(foto, da=request.user), _("Foto tolta."))
        return redirect("coworking:spazio_foto", self.partner.slug, codice)


class AnteprimaView(_DiUnoSpazio):
    """The page as everybody will see it, before anybody does."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        spazio = self.spazio
        if not spazio.tipo or spazio.comune_id is None:
            messages.error(request, _("Per vedere l'anteprima scrivi prima che cos'è e dove."))
            return self.verso(spazio)
        return render(request, "coworking/anteprima.html", contesto_anteprima(spazio) | {"partner": self.partner})


class VerboView(_DiUnoSpazio):
    """What is done with one press: propose, take up again, start again."""

    http_method_names = ["post"]
    verbi = {
        "proponi": (actions.proponi, gettext_lazy("Proposta inviata. Ti scriviamo quando arriva la risposta.")),
        "riprendi": (actions.riprendi, gettext_lazy("La scheda è di nuovo una bozza: cambiala, poi proponila.")),
        "riapri": (actions.riapri, gettext_lazy("Riaperto: da adesso si può prenotare.")),
    }

    def post(self, request: HttpRequest, partner: str, codice: str, verbo: str) -> HttpResponse:
        if verbo not in self.verbi:
            raise Http404
        azione, fatto = self.verbi[verbo]
        if verbo == "proponi" and self.spazio.stato == StatoSpazio.PROPOSTO:
            return self.verso(self.spazio)  # pressed twice: the first press has sent it
        return self.prova(lambda: azione(self.spazio, da=request.user), str(fatto))


class FermaView(_DiUnoSpazio, FormView):
    """Pause or withdraw: asks once why, and says what follows."""

    template_name = "coworking/spazio_ferma.html"
    verbi = {
        "sospendi": (
            actions.sospendi,
            FormPausa,
            gettext_lazy("Metti in pausa"),
            gettext_lazy("Nessuno può più prenotare, finché non riapri. Le prenotazioni già fatte restano."),
            gettext_lazy("In pausa: nessuno lo può prenotare finché non lo riapri."),
        ),
        "ritira": (
            actions.ritira,
            FormPerche,
            gettext_lazy("Ritira lo spazio"),
            gettext_lazy(
                "Lo spazio non si offre più. Annulliamo le prenotazioni che devono venire e diciamo il motivo."
            ),
            gettext_lazy("Spazio ritirato. Abbiamo avvisato chi aveva prenotato."),
        ),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["verbo"] not in self.verbi:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return self.verbi[self.kwargs["verbo"]][1]

    def form_valid(self, form: Any) -> HttpResponse:
        azione, _form, _titolo, _nota, fatto = self.verbi[self.kwargs["verbo"]]
        return self.prova(
            lambda: azione(self.spazio, motivo=form.cleaned_data["motivo"], da=self.request.user), str(fatto)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        _azione, _form, titolo, nota, _fatto = self.verbi[self.kwargs["verbo"]]
        quante = queries.da_venire(self.spazio).count() if self.kwargs["verbo"] == "ritira" else 0
        return super().get_context_data(**kwargs) | {"titolo": titolo, "nota": nota, "quante": quante}


class ScartaView(_DiUnoSpazio, TemplateView):
    template_name = "coworking/spazio_scarta.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        risposta = self.prova(lambda: actions.scarta_bozza(self.spazio, da=request.user), _("Bozza cancellata."))
        return risposta if self.spazio.pk else redirect(self.scrivania)
