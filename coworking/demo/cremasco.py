"""Hosts of the Cremasco. All of them are invented."""

from coworking.demo.modelli import FERIALI, Offerta, Ospite
from coworking.enums import Aspetto, Dotazione, Grado, StatoSpazio, Tipo, Vendita
from talenti.portale.demo.oggi import Proposta
from talenti.rete.enums import Azione
from talenti.rete.enums import Tipo as Di

A, D, G = Aspetto, Dotazione, Grado
C = Azione.COWORKING
_PIANO_TERRA = (A.RUOTE, G.SI, "È a piano terra, senza gradini.")

STAMPA = Ospite(
    "stampa-campione",
    "referente.stampa-campione",
    "Crema",
    "via Campione 40",
    ((FERIALI, "14:00", "18:30"),),
    (
        Offerta(
            "Stampa Campione, tavolo grande",
            Tipo.ATTREZZATA,
            2,
            "Un tavolo di tre metri e una taglierina, il pomeriggio.",
            "Per rilegare, tagliare, montare una mostra. I resti di carta sono tuoi.",
            (D.ATTREZZI, D.STAMPANTE, D.WIFI),
            (_PIANO_TERRA,),
            condivide="Come si sceglie la carta, e quanto costa stampare.",
            regole="La taglierina grande la usiamo noi.",
        ),
    ),
)

PANDINO = Ospite(
    "officina-finta",
    "referente.officina-finta",
    "Pandino",
    "via Finta 18",
    ((FERIALI, "08:30", "19:00"),),
    (
        Offerta(
            "Officina Finta, scrivanie",
            Tipo.HUB,
            6,
            "Sei scrivanie in una vecchia officina, con la cucina in fondo.",
            "Lavorano qui due illustratrici, un traduttore e chi passa. Il pavimento è quello di una volta.",
            (D.WIFI, D.MONITOR, D.CUCINA, D.BICI),
            (_PIANO_TERRA,),
            condivide="Il pranzo del mercoledì: ognuno porta qualcosa.",
            regole="Le telefonate si fanno in cortile.",
            come="Il portone verde. Di mattina è aperto.",
        ),
        Offerta(
            "Officina Finta, sala prove",
            Tipo.LABORATORIO,
            12,
            "Una sala con la pedana, per prove e letture.",
            "La pedana è di quattro metri per tre. Ci sono dodici sedie.",
            (D.WIFI, D.AUDIO_VIDEO),
            (_PIANO_TERRA,),
            vendita=Vendita.INTERO,
            stato=StatoSpazio.PROPOSTO,
        ),
    ),
    Proposta(
        "officina-finta",
        Di.COOPERATIVA,
        "Officina Finta",
        "Pandino",
        "Cooperativa di lavoro condiviso in una vecchia officina.",
        {C: "Sei scrivanie, tutti i giorni."},
        ("Berta", "Finti"),
        330,
    ),
    giorni_fa=145,
)

GEOMETRI = Ospite(
    "geometri-modello",
    "referente.geometri-modello",
    "Castelleone",
    "via Modello 6",
    (((0, 1, 3), "08:30", "17:30"),),
    (
        Offerta(
            "Geometri Modello, due tavoli",
            Tipo.STUDIO,
            2,
            "Due tavoli larghi, per chi disegna.",
            "Ci stanno i fogli grandi. Il plotter stampa fino al formato A0.",
            (D.WIFI, D.MONITOR, D.STAMPANTE, D.PARCHEGGIO),
            ((A.RUOTE, G.NO, "Si salgono due rampe."),),
            condivide="Come si legge un capitolato, a chi si chiede un permesso.",
            quanto="il plotter: 3 € al metro",
        ),
    ),
    Proposta(
        "geometri-modello",
        Di.STUDIO,
        "Geometri Modello",
        "Castelleone",
        "Rilievi, progetti, pratiche.",
        {C: "Due tavoli da disegno."},
        ("Ugo", "Modelli"),
        300,
    ),
)

