"""Who takes part in the network on which day: the one definition, for the home of today and the figures of every month.

An organisation takes part on a day when, at the end of it, it is admitted: neither suspended nor gone. The
days are those of the log, which alone remembers the suspensions. A card merged into another never counted: it
was the same organisation twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from talenti.base.clock import a_roma
from talenti.registro.models import Transizione
from talenti.rete.enums import Stato
from talenti.rete.models import Appartenenza, Partner


@dataclass(frozen=True)
class Presenza:
    """A stretch of days in the network: from the first to the first that no longer is (None: still there)."""

    partner: int
    dal: date
    al: date | None = None

    def il(self, giorno: date) -> bool:
        return self.dal <= giorno and (self.al is None or giorno < self.al)


def presenze() -> list[Presenza]:
    """Every stretch of every organisation, in one query."""
    aperte: dict[int, date] = {}
    fatte: list[Presenza] = []
    for partner, a_stato, quando in _passaggi():
        giorno = a_roma(quando).date()
        if a_stato == Stato.AMMESSO:
            aperte[partner] = giorno
        elif partner in aperte:
            fatte.append(Presenza(partner, aperte.pop(partner), giorno))
    return fatte + [Presenza(partner, dal) for partner, dal in aperte.items()]


def _passaggi() -> Iterable[tuple[int, str, datetime]]:
    """The acts by which an organisation comes in or goes out, each one's in order."""
    ammesso = Q(da_stato=Stato.AMMESSO) | Q(a_stato=Stato.AMMESSO)
    return (
        Transizione.objects.filter(ammesso, oggetto_tipo=Partner._meta.label_lower)
        .exclude(da_stato=F("a_stato"))
        .exclude(oggetto_id__in=Partner.objects.filter(stato=Stato.UNITO).values("pk"))
        .order_by("oggetto_id", "n")
        .values_list("oggetto_id", "a_stato", "quando")
    )


def in_rete_il(giorno: date, tutte: Iterable[Presenza] | None = None) -> set[int]:
    """The organisations that took part on that day."""
    return {presenza.partner for presenza in (presenze() if tutte is None else tutte) if presenza.il(giorno)}


def persone_in_rete(giorni: Iterable[date]) -> list[int]:
    """How many people had a role on each day, in an organisation that took part on that day."""
    tutte = presenze()
    ruoli = list(Appartenenza.objects.values_list("persona_id", "partner_id", "dal", "al"))
    quante = []
    for giorno in giorni:
        dentro = in_rete_il(giorno, tutte)
        persone = {
            chi for chi, dove, dal, al in ruoli if dove in dentro and dal <= giorno and (al is None or giorno < al)
        }
        quante.append(len(persone))
    return quante
