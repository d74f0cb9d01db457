"""Channels, preferences and the table of the one verb of a delivery."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella


class Canale(models.TextChoices):
    """How a notice leaves the portal."""

    EMAIL = "email", _("Email")
    RIEPILOGO = "riepilogo", _("Riepilogo")


class Scelta(models.TextChoices):
    """What a person chooses for a kind of notices."""

    SUBITO = "subito", _("Un'email subito")
    RIEPILOGO = "riepilogo", _("Un'email al giorno, alle 18:00")
    SOLO_PORTALE = "solo_portale", _("Solo qui nel portale")


class Situazione(models.TextChoices):
    """Where a delivery stands: derived from its facts, never stored."""

    IN_CODA = "in_coda", _("in coda")
    IN_CORSO = "in_corso", _("in partenza")
    IN_RITARDO = "in_ritardo", _("in ritardo")
    CONSEGNATA = "consegnata", _("partita")
    FALLITA = "fallita", _("non partita")


class Livello(models.TextChoices):
    """The weight of the announcement on top of the pages."""

    INFO = "info", _("Informazione")
    ATTENZIONE = "warn", _("Attenzione")
    GUASTO = "err", _("Guasto")


TRANSIZIONI_CONSEGNA: Tabella = {
    "manda_di_nuovo": Passo(da=(), a=None, permesso="avvisi.manda_di_nuovo", etichetta=_("Manda di nuovo")),
}

# The faults that a post office has, in words; the rest is shown as it came.
MOTIVI = {
    "SMTPRecipientsRefused": _("L'indirizzo non esiste o non riceve."),
    "SMTPAuthenticationError": _("Il server di posta non accetta la nostra password."),
    "SMTPSenderRefused": _("Il server di posta non accetta il nostro indirizzo."),
    "SMTPServerDisconnected": _("Il server di posta ha chiuso il collegamento."),
    "SMTPDataError": _("Il server di posta non accetta il messaggio."),
    "ConnectionRefusedError": _("Il server di posta non risponde."),
    "TimeoutError": _("Il server di posta non risponde."),
    "gaierror": _("Il server di posta non si trova."),
}
