"""Relations that decide beside the roles."""

from typing import Any

from talenti.avvisi.models import Consegna
from talenti.base.permissions import SENZA_RUOLO, SI, Esito, concesso, regola


@regola("avvisi.manda_di_nuovo")
def manda_di_nuovo(persona: Any, consegna: Consegna) -> Esito:
    """The office, any; everybody the mails that were for her."""
    if consegna.avviso.persona_id == getattr(persona, "pk", 0) or concesso(persona, "avvisi.gestisci_consegne"):
        return SI
    return SENZA_RUOLO
