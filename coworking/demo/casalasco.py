"""Hosts of the Casalasco. All of them are invented."""

from coworking.demo.modelli import FERIALI, Offerta, Ospite
from coworking.enums import Aspetto, Dotazione, Grado, StatoSpazio, Tipo, Vendita
from talenti.portale.demo.oggi import Proposta
from talenti.rete.enums import Azione
from talenti.rete.enums import Tipo as Di

A, D, G = Aspetto, Dotazione, Grado
C = Azione.COWORKING
_PIANO_TERRA = (A.RUOTE, G.SI, "È a piano terra, senza gradini.")

ARCHITETTI = Ospite(
    "studio-saggio",
    "referente.studio-saggio",
    "Casalmaggiore",
    "via Saggio 8",
    (((0, 2, 3), "09:00", "18:00"),),
    (
        Offerta(
            "Studio Saggio, due scrivanie",
            Tipo.STUDIO,
            2,
            "Due scrivanie in uno studio di architettura, vicino al Po.",
            "Siamo in quattro, con i plastici sugli scaffali. Il lunedì facciamo riunione, ma in un'altra stanza.",
            (D.WIFI, D.MONITOR, D.STAMPANTE),
            ((A.RUOTE, G.IN_PARTE, "C'è un gradino all'ingresso: ti aiutiamo."),),
            condivide="Come si presenta un progetto.",
            regole="I plastici non si toccano, nemmeno per spolverare.",
        ),
        Offerta(
            "Studio Saggio, tavolo dei plastici",
            Tipo.ATTREZZATA,
            1,
            "Un tavolo con taglierine e colle, per costruire modelli.",
            "Si lavora in piedi. La carta e il legno si portano da casa.",
            (D.ATTREZZI,),
            ((A.RUOTE, G.NO, "Il tavolo è alto un metro e dieci."),),
            stato=StatoSpazio.IN_ESAME,
        ),
    ),
    giorni_fa=125,
)

PO = Ospite(
    "officina-prova",
    "referente.officina-prova",
    "Casalmaggiore",
    "piazza Prova 3",
    ((FERIALI, "08:30", "18:30"), ((5,), "09:00", "13:00")),
    (
        Offerta(
            "Officina Prova, scrivanie sul Po",
            Tipo.HUB,
            8,
            "Otto scrivanie al primo piano, con il fiume di fronte.",
            "Una stanza lunga con le finestre verso l'argine. Il sabato mattina è aperta a chi studia.",
            (D.WIFI, D.STAMPANTE, D.CUCINA, D.BICI, D.ARMADIETTO),
            ((A.RUOTE, G.SI, "C'è l'ascensore."), (A.QUIETE, G.SI, "Le telefonate si fanno fuori.")),
            condivide="Una mattina al mese, chi lavora qui racconta il suo mestiere.",
            regole="Le telefonate si fanno sul terrazzo.\nChi arriva primo apre le imposte.",
            come="Il cancello accanto alla farmacia, poi l'ascensore.",
        ),
        Offerta(
            "Officina Prova, saletta",
            Tipo.RIUNIONI,
            5,
            "Un tavolo per cinque, con uno schermo.",
            "Piccola, ma con la porta. Si prenota a ore.",
            (D.WIFI, D.MONITOR),
            ((A.RUOTE, G.SI, "C'è l'ascensore."),),
            vendita=Vendita.INTERO,
        ),
    ),
    Proposta(
        "officina-prova",
        Di.ASSOCIAZIONE,
        "Officina Prova",
        "Casalmaggiore",
        "Associazione di chi lavora da solo e non vuole stare solo.",
        {C: "Otto scrivanie e una saletta."},
        ("Vera", "Prova"),
        340,
    ),
    giorni_fa=160,
)

INGEGNERI = Ospite(
    "studio-provini",
    "referente.studio-provini",
    "Piadena Drizzona",
    "via dei Provini 10",
    (((1, 3), "09:00", "18:00"),),
    (
        Offerta(
            "Studio Provini, una scrivania",
            Tipo.STUDIO,
            1,
            "Una scrivania con due schermi in uno studio di ingegneri, due giorni a settimana.",
            "La stanza è di chi in quei giorni è in cantiere. Il computer lo porti tu.",
            (D.WIFI, D.MONITOR, D.STAMPANTE, D.PARCHEGGIO),
            (_PIANO_TERRA,),
            condivide="Come si fa un calcolo di massima, e quando non basta.",
        ),
    ),
    Proposta(
        "studio-provini",
        Di.STUDIO,
        "Studio Provini Ingegneri",
        "Piadena Drizzona",
        "Strutture, energia, sicurezza nei cantieri.",
        {C: "Una scrivania, due giorni a settimana."},
        ("Ivano", "Provini"),
        290,
    ),
)

