"""Who names the commission, who sits in it, and who scores what."""

from typing import Any

from django.utils.translation import gettext as _

from talenti.base.permissions import SI, Esito, no, regola
from thinktown.enums_valutazione import DICHIARANO
from thinktown.models import Bando, Commissario, Commissione, Domanda, Scheda
from thinktown.rules import istruisce, pubblica_bandi
from thinktown.valutazione import da_valutare


@regola("thinktown.nomina_commissione")
def nomina_commissione(persona: Any, oggetto: Bando | Commissione) -> Esito | bool:
    """Who publishes the call: the commission acts in the body's name."""
    return pubblica_bandi(persona, oggetto.bando if isinstance(oggetto, Commissione) else oggetto)


@regola("thinktown.siede_in_commissione")
def siede_in_commissione(persona: Any, commissione: Commissione) -> Esito:
    """Who has a seat today from which one scores, or may be called to."""
    if getattr(persona, "pk", None):
        suoi = Commissario.objects.di_oggi().filter(commissione=commissione, persona=persona, ruolo__in=DICHIARANO)
        if suoi.exists():
            return SI
    return no("non_siede", _("In questa commissione non hai un posto da cui si valuta."))


@regola("thinktown.oscura_file")
def oscura_file(persona: Any, domanda: Domanda) -> Esito | bool:
    """Who works on the call; never of an application of hers, nor who scores it: she must not know whose it is."""
    suoi = Commissario.objects.di_oggi().filter(commissione__bando=domanda.bando_id, persona=persona)
    if suoi.filter(ruolo__in=DICHIARANO).exists():
        return no("valuta", _("Siedi nella commissione: le copie senza nomi le prepara un'altra persona."))
    return istruisce(persona, domanda)


@regola("thinktown.valuta")
def valuta(persona: Any, scheda: Scheda) -> Esito:
    """Her own sheet, of an application that she may open at this moment."""
    commissario = scheda.commissario
    if commissario.persona_id == getattr(persona, "pk", None) and (
        da_valutare(commissario).filter(pk=scheda.domanda_id).exists()
    ):
        return SI
    return no("non_valuta", _("Adesso questa domanda non la valuti tu."))
