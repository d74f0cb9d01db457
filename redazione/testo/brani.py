"""The passage that a reviewer's note quotes, found again after the text has changed.

A quotation with the words around it, as W3C's Web Annotation Data Model has it (TextQuoteSelector, § 4.2.4): it holds
where a number of characters would not. A passage stands within one block.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from redazione.testo.caratteri import netti
from redazione.testo.pulizia import leggi

# Characters kept before and behind a passage.
INTORNO = 40
# A passage this short may stand anywhere: it counts only where something around it is right, too.
_CORTO, _BASTA = 20, 6
# Below it what is found is another passage; taken from texts that were mended, not measured on a corpus.
_SOMIGLIA = 0.6
_PAROLA = re.compile(r"\w+")
# Fewer words are like too many others.
_POCHE = 3


@dataclass(frozen=True)
class Brano:
    testo: str
    prima: str
    dopo: str


@dataclass(frozen=True)
class Posto:
    """Characters ``inizio`` to ``fine`` of the block ``blocco``, counted from 0; ``esatto``: the very same words."""

    blocco: int
    inizio: int
    fine: int
    esatto: bool


def ritaglia(html: str, blocco: int, inizio: int, fine: int) -> Brano:
    """The passage as a note keeps it. ValueError when there is nothing at that place."""
    testi = _testi(html)
    testo = testi[blocco] if 0 <= blocco < len(testi) else ""
    if not 0 <= inizio < fine <= len(testo):
        raise ValueError(f"no passage {inizio}–{fine} in block {blocco}")
    return Brano(testo[inizio:fine], testo[max(inizio - INTORNO, 0) : inizio], testo[fine : fine + INTORNO])


def trova(testo: str, brano: str, prima: str = "", dopo: str = "") -> Posto | None:
    """Where ``brano`` stands in ``testo``, an HTML text; None: its words and what stood around them are gone.

    The very words first, of several places the one with the likest words around; then what now stands between the
    same words; then what is most like it. Of a passage that ran over several blocks its longest line is looked for.
    """
    riga = max(map(_piano, netti(brano).split("\n")), key=len)
    cercato = riga.strip()
    if not cercato:
        return None
    testi = _testi(testo)
    davanti = _piano(netti(prima)) + riga[: len(riga) - len(riga.lstrip())]
    dietro = riga[len(riga.rstrip()) :] + _piano(netti(dopo))
    return _uguale(testi, cercato, davanti, dietro) or _fra(testi, cercato, davanti, dietro) or _simile(testi, cercato)


def _testi(html: str) -> list[str]:
    return [_piano(blocco.testo) for blocco in leggi(html)]


def _piano(testo: str) -> str:
    """One kind of space, as many characters as before."""
    return re.sub(r"\s", " ", testo)


# ── The same words ────────────────────────────────────────────────────────────────────────────────
def _uguale(testi: list[str], cercato: str, prima: str, dopo: str) -> Posto | None:
    trovati = [(_intorno(testi[n], i, i + len(cercato), prima, dopo), n, i) for n, i in _dove(testi, cercato)]
    if not trovati:
        return None
    quanto, blocco, inizio = max(trovati, key=lambda uno: uno[0])
    if len(cercato) < _CORTO and quanto < min(_BASTA, len(prima.strip() + dopo.strip())):
        return None
    return Posto(blocco, inizio, inizio + len(cercato), esatto=True)


def _dove(testi: list[str], cercato: str) -> Iterator[tuple[int, int]]:
    for n, testo in enumerate(testi):
        inizio = testo.find(cercato)
        while inizio >= 0:
            yield n, inizio
            inizio = testo.find(cercato, inizio + 1)


def _intorno(testo: str, inizio: int, fine: int, prima: str, dopo: str) -> int:
    """How many characters around a place are those that stood around the passage."""
    davanti = testo[max(inizio - len(prima), 0) : inizio][::-1]
    return _comuni(davanti, prima[::-1]) + _comuni(testo[fine : fine + len(dopo)], dopo)


def _comuni(uno: str, altro: str) -> int:
    diversi = (n for n, (a, b) in enumerate(zip(uno, altro, strict=False)) if a != b)
    return next(diversi, min(len(uno), len(altro)))


# ── Other words at the same place ─────────────────────────────────────────────────────────────────
def _fra(testi: list[str], cercato: str, prima: str, dopo: str) -> Posto | None:
    """What stands between the words that stood around it, when it is not far longer than what it was."""
    coda, testa = prima[-_CORTO:], dopo[:_CORTO]
    if len(coda.strip()) < _BASTA or len(testa.strip()) < _BASTA:
        return None
    for n, testo in enumerate(testi):
        inizio = testo.find(coda)
        fine = testo.find(testa, inizio + len(coda)) if inizio >= 0 else -1
        dentro = testo[inizio + len(coda) : fine]
        if fine >= 0 and dentro.strip() and len(dentro) <= 3 * len(cercato) + _CORTO:
            return _stretto(testo, n, inizio + len(coda), fine)
    return None


def _stretto(testo: str, blocco: int, inizio: int, fine: int) -> Posto:
    """Without the spaces at its ends."""
    dentro = testo[inizio:fine]
    inizio += len(dentro) - len(dentro.lstrip())
    return Posto(blocco, inizio, inizio + len(dentro.strip()), esatto=False)


# ── Much the same words ───────────────────────────────────────────────────────────────────────────
def _simile(testi: list[str], cercato: str) -> Posto | None:
    parole = _PAROLA.findall(cercato.lower())
    if len(parole) < _POCHE:
        return None
    trovati = [trovato for n, testo in enumerate(testi) if (trovato := _piu_simile(testo, n, parole)) is not None]
    quanto, posto = max(trovati, key=lambda uno: uno[0], default=(0.0, None))
    return posto if quanto >= _SOMIGLIA else None


def _piu_simile(testo: str, blocco: int, parole: list[str]) -> tuple[float, Posto] | None:
    """Around the longest run of the same words: from the first to the last word that both have, and how like it is."""
    trovate = list(_PAROLA.finditer(testo))
    sue = [una[0].lower() for una in trovate]
    ancora = SequenceMatcher(None, sue, parole, autojunk=False).find_longest_match()
    if not ancora.size:
        return None
    da = max(ancora.a - ancora.b - 3, 0)
    a = ancora.a + len(parole) - ancora.b + 3
    uguali = [uno for uno in SequenceMatcher(None, sue[da:a], parole, autojunk=False).get_matching_blocks() if uno.size]
    prima, ultima = da + uguali[0].a, da + uguali[-1].a + uguali[-1].size
    quanto = 2 * sum(uno.size for uno in uguali) / (len(parole) + ultima - prima)
    return quanto, Posto(blocco, trovate[prima].start(), trovate[ultima - 1].end(), esatto=False)
