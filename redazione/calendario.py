"""The plan as calendars read it (RFC 5545): one all-day entry for each thing with a day."""

from collections.abc import Iterable

from django.conf import settings
from icalendar import Calendar, Event

from redazione.models import Testata, Voce
from talenti.base.clock import adesso


def ics(testata: Testata, voci: Iterable[Voce]) -> bytes:
    """The same thing has always the same UID, so that one that is moved moves in the calendar too."""
    calendario = Calendar()
    calendario.add("prodid", "-//Talenti Diffusi//Redazione//IT")
    calendario.add("version", "2.0")
    calendario.add("method", "PUBLISH")
    calendario.add("x-wr-calname", testata.nome)
    sito = settings.INDIRIZZO_SITO.split("://")[-1].split(":")[0]
    for una in voci:
        if una.prevista_per is None:
            continue
        evento = Event()
        evento.add("uid", f"voce-{una.codice}@{sito}")
        evento.add("dtstamp", adesso())
        evento.add("dtstart", una.prevista_per)
        evento.add("sequence", una.revisione - 1)
        evento.add("summary", una.titolo)
        evento.add("categories", [str(una.get_tipo_display())])
        evento.add("url", settings.INDIRIZZO_SITO + una.get_absolute_url())
        calendario.add_component(evento)
    return calendario.to_ical()
