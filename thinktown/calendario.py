"""When a call opens and closes, as calendars read it (RFC 5545): instants in UTC, right in July and in January."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from talenti.base.clock import adesso
from thinktown.models import Bando
from thinktown.momento import FINITI_PRIMA


def ics(bando: Bando) -> bytes:
    """Two entries for each window. They keep their UID, so that the file opened again after an extension moves them."""
    calendario = Calendar()
    calendario.add("prodid", "-//Talenti Diffusi//Bandi//IT")
    calendario.add("version", "2.0")
    calendario.add("method", "PUBLISH")
    for n, finestra in enumerate(bando.in_vigore.tempi.finestre, 1):
        apre, chiude = _("Apre: %(bando)s") % {"bando": bando}, _("Chiude: %(bando)s") % {"bando": bando}
        calendario.add_component(_evento(bando, f"apre-{n}", apre, finestra.apre))
        chiusura = _evento(bando, f"chiude-{n}", chiude, finestra.chiude)
        chiusura.add_component(_promemoria(bando))
        calendario.add_component(chiusura)
    return calendario.to_ical()


def _evento(bando: Bando, quale: str, titolo: str, istante: datetime) -> Event:
    evento = Event()
    evento.add("uid", f"bando-{bando.codice}-{quale}@{urlsplit(settings.INDIRIZZO_SITO).hostname}")
    evento.add("dtstamp", adesso())
    # Readers keep the entry with the highest number: each version of the call has a higher one.
    evento.add("sequence", bando.versione_n)
    evento.add("dtstart", istante.astimezone(UTC))
    evento.add("summary", titolo)
    evento.add("status", "CANCELLED" if bando.stato in FINITI_PRIMA else "CONFIRMED")
    evento.add("transp", "TRANSPARENT")
    evento.add("url", settings.INDIRIZZO_SITO + bando.get_absolute_url())
    return evento


def _promemoria(bando: Bando) -> Alarm:
    sveglia = Alarm()
    sveglia.add("action", "DISPLAY")
    sveglia.add("description", _("Domani chiude: %(bando)s") % {"bando": bando})
    sveglia.add("trigger", timedelta(days=-1))
    return sveglia
