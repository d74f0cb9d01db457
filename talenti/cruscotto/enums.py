from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Periodo(models.TextChoices):
    """What part of the past an indicator is asked for."""

    ANNO = "anno", _("quest’anno")
    DODICI_MESI = "12mesi", _("ultimi 12 mesi")
    TUTTO = "tutto", _("dall’inizio")


class Velo(Enum):
    """Whether a number is told, and if not why. The values are those of the file for machines."""

    MOSTRATO = "mostrato"
    ASSENTE = "assente"
    POCHI = "pochi"
    TACIUTO = "non_mostrato"
