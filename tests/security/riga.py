"""One row of the table of who may open what."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Riga:
    nome: str
    stati: tuple[int, ...]
    argomenti: dict[str, Any] = field(default_factory=dict)
    metodo: str = "get"
    dati: dict[str, Any] = field(default_factory=dict)


def r(nome: str, stati: str, metodo: str = "get", dati: dict | None = None, **argomenti: Any) -> Riga:
    return Riga(nome, tuple(int(stato) for stato in stati.split()), argomenti, metodo, dati or {})
