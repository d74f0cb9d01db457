"""What a process keeps for a minute: answers that change by the month and that every page asks the database for."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

_VALE = 60.0
_risposte: dict[str, tuple[float, Any]] = {}
F = TypeVar("F", bound=Callable[[], Any])


def un_minuto(funzione: F) -> F:
    """Ask ``funzione``, which takes nothing, at most once a minute a process. What it gives is not to be changed."""
    nome = f"{funzione.__module__}.{funzione.__qualname__}"

    @wraps(funzione)
    def chiede() -> Any:
        fino, risposta = _risposte.get(nome, (0.0, None))
        if fino < time.monotonic():
            risposta = funzione()
            _risposte[nome] = time.monotonic() + _VALE, risposta
        return risposta

    return cast("F", chiede)


def dimentica() -> None:
    """Ask everything again."""
    _risposte.clear()
