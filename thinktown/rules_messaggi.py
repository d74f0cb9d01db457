"""Who may write about an application: its group to the office, the office to a group that it knows of."""

from typing import Any

from django.utils.translation import gettext as _

from talenti.base.permissions import SENZA_RUOLO, SI, Esito, no, regola
from talenti.documenti.models import FileCaricato
from thinktown.enums import RuoloComponente, StatoDomanda
from thinktown.enums_messaggi import Lato
from thinktown.models import Componente, Domanda, MessaggioDomanda
from thinktown.rules import scrive_bandi


def _componente(persona: Any, domanda: Domanda) -> Componente | None:
    if not getattr(persona, "pk", None):
        return None
    return Componente.objects.attivi().filter(domanda=domanda, persona=persona).first()


@regola("thinktown.scrive_all_ufficio")
def scrive_all_ufficio(persona: Any, domanda: Domanda) -> Esito | bool:
    suo = _componente(persona, domanda)
    if suo is None:
        return SENZA_RUOLO
    if suo.ruolo == RuoloComponente.LEGGE:
        return no("non_scrive", _("In questa domanda puoi leggere, non scrivere: chiedi a chi parla per il gruppo."))
    return SI


@regola("thinktown.risponde_al_gruppo")
def risponde_al_gruppo(persona: Any, oggetto: Domanda | MessaggioDomanda) -> Esito | bool:
    """Who works on the call, and is not in the group. Of a draft the office knows nothing until it is written to."""
    domanda = oggetto.domanda if isinstance(oggetto, MessaggioDomanda) else oggetto
    if not scrive_bandi(persona, domanda.bando):
        return SENZA_RUOLO
    if _componente(persona, domanda) is not None:
        return no("proprio", _("Di questa domanda fai parte: risponde un'altra persona dell'ufficio."))
    if domanda.stato == StatoDomanda.BOZZA and not domanda.messaggi.filter(lato=Lato.GRUPPO).exists():
        return SENZA_RUOLO
    return SI


def file_di_messaggio(persona: Any, file: FileCaricato) -> bool:
    """Whoever may read the message."""
    righe = MessaggioDomanda.objects.filter(pk=file.oggetto_id, file=file)
    return righe.visibili_a(persona).exists() or righe.visibili_in_ufficio(persona).exists()
