"""Calls, and the applications that answer them."""

from thinktown.models.bandi import AttoBando, Bando, BandoQuerySet, Incarico, VersioneBando
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

__all__ = [
    "AmmissioneTardiva",
    "AttoBando",
    "Bando",
    "BandoQuerySet",
    "Componente",
    "DichiarazioneResa",
    "Domanda",
    "DomandaQuerySet",
    "Incarico",
    "Invio",
    "Risposta",
    "Salvataggio",
    "VersioneBando",
]
