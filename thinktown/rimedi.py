"""What one can still do against a decision, and until when: the same on the page, in the mail, in the letter."""

from dataclasses import dataclass
from datetime import date, datetime

from thinktown.models import Provvedimento
from thinktown.termini import ricorso_al_presidente, ricorso_al_tar


@dataclass(frozen=True)
class Rimedi:
    """The last days, counted from when it was told."""

    tar: date
    presidente: date


def rimedi(provvedimento: Provvedimento) -> Rimedi:
    comunicato: datetime = provvedimento.comunicato_il  # type: ignore[assignment]  # one that was told
    return Rimedi(ricorso_al_tar(comunicato), ricorso_al_presidente(comunicato))
