"""The commission of a call, in the office: who sits in it and by which act, its dates, who stays out of what."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talenti.base.permissions import puo, richiedi
from talenti.base.templatetags.italiano import numero
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from thinktown.actions import commissione as verbi
from thinktown.models import Commissario, Commissione, Componente, Domanda
from thinktown.supplenze import candidati, scoperti
from thinktown.ufficio import commissione_letta as letta
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.moduli_commissione import (
    RIGHE_ALL_INIZIO,
    RIGHE_MASSIMO,
    FormCambia,
    FormFasi,
    FormNomina,
    FormSupplente,
)
from thinktown.ufficio.modulo import ConAttoView, ModuloView
from thinktown.ufficio.verbi import dati_atto

PAGINA = dichiara_pagina(
    "thinktown.commissione", gettext_lazy("I conflitti dichiarati da chi valuta un bando, in ufficio")
)
NOMINA = "thinktown.nomina_commissione"


class CommissioneView(InUfficio):
    """Everything but scores: those are the commission's."""

    template_name = "admin/thinktown/commissione.html"
    titolo = gettext_lazy("Commissione che valuta")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commissione = letta.di(self.bando)
        contesto = super().get_context_data(**kwargs) | {
            "commissione": commissione,
            "esito": puo(self.request.user, NOMINA, self.bando),
        }
        if commissione is None:
            return contesto | {"perche_no": letta.perche_non_si_nomina(self.bando)}
        return contesto | self._di(commissione)

    def _di(self, commissione: Commissione) -> dict[str, Any]:
        conflitti = letta.conflitti(commissione, self.request.user)
        self._annota(conflitti)
        return {
            "a_che_punto": letta.a_che_punto(commissione),
            "fase": commissione.fase,
            "fasi": list(commissione.fasi.all()),
            "posti": letta.posti(commissione),
            "quante": verbi.domande_ammesse(commissione).count(),
            "conflitti": [(uno, letta.vota(uno)) for uno in conflitti],
            "scoperti": sum(1 for uno in conflitti if uno.serve),
            "atti": letta.atti(self.bando),
            "sedute": list(commissione.sedute.order_by("n")),
            "verbali": letta.verbali_firmati(self.bando, self.request.user),
        }

    def _annota(self, conflitti: list[letta.Conflitto]) -> None:
        """A conflict tells of who has it, and of whom she has it with."""
        gruppi = Componente.objects.attivi().filter(domanda__in=[uno.detto.domanda_id for uno in conflitti])
        persone = {*gruppi.values_list("persona", flat=True), *(uno.detto.commissario.persona_id for uno in conflitti)}
        annota_letture(persone, chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)


class DellaCommissione(ModuloView):
    """A form of who publishes the call; ``non_ora`` says why this is not the moment."""

    def prima(self) -> HttpResponse | None:
        richiedi(self.request.user, NOMINA, self.bando)
        perche = self.non_ora()
        if perche:
            messages.error(self.request, perche)
            return redirect(self.indietro())
        return None

    def non_ora(self) -> str:
        """There must be one, and its work must not be over."""
        if self.commissione is None:
            return _("La commissione non è ancora nominata.")
        return _("La valutazione è chiusa: qui non si cambia più niente.") if letta.chiusa(self.commissione) else ""

    @cached_property
    def commissione(self) -> Any:
        return letta.di(self.bando)

    def indietro(self) -> str:
        return reverse("admin:thinktown_bando_commissione", args=[self.bando.pk])

    def fatto(self, frase: str) -> HttpResponse:
        messages.success(self.request, frase)
        return redirect(self.indietro())


class NominaView(DellaCommissione, ConAttoView):
    """Rows of people, and the act; one more row is a button, without script."""

    template_name = "admin/thinktown/nomina.html"
    titolo = gettext_lazy("Nomina la commissione")
    bottone = gettext_lazy("Nomina la commissione")
    form_class = FormNomina

    def non_ora(self) -> str:
        if self.commissione is not None:
            return _("La commissione c'è già: per cambiarla si registra un altro atto.")
        return letta.perche_non_si_nomina(self.bando)

    def segue(self) -> list[str]:
        return [
            _("Chi nomini riceve un avviso. Le domande non le vede ancora nessuno."),
            _("Chi vota è in numero dispari, almeno %(n)s, con un presidente. Aggiungi anche qualche supplente.")
            % {"n": verbi.ALMENO},
            _("Un supplente vota solo dove chi è in commissione ha un conflitto. Chi fa il segretario non vota."),
            _("L'atto si legge sulla pagina del bando. Dopo, si cambia solo con un altro atto."),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"quante": self._quante()}

    def _quante(self) -> int:
        scritte = self.request.POST.get("quante", "")
        breve = scritte.isascii() and scritte.isdecimal() and len(scritte) < 4
        quante = min(int(scritte), RIGHE_MASSIMO) if breve else RIGHE_ALL_INIZIO
        return quante + ("aggiungi" in self.request.POST)

    def quando_letto(self, form: Any, valido: bool) -> HttpResponse:
        if "aggiungi" in self.request.POST:
            form.zitta()
            return self.render_to_response(self.get_context_data(form=form))
        return super().quando_letto(form, valido)

    def esegui(self, form: Any) -> HttpResponse:
        verbi.nomina(self.bando, form.nominati, dati_atto(form, form.documento), da=self.request.user)
        return self.fatto(_("La commissione è nominata. Adesso decidi le date."))


