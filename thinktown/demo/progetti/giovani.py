"""Measures 3 and 4: invented young people who choose among the places, in their order."""

from thinktown.demo.misure import TIROCINI, VOLONTARI, Candidatura

ETICHETTE, LIUTERIA = "Etichette che raccontano il campo", "Visite in bottega per chi non suona"
BICI, SUONI = "Le consegne del centro con le cargo-bici", "Un archivio di suoni da ascoltare col telefono"
BIRRA = "Il pane di ieri diventa birra"
PARCO, NONNI, CERAMICA = "Doposcuola al parco", "Pomeriggi in casa di riposo", "Il laboratorio di ceramica"


def _tirocinio(chi: int, giorni: int, posti: tuple[str, ...], *testi: str, **altro: bool) -> Candidatura:
    """``testi``: why the first one, what was studied, what was done."""
    perche, studi, fatto = testi
    risposte = {"perche": perche, "studi": studi, "fatto": fatto, "spostarsi": "mezzi"}
    return Candidatura(TIROCINI, chi, giorni, risposte, posti=posti, **altro)


def _anno(chi: int, giorni: int, posti: tuple[str, ...], *testi: str, **altro: bool) -> Candidatura:
    """``testi``: why, what was done for others."""
    perche, fatto = testi
    risposte = {"tempo": "tutto", "perche": perche, "fatto": fatto}
    return Candidatura(VOLONTARI, chi, giorni, risposte, posti=posti, **altro)


# Who would have a traineeship: why, what was studied, what was done.
_ALTRI_TIROCINI = (
    ("Voglio capire come si vende quello che si coltiva.", "Perito agrario.", "La raccolta dei meloni, tre estati."),
    ("Disegno etichette per gioco.", "Liceo artistico.", "I manifesti della sagra del paese."),
    ("Le biciclette le smonto da sempre.", "Scuola professionale.", "Un mese da un riparatore."),
    ("So montare l'audio con il telefono.", "Istituto tecnico, informatica.", "Il podcast della scuola."),
    ("Il pane lo faccio la domenica, per tutti.", "Alberghiero.", "Due stagioni in un forno."),
    ("Parlo quattro lingue e qui non le uso.", "Lingue, alla magistrale.", "Guida volontaria alle giornate aperte."),
    ("Cerco il primo lavoro da un anno.", "Ragioneria.", "La contabilità del circolo."),
)
# Who would give a year: why, what was done for others.
_ALTRI_ANNI = (
    ("Ho tempo, e da solo lo spreco.", "La spesa ai vicini, d'inverno."),
    ("Con i bambini mi calmo anch'io.", "Aiuto allenatrice di pallavolo."),
    ("Cerco di capire se è il mio mestiere.", "Un mese al centro estivo."),
    ("Mia nonna mi ha cresciuto.", "Le carte con gli anziani del bar."),
    ("Le mani mi servono per pensare.", "Un corso di ceramica, da aiutante."),
    ("Qualcuno l'ha fatto con me.", "Ripetizioni di matematica gratis."),
    ("So ascoltare, dicono.", "Il telefono della parrocchia."),
)
_POSTI_TIROCINI = ((ETICHETTE, BICI), (LIUTERIA, BIRRA), (BICI, ETICHETTE, BIRRA), (BIRRA, ETICHETTE))
_POSTI_ANNI = ((PARCO, NONNI), (NONNI, CERAMICA), (CERAMICA, PARCO, NONNI))

GIOVANI = (
    _tirocinio(
        40, 20, (LIUTERIA, ETICHETTE, SUONI),
        "Accompagno turisti d'estate, e in bottega non ho mai potuto portarli.",
        "Liceo linguistico, poi un anno di lingue.",
        "Tre estati all'ufficio turistico del lago, e l'accoglienza a un festival.",
    ),
    _tirocinio(
        41, 18, (BICI, LIUTERIA),
        "Riparo biciclette nel garage di mio nonno da quando avevo quattordici anni.",
        "Istituto tecnico, meccanica.",
        "Sei mesi in un'officina, senza contratto.",
    ),
    _tirocinio(
        42, 16, (BIRRA, ETICHETTE, BICI),
        "Ho fatto la tesina sui lieviti.",
        "Istituto agrario, poi un corso di trasformazione degli alimenti.",
        "Due stagioni in un caseificio.",
    ),
    # Begun before the first choice was withdrawn: it says what is to be changed.
    _tirocinio(
        43, 9, (SUONI, LIUTERIA), "Registro tutto, anche i treni.", "Conservatorio, primo anno.", "Un coro.", bozza=True
    ),
    _anno(
        44, 17, (PARCO, CERAMICA),
        "A me i compiti li spiegava una vicina: tocca a me.",
        "Animatrice al campo estivo, quattro anni.",
    ),
    _anno(45, 15, (NONNI, PARCO, CERAMICA), "Mi piace ascoltare.", "Ho fatto compagnia a mia nonna."),
    _anno(46, 14, (CERAMICA,), "Modello l'argilla, e da soli ci si annoia.", "Un laboratorio a scuola, da volontario."),
    _anno(47, 6, (PARCO,), "Vorrei insegnare.", "Ripetizioni ai cugini.", bozza=True),
    # One in each has thought again.
    *(
        _tirocinio(n, 15 - n, _POSTI_TIROCINI[n % 4], *testi, ritirata=n == 5)
        for n, testi in enumerate(_ALTRI_TIROCINI)
    ),
    *(
        _anno(n + 11, 16 - n, _POSTI_ANNI[n % 3], *testi, ritirata=n == 4)
        for n, testi in enumerate(_ALTRI_ANNI)
    ),
)  # fmt: skip
