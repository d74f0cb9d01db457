"""Registries that this room owns: what the home, the audience pages and the side list draw.

The actions fill them from their AppConfig.ready(); each entry is asked by itself, so that one that
fails takes away its own door and nothing else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from talenti.base.exceptions import Frase
from talenti.base.registries import Registro


@dataclass(frozen=True)
class Porta:
    """A door of the home: where it leads and a fact that is true now ("2 aperti, il primo chiude tra 9 giorni").

    ``principale`` is the words of the one filled button when this door is the first of those open.
    """

    titolo: Frase
    url: str
    fatto: Frase
    ordine: int = 50
    icona: str = ""
    principale: Frase = ""


@dataclass(frozen=True)
class Storia:
    """A story of the home: a person or a group, in a sentence, with where to read on.

    ``sopra`` says what it is; ``lingua`` is that of title and sentence, where it is not that of the page.
    """

    titolo: Frase
    url: str
    testo: Frase = ""
    sopra: Frase = ""
    lingua: str = ""


@dataclass(frozen=True)
class Gruppo:
    """Pieces of one sort for an audience, the newest, and the link (words, address) to all of them."""

    titolo: Frase
    pezzi: Sequence[Storia]
    tutti: tuple[Frase, str]


@dataclass(frozen=True)
class Passo:
    """What somebody of an audience can do here first (the two actions of its page)."""

    testo: Frase
    url: str
    spiega: Frase = ""
    ordine: int = 50


@dataclass(frozen=True)
class VoceArea:
    """An entry of the side list of my area. ``quanti(persona)`` is what waits there."""

    etichetta: Frase
    nome_url: str
    ordine: int
    quanti: Callable[[Any], int] = lambda persona: 0


@dataclass(frozen=True)
class Aperto:
    """Something that people could do only until an instant: a call that was open while the portal was not."""

    titolo: str
    url: str
    fino: datetime


PUBBLICI = ("lavoro", "imprese", "operatori")

# () -> the door, or None while there is nothing behind it
porte: Registro[Callable[[], Porta | None]] = Registro()
# () -> the stories, newest first
storie: Registro[Callable[[], Iterable[Storia]]] = Registro()
# (audience) -> the steps offered to it, what is selected for it to read
passi: Registro[Callable[[str], Iterable[Passo]]] = Registro()
pezzi: Registro[Callable[[str], Iterable[Gruppo]]] = Registro()
voci_area: Registro[VoceArea] = Registro()
# Stretches of time -> for each, in order, what was open in it.
aperti_allora: Registro[Callable[[Sequence[tuple[datetime, datetime]]], list[list[Aperto]]]] = Registro()
# persona -> does her work in a room ask her to know when the portal could not be used?
leggono_interruzioni: Registro[Callable[[Any], bool]] = Registro()
