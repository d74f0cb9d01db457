"""Talenti Diffusi: the ground that every action stands on."""

from talenti.celery import app as celery_app

__all__ = ["celery_app"]