AVVOCATE = Ospite(
    "avvocate-esempio",
    "referente.avvocate-esempio",
    "Rivolta d'Adda",
    "piazza Esempio 5",
    (((0, 1, 2, 3, 4), "15:00", "19:00"),),
    (
        Offerta(
            "Avvocate d'Esempio, stanza dei colloqui",
            Tipo.COLLOQUI,
            4,
            "Una stanza con la porta imbottita, nel pomeriggio.",
            "Per mediatori, consulenti, chi fa colloqui di lavoro. Quattro sedie e un tavolo tondo.",
            (D.WIFI, D.STAMPANTE),
            ((A.RUOTE, G.SI, "Si entra dal cortile, senza gradini."), (A.QUIETE, G.SI, "La porta è imbottita.")),
            vendita=Vendita.INTERO,
            come="Dal cortile, la seconda porta.",
        ),
    ),
    Proposta(
        "avvocate-esempio",
        Di.STUDIO,
        "Avvocate d'Esempio",
        "Rivolta d'Adda",
        "Diritto del lavoro e della famiglia.",
        {C: "Una stanza per i colloqui, il pomeriggio."},
        ("Lidia", "Esempio"),
        270,
    ),
)

CIRCOLO = Ospite(
    "circolo-prova",
    "referente.circolo-prova",
    "Soncino",
    "via Prova 33",
    (((2, 3, 4), "16:00", "22:00"), ((5,), "10:00", "20:00")),
    (
        Offerta(
            "Circolo Prova, la sala",
            Tipo.RIUNIONI,
            15,
            "Una sala per quindici, aperta anche la sera.",
            "Sedie pieghevoli, due tavoli, un proiettore. Il bar è nella stanza accanto.",
            (D.WIFI, D.PROIETTORE, D.CUCINA),
            (_PIANO_TERRA, (A.QUIETE, G.IN_PARTE, "Il sabato si sente il bar.")),
            vendita=Vendita.INTERO,
            regole="Le sedie si rimettono in pila.",
            quanto="4 € l'ora, per la luce",
        ),
    ),
    Proposta(
        "circolo-prova",
        Di.ASSOCIAZIONE,
        "Circolo Prova",
        "Soncino",
        "Letture, carte, cineforum.",
        {C: "La sala, dal mercoledì al sabato."},
        ("Oreste", "Prova"),
        250,
    ),
)

ELETTRONICA = Ospite(
    "elettronica-campione",
    "referente.elettronica-campione",
    "Offanengo",
    "via Campione 2",
    (((1, 2, 3, 4), "08:30", "17:30"),),
    (
        Offerta(
            "Elettronica Campione, banco di misura",
            Tipo.ATTREZZATA,
            1,
            "Un banco con oscilloscopio, saldatore e alimentatore.",
            "Per provare una scheda o riparare un apparecchio. I componenti piccoli ci sono.",
            (D.WIFI, D.ATTREZZI, D.MONITOR, D.PARCHEGGIO),
            (_PIANO_TERRA,),
            condivide="Dove si comprano i componenti, come si prova una scheda.",
            regole="Il saldatore si spegne sempre, anche per cinque minuti.",
        ),
    ),
    Proposta(
        "elettronica-campione",
        Di.IMPRESA,
        "Elettronica Campione",
        "Offanengo",
        "Schede e quadri per macchine.",
        {C: "Un banco di misura."},
        ("Nestore", "Campioni"),
        235,
    ),
)

FILO = Ospite(
    "filo-esempio",
    "referente.filo-esempio",
    "Romanengo",
    "via dell'Esempio 11",
    (((0, 1, 2, 3, 4), "09:00", "17:00"),),
    (
        Offerta(
            "Il Filo d'Esempio, stanza delle attività",
            Tipo.LABORATORIO,
            18,
            "Una stanza con il lavandino e i tavoli che si lavano, per laboratori con bambini e adulti.",
            "I tavoli sono bassi da un lato e alti dall'altro. I colori si possono usare.",
            (D.WIFI, D.LAVAGNA, D.CUCINA, D.PARCHEGGIO),
            (_PIANO_TERRA, (A.LETTURA, G.SI, "Le cose hanno un disegno, oltre alla scritta.")),
            vendita=Vendita.INTERO,
            condivide="Come si tiene un gruppo di bambini per due ore.",
            regole="Alla fine i pennelli si lavano e la stanza torna com'era.",
        ),
    ),
    Proposta(
        "filo-esempio",
        Di.COOPERATIVA,
        "Il Filo d'Esempio",
        "Romanengo",
        "Cooperativa sociale: doposcuola e laboratori.",
        {C: "La stanza delle attività."},
        ("Pia", "Esempi"),
        220,
    ),
    giorni_fa=95,
)

OSPITI = (STAMPA, PANDINO, GEOMETRI, AVVOCATE, CIRCOLO, ELETTRONICA, FILO)
