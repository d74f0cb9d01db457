"""The minutes of a sitting at its commission's desk: written, read, signed; the paper for who may read all of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo
from talenti.base.views import con_errore_al_campo
from talenti.documenti.models import Documento
from talenti.documenti.queries import contenuto
from thinktown import verbali
from thinktown.actions import verbali as verbi
from thinktown.enums_sedute import StatoVerbale
from thinktown.forms_sedute import FormMotivo, FormVerbale
from thinktown.models import Verbale
from thinktown.views.sedute import DellaSeduta, _Modulo


class DelVerbale(DellaSeduta):
    def trova(self) -> None:
        super().trova()
        self.verbale  # noqa: B018 — asked now, before anything is answered

    @cached_property
    def verbale(self) -> Verbale:
        tutti = Verbale.objects.select_related("proposto_da")
        trovato: Verbale = get_object_or_404(tutti, seduta=self.seduta)
        trovato.seduta = self.seduta
        return trovato

    def indietro(self) -> str:
        return reverse("thinktown:verbale", args=[self.kwargs["slug"], self.seduta.n])

    @property
    def scrive(self) -> bool:
        return bool(puo(self.request.user, "thinktown.scrive_verbale", self.verbale))


class VerbaleView(DelVerbale):
    """As far as she may read it; who writes it adds her words here, until it goes to be signed."""

    def get(self, request: HttpRequest, slug: str, n: int) -> HttpResponse:
        return self._mostra(self._form())

    def post(self, request: HttpRequest, slug: str, n: int) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            revisione = form.cleaned_data["revisione"]
            try:
                verbi.scrive(
                    self.verbale,
                    form.cleaned_data["testo"],
                    revisione=-1 if revisione is None else revisione,
                    da=request.user,
                )
            except NonPermesso as errore:
                raise Http404 from errore
            except ErroreDiDominio as errore:
                con_errore_al_campo(form, errore)
            else:
                messages.success(request, _("Verbale salvato. Non è ancora firmato."))
                return redirect(self.indietro())
        return self._mostra(form, 422)

    def _form(self, dati: Any = None) -> FormVerbale:
        return FormVerbale(dati, initial={"testo": self.verbale.testo, "revisione": self.verbale.revisione})

    def _mostra(self, form: FormVerbale, stato: int = 200) -> HttpResponse:
        tutto = verbali.detto(self.verbale)
        suo = verbali.per(self.commissario, tutto)
        da_firmare = self.verbale.stato == StatoVerbale.DA_FIRMARE
        firme = list(self.verbale.firme.select_related("commissario__persona"))
        firmato = any(una.commissario.persona_id == self.request.user.pk for una in firme)
        contesto = self.contesto(
            verbale=self.verbale,
            detto=verbali.leggibile(suo),
            form=form,
            scrive=self.scrive and self.verbale.stato == StatoVerbale.BOZZA,
            firme=firme,
            da_firmare=da_firmare,
            firma=da_firmare and not firmato and bool(puo(self.request.user, "thinktown.firma_verbale", self.verbale)),
            tutto=len(suo["domande"]) == len(tutto["domande"]),
            approvato=self.verbale.stato == StatoVerbale.APPROVATO,
        )
        return render(self.request, "thinktown/commissione/verbale.html", contesto, status=stato)


class _Bottone(DelVerbale):
    http_method_names = ["post"]
    frase: Any = ""

    def post(self, request: HttpRequest, slug: str, n: int) -> HttpResponse:
        try:
            frase = self.esegui()
        except NonPermesso as errore:
            raise Http404 from errore
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            messages.success(request, frase)
        return redirect(self.indietro())

    def esegui(self) -> str:
        raise NotImplementedError


class ProponiView(_Bottone):
    def esegui(self) -> str:
        scritta = self.request.POST.get("revisione", "")
        revisione = int(scritta) if scritta.isascii() and scritta.isdecimal() and len(scritta) < 10 else -1
        verbi.propone(self.verbale, revisione=revisione, da=self.request.user)
        return _("Il verbale è da firmare: abbiamo avvisato chi lo firma.")


class FirmaVerbaleView(_Bottone):
    def esegui(self) -> str:
        impronta = self.request.POST.get("impronta", "")
        if verbi.firma(self.verbale, impronta=impronta, da=self.request.user):
            return _("Il verbale è firmato: da adesso non si cambia più.")
        return _("Hai firmato il verbale. Mancano le firme di altri.")


class RimandaView(DelVerbale, _Modulo):
    titolo = gettext_lazy("Rimanda il verbale")
    bottone = gettext_lazy("Rimanda il verbale")
    frase = gettext_lazy("Il verbale torna da finire: abbiamo avvisato chi lo scrive.")

    def trova(self) -> None:
        super().trova()
        if not puo(self.request.user, "thinktown.firma_verbale", self.verbale):
            raise Http404

    def form(self, dati: Any = None) -> FormMotivo:
        return FormMotivo(dati)

    def esegui(self, form: FormMotivo) -> None:
        verbi.rimanda(self.verbale, motivo=form.cleaned_data["motivo"], da=self.request.user)

    def segue(self) -> list[str]:
        return [_("Le firme già messe non valgono più: il verbale si firma di nuovo, corretto.")]


class VerbalePdfView(DelVerbale):
    """The paper says everything: whoever stays out of one application that it speaks of does not have it."""

    def get(self, request: HttpRequest, slug: str, n: int) -> HttpResponse:
        if self.verbale.stato != StatoVerbale.APPROVATO or not verbali.legge_tutto(self.commissario, self.verbale):
            raise Http404
        return consegna(verbali.documento(self.verbale))


def consegna(carta: Documento) -> HttpResponse:
    intestazioni = {
        "Content-Disposition": content_disposition_header(True, carta.file.nome) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(contenuto(carta.file), content_type="application/pdf", headers=intestazioni)
