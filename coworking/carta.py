"""A booking on paper: what to show at the door, and where the door is."""

from django.conf import settings
from django.utils.translation import get_language

from coworking.emails import quando_intero
from coworking.enums import Stato
from coworking.models import Prenotazione
from talenti.documenti.pdf import codice_qr, rendi_pdf


def pdf(prenotazione: Prenotazione) -> bytes:
    """A tagged PDF of one page, in the language of who asks for it."""
    indirizzo = settings.INDIRIZZO_SITO + prenotazione.get_absolute_url()
    contesto = {
        "prenotazione": prenotazione,
        "spazio": prenotazione.spazio,
        "quando": quando_intero(prenotazione),
        "mostra_indirizzo": prenotazione.stato in (Stato.CONFERMATA, Stato.CONCLUSA, Stato.ASSENTE),
        "indirizzo_pagina": indirizzo,
        "qr": codice_qr(indirizzo),
    }
    return rendi_pdf("pdf/prenotazione.html", contesto, lingua=get_language() or "it")
