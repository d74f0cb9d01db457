"""What changed from one version of a ranking to the next: for the page that follows the observations."""

from dataclasses import dataclass

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
    che_cosa = tuple(cosa for cosa in GUARDATE if getattr(prima, cosa, None) != getattr(dopo, cosa, None))
    return Cambiata(codice, prima, dopo, che_cosa)
