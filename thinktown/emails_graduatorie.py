"""What people are told of a ranking: that it is out, what became of an error they pointed out, that they are called.

Imported by ThinktownConfig.ready(). Each function runs once for every language of its readers, so plain gettext is
right here. Subjects name no person, no project and no outcome: they are read on locked screens.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.permissions import attore_in_parole
from talenti.base.templatetags.italiano import data, data_breve, entro, euro, numero
from talenti.registro.annunci import Messaggio, avvisa
from thinktown.comunicazioni import un_minuto_prima
from thinktown.emails import TIPO as PER_CHI_LAVORA
from thinktown.emails_commissione import rispondono
from thinktown.emails_istruttoria import chi_ne_parla
from thinktown.enums import StatoDomanda
from thinktown.enums_graduatoria import EsitoGraduatoria, TipoGraduatoria
from thinktown.ingressi import che_contano
from thinktown.models import Bando, Chiamata, Commissario, Componente, Domanda, Osservazione, RigaGraduatoria, Scheda
from thinktown.termini import ultimo_giorno
from thinktown.tipi import COMMISSIONI, DOMANDE
from thinktown.valutazione import da_discutere

Dati = dict[str, Any]


def _gruppi(domande: Iterable[int]) -> dict[int, list[Any]]:
    """Application → the people of its group: one question for all."""
    gruppi: dict[int, list[Any]] = {}
    suoi = Componente.objects.attivi().filter(domanda__in=list(domande), persona__is_active=True)
    for uno in suoi.select_related("persona").order_by("domanda", "pk"):
        gruppi.setdefault(uno.domanda_id, []).append(uno.persona)
    return gruppi


def _al_gruppo(domanda: Domanda, persone: Iterable[Any], oggetto: str, *testo: str) -> Iterator[Messaggio]:
    frasi = (*(frase for frase in testo if frase), _quale(domanda))
    azione = (_("Apri la tua graduatoria"), reverse("thinktown:mia_graduatoria", args=[domanda.codice]))
    for persona in persone:
        yield Messaggio(persona=persona, tipo=DOMANDE, oggetto=oggetto, testo=frasi, azione=azione)


def _quale(domanda: Domanda) -> str:
    return _("La domanda: n. %(numero)s, codice %(codice)s. Il bando: %(bando)s.") % {
        "numero": domanda.numero,
        "codice": domanda.codice,
        "bando": domanda.bando,
    }


def _all_ufficio(t: Any, bando: Bando, pagina: tuple[str, str], oggetto: str, *testo: str) -> Iterator[Messaggio]:
    """Who may decide, but for who has just done it."""
    for persona in rispondono(bando):
        if t.attore == attore_in_parole(persona):
            continue
        frasi = (*testo, _("Il bando: %(bando)s.") % {"bando": bando})
        yield Messaggio(persona=persona, tipo=PER_CHI_LAVORA, oggetto=oggetto, testo=frasi, azione=pagina)


# ── It is out ─────────────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.bando", "pubblica_graduatoria", "rivede_graduatoria", "approva_graduatoria")
def uscita(_t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    """Every group that was assessed reads what came of its own. Who is called by the final one is told so instead."""
    righe = RigaGraduatoria.objects.filter(
        graduatoria__bando=bando, graduatoria__n=dati["versione"], domanda__stato=StatoDomanda.AMMESSA
    ).select_related("domanda", "graduatoria__atto")
    righe = righe.defer("graduatoria__ingressi", "graduatoria__risultato").order_by("ordine")
    chiamate = set(Chiamata.objects.filter(bando=bando).values_list("domanda", flat=True))
    da_dire = [riga for riga in righe if riga.domanda_id not in chiamate]
    gruppi = _gruppi(riga.domanda_id for riga in da_dire)
    for riga in da_dire:
        riga.domanda.bando = bando
        yield from _al_gruppo(riga.domanda, gruppi.get(riga.domanda_id, ()), *_che_cosa(riga, dati))


_OGGETTI = {
    TipoGraduatoria.PROVVISORIA: lambda: _("La graduatoria è uscita: guarda com'è andata"),
    TipoGraduatoria.RIVISTA: lambda: _("La graduatoria è cambiata: guarda com'è andata"),
    TipoGraduatoria.DEFINITIVA: lambda: _("La graduatoria è definitiva"),
}


def _che_cosa(riga: RigaGraduatoria, dati: Dati) -> Iterator[str]:
    versione = riga.graduatoria
    yield _OGGETTI[TipoGraduatoria(versione.tipo)]()
    yield _com_e_andata(riga)
    if versione.si_osserva():
        giorno = data(ultimo_giorno(versione.osservazioni_entro))
        yield _("Leggi i punti e i motivi. Se trovi un errore, segnalalo entro %(giorno)s.") % {"giorno": giorno}
    else:
        yield _("Leggi i punti e i motivi. Non devi fare niente.")
    if versione.tipo == TipoGraduatoria.RIVISTA and dati.get("motivo"):
        yield _("È cambiata per questo: %(motivo)s") % {"motivo": dati["motivo"]}
    yield _("L'atto: n. %(numero)s di %(giorno)s.") % {
        "numero": versione.atto.numero,
        "giorno": data(versione.atto.data),
    }


def _com_e_andata(riga: RigaGraduatoria) -> str:
    posto = {"posizione": numero(riga.posizione), "somma": euro(riga.importo) if riga.importo else ""}
    match riga.esito:
        case EsitoGraduatoria.SCELTA if riga.importo:
            return _("La vostra domanda è la numero %(posizione)s: scelta, con %(somma)s.") % posto
        case EsitoGraduatoria.SCELTA:
            return _("La vostra domanda è la numero %(posizione)s: scelta.") % posto
        case EsitoGraduatoria.IDONEA:
            frase = _("La vostra domanda è la numero %(posizione)s: idonea, ma posti o fondi sono finiti prima.")
            return frase % posto
        case _:
            return _("La vostra domanda non ha raggiunto i punti che servono.")


# ── Errors pointed out ────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.osservazione", "osserva")
def segnalata(t: Any, osservazione: Osservazione, _dati: Dati) -> Iterator[Messaggio]:
    domanda = osservazione.domanda
    yield from _al_gruppo(
        domanda,
        _gruppi([domanda.pk]).get(domanda.pk, ()),
        _("Abbiamo ricevuto la segnalazione sulla graduatoria"),
        _("La segnalazione ha il codice %(codice)s. L'ufficio risponde prima di approvare la graduatoria definitiva.")
        % {"codice": osservazione.codice},
        _("Non devi fare niente."),
    )
    dove = reverse("admin:thinktown_bando_osservazione", args=[domanda.bando_id, osservazione.codice])
    yield from _all_ufficio(
        t,
        domanda.bando,
        (_("Apri la segnalazione"), dove),
        _("Un errore segnalato in una graduatoria"),
        _("Chi ha fatto domanda segnala un errore. Leggi, controlla e rispondi: prima, la graduatoria non si approva."),
    )


@avvisa("thinktown.osservazione", "accoglie", "respinge")
def decisa(t: Any, osservazione: Osservazione, _dati: Dati) -> Iterator[Messaggio]:
    domanda, accolta = osservazione.domanda, t.verbo == "accoglie"
    yield from _al_gruppo(
        domanda,
        _gruppi([domanda.pk]).get(domanda.pk, ()),
        _("L'ufficio ha risposto alla segnalazione sulla graduatoria"),
        _("La segnalazione è accolta: la graduatoria si rivede, e ti scriviamo quando esce.")
        if accolta
        else _("La segnalazione non è accolta: la graduatoria resta com'è."),
        _("L'ufficio scrive: %(motivo)s") % {"motivo": osservazione.risposta},
        chi_ne_parla(domanda.bando),
    )
    if accolta:
        yield from _a_chi_ha_valutato(domanda)


def _a_chi_ha_valutato(domanda: Domanda) -> Iterator[Messaggio]:
    """Whose sheets count on it, or who decides on it together. What was pointed out is for the office to tell them."""
    insieme = domanda.bando.in_vigore.graduatoria.concordata
    for persona in _decidono_insieme(domanda) if insieme else _hanno_firmato(domanda):
        yield Messaggio(
            persona=persona,
            tipo=COMMISSIONI,
            oggetto=_("Una domanda si può discutere di nuovo")
            if insieme
            else _("Una scheda che hai firmato si può riprendere"),
            testo=(
                _("Su una domanda l'ufficio ha accolto una segnalazione: rileggila."),
                _("Se i punti vanno corretti, li concordate in una nuova seduta.")
                if insieme
                else _("Se i punti vanno corretti, riprendi la scheda con un motivo, cambiala e firmala."),
                _("Se vanno bene così, non devi fare niente."),
                _("La domanda: n. %(numero)s. Il bando: %(bando)s.")
                % {"numero": domanda.numero, "bando": domanda.bando},
            ),
            azione=(_("Apri la tua scrivania"), reverse("thinktown:commissione", args=[domanda.bando.slug])),
        )


def _hanno_firmato(domanda: Domanda) -> Iterator[Any]:
    schede = Scheda.objects.filter(che_contano(), domanda=domanda, commissario__persona__is_active=True)
    for scheda in schede.select_related("commissario__persona").order_by("commissario"):
        yield scheda.commissario.persona


def _decidono_insieme(domanda: Domanda) -> Iterator[Any]:
    """Who hears of it in a sitting, and so is called to it: whether or not there ever was a sheet."""
    siedono = Commissario.objects.di_oggi().filter(commissione__bando=domanda.bando_id, persona__is_active=True)
    for uno in siedono.select_related("persona", "commissione").order_by("pk"):
        if da_discutere(uno).filter(pk=domanda.pk).exists():
            yield uno.persona


# ── Called ────────────────────────────────────────────────────────────────────────────────────────
def _offre(chiamata: Chiamata) -> str:
    if chiamata.importo:
        return _("La vostra domanda è scelta: vi spettano %(somma)s.") % {"somma": euro(chiamata.importo)}
    return _("La vostra domanda è scelta: il posto è vostro, se lo accettate.")


@avvisa("thinktown.chiamata", "chiama")
def chiamati(_t: Any, chiamata: Chiamata, _dati: Dati) -> Iterator[Messaggio]:
    domanda, giorno = chiamata.domanda, data_breve(ultimo_giorno(chiamata.entro))
    domanda.bando = chiamata.bando
    yield from _al_gruppo(
        domanda,
        _gruppi([domanda.pk]).get(domanda.pk, ()),
        _("Tocca a voi: rispondete entro %(giorno)s") % {"giorno": giorno},
        _offre(chiamata),
        _("Chi parla per il gruppo accetta o rinuncia nel portale, %(entro)s (ora italiana).")
        % {"entro": entro(un_minuto_prima(chiamata.entro))},
        _("Chi non risponde in tempo perde il diritto, e tocca a chi segue."),
        _("L'atto: n. %(numero)s di %(giorno)s.")
        % {"numero": chiamata.atto.numero, "giorno": data(chiamata.atto.data)},
        chi_ne_parla(chiamata.bando),
    )


_RISPOSTE = {
    "accetta": (
        lambda: _("Abbiamo ricevuto la risposta: avete accettato"),
        lambda: _("Avete accettato. L'ufficio vi scrive per quello che viene dopo."),
    ),
    "rinuncia": (
        lambda: _("Abbiamo ricevuto la risposta: avete rinunciato"),
        lambda: _("Avete rinunciato: il posto passa a chi segue in graduatoria."),
    ),
    "fa_scadere": (
        lambda: _("Il termine per rispondere è passato"),
        lambda: _("Non avete risposto in tempo: avete perso il diritto, e tocca a chi segue in graduatoria."),
    ),
    "completa": (
        lambda: _("La somma che vi spetta è cresciuta"),
        lambda: _("Qualcuno ha rinunciato, e quello che si è liberato completa la vostra somma."),
    ),
}


@avvisa("thinktown.chiamata", *_RISPOSTE)
def risposta(t: Any, chiamata: Chiamata, _dati: Dati) -> Iterator[Messaggio]:
    domanda = chiamata.domanda
    domanda.bando = chiamata.bando
    oggetto, testo = _RISPOSTE[t.verbo]
    adesso_e = _("Adesso vi spettano %(somma)s.") % {"somma": euro(chiamata.importo)} if t.verbo == "completa" else ""
    yield from _al_gruppo(
        domanda,
        _gruppi([domanda.pk]).get(domanda.pk, ()),
        oggetto(),
        testo(),
        adesso_e,
        chi_ne_parla(chiamata.bando) if t.verbo != "accetta" else _("Non devi fare niente."),
    )
    if t.verbo in ("rinuncia", "fa_scadere"):
        dove = reverse("admin:thinktown_bando_chiamate", args=[chiamata.bando_id])
        yield from _all_ufficio(
            t,
            chiamata.bando,
            (_("Guarda a chi tocca"), dove),
            _("In una graduatoria si è liberato un posto"),
            _("Chi era scelto ha rinunciato.") if t.verbo == "rinuncia" else _("Chi era scelto non ha risposto."),
            _("Guarda chi segue, e chiamalo con un atto."),
        )
