"""Who points out an error, who decides on it, who is called and answers."""

from typing import Any

from django.utils.translation import gettext as _

from talenti.base.permissions import SI, Esito, no, regola
from thinktown.models import Bando, Chiamata, Componente, DichiarazioneConflitto, Domanda, Osservazione
from thinktown.rules import in_conflitto, invia_domanda, pubblica_bandi, resta_fuori


@regola("thinktown.prepara_graduatoria")
def prepara_graduatoria(persona: Any, bando: Bando) -> Esito | bool:
    """Who answers for the call. Before it is out she reads every total: never who is in one of its groups, or has a
    conflict with one as a member of the commission (L. 241/1990 art. 6-bis).
    """
    esito = pubblica_bandi(persona, bando)
    if not esito:
        return esito
    if Componente.objects.filter(domanda__bando=bando, domanda__numero__isnull=False, persona=persona).exists():
        return no("propria", _("Hai una domanda in questo bando: la graduatoria la prepara un'altra persona."))
    if DichiarazioneConflitto.objects.filter(
        commissario__persona=persona, commissario__commissione__bando=bando, conflitto=True
    ).exists():
        return no("conflitto", _("In commissione hai un conflitto: la graduatoria la prepara un'altra persona."))
    return SI


@regola("thinktown.osserva_graduatoria")
def osserva_graduatoria(persona: Any, oggetto: Osservazione | Domanda) -> Esito | bool:
    """Who speaks for the group: what she writes binds it, as the application did."""
    return invia_domanda(persona, oggetto.domanda if isinstance(oggetto, Osservazione) else oggetto)


@regola("thinktown.decide_osservazioni")
def decide_osservazioni(persona: Any, osservazione: Osservazione) -> Esito | bool:
    """Who answers for the call; never of an application of whose group she is, or which she stays out of as a member
    of its commission (L. 241/1990 art. 6-bis).
    """
    domanda = osservazione.domanda
    match resta_fuori(persona, domanda):
        case "propria":
            return no("propria", _("Sei nel gruppo che ha scritto: decide un'altra persona."))
        case "conflitto":
            return in_conflitto()
    return pubblica_bandi(persona, domanda.bando)


@regola("thinktown.chiama_in_graduatoria")
def chiama_in_graduatoria(persona: Any, oggetto: Bando | Chiamata) -> Esito | bool:
    return prepara_graduatoria(persona, oggetto.bando if isinstance(oggetto, Chiamata) else oggetto)


@regola("thinktown.risponde_alla_chiamata")
def risponde_alla_chiamata(persona: Any, chiamata: Chiamata) -> Esito | bool:
    """Who speaks for the group, and is of age."""
    return invia_domanda(persona, chiamata.domanda)


@regola("thinktown.fa_scadere_chiamate")
def fa_scadere_chiamate(_persona: Any, _chiamata: Chiamata) -> Esito:
    """Nobody by hand: the portal, once the last instant has passed."""
    return no("da_solo", _("Scade da sola, quando passa il termine."))
