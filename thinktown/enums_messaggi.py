"""Messages between who applies and who follows the call: sides, limits, the table of their verbs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella

MESSAGGIO_MASSIMO = 3000
# How many a day the people of one application may write: an office is not a chat.
AL_GIORNO = 20
FORMATI = ("pdf", "jpeg", "png", "docx", "odt")


class Lato(models.TextChoices):
    GRUPPO = "gruppo", _("Chi presenta la domanda")
    UFFICIO = "ufficio", _("L'ufficio")


TRANSIZIONI_MESSAGGIO: Tabella = {
    "scrivi_messaggio": Passo((), None, "thinktown.scrive_all_ufficio", _("Ha scritto all'ufficio")),
    "rispondi_messaggio": Passo((), None, "thinktown.risponde_al_gruppo", _("Ha scritto a chi presenta la domanda")),
    "non_serve": Passo((), None, "thinktown.risponde_al_gruppo", _("Ha segnato che non serve una risposta")),
}
