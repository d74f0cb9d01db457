"""Measures 3 and 4: invented young people who choose among the places, in their order."""

from thinktown.demo.misure import TIROCINI, VOLONTARI, Candidatura

ETICHETTE, LIUTERIA = "Etichette che raccontano il campo", "Visite in bottega per chi non suona"
BICI, SUONI = "Le consegne del centro con le cargo-bici", "Un archivio di suoni da ascoltare col telefono"
BIRRA = "Il pane di ieri diventa birra"
PARCO, NONNI, CERAMICA = "Doposcuola al parco", "Pomeriggi in casa di riposo", "Il laboratorio di ceramica"


def _tirocinio(chi: int, giorni: int, posti: tuple[str, ...], *testi: str, bozza: bool = False) -> Candidatura:
    """``testi``: why the first one, what was studied, what was done."""
    perche, studi, fatto = testi
    risposte = {"perche": perche, "studi": studi, "fatto": fatto, "spostarsi": "mezzi"}
    return Candidatura(TIROCINI, chi, giorni, risposte, posti=posti, bozza=bozza)


def _anno(chi: int, giorni: int, posti: tuple[str, ...], *testi: str, bozza: bool = False) -> Candidatura:
    """``testi``: why, what was done for others."""
    perche, fatto = testi
    risposte = {"tempo": "tutto", "perche": perche, "fatto": fatto}
    return Candidatura(VOLONTARI, chi, giorni, risposte, posti=posti, bozza=bozza)


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
)  # fmt: skip
