"""Questions to the office and requests for help, on the calls of the demonstration: answered, and still waiting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown.actions import aiuto, chiarimenti
from thinktown.demo.bandi import PREVISTI, SEGUE, Previsto, bando_di
from thinktown.models import Chiarimento, RichiestaAiuto

_DI = {previsto.chiave: previsto for previsto in PREVISTI}
# Who helps, in the organisation that a call names.
AIUTA = {"csv-lombardia-sud": "referente.csv-lombardia-sud", "nazareth": "sara"}


@dataclass(frozen=True)
class Chiesto:
    """A question: ``risposta`` in public, or ``no`` and why, or nothing yet; ``poi`` the answer put right."""

    bando: str
    chi: str
    giorni: int
    testo: str
    risposta: str = ""
    no: str = ""
    poi: str = ""


@dataclass(frozen=True)
class Serve:
    """A request for help: taken or not, answered or not."""

    bando: str
    chi: str
    giorni: int
    testo: str
    presa: bool = False
    risposta: str = ""


CHIESTI = (
    Chiesto(
        "scorso",
        "gruppo05",
        324,
        "Tra le spese possiamo mettere il rimborso della benzina a chi porta il materiale?",
        "Sì, se il viaggio si può documentare: una ricevuta con data e chilometri. Non più del 10% del totale.",
    ),
    Chiesto(
        "scorso",
        "gruppo18",
        312,
        "Siamo un gruppo informale di quattro persone, ma una abita a Lodi. Possiamo presentare la domanda?",
        "Sì: basta che almeno metà del gruppo abiti in provincia.",
    ),
    Chiesto(
        "crema-scorso",
        "gruppo22",
        118,
        "I trecento euro di cofinanziamento possono essere ore di volontariato?",
        "No. Devono essere soldi che l'associazione spende, con una ricevuta.",
    ),
    Chiesto(
        "aperto",
        "gruppo31",
        14,
        "Il totale delle spese deve essere uguale al contributo chiesto?",
        "Può essere più alto: la differenza la mettete voi. Non può essere più basso.",
    ),
    Chiesto(
        "aperto",
        "gruppo12",
        11,
        "Chi ha 16 anni può presentare la domanda per il gruppo?",
        "Può farne parte, se un genitore o tutore è d'accordo. La domanda la invia una persona che ha già 18 anni.",
        poi="Può scrivere la domanda e farne parte, se un genitore o tutore è d'accordo. A inviarla, e a ricevere il "
        "contributo, è una persona del gruppo che ha già 18 anni.",
    ),
    Chiesto(
        "aperto",
        "gruppo44",
        8,
        "Quando riapre la piscina comunale?",
        no="La piscina la segue un altro ufficio: qui rispondiamo sul bando.",
    ),
    Chiesto(
        "aperto",
        "giulia",
        4,
        "Possiamo comprare un torchio usato da una persona privata, senza fattura?",
        "Serve un documento di spesa: va bene una scrittura privata firmata, con il codice fiscale di chi vende.",
    ),
    Chiesto("aperto", "gruppo27", 2, "Lo statuto deve essere registrato, o basta la scrittura privata?"),
    Chiesto("aperto", "gruppo09", 1, "Se il progetto dura due anni, il contributo si può dividere?"),
    Chiesto(
        "crema-aperto",
        "gruppo35",
        6,
        "Il progetto può svolgersi anche in un comune della provincia di Bergamo?",
        "Una parte sì. Le attività principali devono essere nel Cremasco.",
    ),
    Chiesto("crema-aperto", "gruppo50", 2, "Serve già adesso il permesso per usare la piazza?"),
)
SERVONO = (
    Serve(
        "scorso",
        "gruppo03",
        322,
        "Non abbiamo mai fatto un conto delle spese: da dove si comincia?",
        presa=True,
        risposta="Fate la lista di quello che serve, una riga per cosa, e accanto scrivete quanto costa in due negozi "
        "diversi. Vi aspetto giovedì alle 17 in via San Bernardo: lo rileggiamo insieme.",
    ),
    Serve(
        "aperto",
        "gruppo16",
        12,
        "Abbiamo l'idea ma non sappiamo se è un progetto: ci aiutate a capire che cosa manca?",
        presa=True,
        risposta="L'idea regge. Mancano due cose: a chi serve, con un numero, e chi fa che cosa mese per mese. "
        "Provate a scriverle e mandatemele, poi ci sentiamo.",
    ),
    Serve(
        "aperto",
        "gruppo40",
        5,
        "Siamo in tre e nessuno ha un conto corrente: chi può ricevere il contributo?",
        presa=True,
    ),
    Serve("aperto", "giulia", 2, "Ci serve una mano con le spese: non sappiamo quanto può costare un telaio."),
    Serve(
        "crema-aperto",
        "gruppo48",
        6,
        "Come si coinvolge una scuola senza far partire tutto dai professori?",
        presa=True,
        risposta="Passate dai rappresentanti di istituto, e portate una proposta di un'ora sola. Se funziona, la "
        "seconda la chiedono loro.",
    ),
    Serve("crema-aperto", "gruppo52", 3, "Vorremmo scrivere un patto con chi ci presta la sala: avete un esempio?"),
)


def eventi(nascita: datetime) -> Iterator[Evento]:
    for n, chiesto in enumerate(CHIESTI):
        yield from _chiarimento(nascita, n, chiesto)
    for n, serve in enumerate(SERVONO):
        yield from _aiuto(nascita, n, serve)


def _chiarimento(nascita: datetime, n: int, uno: Chiesto) -> Iterator[Evento]:
    nome = f"chiarimento:{n}"
    yield Evento(nome, giorni_fa(nascita, uno.giorni, 17, n), partial(_chiede, uno))
    if uno.risposta or uno.no:
        yield Evento(f"{nome}:risposta", giorni_fa(nascita, uno.giorni - 1, 10, n), partial(_risponde, uno))
    if uno.poi:
        yield Evento(f"{nome}:corretta", giorni_fa(nascita, uno.giorni - 4, 12, n), partial(_corregge, uno))


def _chiede(uno: Chiesto) -> None:
    chiarimenti.chiedi(bando_di(_DI[uno.bando]), uno.testo, da=persona(uno.chi))


def _di_allora(uno: Chiesto) -> tuple[Chiarimento, Previsto]:
    previsto = _DI[uno.bando]
    return Chiarimento.objects.get(bando=bando_di(previsto), persona=persona(uno.chi), testo=uno.testo), previsto


def _risponde(uno: Chiesto) -> None:
    chiarimento, previsto = _di_allora(uno)
    segue = persona(SEGUE[previsto.ente][1])
    if uno.risposta:
        chiarimenti.rispondi(chiarimento, uno.risposta, da=segue)
    else:
        chiarimenti.respingi(chiarimento, uno.no, da=segue)


def _corregge(uno: Chiesto) -> None:
    chiarimento, previsto = _di_allora(uno)
    chiarimenti.correggi(chiarimento, uno.poi, da=persona(SEGUE[previsto.ente][0]))


def _aiuto(nascita: datetime, n: int, una: Serve) -> Iterator[Evento]:
    nome = f"aiuto:{n}"
    yield Evento(nome, giorni_fa(nascita, una.giorni, 18, n), partial(_chiede_aiuto, una))
    if una.presa:
        yield Evento(f"{nome}:presa", giorni_fa(nascita, una.giorni - 1, 9, n), partial(_prende, una))
    if una.risposta:
        yield Evento(f"{nome}:risposta", giorni_fa(nascita, una.giorni - 2, 11, n), partial(_aiuta, una))


def _chiede_aiuto(una: Serve) -> None:
    aiuto.chiedi_aiuto(bando_di(_DI[una.bando]), una.testo, da=persona(una.chi))


def _richiesta(una: Serve) -> RichiestaAiuto:
    return RichiestaAiuto.objects.select_related("bando", "partner").get(
        bando=bando_di(_DI[una.bando]), persona=persona(una.chi)
    )


def _prende(una: Serve) -> None:
    aiuto.prendi(_richiesta(una), da=persona(AIUTA[_DI[una.bando].aiuta]))


def _aiuta(una: Serve) -> None:
    aiuto.rispondi_aiuto(_richiesta(una), una.risposta, da=persona(AIUTA[_DI[una.bando].aiuta]))
