"""Relations that decide beside the roles: who is named officer of a call, and who may not judge her own work."""

from typing import Any

from django.utils.translation import gettext as _

from talenti.base.permissions import SENZA_RUOLO, SI, Esito, concesso, no, regola
from thinktown.enums import StatoBando
from thinktown.models import Bando, Incarico
from thinktown.models.bandi import RuoloIncarico


def _incaricata(persona: Any, bando: Any, *ruoli: str) -> bool:
    """Is she named officer of this call today, in one of these ways (in any, without)?"""
    if not isinstance(bando, Bando) or not getattr(persona, "pk", None):
        return False
    incarichi = Incarico.objects.di_oggi().filter(bando=bando, persona=persona)
    return (incarichi.filter(ruolo__in=ruoli) if ruoli else incarichi).exists()


@regola("thinktown.scrive_bandi")
def scrive_bandi(persona: Any, oggetto: Any) -> Esito | bool:
    """Who works on calls in the body, and the officers of this one. ``oggetto``: a Bando, or a new one's Partner."""
    if concesso(persona, "thinktown.scrive_bandi", oggetto) or _incaricata(persona, oggetto):
        return SI
    return SENZA_RUOLO


@regola("thinktown.verifica_bandi")
def verifica_bandi(persona: Any, bando: Bando) -> Esito | bool:
    if concesso(persona, "thinktown.verifica_bandi", bando) or _incaricata(persona, bando, RuoloIncarico.RESPONSABILE):
        return SI
    return SENZA_RUOLO


@regola("thinktown.pubblica_bandi")
def pubblica_bandi(persona: Any, bando: Bando) -> Esito | bool:
    """Who runs the body, or answers for this call; never who has sent it to be checked: two people read it."""
    if not (
        concesso(persona, "thinktown.pubblica_bandi", bando) or _incaricata(persona, bando, RuoloIncarico.RESPONSABILE)
    ):
        return SENZA_RUOLO
    if bando.stato == StatoBando.IN_VERIFICA and bando.mandato_da_id == persona.pk:
        return no("proprio", _("Questo bando l'hai mandato in verifica tu: lo rilegge e lo pubblica un'altra persona."))
    return SI
