"""Projects for a call that closed some days ago: the office is at work on them."""

from thinktown.demo.modelli import Progetto

UTILITA, INNOVAZIONE, TERRITORIO = "utilita", "innovazione", "territorio"

# Who, what it is called, theme, where, what it is, what it costs, what an association adds.
_RIGHE = (
    ("Gruppo Tavolata Prova", "La tavolata lunga", UTILITA, "Vescovato", "Cento metri di tavolo in mezzo al paese.",
     "Tavoli e panche 320; Stoviglie 140; Bevande 180", 0),
    ("Associazione Cinema Finto", "Cinema sul sagrato", TERRITORIO, "Soresina", "Sei film all'aperto, con la sedia.",
     "Proiettore 1200; Diritti dei film 900; Volantini 180", 300),
    ("Gruppo Scacchi Saggio", "Scacchi giganti in piazza", TERRITORIO, "Castelleone", "Una scacchiera da camminarci.",
     "Legno 380; Vernici 120; Ruote 90", 0),
    ("Gruppo Orto Alto Modello", "Cassette da orto sui balconi", UTILITA, "Cremona", "Un orto dove non c'è terra.",
     "Cassette 300; Terra e semi 220; Attrezzi 150", 0),
    ("Associazione Passi Campione", "Camminate con chi cammina piano", UTILITA, "Pizzighettone",
     "Una camminata a settimana con chi di solito resta a casa.", "Assicurazione 600; Merende 500; Magliette 700", 350),
    ("Gruppo Suoni di Prova", "Il rumore del paese", INNOVAZIONE, "Casalmaggiore",
     "Registriamo i suoni che stanno sparendo e li mettiamo su una mappa.", "Due registratori 460; Cuffie 120", 0),
    ("Gruppo Ombra Esempio", "Ombre sulle fermate", INNOVAZIONE, "Crema", "Tende leggere dove si aspetta il pullman.",
     "Tela 420; Pali 260; Corda 60", 0),
    ("Associazione Merenda Inventata", "Merenda alla pari", UTILITA, "Offanengo",
     "Compiti e merenda due volte a settimana.",
     "Merende 1100; Libri 400; Affitto della sala 800", 320),
    ("Gruppo Fotografie Finte", "Album di strada", TERRITORIO, "Ostiano",
     "Le fotografie di famiglia sui muri del paese.",
     "Stampe 520; Colla di farina 40; Scansioni 150", 0),
    ("Gruppo Biciclette Saggio", "Scuola di bicicletta per grandi", UTILITA, "Cremona",
     "Chi non ha mai imparato impara, con calma.", "Quattro biciclette usate 480; Caschi 160", 0),
    ("Associazione Voci Modello", "Coro di una sera", TERRITORIO, "Soncino",
     "Cento persone che non sanno cantare cantano.",
     "Direttore 900; Palco 1200; Spartiti 150", 400),
    ("Gruppo Stelle Prova", "Cielo senza lampioni", INNOVAZIONE, "Gussola",
     "Una notte al mese il paese spegne e guarda.",
     "Telescopio in prestito 250; Coperte 180", 0),
    ("Gruppo Dialetto Esempio", "Vocabolario a voce", TERRITORIO, "Isola Dovarese",
     "Trecento parole del dialetto, dette da chi le usa ancora.", "Microfono 140; Quaderni 60; Rinfresco 200", 0),
    ("Gruppo Giardino Fantasia", "Il giardino della stazione", UTILITA, "Olmeneta", "Fiori dove si aspetta il treno.",
     "Piante 380; Terra 160; Innaffiatoi 60", 0),
    ("Associazione Radio Campione", "Radio di piazza", INNOVAZIONE, "Vescovato", "Una radio che trasmette dal mercato.",
     "Mixer 900; Microfoni 600; Licenza 250", 300),
    ("Gruppo Palla Inventata", "Torneo senza squadre", UTILITA, "Pandino", "Ogni partita le squadre si mescolano.",
     "Palloni 180; Pettorine 120; Coppe di legno 90", 0),
)  # fmt: skip
# For one of them somebody of the login page speaks: whoever tries the portal reads what the office tells.
_CON = {"Associazione Passi Campione": ("ada",)}
IN_CONTROLLO = tuple(
    Progetto(
        chi,
        titolo,
        tema,
        dove,
        idea,
        f"D'estate qui non c'è quasi niente per chi ha meno di trent'anni: con «{titolo}» si esce di casa.",
        f"Prima ci formiamo, poi proviamo «{titolo}» una volta in piccolo, poi lo facciamo ogni settimana.",
        spese,
        nostro=nostro,
        con=_CON.get(chi, ()),
    )
    for chi, titolo, tema, dove, idea, spese, nostro in _RIGHE
)
