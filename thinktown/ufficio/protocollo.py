"""The body's protocol numbers, as the office writes them: one by one on the card, many at once from a sheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import richiedi
from talenti.base.templatetags.italiano import data_ora
from talenti.base.views import con_errore_al_campo
from talenti.documenti.models import Documento
from thinktown import protocolli
from thinktown.actions.protocollo import annulla_protocollo, protocolla, protocolla_insieme
from thinktown.enums import PRESENTATE
from thinktown.incollati import RIGHE_MASSIME, Riga, controlla
from thinktown.models import Domanda, Invio, Protocollazione, Provvedimento
from thinktown.protocollo import adattatore
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.moduli_protocollo import FormAnnullaProtocollo, FormIncollati, FormProtocollo, segno

# How many of those that wait are named on the page.
MANCANO_IN_VISTA = 60


class ProtocolliView(InUfficio):
    """Many at once: what will be written, and what is wrong with each line, is read before anything is."""

    template_name = "admin/thinktown/protocollo.html"
    titolo = gettext_lazy("Numeri di protocollo")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = FormIncollati(request.POST, request.FILES)
        if not form.is_valid():
            return self._mostra(form, stato=422)
        righe = controlla(self.bando, form.cleaned_data["testo"], da=request.user)
        if not 0 < len(righe) <= RIGHE_MASSIME:
            troppe = _("Al massimo %(n)s righe per volta.") % {"n": RIGHE_MASSIME}
            form.add_error("righe", troppe if righe else _("Nel testo non c'è nessuna riga da leggere."))
            return self._mostra(form, stato=422)
        # From here on the text of the file is in the box, to be put right where it is wrong.
        form = FormIncollati({"righe": form.cleaned_data["testo"]})
        sbagliate = [riga for riga in righe if riga.errori]
        if request.POST.get("verbo") != "registra" or sbagliate:
            return self._mostra(form, righe, stato=422 if sbagliate else 200)
        return self._registra(form, righe)

    def _registra(self, form: FormIncollati, righe: list[Riga]) -> HttpResponse:
        # In one order everywhere: two who paste at once wait for each other, and do not stand in each other's way.
        voci = sorted((riga.voce for riga in righe if riga.da_scrivere), key=lambda voce: voce.invio.domanda_id)
        try:
            n = protocolla_insieme(voci, da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(self.request, str(errore.frase))
            return self._mostra(form, controlla(self.bando, form.data["righe"], da=self.request.user), stato=409)
        frase = ngettext("%(n)s numero di protocollo scritto.", "%(n)s numeri di protocollo scritti.", n)
        messages.success(self.request, frase % {"n": n})
        return redirect("admin:thinktown_bando_protocollo", self.bando.pk)

    def _mostra(self, form: FormIncollati, righe: list[Riga] | None = None, *, stato: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, righe=righe), status=stato)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        righe = kwargs.get("righe")
        senza = Domanda.objects.filter(bando=self.bando, stato__in=PRESENTATE).exclude(
            pk__in=protocolli.con_numero(self.bando).values("pk")
        )
        return {
            "form": FormIncollati(),
            "quanti": protocolli.quanti(self.bando),
            "senza": list(senza.order_by("numero").values_list("numero", flat=True)[:MANCANO_IN_VISTA]),
            "registro": adattatore(self.bando.partner),
            "da_scrivere": sum(riga.da_scrivere for riga in righe or ()),
            "sbagliate": sum(bool(riga.errori) for riga in righe or ()),
        } | super().get_context_data(**kwargs)


class _DiUna(InUfficio):
    """On one application that was sent."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice = kwargs.pop("codice")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def domanda(self) -> Domanda:
        mie = Domanda.objects.visibili_in_ufficio(self.request.user).select_related("bando__partner")
        una = get_object_or_404(mie, bando=self.bando, codice=self.codice)
        richiedi(self.request.user, "thinktown.protocolla", una)
        return una

    def alla_domanda(self) -> HttpResponse:
        return redirect("admin:thinktown_bando_domanda", self.bando.pk, self.codice)


# What each is called by the verb, and in the form.
_CHE_COSA: dict[type[Any], str] = {Invio: "invio", Provvedimento: "risposta", Documento: "documento"}


class ProtocollaView(FormView, _DiUna):
    template_name = "admin/thinktown/protocolla.html"
    form_class = FormProtocollo

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.cose else self._niente()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.cose else self._niente()

    def _niente(self) -> HttpResponse:
        messages.info(self.request, _("Qui c'è già tutto: per correggere un numero, prima annullalo."))
        return self.alla_domanda()

    @cached_property
    def cose(self) -> dict[str, protocolli.Cosa]:
        """What may be given a number, by what stands in the form for it."""
        invii = self.domanda.invii.defer("contenuto").order_by("-n")
        risposte = protocolli.risposte(self.domanda)
        senza = protocolli.senza_numero(self.domanda, invii, risposte, self.domanda.protocolli.valide())
        return {f"{_CHE_COSA[type(una)]}-{una.pk}": una for una in senza}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"cose": [(chiave, _cosa(una)) for chiave, una in self.cose.items()]}

    def form_valid(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        if form.da_rileggere:
            form.data = form.data.copy()
            form.data["confermo"] = segno(dati["numero"], dati["data"])
            return self.render_to_response(self.get_context_data(form=form, avvertenze=form.da_rileggere), status=422)
        cosa = self.cose.get(dati["che_cosa"])
        quale: dict[str, Any] = {_CHE_COSA[type(cosa)]: cosa} if cosa is not None else {}
        try:
            protocolla(self.domanda, numero=dati["numero"], data=dati["data"], da=self.request.user, **quale)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Numero di protocollo scritto: lo vede anche chi presenta la domanda."))
        return self.alla_domanda()

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.titolo = _("Protocollo della domanda n. %(n)s") % {"n": self.domanda.numero}
        sola = next(iter(self.cose.items())) if len(self.cose) == 1 else None
        contesto = {"domanda": self.domanda, "sola": _cosa(sola[1]) if sola else ""}
        return contesto | super().get_context_data(**kwargs)


def _cosa(una: protocolli.Cosa) -> str:
    if isinstance(una, Invio):
        return _("Invio %(n)s, arrivato %(quando)s") % {"n": una.n, "quando": data_ora(una.arrivata_il)}
    if isinstance(una, Provvedimento):
        return _("Risposta del gruppo, arrivata %(quando)s") % {"quando": data_ora(una.risposto_il)}
    return _("In partenza: %(titolo)s, %(quando)s") % {"titolo": una.titolo, "quando": data_ora(una.preparato_il)}


class AnnullaProtocolloView(FormView, _DiUna):
    template_name = "admin/thinktown/annulla_protocollo.html"
    form_class = FormAnnullaProtocollo
    titolo = gettext_lazy("Annulla un numero di protocollo")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.pk_riga = kwargs.pop("riga")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def riga(self) -> Protocollazione:
        return get_object_or_404(self.domanda.protocolli.per_elenco(), pk=self.pk_riga)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.riga.vale:
            messages.info(request, _("Questo numero è già annullato."))
            return self.alla_domanda()
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            annulla_protocollo(self.riga, motivo=form.cleaned_data["motivo"], da=self.request.user)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(self.request, str(errore.frase))
            return self.alla_domanda()
        messages.success(self.request, _("Numero annullato. Adesso puoi scrivere quello giusto."))
        return self.alla_domanda()

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = {"domanda": self.domanda, "riga": self.riga, "parole": protocolli.in_parole(self.riga)}
        return contesto | super().get_context_data(**kwargs)
