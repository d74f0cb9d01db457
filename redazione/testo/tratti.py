"""Runs of words of one look, in the one form that a line of text has.

One form, so that two texts that read the same are the same: compared, merged and written as Markdown without surprises.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from redazione.testo.caratteri import netti
from redazione.testo.indirizzi import esterno

_SPAZI_E_PAROLE = re.compile(r"\s+|\S+")


class Segni(NamedTuple):
    """How words look: from the outermost tag to the innermost."""

    href: str = ""
    forte: bool = False
    corsivo: bool = False


class Tratto(NamedTuple):
    """Words with their look. A new line in them is a ``<br>``."""

    testo: str
    segni: Segni = Segni()


Tratti = tuple[Tratto, ...]
SENZA = Segni()


def componi(pezzi: Iterable[Tratto]) -> Tratti:
    """One space between two words, none at the ends, neighbours of one look made one.

    Two new lines or more in a row become two: whoever asks makes two paragraphs of them, or one line break.
    """
    fuori: list[Tratto] = []
    spazio = ""
    for tratto in _uniti(pezzi):
        for pezzo in _SPAZI_E_PAROLE.findall(tratto.testo):
            if pezzo.isspace():
                spazio += pezzo
                continue
            if fuori and spazio:
                prima = fuori[-1]
                fuori.append(Tratto(_spazio(spazio, prima.testo[-1], pezzo[0]), _comuni(prima.segni, tratto.segni)))
            fuori.append(Tratto(pezzo, tratto.segni))
            spazio = ""
    return tuple(_accostati(fuori))


def _uniti(pezzi: Iterable[Tratto]) -> Iterator[Tratto]:
    """Accents are put on their letters only when both stand in one run."""
    return (Tratto(netti(uno.testo), uno.segni) for uno in _accostati(pezzi))


def _accostati(pezzi: Iterable[Tratto]) -> Iterator[Tratto]:
    for segni, gruppo in groupby(pezzi, key=lambda uno: uno.segni):
        testo = "".join(uno.testo for uno in gruppo)
        if testo:
            yield Tratto(testo, segni)


def _spazio(scritto: str, prima: str, dopo: str) -> str:
    """A space that does not break is kept beside a figure (10 €, art. 3); elsewhere programs leave it by chance."""
    if "\n" in scritto:
        return "\n\n" if scritto.count("\n") > 1 else "\n"
    return "\xa0" if scritto in ("\xa0", "\u202f") and (prima.isdigit() or dopo.isdigit()) else " "


def _comuni(prima: Segni, dopo: Segni) -> Segni:
    """The look of a space: what its neighbours share from the outside in, so that no tag begins or ends with it."""
    if prima.href != dopo.href:
        return SENZA
    if prima.forte != dopo.forte:
        return Segni(href=prima.href)
    return Segni(prima.href, prima.forte, prima.corsivo and dopo.corsivo)


def parole(tratti: Tratti) -> str:
    return "".join(uno.testo for uno in tratti)


def una_riga(tratti: Tratti, al_posto: str = " ") -> Tratti:
    """``tratti`` with each row of line breaks made one ``al_posto``."""
    return tuple(_accostati(Tratto(re.sub(r"\n+", al_posto, uno.testo), uno.segni) for uno in tratti))


def dividi(tratti: Tratti, dove: str) -> list[Tratti]:
    """The parts between each ``dove``; none is empty, since what ``componi`` gives neither begins nor ends with it."""
    parti: list[list[Tratto]] = [[]]
    for tratto in tratti:
        prima, *altre = tratto.testo.split(dove)
        parti[-1].append(Tratto(prima, tratto.segni))
        parti.extend([Tratto(una, tratto.segni)] for una in altre)
    return [tuple(_accostati(parte)) for parte in parti]


def taglia(tratti: Tratti, inizio: int, fine: int | None = None) -> Tratti:
    """The characters from ``inizio`` to ``fine``, with their look."""
    fuori: list[Tratto] = []
    posto = 0
    for testo, segni in tratti:
        da, a = max(inizio - posto, 0), len(testo) if fine is None else max(fine - posto, 0)
        fuori.append(Tratto(testo[da:a], segni))
        posto += len(testo)
    return tuple(_accostati(fuori))


def senza_forte(tratti: Iterable[Tratto]) -> Iterator[Tratto]:
    return (Tratto(uno.testo, Segni(href=uno.segni.href, corsivo=uno.segni.corsivo)) for uno in tratti)


# ── Written as HTML ───────────────────────────────────────────────────────────────────────────────
def protetto(testo: str) -> str:
    """As nh3 writes text and attributes: whoever sanitises again finds nothing to change."""
    return testo.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def in_html(tratti: Tratti) -> str:
    gruppi = groupby(tratti, key=lambda uno: uno.segni.href)
    return "".join(_collegamento(href, _forti(gruppo)) for href, gruppo in gruppi)


def _collegamento(href: str, dentro: str) -> str:
    if not href:
        return dentro
    rel = ' rel="noopener noreferrer"' if esterno(href) else ""
    return f'<a href="{protetto(href)}"{rel}>{dentro}</a>'


def _forti(tratti: Iterable[Tratto]) -> str:
    fuori = []
    for forte, gruppo in groupby(tratti, key=lambda uno: uno.segni.forte):
        dentro = "".join(_corsivo(uno) for uno in gruppo)
        fuori.append(f"<strong>{dentro}</strong>" if forte else dentro)
    return "".join(fuori)


def _corsivo(tratto: Tratto) -> str:
    testo = protetto(tratto.testo).replace("\n", "<br>")
    return f"<em>{testo}</em>" if tratto.segni.corsivo else testo
