"""Who reads when the portal could not be used: the lead, and whoever a room says that needs it."""

from typing import Any

from talenti.base.permissions import SENZA_RUOLO, SI, Esito, concesso, regola
from talenti.portale.registri import leggono_interruzioni


@regola("portale.legge_interruzioni")
def legge_interruzioni(persona: Any, _oggetto: Any) -> Esito:
    if concesso(persona, "portale.legge_interruzioni") or any(chiede(persona) for chiede in leggono_interruzioni):
        return SI
    return SENZA_RUOLO
