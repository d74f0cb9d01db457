"""What the verbs share: locking the space, taking and giving back half hours."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, OperationalError
from django.db.models import QuerySet

from coworking.enums import TipoOccupazione
from coworking.models import Blocco, Occupazione, Prenotazione, Spazio
from talenti.base.pronte import CHIAVE, Dati, Pronta, inserisci_dati

# PostgreSQL's codes of a transaction given up: deadlock detected, could not serialize.
_RINUNCE = {"40P01", "40001"}
# A seat given for a year is thousands of half hours: no statement of the database carries more rows than these.
_ALLA_VOLTA = 1000


@Pronta
def _spazio_chiuso(d: Dati) -> QuerySet[Spazio]:
    chiuso = Spazio.objects.select_for_update(no_key=True, of=("self",)).select_related("partner", "comune")
    return chiuso.filter(pk=d.uno("pk", CHIAVE))


def blocca_spazio(spazio: Spazio) -> Spazio:
    """The parent row, locked: closing days and booking them are one after the other."""
    return _spazio_chiuso(pk=spazio.pk)[0]


def occupa(
    postazioni: Iterable[int],
    istanti: Sequence[datetime],
    *,
    poi: Sequence[datetime] = (),
    prenotazione: Prenotazione | None = None,
    blocco: Blocco | None = None,
) -> None:
    """Take the half hours of the seats with these keys, in the order (seat, instant).

    IntegrityError when any of them is taken already.
    """
    tipo = TipoOccupazione.BLOCCO if blocco else TipoOccupazione.PRENOTAZIONE
    di_chi = {"prenotazione_id": prenotazione and prenotazione.pk, "blocco_id": blocco and blocco.pk}
    righe = [
        {"postazione_id": posto, "istante": istante, "tipo": che_cosa, **di_chi}
        for posto in sorted(postazioni)
        for istante, che_cosa in [*((i, tipo) for i in istanti), *((i, TipoOccupazione.DOPO) for i in poi)]
    ]
    for n in range(0, len(righe), _ALLA_VOLTA):
        inserisci_dati(Occupazione, righe[n : n + _ALLA_VOLTA])


def libera(prenotazione: Prenotazione) -> None:
    """Give the half hours back."""
    Occupazione.objects.filter(prenotazione=prenotazione).delete()


def e_di_un_altro(errore: Exception) -> bool:
    """Does the database say that somebody else has just taken it, and not that something is broken?"""
    if isinstance(errore, IntegrityError):
        # PostgreSQL names the constraint, SQLite its columns.
        return any(nome in str(errore) for nome in ("occupazione_una_sola", "coworking_occupazione.postazione_id"))
    codice = getattr(errore.__cause__, "pgcode", None) or getattr(errore.__cause__, "sqlstate", None)
    return isinstance(errore, OperationalError) and (codice in _RINUNCE or "locked" in str(errore))
