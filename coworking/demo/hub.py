"""The two hubs that the plan names. What is public of them is told; who acts for them is invented."""

from coworking.demo.modelli import FERIALI, Offerta, Ospite
from coworking.enums import Aspetto, Dotazione, Grado, Tipo, Vendita

A, D, G = Aspetto, Dotazione, Grado
_REGOLE = (
    "Le telefonate si fanno nelle salette. Chi va via per ultimo spegne le luci e chiude le finestre.\n"
    "In cucina ognuno lava quello che usa."
)
_ENTRATA = "Ingresso a piano terra. Alla reception dici il tuo nome."
_ACCESSO = (
    (A.RUOTE, G.SI, "Ingresso senza gradini e bagno largo."),
    (A.QUIETE, G.IN_PARTE, "La mattina è più tranquilla del pomeriggio."),
)
_NUMERI = "I numeri sono quelli dell'apertura, nel novembre 2014."

_OPEN_SPACE = Offerta(
    "COBOX, open space",
    Tipo.HUB,
    26,
    "Ventisei scrivanie insieme, nel polo digitale di Cremona.",
    "Uno spazio solo, con le scrivanie a isole e la luce da un lato. Ogni posto ha una presa, una sedia da ufficio e "
    f"la rete. Intorno lavorano imprese del digitale. {_NUMERI}",
    (D.WIFI, D.STAMPANTE, D.CUCINA, D.ARMADIETTO, D.PARCHEGGIO, D.BICI),
    _ACCESSO,
    condivide="Un caffè con chi fa impresa nel digitale, e chi può guardare la tua idea.",
    regole=_REGOLE,
    come=_ENTRATA,
    foto=("hub", "Una stanza grande con due file di scrivanie e la luce dalle finestre a sinistra."),
)


def _ufficio(n: int) -> Offerta:
    return Offerta(
        f"COBOX, ufficio {n}",
        Tipo.HUB,
        4,
        "Un ufficio chiuso, per una squadra fino a quattro persone.",
        f"Quattro tavoli, una porta che si chiude, una lavagna. Si prenota intero. {_NUMERI}",
        (D.WIFI, D.LAVAGNA, D.STAMPANTE, D.CUCINA),
        _ACCESSO,
        vendita=Vendita.INTERO,
        regole=_REGOLE,
        come=_ENTRATA,
    )


def _saletta(n: int) -> Offerta:
    return Offerta(
        f"COBOX, saletta {n}",
        Tipo.COLLOQUI,
        3,
        "Una stanza piccola per telefonare o parlare in due o tre.",
        f"Un tavolo tondo, tre sedie, la porta che si chiude. {_NUMERI}",
        (D.WIFI, D.MONITOR),
        _ACCESSO,
        vendita=Vendita.INTERO,
        regole=_REGOLE,
        come=_ENTRATA,
    )


_RIUNIONI = Offerta(
    "COBOX, sala riunioni",
    Tipo.RIUNIONI,
    12,
    "Un tavolo per dodici, con schermo e lavagna.",
    f"Per incontrare clienti o fare il punto con la squadra. Lo schermo si collega con un cavo. {_NUMERI}",
    (D.WIFI, D.MONITOR, D.LAVAGNA),
    (*_ACCESSO, (A.UDITO, G.IN_PARTE, "La sala rimbomba un poco.")),
    vendita=Vendita.INTERO,
    regole=_REGOLE,
    come=_ENTRATA,
    foto=("riunioni", "Un tavolo lungo con sei sedie, uno schermo sulla parete di fondo."),
)

_FORMAZIONE = Offerta(
    "COBOX, area formazione",
    Tipo.LABORATORIO,
    30,
    "Trenta posti a sedere, per corsi e incontri aperti.",
    f"Sedie con ribaltina, proiettore, spazio davanti per muoversi. Si prenota per la giornata intera. {_NUMERI}",
    (D.WIFI, D.PROIETTORE, D.LAVAGNA, D.AUDIO_VIDEO),
    (*_ACCESSO, (A.VISTA, G.IN_PARTE, "Le file sono larghe, ma non c'è un percorso a terra.")),
    vendita=Vendita.INTERO,
    regole=_REGOLE,
    come=_ENTRATA,
)

COBOX = Ospite(
    "crit",
    "referente.crit",
    "Cremona",
    "via dell'Innovazione Digitale",
    ((FERIALI, "08:30", "18:30"),),
    (_OPEN_SPACE, *map(_ufficio, range(1, 5)), _FORMAZIONE, _RIUNIONI, *map(_saletta, range(1, 5))),
    giorni_fa=175,
)

_QUANTI = "Quanti sono i posti, qui, è inventato per la dimostrazione."

CREMA_RICERCHE = Ospite(
    "reindustria",
    "referente.reindustria",
    "Crema",
    "sede di REI – Reindustria Innovazione",
    ((FERIALI, "09:00", "18:00"),),
    (
        Offerta(
            "Crema Ricerche, scrivanie",
            Tipo.HUB,
            10,
            "Lo spazio di lavoro condiviso dell'incubatore di Crema.",
            "Le scrivanie dell'incubatore che era del Consorzio Crema Ricerche, dal 2016 parte di REI – Reindustria "
            f"Innovazione. {_QUANTI}",
            (D.WIFI, D.STAMPANTE, D.CUCINA, D.PARCHEGGIO),
            ((A.RUOTE, G.SI, "C'è l'ascensore."),),
            condivide="Chi lavora qui conosce le imprese del Cremasco: puoi chiedere.",
            regole="Chi arriva saluta e firma il foglio delle presenze.",
            come="Al primo piano, suona REI.",
        ),
        Offerta(
            "Crema Ricerche, sala riunioni",
            Tipo.RIUNIONI,
            10,
            "Una sala per dieci, con proiettore.",
            f"Per presentare un'idea o fare una riunione. {_QUANTI}",
            (D.WIFI, D.PROIETTORE, D.LAVAGNA),
            ((A.RUOTE, G.SI, "C'è l'ascensore."),),
            vendita=Vendita.INTERO,
            come="Al primo piano, suona REI.",
        ),
    ),
    che_cosa="Lo spazio di lavoro condiviso di Crema.",
    giorni_fa=165,
)

HUB = (COBOX, CREMA_RICERCHE)
