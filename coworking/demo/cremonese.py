"""Hosts of the Cremonese. All of them are invented."""

from coworking.demo.modelli import FERIALI, Offerta, Ospite
from coworking.enums import Aspetto, Dotazione, Grado, StatoSpazio, Tipo, Vendita
from talenti.portale.demo.oggi import Proposta
from talenti.rete.enums import Azione
from talenti.rete.enums import Tipo as Di

A, D, G = Aspetto, Dotazione, Grado
C = Azione.COWORKING
_PIANO_TERRA = (A.RUOTE, G.SI, "È a piano terra, con la porta larga.")
_SCALA = (A.RUOTE, G.NO, "Si sale una scala di dodici gradini.")

# Who hosts among the people of the login page: her spaces stand in every state.
MODELLI = Ospite(
    "studio-modelli",
    "rosa",
    "Soresina",
    "via Esempio 4",
    ((FERIALI, "09:00", "18:00"),),
    (
        Offerta(
            "Studio Modelli, due scrivanie",
            Tipo.STUDIO,
            2,
            "Due scrivanie libere in uno studio di grafica, vicino alla stazione.",
            "Lavoriamo in tre, con la radio bassa. Le due scrivanie sono accanto alla finestra, ognuna con il suo "
            "schermo. Puoi usare la stampante e la taglierina.",
            (D.WIFI, D.MONITOR, D.STAMPANTE, D.BICI),
            (_PIANO_TERRA, (A.QUIETE, G.SI, "Siamo in pochi e parliamo piano.")),
            condivide="Come si prepara un file per la stampa, come si fa un preventivo.",
            regole="Le telefonate lunghe si fanno in cortile.\nLa taglierina si usa con uno di noi vicino.",
            come="Suona Studio Modelli: apriamo noi.",
            foto=("studio", "Una scrivania con uno schermo e una lampada, vicino a una finestra."),
        ),
        Offerta(
            "Studio Modelli, sala riunioni",
            Tipo.RIUNIONI,
            6,
            "Un tavolo per sei con uno schermo grande.",
            "La usiamo il lunedì mattina; le altre ore è libera. C'è la macchina del caffè.",
            (D.WIFI, D.MONITOR, D.LAVAGNA, D.CUCINA),
            (_PIANO_TERRA,),
            vendita=Vendita.INTERO,
            come="Suona Studio Modelli: apriamo noi.",
        ),
        Offerta(
            "Studio Modelli, camera oscura",
            Tipo.ATTREZZATA,
            1,
            "Ingranditore, vasche e acqua corrente, per stampare le tue foto.",
            "Una stanza senza finestre, con tutto quello che serve. La carta la porti tu.",
            (D.ATTREZZI,),
            (_PIANO_TERRA, (A.VISTA, G.NO, "Si lavora al buio.")),
            stato=StatoSpazio.SOSPESO,
            motivo="L'aspiratore è rotto: lo cambiamo il mese prossimo.",
        ),
        Offerta(
            "Studio Modelli, soffitta",
            Tipo.LABORATORIO,
            8,
            "Una stanza sotto il tetto, per disegnare in tanti.",
            "Otto tavoli da disegno e la luce dall'alto. Si sale da una scala a chiocciola.",
            (D.LAVAGNA,),
            (_SCALA,),
            vendita=Vendita.INTERO,
            stato=StatoSpazio.RESPINTO,
            motivo="Dalla soffitta si esce da una scala sola: per otto persone ne servono due.",
        ),
        Offerta(
            "Studio Modelli, il cortile",
            Tipo.LABORATORIO,
            15,
            "Un cortile coperto per incontri, quando fa bello.",
            "",
            vendita=Vendita.INTERO,
            stato=StatoSpazio.BOZZA,
        ),
    ),
    Proposta(
        "studio-modelli",
        Di.STUDIO,
        "Studio Modelli",
        "Soresina",
        "Studio di grafica: manifesti, libri, insegne.",
        {C: "Due scrivanie e una sala riunioni."},
        ("Rosa", "Modelli"),
        350,
        conto="rosa",
    ),
    giorni_fa=150,
)

