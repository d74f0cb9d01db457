"""What a process keeps: answers that every page asks for, for a minute; what follows from what never changes."""

import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar, cast

_VALE = 60.0
_risposte: dict[str, tuple[float, Any]] = {}
_tenute: dict[str, dict[Any, Any]] = {}
F = TypeVar("F", bound=Callable[[], Any])
T = TypeVar("T")


def un_minuto(funzione: F) -> F:
    """Ask ``funzione``, which takes nothing, at most once a minute a process. What it gives is not to be changed."""
    nome = _nome(funzione)

    @wraps(funzione)
    def chiede() -> Any:
        fino, risposta = _risposte.get(nome, (0.0, None))
        if fino < time.monotonic():
            risposta = funzione()
            _risposte[nome] = time.monotonic() + _VALE, risposta
        return risposta

    return cast("F", chiede)


def tieni(di_che: str, chiave: Hashable, calcola: Callable[[], T], *, quante: int) -> T:
    """What ``calcola`` gives, once for that key, which must say all that it depends on. The last ``quante`` are kept,
    and are not to be changed.
    """
    tenute = _tenute.setdefault(di_che, {})
    tenuta = tenute.get(chiave)
    if tenuta is None:
        tenuta = (calcola(),)
        if len(tenute) >= quante:
            tenute.pop(next(iter(tenute)), None)
        tenute[chiave] = tenuta
    valore: T = tenuta[0]
    return valore


def dimentica(funzione: Callable[[], Any] | None = None) -> None:
    """Ask that again, or everything: what has been changed here is seen here at once, elsewhere within the minute."""
    if funzione is None:
        _risposte.clear()
        _tenute.clear()
    else:
        _risposte.pop(_nome(funzione), None)


def _nome(funzione: Callable[[], Any]) -> str:
    return f"{funzione.__module__}.{funzione.__qualname__}"
