"""What may be done with a call: the words of each verb, its form, what follows from it, and the action it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talenti.base.exceptions import Frase, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.base.templatetags.italiano import data_ora, numero
from thinktown import actions
from thinktown.actions import DatiAtto
from thinktown.actions.bandi import con_festivi
from thinktown.actions.correzione import in_correzione, si_sta_correggendo
from thinktown.actions.istruttoria import che_cosa_resta
from thinktown.enums import PRESENTATE, Modalita, StatoBando, StatoDomanda
from thinktown.models import Bando, Domanda, Provvedimento
from thinktown.momento import momento
from thinktown.ufficio import moduli


@dataclass(frozen=True)
class Verbo:
    """``segue`` gives the sentences on what will happen; ``quando`` says whether this is the moment for it."""

    titolo: Frase
    bottone: Frase
    form: type[moduli.DelBando]
    esegui: Callable[[Bando, Any, Any], Any]
    fatto: Frase
    segue: Callable[[Bando], list[str]]
    quando: Callable[[Bando], bool] = lambda _bando: True
    # The permission, where it is not the one of the table of verbs.
    permesso: str = ""
    pericolo: bool = False


def quante_domande(bando: Bando) -> dict[str, int]:
    """How many there are of each state: a number says nothing of who is writing, or what."""
    sospese = Provvedimento.objects.in_sospeso().filter(domanda=OuterRef("pk"))
    righe = list(Domanda.objects.filter(bando=bando).values_list("stato", Exists(sospese)))
    stati = [stato for stato, _sospesa in righe]
    return {
        "bozze": stati.count(StatoDomanda.BOZZA),
        "da_controllare": righe.count((StatoDomanda.INVIATA, False)),
        "inviate": sum(1 for stato in stati if stato in PRESENTATE),
        "ritirate": stati.count(StatoDomanda.RITIRATA),
    }


def _chi_ha_una_domanda(bando: Bando) -> str:
    quante = quante_domande(bando)
    bozze = ngettext("%(n)s domanda non ancora inviata", "%(n)s domande non ancora inviate", quante["bozze"])
    inviate = ngettext("%(n)s inviata", "%(n)s inviate", quante["inviate"])
    return _("Adesso il bando ha %(bozze)s e %(inviate)s.") % {
        "bozze": bozze % {"n": numero(quante["bozze"])},
        "inviate": inviate % {"n": numero(quante["inviate"])},
    }


def dati_atto(form: Any, file: Any) -> DatiAtto:
    dati = form.cleaned_data
    return DatiAtto(numero=dati["numero"], data=dati["data"], motivo=dati.get("motivo", ""), file=file)


def _letto(bando: Bando, form: Any) -> None:
    """What the act freezes is what was read on the page."""
    if form.cleaned_data.get("revisione") != bando.revisione:
        raise TransizioneNonAmmessa(_("Il testo è cambiato mentre lo leggevi: rileggilo, poi conferma."))


def _pubblica(bando: Bando, form: Any, da: Any) -> Any:
    _letto(bando, form)
    return actions.pubblica(bando, dati_atto(form, form.documento), da=da)


def _rettifica(bando: Bando, form: Any, da: Any) -> Any:
    _letto(bando, form)
    return actions.rettifica(bando, in_correzione(bando), dati_atto(form, form.documento), da=da)


def _sposta(azione: Callable[..., Any]) -> Callable[[Bando, Any, Any], Any]:
    return lambda bando, form, da: azione(bando, form.cleaned_data["chiude"], dati_atto(form, form.documento), da=da)


def _con_atto(azione: Callable[..., Any]) -> Callable[[Bando, Any, Any], Any]:
    return lambda bando, form, da: azione(bando, dati_atto(form, form.documento), da=da)


def _con_motivo(azione: Callable[..., Any]) -> Callable[[Bando, Any, Any], Any]:
    return lambda bando, form, da: azione(bando, motivo=form.cleaned_data["motivo"], da=da)


def _e_basta(azione: Callable[..., Any]) -> Callable[[Bando, Any, Any], Any]:
    return lambda bando, _form, da: azione(bando, da=da)


def _incarica(bando: Bando, form: Any, da: Any) -> Any:
    return actions.incarica(bando, form.trovata, ruolo=form.cleaned_data["ruolo"], da=da)


def _ammetti(bando: Bando, form: Any, da: Any) -> Any:
    dati = form.cleaned_data
    return actions.ammetti_tardi(bando, form.trovata, fino_a=dati["fino_a"], motivo=dati["motivo"], da=da)


def _aiuto(bando: Bando, form: Any, da: Any) -> Any:
    return actions.affida_aiuto(bando, form.cleaned_data["aiuta"], da=da)


# ── What follows ──────────────────────────────────────────────────────────────────────────────────
def _pubblicandolo(bando: Bando) -> list[str]:
    finestre = con_festivi(bando.bozza).tempi.finestre
    frasi = [_("Il bando esce subito sulla sua pagina, e da lì non si cambia più senza un altro atto.")]
    if finestre:
        frasi.append(
            _("Si apre %(apre)s e si chiude %(chiude)s (ora italiana).")
            % {"apre": data_ora(finestre[0].apre), "chiude": data_ora(finestre[-1].chiude)}
        )
    if finestre and finestre != bando.bozza.tempi.finestre:
        frasi.append(_("La chiusura cadeva in un giorno di festa: passa al primo giorno lavorativo."))
    return frasi


def _con_altra_data(bando: Bando) -> list[str]:
    return [
        _("Adesso chiude %(quando)s.") % {"quando": data_ora(bando.chiude_il)},
        _("Chi sta scrivendo può continuare fino alla nuova ora. Chi ha già inviato non deve fare niente."),
        _chi_ha_una_domanda(bando),
    ]


def _correggendolo(bando: Bando) -> list[str]:
    return [
        _("Il testo nuovo vale da subito, e sulla pagina del bando si legge che cosa è cambiato."),
        _("Chi sta scrivendo risponde al testo nuovo. Chi ha già inviato resta con quello a cui ha risposto."),
        _chi_ha_una_domanda(bando),
    ]


def _annullandolo(bando: Bando) -> list[str]:
    return [
        _("Il bando era sbagliato dall'inizio: cade per tutti (L. 241/1990, articolo 21-nonies)."),
        _("Nessuno presenta più domanda, e quelle inviate non vanno avanti. La pagina resta, con il motivo."),
        _chi_ha_una_domanda(bando),
    ]


def _revocandolo(bando: Bando) -> list[str]:
    return [
        _("Il bando si ferma per motivi venuti dopo (L. 241/1990, articolo 21-quinquies)."),
        _("Nessuno presenta più domanda, e quelle inviate non vanno avanti. La pagina resta, con il motivo."),
        _chi_ha_una_domanda(bando),
    ]


def _fermandolo(bando: Bando) -> list[str]:
    return [
        _("Nessuno invia finché non riapri l'invio. Quello che si scrive resta al sicuro, e si scrive ancora."),
        _("La chiusura non si sposta da sola: se serve, fai anche una proroga."),
        _chi_ha_una_domanda(bando),
    ]


def _chiuso(bando: Bando) -> bool:
    adesso_e = momento(bando)
    return bando.stato == StatoBando.PUBBLICATO and not adesso_e.aperto and not adesso_e.arriva


def _passandole(bando: Bando) -> list[str]:
    resta = che_cosa_resta(bando)
    return [
        _("Le domande ammesse sono %(ammesse)s: da qui le valuta la commissione.") % resta,
        _("Da decidere %(da_decidere)s, da comunicare %(da_comunicare)s, in attesa di risposta %(aspettano)s.") % resta,
        _("Dopo questo passo il controllo non si riapre."),
    ]


def _dette(*frasi: Frase) -> Callable[[Bando], list[str]]:
    return lambda _bando: [str(frase) for frase in frasi]


VERBI: dict[str, Verbo] = {
    "manda_in_verifica": Verbo(
        gettext_lazy("Manda in verifica"),
        gettext_lazy("Manda in verifica"),
        moduli.FormConferma,
        _e_basta(actions.manda_in_verifica),
        gettext_lazy("Mandato in verifica: adesso lo rilegge un'altra persona."),
        _dette(
            gettext_lazy("Da adesso il testo è fermo: lo rilegge e lo pubblica un'altra persona."),
            gettext_lazy("Se c'è da cambiare, te lo rimanda con il motivo."),
        ),
    ),
    "rimanda": Verbo(
        gettext_lazy("Rimanda a chi scrive"),
        gettext_lazy("Rimanda"),
        moduli.FormMotivo,
        _con_motivo(actions.rimanda),
        gettext_lazy("Rimandato: è di nuovo una bozza."),
        _dette(gettext_lazy("Il bando torna una bozza: si cambia e si rimanda in verifica.")),
    ),
    "pubblica": Verbo(
        gettext_lazy("Pubblica il bando"),
        gettext_lazy("Pubblica il bando"),
        moduli.FormAtto,
        _pubblica,
        gettext_lazy("Il bando è pubblicato."),
        _pubblicandolo,
    ),
    "rettifica": Verbo(
        gettext_lazy("Correggi il bando"),
        gettext_lazy("Pubblica la correzione"),
        moduli.FormAttoConMotivo,
        _rettifica,
        gettext_lazy("La correzione è pubblicata."),
        _correggendolo,
    ),
    "abbandona_rettifica": Verbo(
        gettext_lazy("Lascia perdere la correzione"),
        gettext_lazy("Lascia perdere"),
        moduli.FormConferma,
        _e_basta(actions.abbandona_rettifica),
        gettext_lazy("La correzione è stata lasciata: il bando resta com'è."),
        _dette(gettext_lazy("Quello che era stato cambiato si perde. Il bando pubblicato resta com'è.")),
        quando=si_sta_correggendo,
        permesso="thinktown.scrive_bandi",
    ),
    "proroga": Verbo(
        gettext_lazy("Proroga la scadenza"),
        gettext_lazy("Proroga"),
        moduli.FormSposta,
        _sposta(actions.proroga),
        gettext_lazy("Scadenza prorogata."),
        _con_altra_data,
        quando=lambda bando: not _chiuso(bando),
    ),
    "riapri": Verbo(
        gettext_lazy("Riapri i termini"),
        gettext_lazy("Riapri"),
        moduli.FormSposta,
        _sposta(actions.riapri),
        gettext_lazy("I termini sono riaperti."),
        _con_altra_data,
        quando=_chiuso,
    ),
    "ferma_invii": Verbo(
        gettext_lazy("Ferma l'invio delle domande"),
        gettext_lazy("Ferma l'invio"),
        moduli.FormFermo,
        _con_motivo(actions.ferma_invii),
        gettext_lazy("L'invio delle domande è fermo."),
        _fermandolo,
        quando=lambda bando: not bando.fermo,
        pericolo=True,
    ),
    "riprendi_invii": Verbo(
        gettext_lazy("Riapri l'invio delle domande"),
        gettext_lazy("Riapri l'invio"),
        moduli.FormConferma,
        _e_basta(actions.riprendi_invii),
        gettext_lazy("L'invio delle domande è riaperto."),
        _dette(gettext_lazy("Da adesso si invia di nuovo.")),
        quando=lambda bando: bool(bando.fermo),
    ),
    "ammetti_tardi": Verbo(
        gettext_lazy("Ammetti una persona fuori termine"),
        gettext_lazy("Ammetti"),
        moduli.FormTardi,
        _ammetti,
        gettext_lazy("Fatto: questa persona può scrivere e inviare fino a quell'ora."),
        _dette(
            gettext_lazy("Solo questa persona può scrivere e inviare dopo la chiusura, fino all'ora che scegli."),
            gettext_lazy("Il motivo e chi ha deciso restano nella storia del bando."),
        ),
    ),
    "passa_alla_commissione": Verbo(
        gettext_lazy("Passa le domande alla commissione"),
        gettext_lazy("Passa alla commissione"),
        moduli.FormConferma,
        _e_basta(actions.passa_alla_commissione),
        gettext_lazy("Fatto: le domande ammesse aspettano la commissione."),
        _passandole,
        quando=lambda bando: _chiuso(bando) and bando.modalita != Modalita.SPORTELLO,
    ),
    "incarica": Verbo(
        gettext_lazy("Dai un incarico"),
        gettext_lazy("Dai l'incarico"),
        moduli.FormIncarico,
        _incarica,
        gettext_lazy("Incarico dato."),
        _dette(
            gettext_lazy("La persona segue questo bando da oggi, anche se è di un altro ente."),
            gettext_lazy("Chi è responsabile del procedimento prende il posto di chi lo era prima."),
        ),
        # While it is being read by somebody else, the call and who is round it stand still.
        quando=lambda bando: bando.stato != StatoBando.IN_VERIFICA,
    ),
    "affida_aiuto": Verbo(
        gettext_lazy("Chi aiuta a preparare la domanda"),
        gettext_lazy("Salva"),
        moduli.FormAiuto,
        _aiuto,
        gettext_lazy("Salvato."),
        _dette(
            gettext_lazy("Chi vuole partecipare può chiedere aiuto a questa organizzazione dalla pagina del bando.")
        ),
    ),
    "annulla": Verbo(
        gettext_lazy("Annulla il bando"),
        gettext_lazy("Annulla il bando"),
        moduli.FormFine,
        _con_atto(actions.annulla),
        gettext_lazy("Il bando è annullato."),
        _annullandolo,
        pericolo=True,
    ),
    "revoca": Verbo(
        gettext_lazy("Revoca il bando"),
        gettext_lazy("Revoca il bando"),
        moduli.FormFine,
        _con_atto(actions.revoca),
        gettext_lazy("Il bando è revocato."),
        _revocandolo,
        pericolo=True,
    ),
}


# What brings the call forward: the one filled button of its page.
PRINCIPALI = ("manda_in_verifica", "pubblica")


def permesso_di(verbo: str) -> str:
    return VERBI[verbo].permesso or Bando.TRANSIZIONI[verbo].permesso


def si_puo_ora(verbo: str, bando: Bando) -> bool:
    """Is this the moment for it, whoever asks?"""
    passo = Bando.TRANSIZIONI.get(verbo)
    return (passo is None or not passo.da or bando.stato in passo.da) and VERBI[verbo].quando(bando)


def verbi_di_adesso(bando: Bando, persona: Any) -> list[dict[str, Any]]:
    """What the call is ready for: each with why this person may not, where she may not."""
    ora = [chiave for chiave in VERBI if si_puo_ora(chiave, bando)]
    ora.sort(key=lambda chiave: chiave not in PRINCIPALI)
    esiti = {permesso: puo(persona, permesso, bando) for permesso in sorted({permesso_di(chiave) for chiave in ora})}
    return [
        {"verbo": chiave, "titolo": VERBI[chiave].titolo, "pericolo": VERBI[chiave].pericolo,
         "principale": chiave in PRINCIPALI,
         "esito": esiti[permesso_di(chiave)]}
        for chiave in ora
    ]  # fmt: skip
