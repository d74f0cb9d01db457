from django.db import models
from django.utils.translation import gettext_lazy as _


class Esito(models.TextChoices):
    """What the reader answers to "Ti è servita?"."""

    SI = "si", _("Sì, mi è servita")
    NO = "no", _("No, manca qualcosa")


class Periodo(models.TextChoices):
    """The periods of the published statistics."""

    MESE = "30g", _("ultimi 30 giorni")
    ANNO = "12m", _("ultimi 12 mesi")
