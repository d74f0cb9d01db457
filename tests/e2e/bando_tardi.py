"""Who comes too late in the browser: written without a script, refused after the closing, alive again by an act."""

import re

from tests.e2e.posta import segue_la_mail

NOME = "Associazione Cortili di Prova"
CODICE_FISCALE = "99990010193"
PARTI = (
    {
        "titolo": "Cortili aperti",
        "tema": "utilita",
        "idea": "Apriamo dodici cortili.",
        "perche": "Per chi abita da solo.",
        "come": "Un cortile alla settimana.",
        "comuni": "Cremona",
    },
    {
        "inizio_giorno": "1",
        "inizio_mese": "4",
        "inizio_anno": "2027",
        "fine_giorno": "30",
        "fine_mese": "9",
        "fine_anno": "2027",
        "occasione": "no",
    },
    {
        "spese-0-voce": "Sedie",
        "spese-0-quanto": "1200",
        "spese-0-a_chi": "Falegname",
        "chiesto": "900",
        "nostro": "300",
    },
    {"gruppo": "Quindici persone, da tre anni."},
)


def scrive_tutto_senza_script(ada, bando) -> str:
    """Part by part, saved by the button. Returns the address of the application."""
    ada.entra("ada")
    ada.vai(bando)
    ada.premi("Comincia la domanda")
    ada.scrivi(come="associazioni|associazione", soggetto=NOME, codice_fiscale=CODICE_FISCALE)
    ada.premi("Comincia")
    domanda = ada.percorso
    ada.premi("Il progetto")
    for parte in PARTI:
        titolo = ada.titolo
        ada.scrivi(**{f"v-{voce}": testo for voce, testo in parte.items()})
        if titolo == "Chi siete":
            ada.pagina.get_by_label("Ada Esempio").check(force=True)
            ada.allega("v-statuto", "statuto.pdf", "Statuto", "I cortili sono di tutti.")
        ada.premi("Salva e continua")
        assert ada.titolo != titolo, ada.testo
    assert ada.percorso == domanda, ada.testo
    completa_i_dati(ada, domanda)
    return domanda


def completa_i_dati(ada, domanda):
    """Where she lives and where the association has its seat, on the day of the closing; again, it changes nothing."""
    for pagina, campo, bottone in (("i-tuoi-dati/", "residenza", "Salva la risposta"), ("chi/", "sede", "Salva")):
        ada.vai(f"{domanda}{pagina}")
        ada.scrivi(**{campo: "Cremona"})
        ada.guarda()
        ada.premi(bottone)
        assert ada.percorso == domanda, ada.testo


def sta_per_inviare(ada, domanda):
    """The last page stands open, everything ticked, while the call closes."""
    ada.vai(f"{domanda}invia/")
    for casella in ada.pagina.locator("main [name^='dichiara_']").all():
        casella.check(force=True)
    ada.guarda()


def arriva_tardi(ada, domanda):
    """Refused with the instant, to the second; nothing is lost, and it can be read."""
    ada.premi("Invia la domanda")
    assert ada.titolo == "Il termine è passato: la domanda non è inviata"
    ada.guarda_larga_e_stretta()
    ada.vai(domanda)
    assert "Apriamo dodici cortili." in ada.testo
    ada.guarda()
    ada.vai("/area/domande/")
    ada.guarda()


def invia_dopo_la_proroga(ada, domanda):
    """From the mail to the draft, alive as it was left, to the receipt."""
    segue_la_mail(
        ada, "ada@example.org", re.compile("^Bando riaperto"), dice=ada.portale.indirizzo, bottone="Leggi il bando",
        dove="**/bandi/**",
    )  # fmt: skip
    ada.guarda()
    ada.premi("Continua la tua domanda")
    assert ada.percorso == domanda
    ada.guarda()
    # Two hours more may be another day.
    completa_i_dati(ada, domanda)
    sta_per_inviare(ada, domanda)
    ada.premi("Invia la domanda")
    assert ada.titolo == "Domanda inviata"
    ada.guarda()
