"""What a host does with days and seats."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coworking.actions.comune import e_di_un_altro, occupa
from coworking.actions.risposte import disdici_tutte
from coworking.enums import TipoBlocco
from coworking.esiti import NonPrenotabile, PostoPreso
from coworking.models import Blocco, Eccezione, Occupazione, Postazione, Prenotazione, Spazio
from coworking.orari import Aperture, aperte
from coworking.queries import da_disdire
from talenti.base.clock import a_roma, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso
from talenti.base.permissions import Attore, no
from talenti.registro.actions import atto

_DI_UN_ATTO = no(
    "di_un_atto", gettext_lazy("Questo posto è assegnato con un atto: può revocarlo solo il coordinamento della rete.")
)


def chiudi_giorni(spazio: Spazio, *, dal: date, al: date, motivo: str, da: Attore) -> list[Prenotazione]:
    """Close whole days (both included). Who had booked in them is told why, and returned.

    The space's row is locked, as in ``prenota``: whoever books at the same moment comes before, and is in the list
    returned, or after, and reads that it is closed.
    """
    if al < dal or dal < oggi():
        raise DatoNonAccettato(_("Scegli giorni da oggi in poi, il primo non dopo l'ultimo."), campo="dal")
    with atto(spazio, "chiudi", da=da, motivo=motivo, dati={"dal": dal.isoformat(), "al": al.isoformat()}):
        Eccezione.objects.create(spazio=spazio, dal=dal, al=al, motivo=motivo[:120])
        toccate = list(da_disdire(spazio, dal, al))
        disdici_tutte(toccate, da=da, motivo=motivo)
    return toccate


def riapri_giorni(eccezione: Eccezione, *, da: Attore) -> None:
    spazio = eccezione.spazio
    if spazio is None:
        raise ValueError("only the exceptions of one space are reopened by its host")
    with atto(spazio, "riapri_giorni", da=da, dati={"dal": str(eccezione.dal), "al": str(eccezione.al)}):
        eccezione.delete()


def blocca(
    postazione: Postazione,
    *,
    dal: datetime,
    al: datetime,
    da: Attore,
    motivo: str = "",
    tipo: TipoBlocco = TipoBlocco.BLOCCO,
) -> Blocco:
    """Take one seat away for a time. PostoPreso when somebody has booked it: that one is answered first."""
    spazio = postazione.spazio
    try:
        with atto(spazio, "blocca", da=da, dati={"posto": postazione.numero, "dal": dal.isoformat()}):
            istanti = _da_bloccare(spazio, dal, al)
            blocco = Blocco.objects.create(postazione=postazione, tipo=tipo, dal=dal, al=al, motivo=motivo)
            occupa([postazione.pk], istanti, blocco=blocco)
            return blocco
    except (IntegrityError, OperationalError) as errore:
        if not e_di_un_altro(errore):
            raise
        raise PostoPreso from errore


def _da_bloccare(spazio: Spazio, dal: datetime, al: datetime) -> Sequence[datetime]:
    if dal >= al or al <= adesso():
        raise NonPrenotabile(_("Scegli un tempo che deve ancora finire, l'inizio prima della fine."), codice="passato")
    istanti = aperte(spazio, dal, al, Aperture([spazio], a_roma(dal).date(), a_roma(al).date()))
    if not istanti:
        raise NonPrenotabile(_("In quel tempo lo spazio è già chiuso: non c'è niente da bloccare."), codice="chiuso")
    return istanti


def sblocca(blocco: Blocco, *, da: Attore) -> None:
    """What an act of the lead gave to somebody, its host does not take away."""
    if blocco.tipo == TipoBlocco.ASSEGNAZIONE:
        raise NonPermesso(_DI_UN_ATTO)
    spazio = blocco.postazione.spazio
    with atto(spazio, "sblocca", da=da, dati={"posto": blocco.postazione.numero, "dal": blocco.dal.isoformat()}):
        Occupazione.objects.filter(blocco=blocco).delete()
        Blocco.objects.filter(pk=blocco.pk, tolto_il__isnull=True).update(tolto_il=adesso())
