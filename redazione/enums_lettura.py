"""What readers choose among: pieces by what they are for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from redazione.enums import Tipo


class Raccolta(models.TextChoices):
    """Every piece is in one of them, and in one only."""

    NOTIZIE = "notizie", _("Notizie")
    EVENTI = "eventi", _("Eventi")
    UTILI = "utili", _("Strumenti e servizi")
    STORIE = "storie", _("Storie e interviste")


# News of events are events.
TIPI = {
    Raccolta.NOTIZIE: (Tipo.NOTIZIA,),
    Raccolta.EVENTI: (Tipo.RESOCONTO,),
    Raccolta.UTILI: (Tipo.STRUMENTO, Tipo.SERVIZIO),
    Raccolta.STORIE: (Tipo.STORIA, Tipo.INTERVISTA, Tipo.VIDEO, Tipo.PODCAST),
}
# Above a title, where the plan's own words are too many.
IN_BREVE = {
    Tipo.NOTIZIA: _("Notizia"),
    Tipo.STORIA: _("Storia"),
    Tipo.RESOCONTO: _("Racconto di un evento"),
    Tipo.STRUMENTO: _("Strumento"),
    Tipo.SERVIZIO: _("Servizio"),
    Tipo.INTERVISTA: _("Intervista"),
    Tipo.VIDEO: _("Video"),
    Tipo.PODCAST: _("Podcast"),
}
TUTTE = {
    Raccolta.NOTIZIE: _("Tutte le notizie"),
    Raccolta.EVENTI: _("Tutto sugli eventi"),
    Raccolta.UTILI: _("Tutti gli strumenti e i servizi"),
    Raccolta.STORIE: _("Tutte le storie e le interviste"),
}
