"""Calls that ask people and organisations about themselves, and what was said of them so far."""

from dataclasses import replace
from datetime import date

from talenti.base.clock import a_roma
from talenti.luoghi.models import Comune
from tests.factories.thinktown import a_mezzogiorno, completa, dati_atto, giorno_lavorativo
from thinktown import actions
from thinktown.completezza import che_cosa_manca
from thinktown.definizione import Requisito
from thinktown.enums import Occupazione, Proponente, TipoRequisito
from thinktown.models import Domanda
from thinktown.queries import risposte_di

LAVORO = Requisito(chiave="lavoro", tipo=TipoRequisito.OCCUPAZIONE, occupazione=(Occupazione.STUDIA, Occupazione.SENZA))
DA_QUANTO = Requisito(chiave="da", tipo=TipoRequisito.DA_QUANTO, minimo=1, proponenti=(Proponente.ASSOCIAZIONE,))
MAI = {"residenza": None, "residenza_al": None, "occupazione": "", "occupazione_al": None, "fatti_il": None}
CHI = {"proponente": "associazione", "sezione": "associazioni", "soggetto": "Cortili", "codice_fiscale": "99990010193"}


def con(*requisiti, **altro):
    detta = completa(**altro)
    return replace(detta, chi=replace(detta.chi, requisiti=(*detta.chi.requisiti, *requisiti)))


def tutto():
    """Where each lives, what each does, and of an association where and since when it is."""
    return con(LAVORO, DA_QUANTO)


def parla(domanda):
    return domanda.componenti.get(ruolo="referente").persona


def suo(domanda, persona):
    return domanda.componenti.get(persona=persona)


def colonne(componente):
    return {nome: getattr(componente, nome) for nome in MAI}


def chiusura(bando) -> date:
    return a_roma(bando.chiude_il).date()


def di(nome):
    return Comune.objects.get(nome=nome)


def mancano(domanda, quali=("fatti",)):
    """As a request reads it, with the call in force."""
    riletta = Domanda.objects.select_related("bando").get(pk=domanda.pk)
    return [una.frase for una in che_cosa_manca(riletta, risposte_di(riletta)) if una.di in quali]


def prorogato(ufficio, bando, giorni=40):
    chiude = a_mezzogiorno(giorno_lavorativo(giorni))
    bando = type(bando).objects.get(pk=bando.pk)
    actions.proroga(bando, chiude, dati_atto("50", "Poche domande."), da=ufficio.pubblica)
    return chiude
