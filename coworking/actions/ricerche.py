"""Counting what was looked for and not found."""

from django.db import IntegrityError, transaction
from django.db.models import F

from coworking.models import SenzaRisultato
from talenti.base.clock import oggi


def conta_senza_risultato(*, comune: str = "", tipo: str = "") -> None:
    """One more search of today that found nothing. ``comune`` is its ISTAT code."""
    righe = SenzaRisultato.objects.filter(giorno=oggi(), comune=comune, tipo=tipo)
    if righe.update(quante=F("quante") + 1):
        return
    try:
        with transaction.atomic():
            SenzaRisultato.objects.create(giorno=oggi(), comune=comune, tipo=tipo)
    except IntegrityError:  # the first of the day came twice at once
        righe.update(quante=F("quante") + 1)
