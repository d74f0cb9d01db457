"""Calls, the applications that answer them, and what people ask about them."""

from thinktown.models.accessi import Controinteressato, RichiestaAccesso
from thinktown.models.attese import AttesaBando
from thinktown.models.bandi import AttoBando, Bando, BandoQuerySet, FinestraBando, Incarico, VersioneBando
from thinktown.models.benefici import Beneficio
from thinktown.models.dialogo import Chiarimento, RichiestaAiuto
from thinktown.models.domande import (
    AmmissioneTardiva,
    Componente,
    DichiarazioneResa,
    Domanda,
    DomandaQuerySet,
    Invio,
    Risposta,
    Salvataggio,
)
from thinktown.models.messaggi import MessaggioDomanda
from thinktown.models.protocollo import Protocollazione
from thinktown.models.tardive import RichiestaTardiva

__all__ = [
    "AmmissioneTardiva",
    "AttesaBando",
    "AttoBando",
    "Bando",
    "BandoQuerySet",
    "Beneficio",
    "Chiarimento",
    "Componente",
    "Controinteressato",
    "DichiarazioneResa",
    "Domanda",
    "DomandaQuerySet",
    "FinestraBando",
    "Incarico",
    "Invio",
    "MessaggioDomanda",
    "Protocollazione",
    "RichiestaAccesso",
    "RichiestaAiuto",
    "RichiestaTardiva",
    "Risposta",
    "Salvataggio",
    "VersioneBando",
]
