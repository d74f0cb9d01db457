"""What may come too late."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tardiva(models.TextChoices):
    """What was asked for after the closing, and refused."""

    COMINCIA = "comincia", _("Cominciare la domanda")
    SCRIVE = "scrive", _("Scrivere una risposta")
    ALLEGA = "allega", _("Caricare o togliere un file")
    GRUPPO = "gruppo", _("Cambiare il gruppo")
    CONFERMA = "conferma", _("Confermare o dichiarare")
    INVIA = "invia", _("Inviare")
    RITIRA = "ritira", _("Ritirare")
    RISPONDE = "risponde", _("Rispondere all'ufficio")
