"""Messages on some applications of the demonstration: answered, waiting for the office, waiting for the group."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown.actions.messaggi import non_serve, rispondi_messaggio, scrivi_messaggio
from thinktown.demo.bandi import PREVISTI, SEGUE, bando_di
from thinktown.enums import RuoloComponente
from thinktown.models import Domanda

_DI = {previsto.chiave: previsto for previsto in PREVISTI}


@dataclass(frozen=True)
class Scambio:
    """``righe``: (days before the birth, "gruppo" or "ufficio" or "non serve", words)."""

    bando: str
    soggetto: str
    righe: tuple[tuple[int, str, str], ...]


SCAMBI = (
    Scambio(
        "scorso",
        "Gruppo Cortile Prova",
        (
            (312, "gruppo", "Nella domanda abbiamo scritto marzo, ma il cortile ce lo danno dal 10 aprile. Va bene?"),
            (311, "ufficio", "Sì: la data di inizio si può spostare fino a tre mesi. Non serve rifare la domanda."),
            (311, "gruppo", "Grazie, allora restiamo così."),
            (310, "non serve", ""),
        ),
    ),
    Scambio(
        "aperto",
        "Gruppo Fermata Prova",
        (
            (8, "ufficio", "Avete già il permesso di chi gestisce le pensiline? Se c'è, mandatecelo qui."),
            (
                7,
                "gruppo",
                "Lo abbiamo chiesto: ci rispondono entro dieci giorni. Ve lo mandiamo appena arriva.",
            ),
            (6, "non serve", ""),
        ),
    ),
    Scambio(
        "aperto",
        "Gruppo Acqua Esempio",
        ((2, "gruppo", "Una di noi ha cambiato cognome: dobbiamo ritirare la domanda e inviarla di nuovo?"),),
    ),
    # Of a draft: the office reads the message and the code, nothing else.
    Scambio(
        "aperto",
        "Manifesti in cortile",
        (
            (3, "gruppo", "La biblioteca ci presta il cortile: serve un foglio firmato, o basta che lo scriviamo?"),
            (1, "ufficio", "Basta scriverlo. Se siete tra i progetti scelti, il foglio ve lo chiediamo allora."),
        ),
    ),
)


def eventi(nascita: datetime) -> Iterator[Evento]:
    for n, scambio in enumerate(SCAMBI):
        for posto, (giorni, chi, testo) in enumerate(scambio.righe):
            quando = giorni_fa(nascita, giorni, 21, n * 10 + posto)
            yield Evento(f"messaggio:{n}:{posto}", quando, partial(_dice, scambio, chi, testo, f"demo-{n}-{posto}"))


def _dice(scambio: Scambio, chi: str, testo: str, gettone: str) -> None:
    previsto = _DI[scambio.bando]
    domanda = Domanda.objects.select_related("bando").get(bando=bando_di(previsto), soggetto=scambio.soggetto)
    segue = persona(SEGUE[previsto.ente][1])
    if chi == "gruppo":
        referente = domanda.componenti.attivi().select_related("persona").get(ruolo=RuoloComponente.REFERENTE)
        scrivi_messaggio(domanda, testo, gettone=gettone, da=referente.persona)
    elif chi == "ufficio":
        rispondi_messaggio(domanda, testo, gettone=gettone, da=segue)
    else:
        non_serve(domanda.messaggi.da_evadere().latest("n"), da=segue)
