"""Who hears of a transition.

Three doors: ``@avvisa`` (what to tell whom: the room of notices writes it down in the same
transaction), ``nella_transazione`` (rows that must exist if and only if the act does) and ``@dopo``
(a worker's job after commit, at least once, hence idempotent).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from talenti.base.exceptions import Frase

Chiave = tuple[str, str]


@dataclass(frozen=True)
class Messaggio:
    """What to tell one person, or one address that has no account.

    ``oggetto`` is the fact (and the mail's subject: nothing private in it); ``testo`` one paragraph
    an item; ``azione`` a pair (words of the button, path). ``tipo`` is the kind that preferences know.
    """

    tipo: str
    oggetto: Frase
    testo: tuple[Frase, ...] | Frase
    persona: Any = None
    email: str = ""
    azione: tuple[Frase, str] | None = None
    lingua: str = ""


class NonRiuscira(Exception):
    """What a subscriber raises when no repeat would change the answer: among the failed, it waits for who asks anew."""


Avvisatore = Callable[[Any, Any, dict[str, Any]], Iterable[Messaggio]]
_avvisatori: dict[Chiave, list[Avvisatore]] = {}
_in_transazione: list[Callable[[Any, Any, dict[str, Any]], None]] = []
_dopo: dict[Chiave, dict[str, Callable[[Any], None]]] = {}
_parole: dict[str, Frase] = {}


def avvisa(tipo: str, *verbi: str) -> Callable[[Avvisatore], Avvisatore]:
    """Declare the notices of verbs of a model: ``fn(transizione, oggetto, dati) -> Messaggi``."""

    def registra(funzione: Avvisatore) -> Avvisatore:
        for verbo in verbi:
            _avvisatori.setdefault((tipo, verbo), []).append(funzione)
        return funzione

    return registra


def messaggi(transizione: Any, oggetto: Any, dati: dict[str, Any]) -> list[Messaggio]:
    fonti = _avvisatori.get((transizione.oggetto_tipo, transizione.verbo), ())
    return [messaggio for fonte in fonti for messaggio in fonte(transizione, oggetto, dati)]


def nella_transazione(funzione: Callable[[Any, Any, dict[str, Any]], None]) -> None:
    """Run ``fn(transizione, oggetto, dati)`` inside the act's transaction: database rows only."""
    if funzione not in _in_transazione:
        _in_transazione.append(funzione)


def dopo(tipo: str, *verbi: str, lavoro: Frase = "") -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Run ``fn(transizione)`` in a worker after commit, at least once: it must be idempotent.

    ``lavoro`` is what it does, in the words that the office reads when it does not come off.
    """

    def registra(funzione: Callable[[Any], None]) -> Callable[[Any], None]:
        nome = f"{funzione.__module__}.{funzione.__qualname__}"
        _parole[nome] = lavoro or nome
        for verbo in verbi:
            _dopo.setdefault((tipo, verbo), {})[nome] = funzione
        return funzione

    return registra


def ascoltatori(tipo: str, verbo: str) -> dict[str, Callable[[Any], None]]:
    return _dopo.get((tipo, verbo), {})


def in_parole(ascoltatore: str) -> Frase:
    """What a subscriber does; its name, of one that is gone."""
    return _parole.get(ascoltatore, ascoltatore)


def in_transazione() -> list[Callable[[Any, Any, dict[str, Any]], None]]:
    return list(_in_transazione)


@dataclass(frozen=True)
class Riga:
    """A transition as pages show it: verb and actor in words."""

    quando: datetime
    verbo: Frase
    chi: str
    da: str
    a: str
    motivo: str
