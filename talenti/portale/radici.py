"""Words as the search compares them: without capitals and accents, and cut to their Italian stem.

All of it is done here, so that both databases are given plain ASCII words and find the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from snowballstemmer.italian_stemmer import ItalianStemmer

# Longer words are compared by their beginning; what is typed is a line, not a text.
LUNGHEZZA_MASSIMA = 40
MASSIMO_CERCATE = 12
# From so many letters on, the last word typed stands for all those that begin like it.
PREFISSO_DA = 3
# No ending of Italian reaches so far back: a word has the stem that is looked for only if it begins like it.
_INIZIO = 3

_PAROLA = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
# Words that stand everywhere and say nothing of a thing. Elided articles are here as they stay without apostrophe.
_OVUNQUE = frozenset(
    re.findall(
        "[a-z]+",
        "ad agli ai al all alla alle allo anche che chi ci coi col come con cui da dagli dai dal dall dalla dalle "
        "dallo degli dei del dell della delle dello di dove due ed era erano essere fa fra gli ha hai hanno ho il in "
        "io la le lei li lo loro lui ma mi mia mie miei mio ne negli nei nel nell nella nelle nello noi non nostra "
        "nostre nostri nostro ogni oppure per perche pero piu poi qual quale quali quando quanto quel quella quelle "
        "quelli quello quest questa queste questi questo sara se sei senza si sia siamo sono sta su sua sue sugli sui "
        "sul sull sulla sulle sullo suo suoi te ti tra tu tua tue tuo tuoi tutte tutti un una uno vi voi vostra "
        "vostre vostri vostro ",
    )
)


class Parola(NamedTuple):
    """A word without accents and capitals, and its stem."""

    forma: str
    radice: str


class Trovata(NamedTuple):
    """A word where it stands in a text."""

    inizio: int
    fine: int
    forma: str


@lru_cache(maxsize=65_536)
def radice(forma: str) -> str:
    # One stemmer a word: it keeps the word that it works on, and threads would share it.
    return str(ItalianStemmer().stemWord(forma)) if forma.isalpha() else forma


def _piana(parola: str) -> str:
    """The word in a-z and 0-9; a letter of another alphabet is there as its number."""
    if parola.isascii():
        return parola.lower()[:LUNGHEZZA_MASSIMA]
    scomposta = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", parola[:LUNGHEZZA_MASSIMA]).casefold())
    lettere = (lettera if lettera.isascii() else f"{ord(lettera):x}" for lettera in scomposta if lettera.isalnum())
    return "".join(lettere)[:LUNGHEZZA_MASSIMA]


def _vale(forma: str) -> bool:
    """A letter alone (an article, a bullet) is no word; a digit is."""
    return len(forma) > 1 or forma.isdigit()


def trova(testo: str) -> Iterator[Trovata]:
    """Each word of ``testo`` and its place."""
    for pezzo in _PAROLA.finditer(testo):
        forma = _piana(pezzo[0])
        if _vale(forma):
            yield Trovata(pezzo.start(), pezzo.end(), forma)


def forme(testo: str) -> list[str]:
    """The words of ``testo``, each once, as they come."""
    piane = map(_piana, dict.fromkeys(_PAROLA.findall(testo)))
    return [forma for forma in dict.fromkeys(piane) if _vale(forma)]


def che_dicono(parole: Iterable[str]) -> list[str]:
    """Those that say something."""
    return [forma for forma in parole if forma not in _OVUNQUE]


@dataclass(frozen=True)
class Cercate:
    """The words that somebody typed."""

    parole: tuple[Parola, ...] = ()

    @cached_property
    def prefisso(self) -> str:
        """What the last word may be the beginning of; empty when it is too short to say."""
        ultima = self.parole[-1].forma if self.parole else ""
        return ultima if len(ultima) >= PREFISSO_DA else ""

    def quale(self, forma: str) -> Parola | None:
        """Which of them this word answers to."""
        for parola in self.parole:
            if forma[:_INIZIO] == parola.radice[:_INIZIO] and radice(forma) == parola.radice:
                return parola
        return self.parole[-1] if self.prefisso and forma.startswith(self.prefisso) else None


def cercate(testo: str) -> Cercate:
    """The words of a search; those that stand everywhere count only when there is nothing else."""
    tutte = forme(testo)
    scelte = (che_dicono(tutte) or tutte)[:MASSIMO_CERCATE]
    return Cercate(tuple(Parola(forma, radice(forma)) for forma in scelte))
