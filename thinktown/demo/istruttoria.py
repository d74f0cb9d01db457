"""What the office did with the applications of the calls that have closed: checked, decided, told, passed on."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown import actions
from thinktown.actions import DaCompletare, Decisione, risposte_ufficio
from thinktown.demo.bandi import PREVISTI, SEGUE, bando_di
from thinktown.demo.misure import IMPRESE, MISURE, SERVIZI
from thinktown.enums import RuoloComponente, StatoDomanda
from thinktown.enums_istruttoria import EsitoControllo, TipoProvvedimento
from thinktown.models import Domanda, Provvedimento

_DI = {previsto.chiave: previsto for previsto in PREVISTI} | MISURE
_NO = (
    "Per le stesse spese l'associazione ha già avuto un altro contributo pubblico: la dichiarazione non torna.",
    "Per le stesse spese il gruppo ha già avuto un altro contributo pubblico: la dichiarazione non torna.",
    "Il tirocinio si farebbe a Piacenza: il bando chiede una sede in provincia di Cremona.",
    "L'associazione non è iscritta al registro del terzo settore: il bando è per enti iscritti.",
)
_MANCA = (
    DaCompletare("Le due date non stanno dentro il periodo del bando: scrivi quelle giuste.", "inizio"),
    DaCompletare("Il documento di identità di chi risponde del progetto: quello mandato non si legge."),
)
AMMETTE = Decisione(TipoProvvedimento.AMMISSIONE)
CHIEDE = Decisione(TipoProvvedimento.INTEGRAZIONE, motivo="Mancano due cose, poi si può andare avanti.", voci=_MANCA)
PREAVVISA = Decisione(
    TipoProvvedimento.PREAVVISO,
    motivo="Il campetto di via Prova è chiuso per lavori fino all'estate: nei giorni del bando lì non si può giocare.",
)


def chiede(che_cosa: str, quesito: str) -> Decisione:
    """One thing to complete, about that question."""
    return Decisione(
        TipoProvvedimento.INTEGRAZIONE,
        motivo="Manca una cosa, poi si può andare avanti.",
        voci=(DaCompletare(che_cosa, quesito),),
    )


def esclude(n: int) -> Decisione:
    return Decisione(TipoProvvedimento.ESCLUSIONE, motivo=_NO[n % len(_NO)])


# Of each call: who takes what in hand, (days before the birth, number of the application, what is decided).
DECISIONI: dict[str, tuple[tuple[int, int, Decisione], ...]] = {
    "scorso": (
        (296, 4, CHIEDE),
        *((290, n, AMMETTE) for n in (1, 2, 3, 5, 6, 7, 8)),
        (284, 9, esclude(0)),
        (278, 4, AMMETTE),
    ),
    "crema-scorso": (
        (97, 2, CHIEDE),
        *((92, n, AMMETTE) for n in (1, 3, 5)),
        (90, 4, esclude(1)),
        (2, 6, CHIEDE),
    ),
    # Under way: some told, one asked and waiting, most still to be looked at.
    "controllo": (
        *((5, n, AMMETTE) for n in (1, 4)),
        (5, 3, esclude(1)),
        (3, 2, CHIEDE),
    ),
    "memoria": ((108, 4, esclude(1)),),
    "sport": (),
    "musica": (),
    "spazi": (),
    # Measures 3 and 4: whoever becomes a place has been admitted first.
    IMPRESE: (
        (45, 5, chiede("Il contratto di rete: scrivete quando è stato firmato, e da quali imprese.", "accordo")),
        *((44, n, AMMETTE) for n in (1, 2, 3, 4, 6)),
        (44, 8, esclude(2)),
        (42, 5, AMMETTE),
    ),
    SERVIZI: (
        (50, 3, chiede("Un tirocinio da voi risulta ancora in corso: qui è scritto zero. È finito?", "in_tirocinio")),
        *((49, n, AMMETTE) for n in (1, 2)),
        (49, 4, esclude(3)),
        (48, 3, AMMETTE),
    ),
    # One decides as they come: before it says no, the office says why and listens.
    "crema-aperto": ((2, 1, PREAVVISA),),
}
# Once every one of its applications is decided, the call goes on to its commission.
PASSANO = {"scorso": 270, "memoria": 104, "sport": 76, "musica": 50, "spazi": 20, IMPRESE: 40, SERVIZI: 46}
# Who was asked answers: (days before the birth, number of the application, what is written).
RISPONDONO = {
    IMPRESE: (43, 5, "È firmato dall'anno scorso, davanti al notaio: i due panifici e il birrificio."),
    SERVIZI: (49, 3, "Sì, è finito il mese scorso: adesso non c'è nessuno in tirocinio."),
}
# When the term of a request has passed with nobody answering.
SCADONO = {"scorso": 280, "crema-scorso": 84}


def eventi(nascita: datetime) -> Iterator[Evento]:
    for chiave, decise in DECISIONI.items():
        for posto, (giorni, numero, decisione) in enumerate(decise):
            nome = f"istruttoria:{chiave}:{posto}"
            quando = giorni_fa(nascita, giorni, 10, posto * 2)
            yield Evento(nome, quando, partial(_decide, chiave, numero, decisione))
        for giorni in sorted({giorni for giorni, _n, _d in decise}, reverse=True):
            dopo = giorni_fa(nascita, giorni, 11)
            yield Evento(f"istruttoria:{chiave}:detto:{giorni}", dopo, actions.comunica_dovuti)
        # A term that passes with nobody answering gives the application back to the office.
        if chiave in SCADONO:
            scadono = giorni_fa(nascita, SCADONO[chiave], 3)
            yield Evento(f"istruttoria:{chiave}:scade", scadono, actions.fai_scadere)
    for chiave, (giorni, numero, testo) in RISPONDONO.items():
        quando = giorni_fa(nascita, giorni, 18)
        yield Evento(f"istruttoria:{chiave}:risponde", quando, partial(_risponde, chiave, numero, testo))
    for chiave, giorni in PASSANO.items():
        yield Evento(f"istruttoria:{chiave}:resto", giorni_fa(nascita, giorni + 1, 10), partial(_il_resto, chiave))
        yield Evento(f"istruttoria:{chiave}:resto:detto", giorni_fa(nascita, giorni + 1, 11), actions.comunica_dovuti)
        yield Evento(f"istruttoria:{chiave}:passa", giorni_fa(nascita, giorni, 10), partial(_passa, chiave))


def _domanda(chiave: str, numero: int) -> Domanda | None:
    return Domanda.objects.select_related("bando").filter(bando=bando_di(_DI[chiave]), numero=numero).first()


def _decide(chiave: str, numero: int, decisione: Decisione) -> None:
    """By who follows the call, after a look at what is to be looked at."""
    domanda = _domanda(chiave, numero)
    if domanda is None or domanda.stato != StatoDomanda.INVIATA:
        return
    segue = persona(SEGUE[_DI[chiave].ente][1])
    letto = domanda.invii.count()
    if domanda.seguita_da_id is None:
        actions.prende_in_mano(domanda, segue, da=segue)
    bene = decisione.tipo == TipoProvvedimento.AMMISSIONE
    esito = (EsitoControllo.VA_BENE, "") if bene else (EsitoControllo.DUBBIO, "Vedi il motivo.")
    actions.controlla(domanda, {"dichiarazioni": esito}, letto=letto, da=segue)
    actions.decide(domanda, decisione, letto=letto, da=segue)


def _risponde(chiave: str, numero: int, testo: str) -> None:
    """By who speaks for the group, to the one thing that was asked."""
    domanda = Domanda.objects.get(bando=bando_di(_DI[chiave]), numero=numero)
    richiesta = Provvedimento.objects.che_aspettano().select_related("domanda__bando").get(domanda=domanda)
    chi: Any = domanda.componenti.get(ruolo=RuoloComponente.REFERENTE).persona  # whoever is in has an account
    risposte_ufficio.segna_letto(richiesta, da=chi)
    risposte_ufficio.salva_voce(richiesta, 1, testo, versione=0, da=chi)
    risposte_ufficio.rispondi_all_ufficio(richiesta, da=chi)


def _il_resto(chiave: str) -> None:
    for numero in bando_di(_DI[chiave]).domande.filter(stato=StatoDomanda.INVIATA).values_list("numero", flat=True):
        _decide(chiave, numero, AMMETTE)


def _passa(chiave: str) -> None:
    actions.passa_alla_commissione(bando_di(_DI[chiave]), da=persona(SEGUE[_DI[chiave].ente][0]))
