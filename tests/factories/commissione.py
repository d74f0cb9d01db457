"""Commissions and what they do, made through the verbs."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from talenti.base.clock import a_quest_ora, adesso
from talenti.documenti.actions import carica
from tests.factories import rete
from tests.factories.istruttoria import AMMETTE
from tests.factories.istruttoria import detta as decisa
from tests.factories.thinktown import Ufficio, completa, dati_atto, inviata, maggiorenne, pronta, risposta
from thinktown import actions
from thinktown.actions import commissione as verbi
from thinktown.actions import schede
from thinktown.actions.commissione import DatiFase, Dichiarata, Nominato
from thinktown.enums_valutazione import MotivoConflitto, RuoloCommissario, TipoFase, VediVoti

PRESIDENTE, COMPONENTE, SUPPLENTE, SEGRETARIO = RuoloCommissario
CONFLITTO = Dichiarata(MotivoConflitto.FAMIGLIA, "Sua sorella.")


def in_valutazione(quante=3, ufficio=None, invia=inviata, *, concordata=False):
    """A call that has closed and passed to its commission: (office, call, its admitted applications).

    ``invia(bando)`` makes each of them; ``concordata``: its points are given together.
    """
    ora = adesso()
    with a_quest_ora(ora - timedelta(days=60)):
        casa = ufficio or Ufficio()
        detta = completa(chiude=ora - timedelta(days=30))
        bando = casa.pubblicato(replace(detta, graduatoria=replace(detta.graduatoria, concordata=concordata)))
        domande = [invia(bando) for _quale in range(quante)]
    with a_quest_ora(ora - timedelta(days=29)):
        for domanda in domande:
            decisa(domanda, AMMETTE, casa.scrive)
    with a_quest_ora(ora - timedelta(days=28)):
        bando.refresh_from_db()
        actions.passa_alla_commissione(bando, da=casa.pubblica)
    return casa, bando, domande


def con_un_file(bando, persona=None):
    """One that was sent with a file whose name tells whose it is: ``file`` is its row."""
    persona = persona or maggiorenne()
    domanda = pronta(bando, persona)
    domanda.file = carica(rete.caricato("statuto di Radio Quartiere.pdf"), per=domanda, da=persona)
    risposta(domanda, "altro", [domanda.file.codice], da=persona)
    actions.invia(domanda, gettone="uno", da=persona)
    return domanda


def nominati(quanti=3, supplenti=1):
    """So many who score, the first of them the president, and so many substitutes."""
    ruoli = [PRESIDENTE, *[COMPONENTE] * (quanti - 1), *[SUPPLENTE] * supplenti]
    return [Nominato(maggiorenne(), ruolo, f"Ente {n}") for n, ruolo in enumerate(ruoli, start=1)]


def nominata(bando, da, chi=None):
    return verbi.nomina(bando, chi or nominati(), dati_atto(), da=da)


def programmata(commissione, da, *, ciechi=False, voti=VediVoti.MAI):
    """Declarations from now, alone from tomorrow, together in ten days, closed in twenty."""
    ora = adesso()
    fasi = [
        DatiFase(TipoFase.DICHIARA),
        DatiFase(TipoFase.DA_SOLI, ora + timedelta(days=1), nomi=not ciechi, voti=voti),
        DatiFase(TipoFase.INSIEME, ora + timedelta(days=10), nomi=not ciechi, voti=VediVoti.SEMPRE),
        DatiFase(TipoFase.CHIUSA, ora + timedelta(days=20)),
    ]
    verbi.programma(commissione, fasi, da=da)


def dichiarano(commissione, conflitti=()):
    """Everybody on everything; ``conflitti``: (seat, application) pairs."""
    for uno in commissione.commissari.filter(al__isnull=True).select_related("persona"):
        dette = {domanda.codice: Dichiarata() for domanda in verbi.domande_ammesse(commissione)}
        dette |= {domanda.codice: CONFLITTO for suo, domanda in conflitti if suo.pk == uno.pk}
        verbi.dichiara(uno, dette, senza_condanne=True, da=uno.persona)


class Valutazione:
    """A commission that has declared: ``president``, ``membri``, ``supplente`` are seats, in phase ``DA_SOLI``.

    What follows happens inside ``with caso.da_soli():`` (a day after) or ``caso.insieme()``.
    """

    def __init__(self, quante=3, conflitti=lambda _caso: (), invia=inviata, **come):
        self.casa, self.bando, self.domande = in_valutazione(quante, invia=invia)
        self.commissione = nominata(self.bando, self.casa.pubblica)
        posti = list(self.commissione.commissari.select_related("persona"))
        self.presidente, *self.membri, self.supplente = posti
        programmata(self.commissione, self.casa.pubblica, **come)
        dichiarano(self.commissione, conflitti(self))

    def _fra(self, giorni):
        self.commissione.__dict__.pop("fase", None)
        for uno in (self.presidente, *self.membri, self.supplente):
            uno.refresh_from_db()
            uno.commissione = type(self.commissione).objects.get(pk=self.commissione.pk)
        return a_quest_ora(adesso() + timedelta(days=giorni))

    def da_soli(self):
        return self._fra(2)

    def insieme(self):
        return self._fra(11)

    def chiusa(self):
        return self._fra(21)


def piena(commissario, domanda, punti=5):
    """A sheet with the same points in every criterion, each with its reason; not signed yet."""
    scheda = schede.apri(commissario, domanda)
    criteri = commissario.commissione.bando.in_vigore.criteri
    dati = {uno.chiave: schede.Punti(Decimal(punti), "Perché sì.") for uno in criteri}
    schede.salva(scheda, dati, revisione=scheda.revisione, da=commissario.persona)
    scheda.refresh_from_db()
    return scheda


def firmata(commissario, domanda, punti=5):
    scheda = piena(commissario, domanda, punti)
    schede.firma(scheda, revisione=scheda.revisione, da=commissario.persona)
    return scheda
