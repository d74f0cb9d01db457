"""Sittings, made through the verbs, by a commission with a secretary that decides together."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

from talenti.base.clock import adesso
from tests.factories.commissione import SEGRETARIO, Valutazione, dichiarano, in_valutazione, nominati, programmata
from tests.factories.thinktown import dati_atto, maggiorenne
from thinktown.actions import commissione as verbi
from thinktown.actions import sedute
from thinktown.actions.commissione import Nominato
from thinktown.actions.schede import Punti
from thinktown.actions.sedute import Appuntamento, Presente
from thinktown.enums_sedute import ComePresente

IN_SEDE = Presente(ComePresente.IN_SEDE)
A_DISTANZA = Presente(ComePresente.A_DISTANZA)
ASSENTE = Presente(ComePresente.ASSENTE)


def fra(giorni=1, **altro):
    quando = (adesso() + timedelta(days=giorni)).replace(second=0, microsecond=0)
    return Appuntamento(quando, **({"dove": "Sala Giunta, via Roma 1"} | altro))


class Commissione(Valutazione):
    """Three who vote, a substitute and a secretary, all of whom have declared; ``conflitti`` as in Valutazione."""

    def __init__(self, quante=3, conflitti=lambda _caso: (), supplenti=1, insieme=True, **come):
        self.casa, self.bando, self.domande = in_valutazione(quante, concordata=insieme)
        chi = [*nominati(3, supplenti), Nominato(maggiorenne(), SEGRETARIO, "Ente segretario")]
        self.commissione = verbi.nomina(self.bando, chi, dati_atto(), da=self.casa.pubblica)
        self.posti = list(self.commissione.commissari.select_related("persona"))
        self.presidente, *self.membri, self.supplente, self.segretaria = self.posti
        programmata(self.commissione, self.casa.pubblica, **come)
        dichiarano(self.commissione, conflitti(self))

    def _fra(self, giorni):
        nuovo = super()._fra(giorni)
        self.segretaria.refresh_from_db()
        self.segretaria.commissione = type(self.commissione).objects.get(pk=self.commissione.pk)
        self.commissione = type(self.commissione).objects.get(pk=self.commissione.pk)
        return nuovo

    @contextmanager
    def in_seduta(self, presenti=None, punti=()):
        """The sitting of the phase in which one decides together, open, with these seats there (all, unless said)."""
        with self.insieme():
            seduta = aperta(self, punti)
            sono = self.posti if presenti is None else presenti
            sedute.presenze(seduta, {uno.pk: IN_SEDE for uno in sono}, da=self.segretaria.persona)
            yield seduta


def convocata(caso, punti=(), **altro):
    appuntamento = Appuntamento(adesso() + timedelta(minutes=5), **({"dove": "Sala Giunta, via Roma 1"} | altro))
    return sedute.convoca(caso.commissione, appuntamento, punti, da=caso.segretaria.persona)


def aperta(caso, punti=()):
    seduta = convocata(caso, punti)
    sedute.apre(seduta, da=caso.segretaria.persona)
    return seduta


def punti_di(caso, quanti="7.5"):
    return {uno.chiave: Punti(Decimal(quanti), "Perché sì.") for uno in caso.bando.in_vigore.criteri}


def il_presidente_ha_un_conflitto(caso):
    return [(caso.presidente, caso.domande[0])]
