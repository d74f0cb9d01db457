"""One form that takes a POST, with what is thrown at it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


@dataclass(frozen=True)
class Modulo:
    nome: str
    ruolo: str
    testi: tuple[str, ...] = ()
    altri: dict[str, Any] = field(default_factory=dict)
    argomenti: tuple[Any, ...] = ()
    pronto: Callable[[Any], Any] | None = None
    come: str = ""

    def __str__(self) -> str:
        return f"{self.nome}{f'[{self.come}]' if self.come else ''}"


def m(nome: str, ruolo: str, /, *testi: str, arg: Any = (), pronto: Any = None, come: str = "", **altri: Any) -> Modulo:
    return Modulo(nome, ruolo, testi, altri, tuple(arg), pronto, come)


def indirizzo(nome: str, argomenti: Any) -> str:
    """The address of a form. Where it is met with a query, ``pronto`` gave the pair (arguments, query)."""
    if len(argomenti) == 2 and isinstance(argomenti[1], dict):
        return f"{reverse(nome, args=argomenti[0])}?{urlencode(argomenti[1])}"
    return reverse(nome, args=argomenti)
