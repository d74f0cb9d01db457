"""What who takes part in a call is told when the office changes it: drafts too, and nobody else.

Imported by ThinktownConfig.ready().
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma, adesso
from talenti.base.templatetags.italiano import data_breve, data_ora
from talenti.registro.annunci import Messaggio, avvisa
from thinktown import dichiarati
from thinktown.emails_domande import il_bando
from thinktown.enums import PRESENTATE, SI_SCRIVE, RuoloComponente, StatoDomanda
from thinktown.fatti import DICHIARATI, Giorni
from thinktown.models import Bando, Componente, Domanda
from thinktown.parole import al_giorno
from thinktown.tipi import DOMANDE

Dati = dict[str, Any]
DA_INVIARE = tuple(stato for stato in StatoDomanda if stato not in PRESENTATE)


def partecipano(bando: Bando, *, in_stati: Iterable[StatoDomanda] = tuple(StatoDomanda)) -> QuerySet[Any]:
    """Everybody in a group that writes or has sent an application to this call (one that stands in those states)."""
    suoi = Componente.objects.attivi().filter(domanda__bando=bando, domanda__stato__in=list(in_stati))
    persone = get_user_model()._default_manager.filter(is_active=True)
    return persone.filter(Q(pk__in=suoi.values("persona"))).order_by("pk")


def _a_tutti(
    bando: Bando, persone: Iterable[Any], oggetto: str, *testo: str, di_nuovo: Mapping[int, "DiNuovo"] | None = None
) -> Iterator[Messaggio]:
    """``di_nuovo``: who has to say something of herself anew reads that too, with the page where she says it."""
    for persona in persone:
        sua = (di_nuovo or {}).get(persona.pk)
        anche = sua.testo() if sua else ()
        yield Messaggio(
            persona=persona,
            tipo=DOMANDE,
            oggetto=oggetto,
            testo=(*(frase for frase in testo if frase), *anche, _("Il bando: %(bando)s.") % {"bando": bando}),
            azione=sua.azione() if sua else il_bando(bando),
        )


@dataclass(frozen=True)
class DiNuovo:
    """What somebody has to say now that the call looks at another day, or asks something more."""

    domanda: Domanda
    giorni: Giorni

    def testo(self) -> tuple[str, ...]:
        """One that was sent stands as it is: it is only said what to do if something is different by then."""
        if self.domanda.stato == StatoDomanda.INVIATA:
            quando = {"giorno": al_giorno(max(self.giorni.values()))}
            return (
                _("La domanda inviata vale così com'è.")
                + " "
                + _("Se %(giorno)s qualcosa è diverso da quello che hai scritto, correggilo, e inviatela di nuovo.")
                % quando,
            )
        return (*dichiarati.da_dire(self.giorni), _("Senza la tua risposta la domanda non parte."))

    def azione(self) -> tuple[str, str]:
        """To her own page, or to that of the organisation."""
        codice = [self.domanda.codice]
        if any(tipo in DICHIARATI for tipo in self.giorni):
            return _("Completa i tuoi dati"), reverse("thinktown:fatti", args=codice)
        return _("Completa la domanda"), reverse("thinktown:chi", args=codice)


def chi_deve_ridire(bando: Bando) -> dict[int, DiNuovo]:
    """By person; of one in two applications, the one that has still to be sent."""
    ora, trovate = adesso(), {}
    suoi = Componente.objects.attivi().filter(domanda__bando=bando).select_related("domanda").order_by("pk")
    for uno in sorted(suoi, key=lambda uno: uno.domanda.stato != StatoDomanda.INVIATA):
        uno.domanda.bando = bando
        al = dichiarati.chiusura(uno.domanda, ora)
        giorni = dichiarati.dovuti(uno.domanda, uno, al)
        if uno.ruolo == RuoloComponente.REFERENTE:
            giorni |= dichiarati.dovuti_dell_organizzazione(uno.domanda, al)
        if giorni and uno.persona_id:
            trovate[uno.persona_id] = DiNuovo(uno.domanda, giorni)
    return trovate


def _a_chi_scrive_e_agli_altri(
    bando: Bando, oggetto: str, si_scrive: str, *testo: str, di_nuovo: Mapping[int, DiNuovo]
) -> Iterator[Messaggio]:
    """Who may still change and send reads that; whose application the office has answered, that hers stays as it is."""
    scrivono = partecipano(bando, in_stati=SI_SCRIVE)
    altri = partecipano(bando).exclude(pk__in=scrivono.values("pk"))
    yield from _a_tutti(bando, scrivono, oggetto, si_scrive, *testo, di_nuovo=di_nuovo)
    resta = _("La tua domanda resta com'è: per te non cambia niente.")
    yield from _a_tutti(bando, altri, oggetto, resta, *testo)


def _motivo(dati: Dati) -> str:
    return _("Il motivo: %(motivo)s") % {"motivo": dati["motivo"]}


@avvisa("thinktown.bando", "proroga", "riapri")
def spostata(t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    prima, dopo = (datetime.fromisoformat(dati[quale]) for quale in ("prima", "dopo"))
    per = {"prima": data_ora(prima), "dopo": data_ora(dopo), "giorno": data_breve(a_roma(dopo).date())}
    riaperto = t.verbo == "riapri"
    oggetto = _("Bando riaperto: chiude %(giorno)s") if riaperto else _("Nuova scadenza del bando: %(giorno)s")
    yield from _a_chi_scrive_e_agli_altri(
        bando,
        oggetto % per,
        _("Puoi scrivere e inviare prima di %(dopo)s (ora italiana).") % per,
        (_("Si era chiuso %(prima)s.") if riaperto else _("Prima chiudeva %(prima)s.")) % per,
        _motivo(dati),
        di_nuovo=chi_deve_ridire(bando),
    )


@avvisa("thinktown.bando", "rettifica")
def corretto(_t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    cambiato = dati.get("cambiato", [])
    yield from _a_chi_scrive_e_agli_altri(
        bando,
        _("Il bando a cui partecipi è stato corretto"),
        _("Rileggi il bando: vale quello che dice adesso. Se hai già inviato, puoi inviare di nuovo."),
        _("È cambiato: %(cosa)s.") % {"cosa": "; ".join(dict.fromkeys(map(str, cambiato)))} if cambiato else "",
        _motivo(dati),
        di_nuovo=chi_deve_ridire(bando),
    )


_FINITO: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "annulla": (
        lambda: _("Il bando a cui partecipi è stato cancellato"),
        lambda: _("Il bando è stato cancellato: le domande non valgono più."),
    ),
    "revoca": (
        lambda: _("Il bando a cui partecipi è stato fermato"),
        lambda: _("Il bando è stato fermato: le domande non vanno avanti."),
    ),
}


@avvisa("thinktown.bando", "annulla", "revoca")
def finito_prima(t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    oggetto, fatto = _FINITO[t.verbo]
    segue = _("Quello che avete scritto resta da leggere. Per parlarne scrivi a %(ente)s.") % {"ente": bando.partner}
    yield from _a_tutti(bando, partecipano(bando), oggetto(), fatto(), _motivo(dati), segue)


@avvisa("thinktown.bando", "ferma_invii")
def fermo(_t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    """Only who has still to send: for the others nothing has changed."""
    yield from _a_tutti(
        bando,
        partecipano(bando, in_stati=DA_INVIARE),
        _("L'invio delle domande è fermo per un po'"),
        _("Quello che hai scritto è al sicuro, e puoi continuare a scrivere. Ti scriviamo quando riprende."),
        _motivo(dati),
    )


@avvisa("thinktown.bando", "riprendi_invii")
def riprende(_t: Any, bando: Bando, _dati: Dati) -> Iterator[Messaggio]:
    yield from _a_tutti(
        bando,
        partecipano(bando, in_stati=DA_INVIARE),
        _("L'invio delle domande è ripreso"),
        _("Puoi inviare prima di %(quando)s (ora italiana).") % {"quando": data_ora(bando.chiude_il)},
    )


@avvisa("thinktown.bando", "ammetti_tardi")
def ammessa_tardi(_t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    """Hers alone; why, the office keeps."""
    persona = get_user_model()._default_manager.get(pk=dati["persona"])
    fino_a = datetime.fromisoformat(dati["fino_a"])
    yield from _a_tutti(
        bando,
        [persona],
        _("Puoi ancora inviare: prima di %(giorno)s, %(ora)s")
        % {"giorno": data_breve(a_roma(fino_a).date()), "ora": f"{a_roma(fino_a):%H:%M}"},
        _("L'ufficio ti lascia scrivere e inviare fino a %(quando)s (ora italiana), anche se il bando è chiuso.")
        % {"quando": data_ora(fino_a)},
        _("Vale solo per te, e per la domanda che invii tu."),
    )
