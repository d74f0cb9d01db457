"""Who of the office, or of the commission, has opened an application, or a file of it: one row that counts."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import DateTimeField, F, QuerySet, Value
from django.db.models.functions import Greatest

from talenti.base.clock import adesso
from talenti.persone.letture import GIORNI_LETTURE
from thinktown.models import Domanda, VistaDomanda

VISTE_SI_TENGONO = timedelta(days=GIORNI_LETTURE)


def segna_vista(domanda: Domanda, persona: Any, file: str = "") -> None:
    """She has opened it now; ``file`` is the code of a file, empty the application itself.

    One statement when she has opened it before, two the first time. Of two first times that cross, one is refused by
    the database and counts on the other's row.
    """
    ora = adesso()
    sue = VistaDomanda.objects.filter(domanda=domanda, persona=persona, file=file)
    if _conta(sue, ora):
        return
    try:
        with transaction.atomic():
            VistaDomanda.objects.create(domanda=domanda, persona=persona, file=file, prima_il=ora, ultima_il=ora)
    except IntegrityError:  # another page of hers, in this very moment
        _conta(sue, ora)


def _conta(sue: QuerySet[VistaDomanda], ora: datetime) -> int:
    """Of two that cross, the last instant does not go back."""
    ultima = Greatest(F("ultima_il"), Value(ora, output_field=DateTimeField()))
    return sue.update(quante=F("quante") + 1, ultima_il=ultima)


def dimentica_viste(ora: datetime) -> int:
    """Those of long ago: as long as the list of who read one's data. Returns how many."""
    return VistaDomanda.objects.filter(ultima_il__lte=ora - VISTE_SI_TENGONO).delete()[0]
