"""Spaces, their seats and opening rules; bookings, and the half hours they hold."""

from coworking.models.orari import Eccezione, Orario
from coworking.models.prenotazioni import Blocco, Occupazione, Prenotazione
from coworking.models.ricerche import SenzaRisultato
from coworking.models.spazi import Accessibilita, DotazioneSpazio, Foto, Postazione, Regole, Spazio

__all__ = [
    "Accessibilita",
    "Blocco",
    "DotazioneSpazio",
    "Eccezione",
    "Foto",
    "Occupazione",
    "Orario",
    "Postazione",
    "Prenotazione",
    "Regole",
    "SenzaRisultato",
    "Spazio",
]
