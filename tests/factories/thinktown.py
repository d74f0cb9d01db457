"""Calls of the tests, made through the verbs."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from talenti.base.clock import ROMA, adesso, oggi
from talenti.rete import ruoli
from tests.factories import rete
from thinktown import actions
from thinktown.actions import DatiAtto
from thinktown.definizione import Definizione, Finestra, Sorteggio, Tempi
from thinktown.enums import Misura
from thinktown.misure import modello

MEZZOGIORNO = 12


def a_mezzogiorno(giorno: date) -> datetime:
    return datetime(giorno.year, giorno.month, giorno.day, MEZZOGIORNO, tzinfo=ROMA)


def giorno_lavorativo(dopo: int) -> date:
    from talenti.luoghi.calendario import prossimo_lavorativo

    return prossimo_lavorativo(oggi() + timedelta(days=dopo))


def completa(misura=Misura.GRUPPI, *, apre=None, chiude=None, **parti) -> Definizione:
    """A template with what each year adds: its dates and the event of the draw."""
    chiude = chiude or a_mezzogiorno(giorno_lavorativo(30))
    detta = modello(misura)
    sorteggio = Sorteggio(evento=detta.graduatoria.sorteggio.evento, data=chiude.date() + timedelta(days=15))
    return replace(
        detta,
        tempi=Tempi(finestre=(Finestra(apre=apre or adesso() - timedelta(minutes=1), chiude=chiude),)),
        graduatoria=replace(detta.graduatoria, sorteggio=sorteggio),
        **parti,
    )


def dati_atto(numero="12", motivo="") -> DatiAtto:
    return DatiAtto(numero=numero, data=oggi(), motivo=motivo)


class Ufficio:
    """A body with who writes its calls and who publishes them."""

    def __init__(self, partner=None):
        self.partner = partner or rete.ammesso(tipo="ente_pubblico", nome="Comune delle Prove")
        self.scrive = rete.membro(self.partner, ruoli.OPERATORE)
        self.pubblica = rete.membro(self.partner, ruoli.AMMINISTRAZIONE)

    def bozza(self, detta=None, misura=Misura.GRUPPI):
        bando = actions.crea(self.partner, misura=misura, da=self.scrive)
        actions.salva(bando, detta or completa(misura), da=self.scrive, revisione=0)
        return bando

    def in_verifica(self, detta=None, misura=Misura.GRUPPI):
        bando = self.bozza(detta, misura)
        actions.manda_in_verifica(bando, da=self.scrive)
        return bando

    def pubblicato(self, detta=None, misura=Misura.GRUPPI):
        bando = self.in_verifica(detta, misura)
        actions.pubblica(bando, dati_atto(), da=self.pubblica)
        return bando
