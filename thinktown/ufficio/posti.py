"""Places in the office: chosen among the applications of a call that collects them, published, withdrawn."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.permissions import puo, richiedi
from talenti.base.views import PaginatoreMite, con_errore_al_campo
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from talenti.registro.queries import storia
from thinktown import actions
from thinktown.actions.offerte import limiti
from thinktown.enums import IN_GARA
from thinktown.enums_posti import SI_SCEGLIE, StatoOfferta
from thinktown.models import Domanda, Invio, Offerta
from thinktown.posti import in_pagina
from thinktown.proposta import Proposta, detti_da, proposta, titolo_inviato
from thinktown.rules_posti import SCEGLIE, si_sceglie
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.moduli_posti import FormPosto, FormPubblica, FormRitira, FormScegli

PAGINA = dichiara_pagina("thinktown.posti", gettext_lazy("Le domande di cui si fanno posti, in ufficio"))
PER_PAGINA = 50
_IN_GARA = Q(preferenze__domanda__stato__in=IN_GARA)


class _Posti(InUfficio):
    """Pages of a call that collects places; of another call they are not there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice = kwargs.pop("codice", "")
        return super().dispatch(request, *args, **kwargs)

    def offerte(self) -> QuerySet[Offerta]:
        if not self.bando.in_vigore.raccoglie:
            raise Http404
        mie = Offerta.objects.visibili_in_ufficio(self.request.user).filter(bando=self.bando)
        return mie.per_elenco().annotate(
            prime=Count("preferenze", filter=_IN_GARA & Q(preferenze__posto=1)),
            tutte=Count("preferenze", filter=_IN_GARA),
        )

    def inviate(self) -> QuerySet[Domanda]:
        """Those of which a place may be made, as they were sent."""
        mie = Domanda.objects.visibili_in_ufficio(self.request.user)
        return mie.filter(bando=self.bando, stato__in=SI_SCEGLIE).come_inviate()

    def annota(self, invii: Iterable[Invio]) -> None:
        persone = [uno["persona"] for invio in invii for uno in invio.contenuto["gruppo"]]
        annota_letture(persone, chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)

    def ai_posti(self) -> HttpResponse:
        return redirect("admin:thinktown_bando_posti", self.bando.pk)

    def al_posto(self, codice: str) -> HttpResponse:
        return redirect("admin:thinktown_bando_posto", self.bando.pk, codice)


class PostiView(_Posti):
    """Those that there are, in order; and the applications of which one may still be made."""

    template_name = "admin/thinktown/posti.html"
    titolo = gettext_lazy("Posti da pubblicare")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offerte = list(self.offerte())
        vive = [una for una in offerte if una.stato != StatoOfferta.RITIRATA]
        libere = self.inviate().exclude(pk__in=[una.domanda_id for una in vive])
        page = PaginatoreMite(libere.order_by("numero"), PER_PAGINA).page(self.request.GET.get("page") or 1)
        return super().get_context_data(**kwargs) | {
            "offerte": offerte,
            "sezioni": [
                {"nome": una.nome, "posti": una.posti, "scelti": sum(uno.sezione == una.chiave for uno in vive)}
                for una in self.bando.in_vigore.sezioni
            ],
            "page_obj": page,
            "righe": self._righe(list(page.object_list)),
            "esito": puo(self.request.user, SCEGLIE, self.bando),
            "aperto": self.bando.aperto(),
            "rispondono": list(self.bando.risposto_da.visibili_in_ufficio(self.request.user).order_by("pk")),
        }

    def _righe(self, domande: list[Domanda]) -> list[dict[str, Any]]:
        invii = Invio.objects.filter(domanda__in=[una.pk for una in domande]).select_related("versione").order_by("n")
        ultimi = {invio.domanda_id: invio for invio in invii}
        self.annota(ultimi.values())
        return [{"domanda": una, "titolo": titolo_inviato(ultimi[una.pk])} for una in domande]


