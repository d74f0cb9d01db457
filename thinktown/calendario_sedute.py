"""A sitting as calendars read it (RFC 5545, RFC 5546): the hours of Italy, with the zone that says what they are."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from talenti.base.clock import a_roma, adesso
from thinktown.enums_sedute import StatoSeduta
from thinktown.models import Seduta


def ics(seduta: Seduta) -> bytes:
    """One entry with the same UID always. SEQUENCE grows when it is moved or cancelled, so that calendars follow.

    A cancelled one is METHOD:CANCEL; any other is published: nobody is asked to answer by mail.
    """
    annullata = seduta.stato == StatoSeduta.ANNULLATA
    bando = seduta.commissione.bando
    evento = Event()
    evento.add("uid", f"seduta-{bando.codice}-{seduta.n}@{urlsplit(settings.INDIRIZZO_SITO).hostname}")
    evento.add("dtstamp", adesso())
    evento.add("sequence", seduta.sequenza)
    evento.add("dtstart", a_roma(seduta.quando))
    evento.add("dtend", a_roma(seduta.fine))
    evento.add("summary", _("Commissione, seduta n. %(n)s: %(bando)s") % {"n": seduta.n, "bando": bando})
    evento.add("status", "CANCELLED" if annullata else "CONFIRMED")
    if seduta.dove or seduta.collegamento:
        evento.add("location", seduta.dove or seduta.collegamento)
    if seduta.dove and seduta.collegamento:
        evento.add("description", _("A distanza: %(indirizzo)s") % {"indirizzo": seduta.collegamento})
    evento.add("url", settings.INDIRIZZO_SITO + seduta.get_absolute_url())
    evento.add("organizer", vCalAddress(f"MAILTO:{bando.partner.email or settings.DEFAULT_FROM_EMAIL}"))
    calendario = Calendar()
    calendario.add("prodid", "-//Talenti Diffusi//Sedute//IT")
    calendario.add("version", "2.0")
    calendario.add("method", "CANCEL" if annullata else "PUBLISH")
    calendario.add_component(evento)
    calendario.add_missing_timezones()
    return calendario.to_ical()