class CambiaView(DellaCommissione, ConAttoView):
    titolo = gettext_lazy("Cambia la commissione")
    bottone = gettext_lazy("Cambia la commissione")
    form_class = FormCambia

    def segue(self) -> list[str]:
        return [
            _("Chi lascia da adesso non apre più niente. Le schede che ha firmato restano."),
            _("Chi arriva dichiara su ogni domanda se ha conflitti, prima di aprirle."),
            _("Chi vota resta in numero dispari, con un presidente: se lascia chi vota, scrivi anche chi arriva."),
            _("Avvisiamo chi lascia e chi arriva. L'atto, con il motivo, si legge sulla pagina del bando."),
        ]

    def esegui(self, form: Any) -> HttpResponse:
        verbi.cambia(
            self.commissione,
            dati_atto(form, form.documento),
            esce=form.cleaned_data["esce"],
            entra=form.entra,
            da=self.request.user,
        )
        return self.fatto(_("La commissione è cambiata."))


class FasiView(DellaCommissione):
    """When each phase begins, and what is seen in it."""

    template_name = "admin/thinktown/fasi.html"
    titolo = gettext_lazy("Le date della valutazione")
    bottone = gettext_lazy("Salva le date")
    form_class = FormFasi

    def segue(self) -> list[str]:
        return [
            _("A ogni data la fase comincia da sola: non devi premere altro."),
            _("Una fase già cominciata resta com'è. Quelle che devono venire si cambiano quando vuoi."),
            _("Avvisiamo chi è in commissione: legge da quando dichiara, e prima di quando deve finire."),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"commissione": self.commissione}

    def esegui(self, form: Any) -> HttpResponse:
        verbi.programma(self.commissione, form.nuove(), da=self.request.user)
        return self.fatto(_("Le date sono salvate: abbiamo avvisato la commissione."))


class SupplenteView(DellaCommissione):
    """Who takes, on this application only, the place of who has a conflict with it."""

    template_name = "admin/thinktown/supplente.html"
    bottone = gettext_lazy("Chiama il supplente")
    form_class = FormSupplente

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice, self.pk_commissario = kwargs.pop("codice"), kwargs.pop("commissario")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def domanda(self) -> Domanda:
        return get_object_or_404(Domanda, bando=self.bando, codice=self.codice, numero__isnull=False)

    @cached_property
    def al_posto_di(self) -> Commissario:
        suoi: QuerySet[Commissario] = Commissario.objects.filter(commissione__bando=self.bando)
        return get_object_or_404(suoi.select_related("persona", "commissione__bando"), pk=self.pk_commissario)

    @cached_property
    def candidati(self) -> list[Any]:
        return list(candidati(self.al_posto_di.commissione, self.domanda))

    def non_ora(self) -> str:
        vuoti = scoperti().filter(domanda=self.domanda, commissario=self.al_posto_di)
        if not vuoti.exists():
            return _("Su questa domanda quel posto non è vuoto: non serve un supplente.")
        return ""

    def segue(self) -> list[str]:
        return [
            _("Vota al suo posto su questa domanda, e su nessun'altra. Lo avvisiamo."),
            _("Chi ha il conflitto non vede né la domanda né i voti, finché la graduatoria non è pubblica."),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        possono = [uno.commissario.pk for uno in self.candidati if not uno.perche_no]
        return super().get_form_kwargs() | {"possono": possono}

    def esegui(self, form: Any) -> HttpResponse:
        chi = form.cleaned_data["supplente"]
        verbi.supplisce(self.domanda, al_posto_di=self.al_posto_di, supplente=chi, da=self.request.user)
        resta = scoperti().filter(commissario__commissione=self.al_posto_di.commissione).count()
        fatto = _("Domanda n. %(n)s: al posto di %(chi)s c'è %(supplente)s.") % {
            "n": self.domanda.numero, "chi": self.al_posto_di.persona, "supplente": chi.persona,
        }  # fmt: skip
        altri = ngettext("Resta %(n)s posto vuoto.", "Restano %(n)s posti vuoti.", resta) % {"n": numero(resta)}
        return self.fatto(f"{fatto} {altri}" if resta else fatto)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.titolo = _("Un supplente per la domanda n. %(n)s") % {"n": self.domanda.numero}
        annota_letture([self.al_posto_di.persona_id], chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)
        return super().get_context_data(**kwargs) | {
            "domanda": self.domanda,
            "al_posto_di": self.al_posto_di,
            "possono": [uno for uno in self.candidati if not uno.perche_no],
            "non_possono": [uno for uno in self.candidati if uno.perche_no],
        }


PAGINE = (
    ("commissione/", CommissioneView, "commissione"),
    ("commissione/nomina/", NominaView, "nomina"),
    ("commissione/cambia/", CambiaView, "cambia_commissione"),
    ("commissione/fasi/", FasiView, "fasi"),
    ("commissione/supplenti/<slug:codice>/<int:commissario>/", SupplenteView, "supplente"),
)
