"""An article as data: its states, its transitions, its licences, how long its parts may be."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella

TITOLO_MASSIMO, SOMMARIO_MASSIMO, TESTO_MASSIMO = 120, 200, 60_000
NOTA_MASSIMA, BRANO_MASSIMO = 600, 300
# Below it a text is no piece yet, above it nobody reads to the end (words).
PAROLE_MINIME, PAROLE_MASSIME = 80, 1_800
# Ease of reading asked of a public page; a guide, never a gate (house style).
GULPEASE_CHIESTO = 60


class StatoArticolo(models.TextChoices):
    """Where the work on the text is. What readers see is told by ``viva`` and its two instants, not by this."""

    BOZZA = "bozza", _("Bozza")
    IN_REVISIONE = "in_revisione", _("In revisione")
    DA_SISTEMARE = "da_sistemare", _("Da sistemare")
    PRONTO = "pronto", _("Pronto")
    PUBBLICATO = "pubblicato", _("Pubblicato")
    ARCHIVIATO = "archiviato", _("Ritirato")


# In these the text may be written on.
SI_SCRIVE = (StatoArticolo.BOZZA, StatoArticolo.DA_SISTEMARE)


class Licenza(models.TextChoices):
    """Under which terms others may take a text or a picture."""

    CC_BY = "cc-by-4.0", _("Creative Commons Attribuzione 4.0 (CC BY)")
    CC_BY_SA = "cc-by-sa-4.0", _("Creative Commons Attribuzione, stessa licenza 4.0 (CC BY-SA)")
    CC0 = "cc0-1.0", _("Pubblico dominio (CC0)")
    RISERVATA = "riservata", _("Tutti i diritti riservati")


INDIRIZZI_LICENZE = {
    Licenza.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.it",
    Licenza.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.it",
    Licenza.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.it",
}

IN_CORSO = (
    StatoArticolo.BOZZA,
    StatoArticolo.IN_REVISIONE,
    StatoArticolo.DA_SISTEMARE,
    StatoArticolo.PRONTO,
)

TRANSIZIONI_ARTICOLO: Tabella = {
    "comincia": Passo((), None, "redazione.comincia", _("Ha cominciato a scrivere")),
    "firma": Passo((), None, "redazione.firma", _("Ha confermato la firma")),
    "cura": Passo((), None, "redazione.scrive", _("Ha cambiato argomenti, indirizzo o licenza")),
    "manda": Passo(SI_SCRIVE, StatoArticolo.IN_REVISIONE, "redazione.scrive", _("Ha mandato in revisione")),
    "riprendi": Passo(
        (StatoArticolo.IN_REVISIONE, StatoArticolo.PRONTO),
        StatoArticolo.BOZZA,
        "redazione.scrive",
        _("Ha ripreso il testo"),
    ),
    "prendi": Passo((StatoArticolo.IN_REVISIONE,), None, "redazione.revisiona", _("Ha preso la revisione")),
    "lascia": Passo((StatoArticolo.IN_REVISIONE,), None, "redazione.revisiona", _("Ha lasciato la revisione")),
    "annota": Passo((StatoArticolo.IN_REVISIONE,), None, "redazione.revisiona", _("Ha scritto una nota")),
    "sistema": Passo(IN_CORSO, None, "redazione.scrive", _("Ha sistemato una nota")),
    "rimanda": Passo(
        (StatoArticolo.IN_REVISIONE, StatoArticolo.PRONTO),
        StatoArticolo.DA_SISTEMARE,
        "redazione.revisiona",
        _("Ha rimandato il testo"),
    ),
    "approva": Passo((StatoArticolo.IN_REVISIONE,), StatoArticolo.PRONTO, "redazione.revisiona", _("Ha approvato")),
    "chiedi_verifica": Passo(IN_CORSO, None, "redazione.revisiona_o_scrive", _("Ha chiesto una verifica dei fatti")),
    "verifica": Passo((*IN_CORSO, StatoArticolo.PUBBLICATO), None, "redazione.verifica", _("Verifica dei fatti")),
    "pubblica": Passo((StatoArticolo.PRONTO,), StatoArticolo.PUBBLICATO, "redazione.pubblica", _("Ha pubblicato")),
    "programma": Passo(
        (StatoArticolo.PUBBLICATO,), None, "redazione.pubblica", _("Ha cambiato da quando e fino a quando si legge")
    ),
    # What readers see stays until the new text is published in its turn.
    "correggi": Passo(
        (StatoArticolo.PUBBLICATO,), StatoArticolo.BOZZA, "redazione.scrive", _("Ha aperto una correzione")
    ),
    # The draft goes back to what readers see.
    "abbandona": Passo(
        (*SI_SCRIVE, StatoArticolo.IN_REVISIONE, StatoArticolo.PRONTO),
        StatoArticolo.PUBBLICATO,
        "redazione.scrive",
        _("Ha lasciato la correzione"),
    ),
    "ritira": Passo(
        (*IN_CORSO, StatoArticolo.PUBBLICATO),
        StatoArticolo.ARCHIVIATO,
        "redazione.pubblica",
        _("Ha ritirato l'articolo"),
        motivo=True,
    ),
    "riapri": Passo(
        (StatoArticolo.ARCHIVIATO,), StatoArticolo.BOZZA, "redazione.pubblica", _("Ha riaperto l'articolo")
    ),
}


# ── What readers and outsiders say ────────────────────────────────────────────────────────────────
class EsitoVerifica(models.TextChoices):
    GIUSTO = "giusto", _("È tutto giusto")
    DA_CORREGGERE = "da_correggere", _("C'è qualcosa da correggere")


class TipoSegnalazione(models.TextChoices):
    ERRORE = "errore", _("C'è un errore")
    REPLICA = "replica", _("L'articolo parla di me o del mio ente: voglio replicare")


class StatoSegnalazione(models.TextChoices):
    ARRIVATA = "arrivata", _("Da guardare")
    ACCOLTA = "accolta", _("Accolta")
    RESPINTA = "respinta", _("Non accolta")


TRANSIZIONI_SEGNALAZIONE: Tabella = {
    "segnala": Passo((), None, "redazione.segnala", _("Ha segnalato")),
    "accogli": Passo(
        (StatoSegnalazione.ARRIVATA,), StatoSegnalazione.ACCOLTA, "redazione.pubblica", _("Ha accolto la segnalazione")
    ),
    "respingi": Passo(
        (StatoSegnalazione.ARRIVATA,),
        StatoSegnalazione.RESPINTA,
        "redazione.pubblica",
        _("Non ha accolto la segnalazione"),
        motivo=True,
    ),
}


class EsitoCollegamento(models.TextChoices):
    DA_PROVARE = "da_provare", _("Da provare")
    RISPONDE = "risponde", _("Risponde")
    NON_RISPONDE = "non_risponde", _("Non risponde")


# ── Pictures ──────────────────────────────────────────────────────────────────────────────────────
class Persone(models.TextChoices):
    """Who can be recognised in a picture: without an answer it goes nowhere."""

    NESSUNA = "nessuna", _("Nessuno si riconosce")
    CON_CONSENSO = "con_consenso", _("Si riconosce qualcuno, e ha detto di sì")


class Taglio(models.TextChoices):
    """How a picture is cut: whole, within a text; wide, on top of it and on cards."""

    INTERA = "intera", _("Intera")
    LARGA = "larga", _("Larga (16:9)")


class Formato(models.TextChoices):
    """Newest first: browsers take the first that they know."""

    AVIF = "avif", "AVIF"
    WEBP = "webp", "WebP"
    JPEG = "jpeg", "JPEG"


TRANSIZIONI_IMMAGINE: Tabella = {
    "carica": Passo((), None, "redazione.carica_immagini", _("Ha caricato l'immagine")),
    "descrivi": Passo((), None, "redazione.cura_immagine", _("Ha cambiato come è descritta o tagliata")),
    "consenso": Passo((), None, "redazione.cura_immagine", _("Ha scritto un consenso")),
    "ritira_consenso": Passo((), None, "redazione.cura_immagine", _("Ha scritto che un consenso è ritirato")),
    "togli": Passo((), None, "redazione.cura_immagine", _("Ha tolto l'immagine"), motivo=True),
}
