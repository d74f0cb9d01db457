"""Measure 2: ideas of companies of invented people."""

from typing import Any

from thinktown.demo.misure import IDEE as QUI
from thinktown.demo.misure import Candidatura

_PASSI = [
    {"passo": "Provare con venti persone", "quando": "2027-03-31", "chi": "Tutti"},
    {"passo": "Aprire la partita IVA", "quando": "2027-06-30", "chi": "Chi presenta la domanda"},
    {"passo": "Primo anno di lavoro", "quando": "2028-02-28", "chi": "Tutti"},
]


def _idea(chi: int, giorni: int, titolo: str, settore: str, *testi: str, **altro: Any) -> Candidatura:
    """``testi``: what is offered, the need, what is different, who buys, who they are."""
    che_cosa, problema, diverso, mercato, chi_siamo = testi
    in_piu = {chiave: altro.pop(chiave) for chiave in ("proponente", "con", "bozza", "ritirata") if chiave in altro}
    risposte: dict[str, Any] = {
        "titolo": titolo,
        "settore": settore,
        "che_cosa": che_cosa,
        "problema": problema,
        "diverso": diverso,
        "video": f"https://video.example.org/{titolo.lower().replace(' ', '-')}",
        "mercato": mercato,
        "passi": _PASSI,
        "ricavi": [{"voce": "Quello che si vende", "anno1": "18000", "anno2": "32000", "anno3": "45000"}],
        "spese": [
            {"voce": "Materiali e trasporti", "anno1": "9000", "anno2": "14000", "anno3": "18000"},
            {"voce": "Attrezzature", "anno1": "6000", "anno2": "2000", "anno3": "1000"},
        ],
        "forma": "non_so",
        "dove": "Cremona",
        "chi_siamo": chi_siamo,
    }
    if in_piu.get("bozza"):
        risposte = dict(list(risposte.items())[:5])
    return Candidatura(QUI, chi, giorni, risposte | altro, **in_piu)


IDEE = (
    _idea(
        33, 12, "Canale Pianura", "web_tv",
        "Una web-TV di quartiere: mezz'ora al giorno di notizie, mestieri e musica, fatta da chi è giovane.",
        "Nessun giornale racconta i paesi, e chi ci abita si informa da solo e male.",
        "Si registra nei negozi e nelle officine, non in uno studio.",
        "Botteghe e imprese che vogliono un racconto, e non una pubblicità.",
        "Faccio riprese dai tempi della scuola, e ho montato due documentari.",
        palinsesto="Un mestiere al giorno, un notiziario la sera, una festa la domenica. Lo studio è per le dirette.",
    ),
    _idea(
        34, 11, "Il mulino a domicilio", "agricoltura",
        "Maciniamo il grano dei piccoli produttori con un mulino che va da loro su un furgone.",
        "Chi ha due ettari di grano antico non trova chi gli macini tre quintali.",
        "Il mulino è piccolo, lento, e si guarda mentre lavora.",
        "Quaranta aziende tra Oglio e Po, e i gruppi di acquisto.",
        "Siamo in due: una agronoma e un meccanico.",
        proponente="persone", con=(35,), forma="cooperativa", dove="Casalmaggiore",
    ),
    _idea(
        36, 9, "Le corde del fiume", "web_serie",
        "Una web-serie in sei puntate su una ragazza che apre una bottega, e tutti le dicono di lasciar perdere.",
        "Le storie di chi prova a fare qualcosa qui non le racconta nessuno.",
        "Si scrive con tre associazioni giovanili, si gira negli spazi della rete.",
        "Chi la guarda non paga: paga chi ospita una scena nella sua bottega.",
        "Scrivo racconti e ho girato quattro corti.",
        storia="Sei puntate da otto minuti. Ognuna la scriviamo in un incontro aperto e la giriamo in un posto vero.",
    ),
    # Taken back: one of the two has found a job elsewhere.
    _idea(
        37, 8, "Nonni in rete", "persona",
        "Andiamo a casa di chi ha più di settant'anni a spiegare il telefono, e a fare insieme quello che serve.",
        "Ricette, appuntamenti e pagamenti passano dal telefono, e chi è solo aspetta che venga un nipote.",
        "Non un corso: un'ora a casa, sulla cosa che serve quel giorno.",
        "Le famiglie comprano dieci ore; due farmacie pagano le prime due.",
        "Siamo un'operatrice e un perito informatico.",
        proponente="persone", con=(47,), forma="societa", dove="Castelleone", ritirata=True,
    ),
    _idea(
        38, 5, "La spesa che torna indietro", "mobilita",
        "Un servizio che riporta ai negozi le cassette vuote mentre consegna la spesa.",
        "I furgoni tornano vuoti.", "Usiamo lo stesso giro due volte.", "", "", bozza=True,
    ),
)  # fmt: skip