class _ConModulo(FormView, _Posti):
    """A form on one place or on the application that it would be made of; what is refused stays as it was typed."""

    fatto: Frase = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.non_ora() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.non_ora() or super().post(request, *args, **kwargs)

    def non_ora(self) -> HttpResponse | None:
        """Where she goes who comes when it is not the moment; who may not is told so."""
        raise NotImplementedError

    def esegui(self, form: Any) -> str:
        """Do it; the code of the place."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            codice = self.esegui(form)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, str(self.fatto))
        return self.al_posto(codice)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ScegliView(_ConModulo):
    template_name = "admin/thinktown/scegli.html"
    titolo = gettext_lazy("Fai un posto di questa domanda")
    form_class = FormScegli
    fatto = gettext_lazy("Scelto. Rileggilo: quando lo pubblichi lo vedono tutti.")

    @cached_property
    def domanda(self) -> Domanda:
        self.offerte()
        domanda = get_object_or_404(self.inviate(), codice=self.codice)
        domanda.bando = self.bando
        return domanda

    @cached_property
    def invio(self) -> Invio:
        return self.domanda.invii.select_related("versione").order_by("-n")[0]

    @cached_property
    def proposta(self) -> Proposta:
        self.annota([self.invio])
        return proposta(self.invio)

    def non_ora(self) -> HttpResponse | None:
        esito = si_sceglie(self.domanda)
        if not esito:
            messages.error(self.request, str(esito.frase))
            return self.ai_posti()
        richiedi(self.request.user, SCEGLIE, self.bando)
        return None

    def get_initial(self) -> dict[str, Any]:
        sua = self.proposta
        testi = {cosa.value: testo for cosa, testo in sua.testi.items()}
        return {"titolo": sua.titolo, "comune": str(sua.comune or ""), "posti": sua.posti or 1, **testi}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"testi": detti_da(self.invio.versione.definizione)}

    def esegui(self, form: Any) -> str:
        offerta = actions.scegli_offerta(self.domanda, form.detto(), form.decisione(), da=self.request.user)
        return str(offerta.codice)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sua = self.proposta
        return super().get_context_data(**kwargs) | {
            "domanda": self.domanda,
            "sua": sua,
            "regola": limiti(self.domanda, sua.comune, sua).in_parole(),
        }


def _regola(posto: Offerta) -> str:
    return limiti(posto.domanda, posto.comune, proposta(posto.invio), senza=posto).in_parole()


class _DiUnPosto(_Posti):
    @cached_property
    def posto(self) -> Offerta:
        return get_object_or_404(
            self.offerte().select_related("domanda", "bando__partner", "invio__versione"), codice=self.codice
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"posto": self.posto}


class PostoView(_DiUnPosto):
    """As everybody will read it, and what only the office reads; who may, does the next thing from here."""

    template_name = "admin/thinktown/posto.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posto = self.posto
        self.titolo = posto.titolo
        passi = Offerta.TRANSIZIONI
        return super().get_context_data(**kwargs) | {
            "voci": in_pagina(posto),
            "regola": _regola(posto),
            "verbi": [chiave for chiave in VERBI if posto.stato in passi[chiave].da],
            "esito": puo(self.request.user, SCEGLIE, posto),
            "storia": storia(posto),
            "pubblici": list(self.bando.risposto_da.pubblicati().order_by("pk")),
        }


class _Verbo(_ConModulo, _DiUnPosto):
    template_name = "admin/thinktown/posto_verbo.html"
    verbo = ""
    bottone: Frase = ""
    pericolo = False

    def non_ora(self) -> HttpResponse | None:
        if self.posto.stato not in Offerta.TRANSIZIONI[self.verbo].da:
            stato = self.posto.get_stato_display()
            messages.error(self.request, _("Adesso il posto è «%(stato)s»: non si può fare.") % {"stato": stato})
            return self.al_posto(self.posto.codice)
        richiedi(self.request.user, SCEGLIE, self.posto)
        return None

    def segue(self) -> list[Frase]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        extra = {"bottone": self.bottone, "pericolo": self.pericolo, "segue": self.segue()}
        return super().get_context_data(**kwargs) | extra


class RivediView(_Verbo):
    verbo = "rivedi_offerta"
    titolo = gettext_lazy("Riscrivi il posto")
    bottone = gettext_lazy("Salva")
    fatto = gettext_lazy("Salvato.")
    form_class = FormPosto

    def get_initial(self) -> dict[str, Any]:
        posto = self.posto
        campi = {"titolo": posto.titolo, "comune": str(posto.comune or ""), "posti": posto.posti}
        return campi | {"deroga": posto.deroga} | posto.contenuto

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"testi": detti_da(self.posto.invio.versione.definizione)}

    def esegui(self, form: Any) -> str:
        actions.rivedi_offerta(self.posto, form.detto(), da=self.request.user)
        return str(self.posto.codice)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"regola": _regola(self.posto)}


class PubblicaView(_Verbo):
    verbo = "pubblica_offerta"
    titolo = gettext_lazy("Pubblica il posto")
    bottone = gettext_lazy("Pubblica il posto")
    fatto = gettext_lazy("Il posto è pubblicato.")
    form_class = FormPubblica

    def segue(self) -> list[Frase]:
        return [
            _("Da adesso lo leggono tutti e il testo non cambia più: per cambiarlo si ritira."),
            _("Chi risponde al secondo bando lo può scegliere. Chi l'ha chiesto riceve un avviso."),
        ]

    def esegui(self, form: Any) -> str:
        actions.pubblica_offerta(self.posto, da=self.request.user)
        return str(self.posto.codice)


class RitiraView(_Verbo):
    verbo = "ritira_offerta"
    titolo = gettext_lazy("Ritira il posto")
    bottone = gettext_lazy("Ritira il posto")
    fatto = gettext_lazy("Il posto è ritirato.")
    form_class = FormRitira
    pericolo = True

    def segue(self) -> list[Frase]:
        if self.posto.stato == StatoOfferta.PROPOSTA:
            return [_("Non l'ha ancora letto nessuno: la domanda torna fra quelle da cui scegliere.")]
        return [
            _("Nessuno lo può più scegliere. Chi sta scrivendo lo deve cambiare, e riceve un avviso."),
            _("Le domande già inviate restano come sono: nella pagina di ognuna leggi che il posto è ritirato."),
        ]

    def esegui(self, form: Any) -> str:
        actions.ritira_offerta(self.posto, motivo=form.cleaned_data["motivo"], da=self.request.user)
        return str(self.posto.codice)


# In the order in which they are offered: the next thing first.
VERBI = {"pubblica_offerta": PubblicaView, "rivedi_offerta": RivediView, "ritira_offerta": RitiraView}


class VerboView(_Posti):
    """The page of one verb on one place."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        vista = VERBI.get(f"{kwargs.pop('verbo')}_offerta")
        if vista is None:
            raise Http404
        return vista.as_view(sito=self.sito)(request, *args, **kwargs)
