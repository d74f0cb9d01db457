"""The ranking in the office: what it would be, the draw between equals, each version published with its act."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.clock import adesso, oggi
from talenti.base.permissions import puo, richiedi
from talenti.base.templatetags.italiano import entro, numero
from talenti.base.views import PaginatoreMite
from thinktown.actions import graduatorie as verbi
from thinktown.comunicazioni import un_minuto_prima
from thinktown.enums import StatoBando
from thinktown.enums_graduatoria import EsitoGraduatoria
from thinktown.models import Graduatoria, Osservazione
from thinktown.termini import si_risponde_prima_di
from thinktown.ufficio import graduatoria_letta as letta
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.moduli_graduatoria import (
    FormApprova,
    FormEsito,
    FormPubblica,
    FormRivede,
    FormSorteggio,
    con_letta,
)
from thinktown.ufficio.modulo import ConAttoView, ModuloView
from thinktown.ufficio.verbi import dati_atto

PREPARA = "thinktown.prepara_graduatoria"
PER_PAGINA = 100
GIORNI_PER_RISPONDERE = 15


class GraduatoriaView(InUfficio):
    """Who follows the call sees where it stands; what it would be, only who may prepare it."""

    template_name = "admin/thinktown/graduatoria.html"
    titolo = gettext_lazy("Graduatoria")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bando, esito = self.bando, puo(self.request.user, PREPARA, self.bando)
        si_prepara = bando.stato in letta.SI_PREPARA
        versioni = letta.versioni(bando)
        return super().get_context_data(**kwargs) | {
            "esito": esito,
            "si_prepara": si_prepara,
            "versioni": versioni,
            "ultima": versioni[0] if versioni else None,
            "uscita": bool(versioni),
            "entro": _entro(versioni[0]) if versioni else "",
            "definitiva": bando.stato in letta.DOPO,
            "sorteggio": letta.sorteggio(bando),
            "oggi": oggi(),
            "aspettano": Osservazione.objects.da_decidere().filter(domanda__bando=bando).count() if versioni else 0,
            **(self._adesso(versioni) if si_prepara and esito else {}),
        }

    def _adesso(self, versioni: Any) -> dict[str, Any]:
        calcolata = letta.calcola(self.bando)
        contesto: dict[str, Any] = {"calcolata": calcolata, "sezione": self._scelta(calcolata)}
        if calcolata.risultato is None:
            return contesto
        righe = [riga for una in calcolata.sezioni if contesto["sezione"] in ("", una.chiave) for riga in una.righe]
        page = PaginatoreMite(righe, PER_PAGINA).page(self.request.GET.get("page") or 1)
        contesto |= {"page_obj": page, "nomi_sezioni": {una.chiave: una.nome for una in calcolata.sezioni}}
        if versioni:
            contesto["cambiate"] = letta.cambiate(verbi.ultima(self.bando), calcolata.risultato, self.bando)
        return contesto

    def _scelta(self, calcolata: letta.Calcolata) -> str:
        scelta = self.request.GET.get("sezione", "")
        return scelta if scelta in {una.chiave for una in calcolata.sezioni} else ""


def _entro(versione: Graduatoria) -> str:
    """Until when errors may be pointed out; nothing, of the final one."""
    return entro(un_minuto_prima(versione.osservazioni_entro)) if versione.osservazioni_entro else ""


# ── Acts ──────────────────────────────────────────────────────────────────────────────────────────
class DiGraduatoria(ModuloView):
    """A form of who prepares the ranking, while the call stands in one of ``stati``."""

    stati: tuple[StatoBando, ...] = ()

    def prima(self) -> HttpResponse | None:
        richiedi(self.request.user, PREPARA, self.bando)
        perche = self.non_ora()
        if perche:
            messages.error(self.request, perche)
            return redirect(self.indietro())
        return None

    def non_ora(self) -> str:
        if self.bando.stato in self.stati:
            return ""
        return _("Adesso il bando è «%(stato)s»: qui non si può fare.") % {"stato": self.bando.get_stato_display()}

    def indietro(self) -> str:
        return reverse("admin:thinktown_bando_graduatoria", args=[self.bando.pk])

    def fatto(self, frase: str) -> HttpResponse:
        messages.success(self.request, frase)
        return redirect(self.indietro())


class _Esce(DiGraduatoria, ConAttoView):
    """A version that comes out: the form carries the fingerprint of what is read on the page."""

    template_name = "admin/thinktown/graduatoria_esce.html"

    @cached_property
    def calcolata(self) -> letta.Calcolata:
        return letta.calcola(self.bando)

    def non_ora(self) -> str:
        return super().non_ora() or self.calcolata.perche_no

    def get_initial(self) -> dict[str, Any]:
        return {"letta": self.calcolata.impronta}

    def form_invalid(self, form: Any) -> HttpResponse:
        con_letta(form, "letta", self.calcolata.impronta)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"conti": self._conti(), "cambiate": self.cambiate()}

    def cambiate(self) -> list[tuple[str, str]]:
        return []

    def _conti(self) -> list[dict[str, Any]]:
        """For each section: how many are chosen, suitable, not suitable, excluded, and what is left."""
        return [
            {
                "nome": una.nome,
                "quante": [
                    (esito.label, sum(1 for uno in una.righe if uno.riga.esito == esito))
                    for esito in EsitoGraduatoria
                    if esito != EsitoGraduatoria.USCITA
                ],
                "avanzo": una.avanzo,
            }
            for una in self.calcolata.sezioni
        ]


class PubblicaView(_Esce):
    titolo = gettext_lazy("Pubblica la graduatoria, non ancora definitiva")
    bottone = gettext_lazy("Pubblica la graduatoria")
    form_class = FormPubblica
    stati = (StatoBando.IN_VALUTAZIONE,)

    def segue(self) -> list[str]:
        giorni = self.bando.in_vigore.pubblicazione.osservazioni_giorni
        return [
            _("Esce subito sulla pagina del bando. Chi ha fatto domanda riceve un avviso e legge i suoi punti."),
            _("Chi trova un errore lo segnala per %(n)s giorni. Poi si approva quella definitiva.")
            % {"n": numero(giorni)},
            _("I dati da cui è calcolata restano scritti: chi ne ha diritto può rifare il conto."),
        ]

    def esegui(self, form: Any) -> HttpResponse:
        dati = dati_atto(form, form.documento)
        nuova = verbi.pubblica_graduatoria(self.bando, dati, letta=form.cleaned_data["letta"], da=self.request.user)
        frase = _("La graduatoria è uscita. Gli errori si segnalano %(entro)s.")
        return self.fatto(frase % {"entro": _entro(nuova)})


class RivediView(_Esce):
    titolo = gettext_lazy("Pubblica la graduatoria rivista")
    bottone = gettext_lazy("Pubblica la graduatoria rivista")
    form_class = FormRivede
    stati = (StatoBando.GRADUATORIA_PROVVISORIA,)

    def non_ora(self) -> str:
        perche = super().non_ora()
        if not perche and not self.cambiate():
            return _("Non è cambiato niente: la graduatoria resta com'è.")
        return perche

    def cambiate(self) -> list[tuple[str, str]]:
        risultato = self.calcolata.risultato
        return letta.cambiate(verbi.ultima(self.bando), risultato, self.bando) if risultato else []

    def segue(self) -> list[str]:
        return [
            _("Prende il posto di quella di prima, che resta da leggere. In cima si legge che cosa cambia."),
            _("Avvisiamo chi ha presentato una domanda."),
            _("I giorni per segnalare errori restano quelli di prima."),
        ]

    def esegui(self, form: Any) -> HttpResponse:
        verbi.rivede_graduatoria(
            self.bando, dati_atto(form, form.documento), letta=form.cleaned_data["letta"], da=self.request.user
        )
        return self.fatto(_("La graduatoria rivista è uscita."))


class ApprovaView(_Esce):
    titolo = gettext_lazy("Approva la graduatoria definitiva")
    bottone = gettext_lazy("Approva la graduatoria")
    form_class = FormApprova
    stati = (StatoBando.GRADUATORIA_PROVVISORIA,)

    def non_ora(self) -> str:
        perche = super().non_ora()
        if perche:
            return perche
        ultima = verbi.ultima(self.bando)
        if ultima.si_osserva():
            quando = {"entro": _entro(ultima)}
            return _("Gli errori si segnalano %(entro)s: si approva dopo.") % quando
        if Osservazione.objects.da_decidere().filter(domanda__bando=self.bando).exists():
            return _("Ci sono segnalazioni che aspettano una risposta: prima si decide su tutte.")
        return ""

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"entro": si_risponde_prima_di(adesso(), GIORNI_PER_RISPONDERE)}

    def cambiate(self) -> list[tuple[str, str]]:
        risultato = self.calcolata.risultato
        return letta.cambiate(verbi.ultima(self.bando), risultato, self.bando) if risultato else []

    def segue(self) -> list[str]:
        scelte = self.calcolata.risultato.scelte if self.calcolata.risultato else ()
        return [
            _("È quella che conta: dopo non si segnalano più errori, e si fa solo ricorso."),
            _("Chi è scelto (%(n)s) riceve un avviso e risponde nel portale: accetta o rinuncia.")
            % {"n": numero(len(scelte))},
            _("Se qualcuno rinuncia o non risponde, chiami chi segue con un altro atto."),
        ]

    def esegui(self, form: Any) -> HttpResponse:
        fino_a = form.cleaned_data["entro"]
        verbi.approva_graduatoria(
            self.bando,
            dati_atto(form, form.documento),
            letta=form.cleaned_data["letta"],
            entro=fino_a,
            da=self.request.user,
        )
        frase = _("La graduatoria è definitiva. Chi è scelto risponde %(entro)s.")
        return self.fatto(frase % {"entro": entro(un_minuto_prima(fino_a))})


# ── The draw ──────────────────────────────────────────────────────────────────────────────────────
class SorteggioView(DiGraduatoria):
    titolo = gettext_lazy("Fissa il sorteggio fra domande pari")
    bottone = gettext_lazy("Rendi noto il sorteggio")
    form_class = FormSorteggio
    stati = letta.SI_PREPARA

    def get_initial(self) -> dict[str, Any]:
        detto = self.bando.in_vigore.graduatoria.sorteggio
        giorno = detto.data if detto.data and detto.data > oggi() else None
        return {"evento": detto.evento, "data": giorno}

    def segue(self) -> list[str]:
        return [
            _("Sulla pagina del bando si legge subito quale evento, di che giorno, e l'impronta dei dati."),
            _("Così né i dati né l'esito si possono scegliere uno dopo l'altro. Da qui i punti non cambiano più."),
            _("Dopo l'evento scrivi l'esito: chiunque può rifare il conto."),
        ]

    def esegui(self, form: Any) -> HttpResponse:
        verbi.fissa_sorteggio(
            self.bando, evento=form.cleaned_data["evento"], data=form.cleaned_data["data"], da=self.request.user
        )
        return self.fatto(_("Il sorteggio è fissato, e si legge sulla pagina del bando."))


class EsitoView(DiGraduatoria):
    titolo = gettext_lazy("Scrivi l'esito del sorteggio")
    bottone = gettext_lazy("Scrivi l'esito")
    form_class = FormEsito
    stati = letta.SI_PREPARA

    def non_ora(self) -> str:
        perche = super().non_ora()
        fissato = letta.sorteggio(self.bando)
        if perche:
            return perche
        if fissato is None or hasattr(fissato, "esito"):
            return _("Non c'è un sorteggio che aspetta il suo esito.")
        if fissato.data > oggi():
            return _("L'evento del sorteggio deve ancora venire.")
        return ""

    def segue(self) -> list[str]:
        return [
            _("Scrivilo come l'ha pubblicato chi organizza l'evento: da queste lettere e cifre si ricava l'ordine."),
            _("Non si cambia più. L'ordine è lo stesso per chiunque rifaccia il conto."),
        ]

    def esegui(self, form: Any) -> HttpResponse:
        verbi.esegue_sorteggio(self.bando, esito=form.cleaned_data["esito"], da=self.request.user)
        return self.fatto(_("L'esito è scritto: adesso la graduatoria si può calcolare."))


# ── What it was computed from ─────────────────────────────────────────────────────────────────────
class DatiView(InUfficio):
    """Inputs or result of one version, as they were written: from the first anybody computes the second."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["quali"] not in ("dati", "risultato"):
            raise Http404
        una = get_object_or_404(Graduatoria, bando=self.bando, n=kwargs["n"])
        testo = una.ingressi if kwargs["quali"] == "dati" else una.risultato
        nome = f"graduatoria-{self.bando.slug}-{una.n}-{kwargs['quali']}.json"
        return HttpResponse(
            testo,
            content_type="application/json; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{nome}"', "Cache-Control": "private, no-store"},
        )


PAGINE = (
    ("graduatoria/", GraduatoriaView, "graduatoria"),
    ("graduatoria/pubblica/", PubblicaView, "pubblica_graduatoria"),
    ("graduatoria/rivedi/", RivediView, "rivede_graduatoria"),
    ("graduatoria/approva/", ApprovaView, "approva_graduatoria"),
    ("graduatoria/sorteggio/", SorteggioView, "sorteggio"),
    ("graduatoria/sorteggio/esito/", EsitoView, "esito_sorteggio"),
    ("graduatoria/<int:n>/<slug:quali>/", DatiView, "dati_graduatoria"),
)