RADIO = Ospite(
    "radio-quartiere",
    "referente.radio-quartiere",
    "Cremona",
    "via Prova 12",
    (((1, 3, 4), "15:00", "22:00"), ((5,), "10:00", "18:00")),
    (
        Offerta(
            "Radio Quartiere, sala di registrazione",
            Tipo.ATTREZZATA,
            1,
            "Due microfoni, un mixer e le pareti che assorbono il rumore.",
            "Per un podcast, un'intervista, una canzone a voce e chitarra. La prima volta ti spieghiamo noi il mixer.",
            (D.WIFI, D.AUDIO_VIDEO),
            (_PIANO_TERRA, (A.QUIETE, G.SI, "Dentro non si sente niente di fuori.")),
            condivide="Come si scrive una puntata e come si parla al microfono.",
            regole="Si entra senza scarpe. Non si mangia vicino al mixer.",
            come="Il citofono è quello con la nota musicale.",
            foto=("radio", "Un microfono davanti a una parete con pannelli scuri."),
        ),
    ),
    che_cosa="La sala di registrazione, quando non siamo in onda.",
)

ARTIGIANI = Ospite(
    "artigiani-esempio",
    "referente.artigiani-esempio",
    "Cremona",
    "corso Esempio 30",
    (((0, 1, 2, 3), "09:00", "12:30"), ((1, 3), "14:30", "18:00")),
    (
        Offerta(
            "Artigiani d'Esempio, stanza dei colloqui",
            Tipo.COLLOQUI,
            3,
            "Una stanza tranquilla per incontrare un cliente.",
            "Un tavolo, tre sedie, la porta chiusa. Nessuno passa.",
            (D.WIFI,),
            ((A.RUOTE, G.SI, "C'è l'ascensore."), (A.UDITO, G.SI, "La stanza è piccola e non rimbomba.")),
            vendita=Vendita.INTERO,
            come="Secondo piano, la porta a destra.",
        ),
    ),
    che_cosa="Una stanza per i colloqui di chi comincia.",
)

CICLOFFICINA = Ospite(
    "ciclofficina",
    "referente.ciclofficina",
    "Soresina",
    "vicolo Prova 2",
    (((2, 4), "15:00", "20:00"), ((5,), "09:00", "18:00")),
    (
        Offerta(
            "Ciclofficina, banco di riparazione",
            Tipo.ATTREZZATA,
            2,
            "Due banchi con cavalletto e chiavi per lavorare sulle bici.",
            "Per chi ripara le bici degli altri e non ha ancora un'officina. I ricambi sono a parte.",
            (D.ATTREZZI, D.BICI),
            (_PIANO_TERRA,),
            condivide="Come si raddrizza una ruota, dove si comprano i ricambi usati.",
            regole="Ogni chiave torna al suo posto. Si lavora con gli occhiali.",
            quanto="2 € per mezza giornata",
            foto=("bici", "Una bicicletta su un cavalletto, con gli attrezzi appesi alla parete."),
        ),
    ),
    che_cosa="Due banchi attrezzati per riparare biciclette.",
)

BOTTEGA = Ospite(
    "bottega-prova",
    "referente.bottega-prova",
    "Pizzighettone",
    "via Finta 9",
    (((0, 1, 2, 3, 4), "08:30", "12:30"), ((1, 3), "14:00", "18:00")),
    (
        Offerta(
            "Bottega Prova, macchine da cucire",
            Tipo.ATTREZZATA,
            4,
            "Quattro macchine da cucire e un tavolo per tagliare.",
            "Due macchine lineari, una tagliacuci e una per i bottoni. Il filo c'è, la stoffa la porti tu.",
            (D.ATTREZZI, D.CUCINA),
            (_PIANO_TERRA,),
            condivide="Come si ripara una cerniera, come si calcola il prezzo di un capo.",
            regole="Prima di andare si scopa intorno alla macchina.",
            foto=("sartoria", "Una macchina da cucire su un tavolo, con due rocchetti di filo."),
        ),
    ),
    giorni_fa=88,
)

