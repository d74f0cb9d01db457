"""The forms of places, for moduli.py: those of the office, and the question that puts them in order."""

from typing import Any

from tests.factories.persone import PersonaFactory
from tests.security.modulo import m
from thinktown import actions
from thinktown.models import Bando

RACCOLTA = "@raccolta_pk"
_TESTI = ("titolo", "comune", "posti", "deroga", "dove", "che_cosa", "tutor", "ore", "indennita")
_BUONO = {"titolo": "Un titolo", "posti": "1", "motivo": "Li ha scelti la rete."}


def _sceglie(client: Any) -> Any:
    """Who has begun to answer the call that has places."""
    persona = PersonaFactory()
    client.force_login(persona)
    bando = Bando.objects.aperti().exclude(risponde_a=None).order_by("pk")[0]
    return actions.comincia(bando, proponente="persona", sezione="tirocini", da=persona)


def _verbo(verbo: str, *campi: str, **altri: str) -> Any:
    arg = (RACCOLTA, "@posto", verbo)
    return m("admin:thinktown_bando_posto_verbo", "amministrazione", *campi, arg=arg, come=verbo, **altri)


POSTI = [
    m("admin:thinktown_bando_scegli", "amministrazione", *_TESTI, "numero", "data_giorno", "data_anno", "motivo",
      arg=(RACCOLTA, "@da_scegliere"), **_BUONO),
    _verbo("pubblica"),
    _verbo("rivedi", *_TESTI, **_BUONO),
    _verbo("ritira", "motivo"),
    m("thinktown:parte", "giovane", "v-preferenze-1", "v-preferenze-2", "n-preferenze", "g-preferenze",
      "c-preferenze", "tieni-preferenze", pronto=lambda client: (_sceglie(client).codice, "posti"),
      come="preferenze", **{"n-preferenze": "0", "g-preferenze": "a"}),
    m("thinktown:voce", "giovane", "v-preferenze-1", "v-preferenze-0", "v-preferenze-x", pronto=lambda client:
      (_sceglie(client).codice, "preferenze"), come="preferenze", versione="0", gettone="x"),
]  # fmt: skip
