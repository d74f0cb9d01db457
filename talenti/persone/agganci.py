"""Hooks that this room owns and the higher rooms fill from their AppConfig.ready()."""

from collections.abc import Callable, Iterable
from typing import Any

from talenti.base.exceptions import Frase
from talenti.base.registries import Registro

# persona -> sentences that say what must be handed over before the account can be closed
impedimenti_chiusura: Registro[Callable[[Any], Iterable[Frase]]] = Registro()

# URL name -> what somebody who was sent to sign in was doing ("Stai proponendo un'organizzazione").
da_riprendere: dict[str, Frase] = {}


def impedimenti(persona: Any) -> list[Frase]:
    """Why the account cannot be closed yet; empty when it can."""
    return [frase for fonte in impedimenti_chiusura for frase in fonte(persona)]
