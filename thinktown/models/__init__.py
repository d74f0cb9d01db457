"""Calls and what belongs to them. Applications come with their own module."""

from thinktown.models.bandi import AttoBando, Bando, BandoQuerySet, Incarico, VersioneBando
from thinktown.models.dialogo import Chiarimento, RichiestaAiuto

__all__ = ["AttoBando", "Bando", "BandoQuerySet", "Chiarimento", "Incarico", "RichiestaAiuto", "VersioneBando"]
