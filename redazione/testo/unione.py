"""Two writers at once: what both made of one text, put together without losing a word (three-way merge by blocks)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from redazione.testo.allinea import allinea, operazioni
from redazione.testo.blocchi import Blocco, ordina, scrivi
from redazione.testo.pulizia import leggi

Scelta = Literal["mia", "sua", "entrambe"]
_BLOCCO = tuple[Blocco, ...]


@dataclass(frozen=True)
class Conflitto:
    """A block that both changed, each in another way; None on the side that took it out."""

    base: Blocco
    mia: Blocco | None
    sua: Blocco | None

    def scegli(self, scelta: Scelta) -> _BLOCCO:
        tenuti = {"mia": (self.mia,), "sua": (self.sua,), "entrambe": (self.mia, self.sua)}[scelta]
        return tuple(uno for uno in tenuti if uno is not None)

    def html(self, scelta: Scelta) -> str:
        """Its text on a side, "" where it was taken out."""
        return scrivi(ordina(self.scegli(scelta)))


@dataclass(frozen=True)
class Unione:
    """The text of both, in order: blocks that are settled and blocks that somebody has to choose."""

    pezzi: tuple[Blocco | Conflitto, ...]

    @property
    def conflitti(self) -> tuple[Conflitto, ...]:
        return tuple(pezzo for pezzo in self.pezzi if isinstance(pezzo, Conflitto))

    @property
    def testo(self) -> str | None:
        """The HTML of both; None as long as something has to be chosen."""
        return None if self.conflitti else self.risolvi([])

    def risolvi(self, scelte: Sequence[Scelta]) -> str:
        """The HTML once each conflict has its choice, in their order.

        ValueError when there are more or fewer choices than conflicts.
        """
        if len(scelte) != len(self.conflitti):
            raise ValueError(f"{len(scelte)} choices for {len(self.conflitti)} conflicts")
        prossime = iter(scelte)
        fuori: list[Blocco] = []
        for pezzo in self.pezzi:
            fuori.extend(pezzo.scegli(next(prossime)) if isinstance(pezzo, Conflitto) else (pezzo,))
        return scrivi(ordina(fuori))


def unisci(base: str, mia: str, sua: str) -> Unione:
    """``mia`` and ``sua``, two HTML texts made of ``base``, as one.

    A block that one side changed or took out is as that side left it; what either put in is there, and when both put
    something in at one place both things are there, in an order that does not depend on the sides. A block that both
    changed otherwise, or that one changed and the other took out, is a conflict.
    """
    vecchi = leggi(base)
    mie, sue = _Lavoro.di(vecchi, leggi(mia)), _Lavoro.di(vecchi, leggi(sua))
    pezzi: list[Blocco | Conflitto] = []
    for n in range(len(vecchi) + 1):
        pezzi.extend(_insieme(mie.aggiunti[n], sue.aggiunti[n]))
        if n < len(vecchi):
            pezzi.extend(_deciso(vecchi[n], mie.rimasti[n], sue.rimasti[n]))
    return Unione(tuple(pezzi))


@dataclass
class _Lavoro:
    """What one side did: what it made of each block (None: taken out), what it put in before each and at the end."""

    rimasti: list[Blocco | None] = field(default_factory=list)
    aggiunti: list[list[Blocco]] = field(default_factory=lambda: [[]])

    @classmethod
    def di(cls, vecchi: _BLOCCO, nuovi: _BLOCCO) -> "_Lavoro":
        lavoro = cls()
        for i, j in allinea(vecchi, nuovi):
            if i is None:
                lavoro.aggiunti[-1].append(nuovi[j or 0])
            else:
                lavoro.rimasti.append(None if j is None else nuovi[j])
                lavoro.aggiunti.append([])
        return lavoro


def _deciso(base: Blocco, mio: Blocco | None, suo: Blocco | None) -> list[Blocco | Conflitto]:
    if mio != suo and base not in (mio, suo):
        return [Conflitto(base, mio, suo)]
    deciso = suo if mio == base else mio
    return [] if deciso is None else [deciso]


def _insieme(mie: list[Blocco], sue: list[Blocco]) -> list[Blocco]:
    """Both rows; what stands in both stands once."""
    prima, dopo = sorted((mie, sue), key=scrivi)
    fuori: list[Blocco] = []
    for che_cosa, i, i_fine, j, j_fine in operazioni(prima, dopo):
        fuori += prima[i:i_fine]
        if che_cosa != "equal":
            fuori += dopo[j:j_fine]
    return fuori
