"""The registers of the office in the demonstration: protocol numbers, requests of access in several states, grants.

All of it is of calls that have closed; numbers and acts are invented, as everything else.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from talenti.base.clock import oggi
from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown.actions import accessi
from thinktown.actions.accessi import Arrivata, Chiesta
from thinktown.actions.benefici import DatiBeneficio, annulla_beneficio, concedi, pubblica_benefici
from thinktown.actions.campioni import estrae_campione, segno, verifica
from thinktown.actions.protocollo import Voce, annulla_protocollo, protocolla_insieme
from thinktown.demo.bandi import PREVISTI, SEGUE, Previsto, bando_di
from thinktown.enums import Modalita, StatoDomanda
from thinktown.enums_graduatoria import StatoChiamata
from thinktown.enums_istruttoria import EsitoVerifica
from thinktown.enums_registri import CanaleAccesso, TipoAccesso
from thinktown.models import Beneficio, Chiamata, Domanda, Protocollazione, RichiestaAccesso, VerificaCampione

_DI = {previsto.chiave: previsto for previsto in PREVISTI}
SCORSO, CREMA = _DI["scorso"], _DI["crema-scorso"]
DOCUMENTALE, CIVICO, GENERALIZZATO = TipoAccesso.DOCUMENTALE, TipoAccesso.CIVICO, TipoAccesso.GENERALIZZATO
# The first number that each body's register gives: they begin again each year.
_PRIMO = {SCORSO.chiave: 14_820, CREMA.chiave: 6_311}
# Whose application somebody asks to see.
_SENTITA = "Associazione Teatro Esempio"
# Where no ranking says it: to how many, in the order of their numbers, and how much by who presents.
_CONCESSI, _SOMME = 2, {"associazioni": Decimal(3100), "gruppi": Decimal(1000)}


def eventi(nascita: datetime) -> Iterator[Evento]:
    def evento(nome: str, giorni: int, fai: Any, ora: int = 10, minuti: int = 0) -> Evento:
        return Evento(f"registri:{nome}", giorni_fa(nascita, giorni, ora, minuti), fai)

    yield evento("protocollo:scorso", 298, partial(_protocolla, SCORSO, 99))
    yield evento("protocollo:errore", 297, _annulla_uno)
    # Half of them: the office is still at it.
    yield evento("protocollo:crema", 98, partial(_protocolla, CREMA, 5))
    yield evento("campione:scorso", 296, _estrae)
    yield evento("campione:verifica", 294, _verifica)
    yield evento("contributi:scorso", 200, partial(_concedi, SCORSO, "518"))
    yield evento("contributi:pubblica", 199, partial(_pubblica, SCORSO))
    yield evento("contributi:cade", 150, _cade)
    yield evento("contributi:crema", 6, partial(_concedi, CREMA, "97"))
    yield from _degli_accessi(evento)


def _degli_accessi(evento: Any) -> Iterator[Evento]:
    lei, verbali = "gruppo05", "Come è stata valutata la mia domanda, e i verbali in cui se ne parla."
    yield evento("accesso:verbali", 190, partial(_chiede, lei, DOCUMENTALE, verbali, "Non è tra quelle finanziate."))
    detto = ("Verbali di valutazione", "I verbali si possono vedere e copiare in ufficio, il martedì mattina.")
    yield evento("accesso:verbali:si", 172, partial(_decide, lei, "accogli", *detto))
    criteri = "I criteri con cui sono state formate le graduatorie degli ultimi tre anni."
    yield evento("accesso:carta", 36, partial(_per_pec, criteri, GENERALIZZATO, "Carla Esempio"))
    progetto = f"Il progetto dell'{_SENTITA}, per capire come si scrive una domanda che funziona."
    yield evento("accesso:domande", 13, partial(_chiede, "giulia", GENERALIZZATO, progetto))
    yield evento("accesso:domande:sente", 8, partial(_sente, "giulia", _SENTITA))
    yield evento("accesso:domande:si-oppone", 5, partial(_risponde, "giulia"), 18)
    curriculum = "I curriculum di chi siede nella commissione, che nel sito non si trovano."
    yield evento("accesso:pec", 4, partial(_per_pec, curriculum, CIVICO, "Comitato Esempio"))


# ── Protocol ──────────────────────────────────────────────────────────────────────────────────────
def _chi(previsto: Previsto, quale: int) -> Any:
    """Who answers for the calls of that body (0), who follows them (1)."""
    return persona(SEGUE[previsto.ente][quale])


def _inviate(previsto: Previsto) -> list[Domanda]:
    inviate = Domanda.objects.filter(bando=bando_di(previsto), stato__in=(StatoDomanda.INVIATA, StatoDomanda.AMMESSA))
    return list(inviate.select_related("bando__partner").order_by("numero"))


def _protocolla(previsto: Previsto, quante: int) -> None:
    voci = []
    for n, domanda in enumerate(_inviate(previsto)[:quante]):
        invio = domanda.invii.order_by("-n")[0]
        invio.domanda = domanda
        voci.append(Voce(invio, f"{_PRIMO[previsto.chiave] + n * 3:07d}", oggi()))
    protocolla_insieme(sorted(voci, key=lambda voce: voce.invio.domanda_id), da=_chi(previsto, 1))


def _annulla_uno() -> None:
    """Two figures had changed places: annulled with the reason, written anew."""
    domanda = _inviate(SCORSO)[2]
    riga = Protocollazione.objects.valide().get(domanda=domanda)
    invio, segue = riga.invio, _chi(SCORSO, 1)
    annulla_protocollo(riga, motivo="Due cifre erano scambiate: il numero era di un'altra pratica.", da=segue)
    if invio is not None:
        protocolla_insieme([Voce(invio, f"{_PRIMO[SCORSO.chiave] + 500:07d}", oggi())], da=segue)


# ── Sample of the declarations ────────────────────────────────────────────────────────────────────
def _estrae() -> None:
    """One in five, from a seed that everybody may find again."""
    evento = "Prima estrazione inventata dopo la chiusura, ruota di prova"
    estrae_campione(bando_di(SCORSO), 20, letti=0, seme="12 45 7 88 30", evento=evento, da=_chi(SCORSO, 0))


def _verifica() -> None:
    """The first is confirmed; the others wait for the answers of other bodies."""
    una = VerificaCampione.objects.filter(campione__bando=bando_di(SCORSO)).order_by("pk")[0]
    nota = "Anagrafe: residenza confermata."
    verifica(una, esito=EsitoVerifica.CONFERMATA, nota=nota, letto=segno(una), da=_chi(SCORSO, 1))


# ── Grants ────────────────────────────────────────────────────────────────────────────────────────
def _spettano(previsto: Previsto) -> list[tuple[Domanda, Decimal]]:
    """Whoever has accepted what the ranking gave; of a call that has none yet, the first of those admitted."""
    accettate = Chiamata.objects.filter(bando=bando_di(previsto), stato=StatoChiamata.ACCETTATA)
    if accettate.exists():
        righe = accettate.select_related("domanda__bando__partner").order_by("domanda__numero")
        return [(una.domanda, una.importo) for una in righe]
    ammesse = [domanda for domanda in _inviate(previsto) if domanda.stato == StatoDomanda.AMMESSA]
    return [(domanda, _SOMME[domanda.sezione]) for domanda in ammesse[:_CONCESSI]]


def _concedi(previsto: Previsto, atto: str) -> None:
    responsabile = _chi(previsto, 0)
    for domanda, importo in _spettano(previsto):
        dati = DatiBeneficio(
            importo=importo,
            norma="L. 241/1990, articolo 12; regolamento dei contributi dell'ente",
            ufficio="Politiche giovanili",
            responsabile=responsabile.get_full_name(),
            modalita=str(Modalita.GRADUATORIA.label),
            atto_numero=atto,
            atto_data=oggi(),
            progetto=domanda.risposte.get(quesito="titolo").valore,
        )
        concedi(domanda, dati, da=responsabile)


def _pubblica(previsto: Previsto) -> None:
    pubblica_benefici(bando_di(previsto), da=_chi(previsto, 0))


def _cade() -> None:
    """One of those that were granted renounced."""
    ultimo = Beneficio.objects.filter(bando=bando_di(SCORSO)).latest("pk")
    annulla_beneficio(ultimo, motivo="Il gruppo ha rinunciato.", da=_chi(SCORSO, 0))


# ── Requests of access ────────────────────────────────────────────────────────────────────────────
def _chiede(chi: str, tipo: str, che_cosa: str, perche: str = "") -> None:
    accessi.chiedi_accesso(bando_di(SCORSO), Chiesta(tipo=tipo, che_cosa=che_cosa, perche=perche), da=persona(chi))


def _per_pec(che_cosa: str, tipo: str, nome: str) -> None:
    """Without an address: a demonstration writes to nobody."""
    arrivata = Arrivata(canale=CanaleAccesso.PEC, nome=nome, il=oggi() - timedelta(days=1))
    accessi.registra_accesso(bando_di(SCORSO), Chiesta(tipo=tipo, che_cosa=che_cosa), arrivata, da=_chi(SCORSO, 1))


def _di(chi: str) -> RichiestaAccesso:
    return RichiestaAccesso.objects.select_related("bando__partner").get(persona=persona(chi))


def _decide(chi: str, verbo: str, oggetto: str, risposta: str) -> None:
    getattr(accessi, verbo)(_di(chi), oggetto=oggetto, risposta=risposta, da=_chi(SCORSO, 0))


def _sente(chi: str, soggetto: str) -> None:
    domanda = Domanda.objects.get(bando=bando_di(SCORSO), soggetto=soggetto)
    accessi.interpella(_di(chi), [domanda], da=_chi(SCORSO, 1))


def _risponde(chi: str) -> None:
    """The first of those who are heard objects; the others have not answered yet."""
    terzo = _di(chi).controinteressati.select_related("persona", "richiesta__bando").order_by("pk")[0]
    accessi.risponde_controinteressato(
        terzo,
        si_oppone=True,
        motivo="Nella domanda ci sono i preventivi di un artigiano che non vuole farli vedere ad altri.",
        da=terzo.persona,
    )
