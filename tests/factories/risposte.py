"""Answers to what the office asks, made through the verbs."""

from dataclasses import replace

from tests.factories.istruttoria import CHIEDE, PREAVVISA, detta
from tests.factories.rete import caricato
from tests.factories.thinktown import completa
from thinktown.actions import risposte_ufficio
from thinktown.enums import Modalita


def di_sportello(ufficio):
    """A call decided as applications come."""
    sua = completa()
    return ufficio.pubblicato(replace(sua, tempi=replace(sua.tempi, modalita=Modalita.SPORTELLO)))


def chiesta(domanda, ufficio, decisione=CHIEDE):
    """A request that was told."""
    richiesta = detta(domanda, decisione, ufficio.scrive)
    richiesta.domanda = domanda
    return richiesta


def preavvisata(domanda, ufficio):
    return chiesta(domanda, ufficio, PREAVVISA)


def scritta(richiesta, n, testo, *, da, **altro):
    """One item answered, over whatever was there."""
    voce = richiesta.voci.filter(n=n).first()
    versione = voce.versione if voce else 0
    return risposte_ufficio.salva_voce(richiesta, n, testo, versione=versione, da=da, **altro)


def allegata(richiesta, n, nome="documento.pdf", *, da, **altro):
    return risposte_ufficio.allega(richiesta, n, caricato(nome), da=da, **altro)


def risposta_inviata(richiesta, *, da, testo="Le date sono 1 marzo e 30 settembre 2027."):
    """Answered and sent."""
    scritta(richiesta, 1, testo, da=da)
    return risposte_ufficio.rispondi_all_ufficio(richiesta, da=da)
