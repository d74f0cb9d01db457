"""What changed from one version of a ranking to the next: for the page that follows the observations."""

from dataclasses import dataclass
from typing import Any

from thinktown.graduatoria.dati import Riga, Risultato

# What somebody looks for first in a row, in this order.
GUARDATE = ("esito", "posizione", "totale", "importo")


@dataclass(frozen=True)
class Cambiata:
    """A row that is no longer as it was: before, after (None: it was not, or is no more, there), and what changed."""

    codice: str
    prima: Riga | None
    dopo: Riga | None
    che_cosa: tuple[str, ...]


def differenze(prima: Risultato, dopo: Risultato) -> tuple[Cambiata, ...]:
    """In the order of the new version; behind, those that it no longer has, in the order of the old one."""
    vecchie = {una.codice: una for una in prima.righe}
    nuove = {una.codice: una for una in dopo.righe}
    codici = [*nuove, *(codice for codice in vecchie if codice not in nuove)]
    tutte = (_confronta(codice, vecchie.get(codice), nuove.get(codice)) for codice in codici)
    return tuple(una for una in tutte if una.che_cosa)


def _confronta(codice: str, prima: Riga | None, dopo: Riga | None) -> Cambiata:
    che_cosa = tuple(cosa for cosa in GUARDATE if _guardata(prima, cosa) != _guardata(dopo, cosa))
    return Cambiata(codice, prima, dopo, che_cosa)


def _guardata(riga: Riga | None, cosa: str) -> Any:
    """Nothing is what a call that gives places has for money: 0 € are no news."""
    valore = getattr(riga, cosa, None)
    return None if cosa == "importo" and not valore else valore
