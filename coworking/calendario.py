"""A booking as calendars read it (RFC 5545): instants in UTC, so that July and January are both right."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from coworking.enums import Stato
from coworking.models import Prenotazione
from talenti.base.clock import adesso

# How a calendar marks what is not certain yet, and what is no more (RFC 5545 §3.8.1.11).
_STATI = {Stato.RICHIESTA: "TENTATIVE", Stato.CONFERMATA: "CONFIRMED", Stato.CONCLUSA: "CONFIRMED"}


def ics(prenotazione: Prenotazione) -> bytes:
    """One VEVENT. The same booking has always the same UID, so that opening the file again changes the entry."""
    spazio = prenotazione.spazio
    evento = Event()
    evento.add("uid", f"prenotazione-{prenotazione.codice}@{_sito()}")
    evento.add("dtstamp", adesso())
    evento.add("dtstart", prenotazione.dal)
    evento.add("dtend", prenotazione.al)
    evento.add("summary", f"{spazio.nome}, {spazio.comune.nome}" if spazio.comune else spazio.nome)
    evento.add("status", _STATI.get(Stato(prenotazione.stato), "CANCELLED"))
    evento.add("url", settings.INDIRIZZO_SITO + prenotazione.get_absolute_url())
    if prenotazione.stato == Stato.CONFERMATA:
        # The exact place is told once the booking is certain, here as on the page.
        evento.add("location", f"{spazio.indirizzo}, {spazio.comune.nome}" if spazio.comune else spazio.indirizzo)
        evento.add_component(_promemoria(spazio.nome))
    calendario = Calendar()
    calendario.add("prodid", "-//Talenti Diffusi//Spazi//IT")
    calendario.add("version", "2.0")
    calendario.add("method", "PUBLISH")
    calendario.add_component(evento)
    return calendario.to_ical()


def _promemoria(nome: str) -> Alarm:
    sveglia = Alarm()
    sveglia.add("action", "DISPLAY")
    sveglia.add("description", _("Fra un'ora: %(spazio)s") % {"spazio": nome})
    sveglia.add("trigger", timedelta(hours=-1))
    return sveglia


def _sito() -> str:
    return settings.INDIRIZZO_SITO.split("://")[-1].split(":")[0]
