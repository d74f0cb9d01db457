"""What who takes part in a call is told when the office changes it: drafts too, and nobody else.

Imported by ThinktownConfig.ready().
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma
from talenti.base.templatetags.italiano import data_breve, data_ora
from talenti.registro.annunci import Messaggio, avvisa
from thinktown.emails_domande import il_bando
from thinktown.enums import PRESENTATE, SI_SCRIVE, StatoDomanda
from thinktown.models import Bando, Componente
from thinktown.tipi import DOMANDE

Dati = dict[str, Any]
DA_INVIARE = tuple(stato for stato in StatoDomanda if stato not in PRESENTATE)


def partecipano(bando: Bando, *, in_stati: Iterable[StatoDomanda] = tuple(StatoDomanda)) -> QuerySet[Any]:
    """Everybody in a group that writes or has sent an application to this call (one that stands in those states)."""
    suoi = Componente.objects.attivi().filter(domanda__bando=bando, domanda__stato__in=list(in_stati))
    persone = get_user_model()._default_manager.filter(is_active=True)
    return persone.filter(Q(pk__in=suoi.values("persona"))).order_by("pk")


def _a_tutti(bando: Bando, persone: Iterable[Any], oggetto: str, *testo: str) -> Iterator[Messaggio]:
    for persona in persone:
        yield Messaggio(
            persona=persona,
            tipo=DOMANDE,
            oggetto=oggetto,
            testo=(*(frase for frase in testo if frase), _("Il bando: %(bando)s.") % {"bando": bando}),
            azione=il_bando(bando),
        )


def _a_chi_scrive_e_agli_altri(bando: Bando, oggetto: str, si_scrive: str, *testo: str) -> Iterator[Messaggio]:
    """Who may still change and send reads that; whose application the office has answered, that hers stays as it is."""
    scrivono = partecipano(bando, in_stati=SI_SCRIVE)
    altri = partecipano(bando).exclude(pk__in=scrivono.values("pk"))
    yield from _a_tutti(bando, scrivono, oggetto, si_scrive, *testo)
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
