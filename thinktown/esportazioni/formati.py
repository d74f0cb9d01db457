"""The forms in which applications are taken away."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Formato(models.TextChoices):
    XLSX = "xlsx", _("Foglio di calcolo (XLSX)")
    CSV = "csv", _("CSV delle domande")
    CSV_TABELLE = "csv_tabelle", _("CSV delle tabelle")
    CSV_PERSONE = "csv_persone", _("CSV delle persone")
    ZIP = "zip", _("Archivio ZIP, una cartella per domanda")
    PDF = "pdf", _("PDF della domanda")
    FASCICOLO = "fascicolo", _("Stampa di tutto il fascicolo (PDF)")


# Of many applications at once; the others are of one.
DI_MOLTE = (Formato.XLSX, Formato.CSV, Formato.CSV_TABELLE, Formato.CSV_PERSONE, Formato.ZIP)
DI_UNA = (Formato.PDF, Formato.FASCICOLO, Formato.ZIP)
