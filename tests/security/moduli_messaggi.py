"""The forms of the messages on an application, for moduli.py: by who is in the group, by who works on the call."""

from typing import Any

from tests.factories.messaggi import scritto
from tests.factories.persone import con_fattore
from tests.factories.thinktown import Ufficio, cominciata, maggiorenne
from tests.security.modulo import m


def _mia(client: Any) -> Any:
    persona = maggiorenne()
    client.force_login(persona)
    return (cominciata(Ufficio().pubblicato(), persona).codice,)


def _dell_ufficio(client: Any) -> Any:
    ufficio, persona = Ufficio(), maggiorenne()
    domanda = cominciata(ufficio.pubblicato(), persona)
    scritto(domanda, persona)
    client.force_login(con_fattore(ufficio.scrive))
    return (domanda.codice,)


_CONVERSAZIONE = "admin:thinktown_messaggiodomanda_conversazione"
MESSAGGI = [
    m("thinktown:messaggi", "giovane", "testo", "gettone", pronto=_mia, testo="Ci serve tempo."),
    m("thinktown:messaggi_letti", "giovane", "fino_a", pronto=_mia),
    m(_CONVERSAZIONE, "ufficio", "testo", "gettone", pronto=_dell_ufficio, verbo="rispondi", testo="Va bene."),
    m(_CONVERSAZIONE, "ufficio", "verbo", "fino_a", pronto=_dell_ufficio, come="non serve", verbo="non_serve"),
]