COMPAGNIA = Ospite(
    "compagnia-fantasia",
    "referente.compagnia-fantasia",
    "Gussola",
    "via Fantasia 14",
    (((0, 2, 4), "15:00", "22:00"), ((5, 6), "10:00", "20:00")),
    (
        Offerta(
            "Compagnia Fantasia, sala prove",
            Tipo.LABORATORIO,
            20,
            "Una sala con il pavimento di legno e gli specchi, per teatro e danza.",
            "Ottanta metri quadrati, luci semplici, una console. Le sedie sono in magazzino.",
            (D.AUDIO_VIDEO, D.PARCHEGGIO),
            (_PIANO_TERRA, (A.UDITO, G.IN_PARTE, "L'impianto ha un'uscita per le cuffie.")),
            vendita=Vendita.INTERO,
            condivide="I costumi, se li riporti lavati.",
            regole="Sul legno si sta scalzi o con le scarpe da danza.",
            quanto="10 € al giorno",
        ),
        Offerta(
            "Compagnia Fantasia, camerini",
            Tipo.COLLOQUI,
            2,
            "Due stanze piccole con lo specchio, per provini e interviste.",
            "Una luce buona e una sedia davanti allo specchio.",
            (D.WIFI,),
            (_PIANO_TERRA,),
            vendita=Vendita.INTERO,
            stato=StatoSpazio.PROPOSTO,
        ),
    ),
    Proposta(
        "compagnia-fantasia",
        Di.GRUPPO,
        "Compagnia Fantasia",
        "Gussola",
        "Gruppo di teatro: prove, spettacoli, laboratori.",
        {C: "La sala prove, quando non proviamo.", Azione.EVENTI: "Prove aperte."},
        ("Elsa", "Fantasia"),
        265,
    ),
)

CASEIFICIO = Ospite(
    "caseificio-esempio",
    "referente.caseificio-esempio",
    "San Giovanni in Croce",
    "strada dell'Esempio 1",
    (((1, 2, 3, 4), "08:00", "13:00"),),
    (
        Offerta(
            "Caseificio Esempio, sala degli assaggi",
            Tipo.RIUNIONI,
            10,
            "Una sala per dieci sopra un caseificio, la mattina.",
            "Tavolo lungo, lavandino, frigorifero. Per riunioni, corsi, degustazioni.",
            (D.WIFI, D.PROIETTORE, D.CUCINA, D.PARCHEGGIO),
            ((A.RUOTE, G.NO, "Si sale una rampa di scale."),),
            vendita=Vendita.INTERO,
            condivide="Come si etichetta un prodotto che si mangia.",
            regole="Nella sala si entra con i copriscarpe che trovi alla porta.",
        ),
    ),
    Proposta(
        "caseificio-esempio",
        Di.IMPRESA,
        "Caseificio Esempio",
        "San Giovanni in Croce",
        "Formaggi freschi e visite per le scuole.",
        {C: "La sala degli assaggi, la mattina."},
        ("Gino", "Esempi"),
        245,
    ),
)

LOGOPEDISTE = Ospite(
    "studio-invenzioni",
    "referente.studio-invenzioni",
    "Torre de' Picenardi",
    "via Invenzioni 2",
    (((0, 4), "09:00", "13:00"), ((2,), "14:00", "19:00")),
    (
        Offerta(
            "Studio Invenzioni, stanza dei bambini",
            Tipo.COLLOQUI,
            4,
            "Una stanza con il tappeto e i giochi, per chi lavora con i bambini.",
            "Tavolo basso, specchio, armadio dei giochi. La sala d'attesa è accanto.",
            (D.WIFI, D.PARCHEGGIO),
            (_PIANO_TERRA, (A.LETTURA, G.SI, "Tutto ha un disegno, oltre alla scritta.")),
            vendita=Vendita.INTERO,
            regole="I giochi tornano nell'armadio.",
        ),
    ),
    Proposta(
        "studio-invenzioni",
        Di.STUDIO,
        "Studio Invenzioni",
        "Torre de' Picenardi",
        "Logopedia e aiuto a chi impara in modo diverso.",
        {C: "Una stanza, tre mezze giornate."},
        ("Cleo", "Invenzioni"),
        230,
    ),
)

OSPITI = (ARCHITETTI, PO, INGEGNERI, COMPAGNIA, CASEIFICIO, LOGOPEDISTE)
