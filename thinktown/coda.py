"""First come, first served: the place in the queue is that of the last sending."""

from django.db.models import Q

from thinktown.enums import PRESENTATE, Modalita, StatoDomanda
from thinktown.models import Domanda, DomandaQuerySet

# One that has been excluded holds no place; one that is asked to complete something keeps its own.
CON_UN_POSTO = tuple(stato for stato in PRESENTATE if stato != StatoDomanda.ESCLUSA)


def in_coda(domanda: Domanda) -> bool:
    """Is it one that waits in a queue?"""
    return domanda.bando.modalita == Modalita.SPORTELLO


def ha_un_posto(domanda: Domanda) -> bool:
    return in_coda(domanda) and domanda.stato in CON_UN_POSTO


def posto(domanda: Domanda) -> int:
    """Of one that has been sent, now: 1 is the first. At the same instant the lower number comes first."""
    prima = Q(inviata_il__lt=domanda.inviata_il) | Q(inviata_il=domanda.inviata_il, numero__lt=domanda.numero)
    return _inviate(domanda).filter(prima).count() + 1


def ultimo_posto(domanda: Domanda) -> int:
    """The place it would have if it were sent now."""
    return _inviate(domanda).exclude(pk=domanda.pk).count() + 1


def _inviate(domanda: Domanda) -> DomandaQuerySet:
    """Each section of a call has its own money, hence its own queue."""
    inviate = Domanda.objects.filter(bando=domanda.bando_id, stato__in=CON_UN_POSTO)
    return inviate.come_inviate().filter(sezione_inviata=domanda.sezione)
