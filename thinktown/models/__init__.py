"""Calls and what belongs to them. Applications come with their own module."""

from thinktown.models.bandi import AttoBando, Bando, BandoQuerySet, Incarico, VersioneBando

__all__ = ["AttoBando", "Bando", "BandoQuerySet", "Incarico", "VersioneBando"]
