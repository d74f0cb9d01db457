"""Who makes places of applications, and of which applications one may be made."""

from typing import Any

from django.utils.translation import gettext as _

from talenti.base.permissions import SI, Esito, no, regola
from thinktown.enums_posti import SI_SCEGLIE
from thinktown.models import Bando, Domanda, Offerta
from thinktown.rules import pubblica_bandi

SCEGLIE = "thinktown.sceglie_posti"


@regola(SCEGLIE)
def sceglie_posti(persona: Any, oggetto: Bando | Offerta) -> Esito | bool:
    """Who publishes the call that collects them: a place is chosen, published and withdrawn in the body's name."""
    return pubblica_bandi(persona, oggetto.bando if isinstance(oggetto, Offerta) else oggetto)


def si_sceglie(domanda: Domanda) -> Esito:
    """May a place be made of this application now? The one question that the list, the page and the act ask."""
    bando = domanda.bando
    if not bando.in_vigore.raccoglie:
        return no("non_raccoglie", _("Questo bando non raccoglie posti."))
    if not bando.pubblico or bando.aperto():
        return no("aperto", _("Il bando è ancora aperto: chi ha inviato può ancora cambiare la domanda."))
    if domanda.stato not in SI_SCEGLIE:
        return no("non_ammessa", _("Si sceglie fra le domande ammesse: questa non lo è."))
    if Offerta.objects.vive().filter(domanda=domanda).exists():
        return no("gia", _("Di questa domanda il posto c'è già."))
    return SI