FALEGNAMERIA = Ospite(
    "falegnameria-esempio",
    "referente.falegnameria-esempio",
    "Vescovato",
    "via dell'Esempio 21",
    ((FERIALI, "08:00", "12:00"), ((0, 2, 4), "13:30", "17:30")),
    (
        Offerta(
            "Falegnameria Esempio, banco da lavoro",
            Tipo.ATTREZZATA,
            2,
            "Due banchi con morsa e attrezzi a mano, in una falegnameria che lavora.",
            "Puoi costruire un prototipo o finire un mobile. Le macchine grandi le usiamo noi per te.",
            (D.ATTREZZI, D.PARCHEGGIO),
            (_PIANO_TERRA, (A.QUIETE, G.NO, "Le macchine fanno rumore tutto il giorno.")),
            condivide="Quale legno scegliere, e dove comprarlo.",
            regole="Scarpe chiuse, capelli legati, occhiali.\nLe macchine grandi le accende solo chi ci lavora.",
            quanto="5 € per mezza giornata",
            foto=("falegname", "Un banco di legno con una morsa, una sega e una pialla sulla parete."),
        ),
    ),
    Proposta(
        "falegnameria-esempio",
        Di.IMPRESA,
        "Falegnameria Esempio",
        "Vescovato",
        "Mobili su misura, porte, restauri.",
        {C: "Due banchi da lavoro."},
        ("Olmo", "Esempio"),
        310,
    ),
    giorni_fa=140,
)

CONTABILI = Ospite(
    "studio-finti",
    "referente.studio-finti",
    "Castelverde",
    "via Finta 3",
    (((0, 2, 4), "09:00", "18:00"),),
    (
        Offerta(
            "Studio Finti, una scrivania",
            Tipo.STUDIO,
            1,
            "Una scrivania in uno studio di commercialisti, tre giorni a settimana.",
            "La stanza è con una collega che parla poco. C'è un armadio con la chiave.",
            (D.WIFI, D.STAMPANTE, D.ARMADIETTO, D.PARCHEGGIO),
            (_SCALA, (A.QUIETE, G.SI, "Si lavora in silenzio.")),
            condivide="Come si apre una partita IVA, che cosa si paga il primo anno.",
            come="Primo piano. Il parcheggio è dietro.",
        ),
    ),
    Proposta(
        "studio-finti",
        Di.STUDIO,
        "Studio Finti Commercialisti",
        "Castelverde",
        "Contabilità e bilanci di piccole imprese.",
        {C: "Una scrivania, tre giorni a settimana."},
        ("Quinto", "Finti"),
        280,
    ),
)

PSICOLOGHE = Ospite(
    "studio-campione",
    "referente.studio-campione",
    "Sospiro",
    "piazza Campione 1",
    (((1, 3), "14:00", "20:00"), ((5,), "09:00", "13:00")),
    (
        Offerta(
            "Studio Campione, stanza per ascoltare",
            Tipo.COLLOQUI,
            3,
            "Due poltrone, un divano e una sala d'attesa, per chi lavora con le persone.",
            "Per psicologhe, logopediste, consulenti che cominciano. La stanza è insonorizzata.",
            (D.WIFI, D.PARCHEGGIO),
            (_PIANO_TERRA, (A.QUIETE, G.SI, "Da fuori non si sente niente.")),
            vendita=Vendita.INTERO,
            condivide="Come si comincia la professione, e con chi ci si confronta.",
            regole="Chi aspetta, aspetta in sala: nessuno entra a colloquio cominciato.",
            foto=("colloqui", "Due poltrone una di fronte all'altra, con una pianta tra loro."),
        ),
    ),
    Proposta(
        "studio-campione",
        Di.STUDIO,
        "Studio Campione Psicologhe",
        "Sospiro",
        "Tre psicologhe che lavorano con ragazzi e famiglie.",
        {C: "Una stanza per i colloqui."},
        ("Delia", "Campione"),
        260,
    ),
)

