"""What measures 3 and 4 share: a traineeship in a place that asks for it, and how it is chosen among others."""

from dataclasses import replace

from thinktown.definizione import Dichiarazione, Opzione, Quesito
from thinktown.enums import TipoQuesito
from thinktown.enums_posti import NelPosto
from thinktown.misure.comune import racconta

# The rule in force; the first edition stood on D.G.R. 825/2013.
NORME_TIROCINI = ("D.G.R. Lombardia 7763 del 17 gennaio 2018 (tirocini)", "L. 241/1990, articolo 12")

OSPITARE = Dichiarazione(
    chiave="ospitare",
    testo=(
        "Rispettiamo le norme sulla sicurezza e sul collocamento delle persone con disabilità. Nell'ultimo anno non "
        "abbiamo licenziato chi faceva le stesse cose, e chi viene non sostituisce chi lavora da noi."
    ),
    articolo="D.lgs. 81/2008; L. 68/1999; D.G.R. Lombardia 7763/2018",
)
PUBBLICARE = Dichiarazione(
    chiave="pubblicare",
    testo="Se siamo fra chi è scelto, le risposte segnate nella domanda si leggono nella pagina pubblica del posto.",
    articolo="L. 241/1990, articolo 12",
)


def dove() -> tuple[Quesito, ...]:
    return (
        Quesito(
            chiave="comune",
            domanda="In quale comune",
            aiuto="Uno della provincia.",
            massimo=60,
            nel_posto=NelPosto.COMUNE,
        ),
        Quesito(chiave="dove", domanda="In quale sede: via e numero", massimo=160, nel_posto=NelPosto.DOVE),
    )


def tutor(dove_lavora: str) -> tuple[Quesito, ...]:
    """The name is for the office; everybody reads only what that person does."""
    return (
        Quesito(
            chiave="tutor",
            domanda="Chi fa da tutor: nome e cognome",
            aiuto="Il nome non si pubblica.",
            massimo=120,
        ),
        Quesito(
            chiave="tutor_ruolo",
            domanda=f"Che cosa fa {dove_lavora} chi fa da tutor",
            aiuto="Il ruolo e l'esperienza, senza il nome.",
            massimo=200,
            valutato=True,
            nel_posto=NelPosto.TUTOR,
        ),
        Quesito(
            chiave="tutor_segue",
            tipo=TipoQuesito.NUMERO,
            domanda="Quante persone in tirocinio segue già",
            aiuto="Un tutor ne segue al massimo tre.",
            minimo=0,
            massimo=2,
            nel_posto=NelPosto.SEGUE,
        ),
    )


def tempi() -> tuple[Quesito, ...]:
    return (
        Quesito(
            chiave="ore",
            tipo=TipoQuesito.NUMERO,
            domanda="Quante ore alla settimana",
            minimo=10,
            massimo=40,
            nel_posto=NelPosto.ORE,
        ),
        Quesito(
            chiave="orario",
            domanda="In quali giorni e orari",
            massimo=160,
            nel_posto=NelPosto.ORARIO,
        ),
    )


def persone(quante_al_massimo: int) -> tuple[Quesito, ...]:
    """What the number of places is measured on."""
    return (
        Quesito(
            chiave="dipendenti",
            tipo=TipoQuesito.NUMERO,
            domanda="Quante persone a tempo indeterminato lavorano nella sede",
            aiuto="Fino a 5 si ospita una persona, fino a 20 due, poi una ogni dieci.",
            minimo=0,
            massimo=10_000,
            nel_posto=NelPosto.ADDETTI,
        ),
        Quesito(
            chiave="in_tirocinio",
            tipo=TipoQuesito.NUMERO,
            domanda="Quante persone fanno già un tirocinio nella sede",
            minimo=0,
            massimo=1_000,
            nel_posto=NelPosto.OSPITATI,
        ),
        Quesito(
            chiave="posti",
            tipo=TipoQuesito.NUMERO,
            domanda="Quante persone potete ospitare",
            minimo=1,
            massimo=quante_al_massimo,
            nel_posto=NelPosto.POSTI,
        ),
    )


def chi_si_cerca() -> Quesito:
    return Quesito(
        chiave="chi_cercate",
        tipo=TipoQuesito.TESTO_LUNGO,
        domanda="Chi cercate",
        aiuto="Che cosa deve saper fare o voler imparare. Niente età, sesso o altro che la legge non ammette.",
        massimo=600,
        obbligatorio=False,
        nel_posto=NelPosto.CHI,
    )


def in_ordine(domanda: str, aiuto: str) -> Quesito:
    """The places, in the order in which one would have them. Of which call, who writes it says each time."""
    return Quesito(
        chiave="preferenze",
        tipo=TipoQuesito.PREFERENZE,
        domanda=domanda,
        aiuto=aiuto,
        minimo=1,
        massimo=5,
    )


def curriculum() -> Quesito:
    return Quesito(
        chiave="curriculum",
        tipo=TipoQuesito.FILE,
        domanda="Il curriculum",
        aiuto="In PDF. Niente foto, se non vuoi.",
        formati=("pdf",),
        massimo=5,
        valutato=True,
    )


def titolo(domanda: str) -> Quesito:
    return Quesito(chiave="titolo", domanda=domanda, massimo=80, nel_posto=NelPosto.TITOLO)


def settore(domanda: str, opzioni: tuple[Opzione, ...]) -> Quesito:
    return Quesito(
        chiave="settore", tipo=TipoQuesito.SCELTA, domanda=domanda, opzioni=opzioni, nel_posto=NelPosto.SETTORE
    )


def si_legge(cosa: NelPosto, chiave: str, domanda: str, massimo: int, aiuto: str = "") -> Quesito:
    """A long text that everybody reads in the page of the place."""
    return replace(racconta(chiave, domanda, massimo, aiuto), nel_posto=cosa)
