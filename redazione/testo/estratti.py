"""What others need of an article: its plain words, its first sentences, its links and its images."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from redazione.testo.misure import frasi
from redazione.testo.pulizia import leggi

# Words that say nothing of where a link goes, for who hears only the links (WCAG 2.2, 2.4.9 and its failure F84).
_MUTE = frozenset({
    "a questo link", "a questo indirizzo", "apri", "articolo", "clicca", "clicca per", "continua",
    "continua a leggere", "dettagli", "fai clic", "info", "leggi", "leggi di più", "leggi l articolo",
    "leggi tutto", "link", "maggiori informazioni", "pagina", "per saperne di più", "più informazioni", "premi",
    "questa pagina", "questo link", "scopri", "scopri di più", "sito", "vai", "vai al link", "vai al sito",
    "vai alla pagina", "vedi", "click", "click here", "here", "more", "read more",
})  # fmt: skip
# «Clicca qui», «leggi qui», «qui»: the word in front adds nothing.
_QUI = re.compile(r"(?:(?:\w+ ){0,2})?(?:qui|qua)")
_INDIRIZZO = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)


class Collegamento(NamedTuple):
    indirizzo: str
    parole: str


def solo_testo(html: str) -> str:
    """The words, a line for each block: for search, for counting, for whoever reads no HTML."""
    return "\n".join(blocco.testo.replace("\n", " ") for blocco in leggi(html) if blocco.tratti)


def sommario(html: str, massimo: int = 200) -> str:
    """The first sentences that fit in ``massimo`` characters; of one that alone does not fit, its first words and "…".

    Headings and captions are left out: they are no beginning. Without paragraphs the first words of all.
    """
    blocchi = leggi(html)
    testi = [uno.testo for uno in blocchi if uno.tipo in ("p", "li")] or [uno.testo for uno in blocchi]
    tutte = [" ".join(frase.split()) for testo in testi for frase in frasi(testo)]
    fuori = ""
    for frase in tutte:
        lungo = f"{fuori} {frase}".strip()
        if len(lungo) > massimo:
            return fuori or accorcia(frase, massimo)
        fuori = lungo
    return fuori


def accorcia(testo: str, massimo: int) -> str:
    """At most ``massimo`` characters, cut between two words, or within one that is longer than that."""
    if len(testo) <= massimo:
        return testo
    spazio = massimo - 1
    tagliato = testo[:spazio] if testo[spazio : spazio + 1].isspace() else testo[:spazio].rpartition(" ")[0]
    return f"{(tagliato or testo[:spazio]).rstrip(' ,;:–—-')}…" if spazio > 0 else "…"[:massimo]


def collegamenti(html: str) -> tuple[Collegamento, ...]:
    """In their order, each with the words that one presses."""
    fuori = []
    for blocco in leggi(html):
        for href, gruppo in groupby(blocco.tratti, key=lambda uno: uno.segni.href):
            if href:
                fuori.append(Collegamento(href, " ".join("".join(uno.testo for uno in gruppo).split())))
    return tuple(fuori)


def immagini(html: str) -> tuple[str, ...]:
    """The codes of its images in their order; one that is there twice is named once."""
    return tuple(dict.fromkeys(blocco.immagine for blocco in leggi(html) if blocco.immagine))


def muti(tutti: Iterable[Collegamento]) -> tuple[Collegamento, ...]:
    """The links whose words do not say where they go: «clicca qui», «leggi», a bare address, one letter."""
    return tuple(uno for uno in tutti if _e_muto(uno.parole))


def _e_muto(parole: str) -> bool:
    netto = " ".join(re.sub(r"[\W_]", " ", parole.lower()).split())
    return len(netto) < 2 or netto in _MUTE or bool(_QUI.fullmatch(netto) or _INDIRIZZO.fullmatch(parole.strip()))
