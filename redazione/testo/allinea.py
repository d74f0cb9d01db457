"""Which block of a text is which of another one: equal, changed, taken out, put in. Moved blocks are not looked for."""

from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

from redazione.testo.blocchi import Blocco

Coppia = tuple[int | None, int | None]
# Blocks share this much of their words when one is the other, changed.
_SOMIGLIA = 0.4
# Above it, comparing each with each costs more than it tells.
_MOLTI = 2_500
_TROPPI = 4_000_000


def operazioni(prima: Sequence[Hashable], dopo: Sequence[Hashable]) -> Sequence[tuple[str, int, int, int, int]]:
    """difflib's opcodes. Its short cut for frequent elements loses matches: taken only where it saves minutes."""
    scorciatoia = len(prima) * len(dopo) > _TROPPI
    return SequenceMatcher(None, prima, dopo, autojunk=scorciatoia).get_opcodes()


def allinea(prima: Sequence[Blocco], dopo: Sequence[Blocco]) -> list[Coppia]:
    """Pairs of places in their order; None on a side where a block is not."""
    coppie: list[Coppia] = []
    for che_cosa, i, i_fine, j, j_fine in operazioni(prima, dopo):
        if che_cosa == "equal":
            coppie.extend(zip(range(i, i_fine), range(j, j_fine), strict=True))
        else:
            dentro = _appaia(prima[i:i_fine], dopo[j:j_fine])
            coppie.extend((None if a is None else i + a, None if b is None else j + b) for a, b in dentro)
    return coppie


def _appaia(prima: Sequence[Blocco], dopo: Sequence[Blocco]) -> list[Coppia]:
    """The likest first; what is left between them in its order: as many as there are on both sides, then the rest."""
    fuori: list[Coppia] = []
    i = j = 0
    for a, b in [*_simili(prima, dopo), (len(prima), len(dopo))]:
        comuni = min(a - i, b - j)
        fuori += [(i + n, j + n) for n in range(comuni)]
        fuori += [(n, None) for n in range(i + comuni, a)]
        fuori += [(None, n) for n in range(j + comuni, b)]
        if a < len(prima):
            fuori.append((a, b))
        i, j = a + 1, b + 1
    return fuori


def _simili(prima: Sequence[Blocco], dopo: Sequence[Blocco]) -> list[tuple[int, int]]:
    """The pairs, none crossing another, that share the most words in all (Needleman and Wunsch, without gap costs)."""
    if len(prima) * len(dopo) > _MOLTI:
        return []
    righe, colonne = [_parole(uno) for uno in prima], [_parole(uno) for uno in dopo]
    uguali = [[_quanto(a, b) for b in colonne] for a in righe]
    meglio = [[0.0] * (len(dopo) + 1) for _riga in range(len(prima) + 1)]
    for i in reversed(range(len(prima))):
        for j in reversed(range(len(dopo))):
            insieme = uguali[i][j] + meglio[i + 1][j + 1] if uguali[i][j] >= _SOMIGLIA else 0.0
            meglio[i][j] = max(insieme, meglio[i + 1][j], meglio[i][j + 1])
    return _percorso(uguali, meglio)


def _percorso(uguali: list[list[float]], meglio: list[list[float]]) -> list[tuple[int, int]]:
    i = j = 0
    scelte = []
    while i < len(meglio) - 1 and j < len(meglio[0]) - 1:
        if uguali[i][j] >= _SOMIGLIA and meglio[i][j] == uguali[i][j] + meglio[i + 1][j + 1]:
            scelte.append((i, j))
            i, j = i + 1, j + 1
        elif meglio[i][j] == meglio[i + 1][j]:
            i += 1
        else:
            j += 1
    return scelte


def _parole(blocco: Blocco) -> Counter[str]:
    return Counter([*blocco.testo.lower().split(), *([blocco.immagine] if blocco.immagine else [])])


def _quanto(prima: Counter[str], dopo: Counter[str]) -> float:
    """Dice's coefficient of two bags of words, from 0 to 1."""
    tutte = prima.total() + dopo.total()
    return 2 * (prima & dopo).total() / tutte if tutte else 1.0
