"""Projects for four calls in the hands of their commissions, each in another phase."""

from thinktown.demo.modelli import Progetto

UTILITA, INNOVAZIONE, TERRITORIO = "utilita", "innovazione", "territorio"
Riga = tuple[str, str, str, str, str, str, int]

# Who, what it is called, theme, where, what it is, what it costs, what an association adds.
_VUOTI: tuple[Riga, ...] = (
    ("Gruppo Vetrina Prova", "La vetrina che legge", UTILITA, "Soresina", "Un negozio chiuso diventa sala di lettura.",
     "Scaffali 360; Luci 180; Sedie usate 120", 0),
    ("Gruppo Cascina Modello", "La cascina dei sabati", TERRITORIO, "Annicco",
     "Un fienile ospita laboratori, d'estate.",
     "Pulizia 240; Tavoli 300; Assicurazione 220", 0),
    ("Associazione Officina Saggio", "Riparo e imparo", INNOVAZIONE, "Cremona", "Si riparano insieme le cose rotte.",
     "Attrezzi 1100; Banchi 700; Formazione 600", 350),
    ("Gruppo Lavatoio Esempio", "Il lavatoio racconta", TERRITORIO, "Romanengo",
     "Racconti e foto nel vecchio lavatoio.",
     "Pannelli 420; Stampe 260; Rinfresco 110", 0),
)  # fmt: skip
_MUSICA: tuple[Riga, ...] = (
    ("Gruppo Cantina Finta", "Prove aperte", TERRITORIO, "Crema", "Chi suona in cantina prova una volta in piazza.",
     "Amplificatori a noleggio 480; Permessi 120; Volantini 60", 0),
    ("Gruppo Rime di Prova", "Parole a tempo", INNOVAZIONE, "Castelleone", "Un laboratorio di scrittura per il rap.",
     "Microfoni 320; Scheda audio 210; Quaderni 40", 0),
    ("Associazione Banda Esempio", "La banda di tutti", UTILITA, "Soncino", "Strumenti in prestito a chi comincia.",
     "Strumenti usati 1600; Custodie 300; Lezioni 900", 400),
    ("Gruppo Vinile Saggio", "Ascolti lenti", TERRITORIO, "Pandino", "Un disco intero, in silenzio, poi se ne parla.",
     "Giradischi 220; Casse 260; Dischi usati 140", 0),
    ("Gruppo Corde Modello", "Liuteria per curiosi", TERRITORIO, "Cremona",
     "In tre sabati si capisce com'è fatta una viola.",
     "Legni 380; Colle e vernici 150; Affitto della sala 200", 0),
)  # fmt: skip
_SPORT: tuple[Riga, ...] = (
    ("Gruppo Canestro Inventato", "Un canestro per cortile", UTILITA, "Casalmaggiore", "Dieci canestri nei cortili.",
     "Dieci canestri 700; Vernici 120; Palloni 90", 0),
    ("Associazione Remi Prova", "Voga con chi non vede", UTILITA, "Cremona", "Equipaggi misti, sul fiume.",
     "Barca a noleggio 1500; Giubbotti 600; Assicurazione 500", 300),
    ("Gruppo Sentieri Finti", "Corse senza cronometro", TERRITORIO, "Pizzighettone", "Si corre lungo le mura, insieme.",
     "Segnali 260; Acqua e frutta 180; Magliette 320", 0),
    ("Gruppo Tavolo Saggio", "Ping pong in stazione", INNOVAZIONE, "Soresina", "Un tavolo dove si aspetta il treno.",
     "Tavolo da esterni 640; Racchette 90", 0),
)  # fmt: skip
_MEMORIA: tuple[Riga, ...] = (
    ("Gruppo Voci del Po", "Voci di argine", TERRITORIO, "Gussola", "Interviste a chi ha visto le piene.",
     "Registratore 320; Trascrizioni 240; Stampe 130", 0),
    ("Gruppo Ricette Esempio", "Il ricettario del cortile", UTILITA, "Cremona",
     "Ricette di dieci paesi, cotte insieme.",
     "Ingredienti 420; Stampa 380; Pentole 90", 0),
    ("Associazione Archivio Modello", "Le foto del cassetto", INNOVAZIONE, "Crema", "Si scansionano le foto di casa.",
     "Scanner 900; Computer usato 500; Dischi 300; Mostra 800", 300),
    ("Gruppo Mestieri Finti", "A bottega un giorno", UTILITA, "Castelleone", "Un giorno con chi ha un mestiere raro.",
     "Rimborsi 360; Materiali 300; Video 200", 0),
    ("Gruppo Nomi Saggio", "La mappa dei nomi", TERRITORIO, "Offanengo", "I nomi dei campi, prima che si perdano.",
     "Stampe grandi 280; Cartelli 410; Vernice 80", 0),
)  # fmt: skip


def _progetti(righe: tuple[Riga, ...], perche: str, come: str) -> tuple[Progetto, ...]:
    return tuple(
        Progetto(chi, titolo, tema, dove, idea, perche.format(titolo), come.format(titolo), spese, nostro=nostro)
        for chi, titolo, tema, dove, idea, spese, nostro in righe
    )


SPAZI = _progetti(
    _VUOTI,
    "Qui ci sono posti vuoti che si possono aprire: con «{}» ne apriamo uno.",
    "Puliamo, sistemiamo, poi «{}» apre due volte a settimana, a turno.",
)
MUSICA = _progetti(
    _MUSICA,
    "Chi suona o scrive qui lo fa da solo: «{}» è un modo per farlo con altri.",
    "Cominciamo con un incontro aperto, poi «{}» va avanti ogni due settimane.",
)
SPORT = _progetti(
    _SPORT,
    "Muoversi costa, o serve una squadra: a «{}» si viene come si è.",
    "Prepariamo il posto in un fine settimana, poi «{}» è aperto a chi passa.",
)
MEMORIA = _progetti(
    _MEMORIA,
    "Quello che i più anziani sanno si perde: «{}» lo tiene.",
    "Raccogliamo per due mesi, poi «{}» si mostra in piazza e resta in biblioteca.",
)
