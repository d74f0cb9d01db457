"""Official terms and what the portal says instead (the page /aiuto/parole/).

Each room may add its own: ``parole_di_stanza`` is filled from AppConfig.ready().
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import Frase
from talenti.base.registries import Registro
from talenti.luoghi.nomi import normalizza


@dataclass(frozen=True)
class Parola:
    """An official term, the word on screen, and what it means in a sentence."""

    ufficiale: Frase
    nostra: Frase
    spiega: Frase = ""


parole_di_stanza: Registro[Iterable[Parola]] = Registro()

DEL_PORTALE: tuple[Parola, ...] = (
    Parola(
        _("istanza, domanda di partecipazione"),
        _("domanda"),
        _("Quello che scrivi e invii per partecipare a un bando."),
    ),
    Parola(
        _("soccorso istruttorio"),
        _("ti chiediamo di completare la domanda"),
        _("Manca qualcosa: ti diciamo che cosa e prima di quale giorno mandarlo."),
    ),
    Parola(_("istruttoria"), _("controllo dell'ufficio"), _("L'ufficio guarda se c'è tutto quello che serve.")),
    Parola(_("ammissibilità"), _("la domanda si può valutare"), _("C'è tutto: ora la legge la commissione.")),
    Parola(
        _("dichiarazione sostitutiva (DPR 445/2000)"),
        _("dichiarazione"),
        _("Vale come un certificato, e dire il falso è reato."),
    ),
    Parola(_("soggetto proponente, capofila"), _("chi presenta, chi guida il gruppo")),
    Parola(_("responsabile del procedimento"), _("la persona che segue il bando")),
    Parola(
        _("titolare del trattamento, RPD"),
        _("chi custodisce i tuoi dati, a chi scrivere"),
        _("Il titolare decide come usare i dati. L'RPD, cioè il responsabile della protezione dei dati, risponde."),
    ),
    Parola(
        _("avviso di chiarimento, FAQ"), _("chiarimenti"), _("Domande su un bando, con la risposta che leggono tutti.")
    ),
    Parola(
        _("graduatoria provvisoria, definitiva"),
        _("graduatoria, non ancora o ormai definitiva"),
        _("L'elenco delle domande in ordine di punti. Finché non è definitiva, si può segnalare un errore."),
    ),
    Parola(_("ammissibile non finanziato"), _("idonea, fondi finiti")),
    Parola(_("scorrimento"), _("si libera un posto: tocca a chi segue")),
    Parola(_("rinuncia, decadenza"), _("non accetti, hai perso il diritto")),
    Parola(_("osservazioni"), _("segnala un errore nella graduatoria")),
    Parola(_("rettifica, proroga"), _("correzione, nuova scadenza")),
    Parola(_("commissione tecnico-scientifica"), _("commissione che valuta")),
    Parola(
        _("tirocinio extracurriculare"),
        _("tirocinio con indennità"),
        _("Un periodo di lavoro per imparare, con un contributo ogni mese."),
    ),
    Parola(
        _("validazione, certificazione delle competenze"),
        _("riconoscimento, certificato ufficiale"),
        _("Un ente accreditato riconosce quello che sai fare. Poi lo scrive in un certificato."),
    ),
    Parola(_("esercente la responsabilità genitoriale"), _("genitore o tutore")),
    Parola(_("revoca, annullamento"), _("il bando è stato fermato, cancellato")),
)


def in_ordine() -> list[Parola]:
    """Every word, by official term."""
    tutte = [*DEL_PORTALE, *(parola for gruppo in parole_di_stanza for parola in gruppo)]
    return sorted(tutte, key=lambda parola: normalizza(str(parola.ufficiale)))
