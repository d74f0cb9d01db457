from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella


class Esito(models.TextChoices):
    """What the reader answers to "Ti è servita?"."""

    SI = "si", _("Sì, mi è servita")
    NO = "no", _("No, manca qualcosa")


class Periodo(models.TextChoices):
    """The periods of the published statistics."""

    MESE = "30g", _("ultimi 30 giorni")
    ANNO = "12m", _("ultimi 12 mesi")


class TipoInterruzione(models.TextChoices):
    """How it is known that the portal could not be used."""

    MISURATA = "misurata", _("Il sito non rispondeva alla misura")
    SENZA_MISURA = "senza_misura", _("Nessuna misura: tutto fermo, o fermo solo chi misura")
    SEGNALATA = "segnalata", _("Segnalata a mano")


class Segno(models.TextChoices):
    """What the measure met instead of a page."""

    SILENZIO = "silenzio", _("nessuna risposta")
    CERTIFICATO = "certificato", _("la connessione sicura non si apriva")
    ERRORE = "errore", _("una pagina di errore")
    DATABASE = "database", _("la banca dati era ferma")
    ARCHIVIO = "archivio", _("i file non si potevano salvare")


TRANSIZIONI_INTERRUZIONE: Tabella = {
    "rileva": Passo((), None, "portale.misura", _("Rilevata dalla misura")),
    "finisce": Passo((), None, "portale.misura", _("Il sito è tornato a rispondere")),
    "segnala": Passo((), None, "portale.scrive_interruzioni", _("Segnalata a mano")),
    "spiega": Passo((), None, "portale.scrive_interruzioni", _("Scritta la causa")),
    "ritira": Passo((), None, "portale.scrive_interruzioni", _("Ritirata la segnalazione"), motivo=True),
}