CASCINA = Ospite(
    "cascina-esempio",
    "referente.cascina-esempio",
    "San Daniele Po",
    "strada della Prova",
    (((4, 5, 6), "09:00", "19:00"),),
    (
        Offerta(
            "Cascina Esempio, il fienile",
            Tipo.LABORATORIO,
            25,
            "Un fienile rimesso a posto, a due passi dall'argine.",
            "Per laboratori, prove, merende di lavoro. D'inverno c'è la stufa.",
            (D.CUCINA, D.PARCHEGGIO, D.BICI),
            ((A.RUOTE, G.IN_PARTE, "Il cortile è di ghiaia."),),
            vendita=Vendita.INTERO,
            condivide="La cucina grande, e le verdure dell'orto quando ci sono.",
            regole="Si spegne la musica alle 19. I rifiuti si portano via.",
            quanto="15 € al giorno, per la legna e la luce",
            foto=("fienile", "Un fienile vuoto con le travi di legno e la luce da sinistra."),
        ),
    ),
    Proposta(
        "cascina-esempio",
        Di.COOPERATIVA,
        "Cascina Esempio",
        "San Daniele Po",
        "Cooperativa agricola: orto, cucina, accoglienza.",
        {C: "Il fienile, dal venerdì alla domenica."},
        ("Ulma", "Prova"),
        240,
    ),
)

MECCANICA = Ospite(
    "meccanica-prova",
    "referente.meccanica-prova",
    "Sesto ed Uniti",
    "via dei Modelli 7",
    (((0, 1, 2, 3), "09:00", "18:00"),),
    (
        Offerta(
            "Meccanica Prova, stampa 3D",
            Tipo.ATTREZZATA,
            1,
            "Una stampante 3D e un computer per disegnare i pezzi.",
            "Stampa oggetti fino a venti centimetri. Il filamento è compreso fino a mezzo chilo.",
            (D.WIFI, D.STAMPA_3D, D.MONITOR, D.PARCHEGGIO),
            (_PIANO_TERRA,),
            condivide="Come si disegna un pezzo che si stampa bene.",
            rispondo_io=True,
            foto=("stampa3d", "Una stampante 3D accesa accanto a uno schermo."),
        ),
    ),
    Proposta(
        "meccanica-prova",
        Di.IMPRESA,
        "Meccanica Prova",
        "Sesto ed Uniti",
        "Pezzi di ricambio per macchine agricole.",
        {C: "La stampante 3D, quattro giorni a settimana."},
        ("Tullio", "Prova"),
        225,
    ),
)

FOTOGRAFI = Ospite(
    "foto-saggio",
    "referente.foto-saggio",
    "Casalbuttano ed Uniti",
    "via Saggio 15",
    (((1, 2, 3, 4), "10:00", "19:00"),),
    (
        Offerta(
            "Foto Saggio, sala di posa",
            Tipo.ATTREZZATA,
            1,
            "Fondale bianco, due luci e un cavalletto.",
            "Per fotografare prodotti o ritratti. La macchina la porti tu.",
            (D.WIFI, D.AUDIO_VIDEO),
            (_SCALA,),
            condivide="Come si mettono le luci.",
            regole="Sul fondale si cammina senza scarpe.",
            quanto="8 € per mezza giornata",
        ),
    ),
    Proposta(
        "foto-saggio",
        Di.IMPRESA,
        "Foto Saggio",
        "Casalbuttano ed Uniti",
        "Fotografie di prodotti, di scuole, di feste.",
        {C: "La sala di posa, quando è libera."},
        ("Fiore", "Saggi"),
        215,
    ),
)

OSPITI = (
    MODELLI,
    RADIO,
    ARTIGIANI,
    CICLOFFICINA,
    BOTTEGA,
    FALEGNAMERIA,
    CONTABILI,
    PSICOLOGHE,
    CASCINA,
    MECCANICA,
    FOTOGRAFI,
)
