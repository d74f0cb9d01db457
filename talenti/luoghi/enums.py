from django.db import models
from django.utils.translation import gettext_lazy as _


class Ambito(models.TextChoices):
    """The three areas in which the province's comuni join to run social services."""

    CREMONA = "cremona", _("Cremonese")
    CREMA = "crema", _("Cremasco")
    CASALASCO = "casalasco", _("Casalasco")
