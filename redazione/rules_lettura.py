"""Who points out what is wrong in an article, and who answers."""

from typing import Any

from redazione.rules import SOLO_REDAZIONE, coordina
from talenti.base.permissions import SI, Esito, regola


@regola("redazione.segnala")
def segnala(_persona: Any, _segnalazione: Any) -> Esito:
    """Whoever reads."""
    return SI


@regola("redazione.pubblica")
def pubblica(persona: Any, oggetto: Any) -> Esito:
    """An article, or what a reader says of one: who coordinates its newsroom."""
    return SI if coordina(persona, oggetto.testata) else SOLO_REDAZIONE
