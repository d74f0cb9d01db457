"""Calls, the applications that answer them, and what people ask about them."""

from thinktown.models.attese import AttesaBando
from thinktown.models.bandi import AttoBando, Bando, BandoQuerySet, FinestraBando, Incarico, VersioneBando
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
from thinktown.models.offerte import Offerta, OffertaQuerySet, Preferenza
from thinktown.models.tardive import RichiestaTardiva

__all__ = [
    "AmmissioneTardiva",
    "AttesaBando",
    "AttoBando",
    "Bando",
    "BandoQuerySet",
    "Chiarimento",
    "Componente",
    "DichiarazioneResa",
    "Domanda",
    "DomandaQuerySet",
    "FinestraBando",
    "Incarico",
    "Invio",
    "MessaggioDomanda",
    "Offerta",
    "OffertaQuerySet",
    "Preferenza",
    "RichiestaAiuto",
    "RichiestaTardiva",
    "Risposta",
    "Salvataggio",
    "VersioneBando",
]
