"""Two revisions of a text, block by block, and within a changed block word by word."""

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from redazione.testo.allinea import Coppia, allinea, operazioni
from redazione.testo.blocchi import Blocco
from redazione.testo.pulizia import leggi
from redazione.testo.tratti import Segni, Tratti, Tratto

Segno = Literal["uguale", "tolto", "aggiunto"]
_PEZZI = re.compile(r"\w+|\s+|[^\w\s]")


class Parte(NamedTuple):
    """A run of words of one fate and one look."""

    testo: str
    segno: Segno
    segni: Segni


@dataclass(frozen=True)
class Lato:
    """A block as it stands in one of the two texts."""

    blocco: Blocco
    parti: tuple[Parte, ...]


@dataclass(frozen=True)
class Confrontato:
    """One line of the page: ``prima`` beside ``dopo`` (None where the block is not), or ``unito``, both in one text."""

    tipo: Literal["uguale", "cambiato", "tolto", "aggiunto"]
    prima: Lato | None
    dopo: Lato | None
    unito: tuple[Parte, ...]


def confronta(prima: str, dopo: str) -> list[Confrontato]:
    """What became of ``prima`` in ``dopo``, two HTML texts. Words that only changed look or link count as changed."""
    vecchi, nuovi = leggi(prima), leggi(dopo)
    return [_confrontato(coppia, vecchi, nuovi) for coppia in allinea(vecchi, nuovi)]


def cambia(confronto: list[Confrontato]) -> bool:
    return any(uno.tipo != "uguale" for uno in confronto)


def _confrontato(coppia: Coppia, vecchi: tuple[Blocco, ...], nuovi: tuple[Blocco, ...]) -> Confrontato:
    i, j = coppia
    if j is None:
        lato = _intero(vecchi[i or 0], "tolto")
        return Confrontato("tolto", lato, None, lato.parti)
    if i is None:
        lato = _intero(nuovi[j], "aggiunto")
        return Confrontato("aggiunto", None, lato, lato.parti)
    vecchio, nuovo = vecchi[i], nuovi[j]
    if vecchio == nuovo:
        lato = _intero(nuovo, "uguale")
        return Confrontato("uguale", lato, lato, lato.parti)
    unito = _per_parole(vecchio.tratti, nuovo.tratti)
    return Confrontato(
        "cambiato",
        Lato(vecchio, _accosta([parte for parte in unito if parte.segno != "aggiunto"])),
        Lato(nuovo, _accosta([parte for parte in unito if parte.segno != "tolto"])),
        unito,
    )


def _intero(blocco: Blocco, segno: Segno) -> Lato:
    return Lato(blocco, tuple(Parte(testo, segno, segni) for testo, segni in blocco.tratti))


def _per_parole(prima: Tratti, dopo: Tratti) -> tuple[Parte, ...]:
    vecchie, nuove = _parole(prima), _parole(dopo)
    parti: list[Parte] = []
    for che_cosa, i, i_fine, j, j_fine in operazioni(vecchie, nuove):
        if che_cosa == "equal":
            parti += [Parte(testo, "uguale", segni) for testo, segni in vecchie[i:i_fine]]
            continue
        parti += [Parte(testo, "tolto", segni) for testo, segni in vecchie[i:i_fine]]
        parti += [Parte(testo, "aggiunto", segni) for testo, segni in nuove[j:j_fine]]
    return _accosta(parti)


def _parole(tratti: Tratti) -> list[Tratto]:
    return [Tratto(pezzo, segni) for testo, segni in tratti for pezzo in _PEZZI.findall(testo)]


def _accosta(parti: list[Parte]) -> tuple[Parte, ...]:
    gruppi = groupby(parti, key=lambda parte: parte[1:])
    return tuple(Parte("".join(parte.testo for parte in gruppo), *come) for come, gruppo in gruppi)
