"""One button of the table of who may write."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scrittura:
    nome: str
    chi: tuple[str, ...]
    dati: dict[str, str]
    argomenti: dict[str, str]

    def __str__(self) -> str:
        return self.nome


def w(nome: str, chi: tuple[str, ...], dati: dict[str, str] | None = None, **argomenti: str) -> Scrittura:
    return Scrittura(nome, chi, dati or {}, argomenti)
