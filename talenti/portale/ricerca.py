"""The search of the whole portal, over the public cards of every room."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from talenti.base import registries
from talenti.base.exceptions import Frase
from talenti.base.registries import Scheda
from talenti.luoghi.nomi import normalizza
from talenti.portale.queries import protetta, stanza

MASSIMO_TESTO = 100
MASSIMO_PER_TIPO = 50
# How many titles are looked at for words near to one that nobody wrote.
_MASSIMO_TITOLI = 400


@dataclass
class Tipo:
    """The results of one kind."""

    chiave: str
    etichetta: Frase
    schede: list[Scheda]

    @property
    def quante(self) -> int:
        return len(self.schede)

    @property
    def altre(self) -> bool:
        return len(self.schede) >= MASSIMO_PER_TIPO


@dataclass
class Ricerca:
    testo: str
    tipi: list[Tipo] = field(default_factory=list)
    mancano: list[Frase] = field(default_factory=list)
    vicine: list[str] = field(default_factory=list)

    @property
    def quante(self) -> int:
        return sum(tipo.quante for tipo in self.tipi)


def pulisci(testo: str) -> str:
    """What was typed, without what cannot be typed, in one line."""
    visibile = "".join(lettera if lettera.isprintable() else " " for lettera in testo[: MASSIMO_TESTO * 4])
    return " ".join(visibile.split())[:MASSIMO_TESTO].strip()


def cerca(testo: str) -> Ricerca:
    """Public things that answer to ``testo``, by kind; when there are none, words near to it."""
    ricerca = Ricerca(testo)
    if not normalizza(testo):
        return ricerca
    for tipo in registries.schede_pubbliche:
        schede = protetta(tipo.chiave, lambda tipo=tipo: list(islice(tipo.cerca(testo), MASSIMO_PER_TIPO)))
        if schede is None:
            ricerca.mancano.append(stanza(tipo.chiave))
        elif schede:
            ricerca.tipi.append(Tipo(tipo.chiave, tipo.etichetta, schede))
    if not ricerca.tipi:
        ricerca.vicine = _vicine(testo)
    return ricerca


def tutte() -> Iterator[Scheda]:
    """Every public card, for the sitemap; a room that fails is left out and noted."""
    for tipo in registries.schede_pubbliche:
        yield from protetta(tipo.chiave, lambda tipo=tipo: list(tipo.tutte())) or ()


def _vicine(testo: str) -> list[str]:
    """Up to three words of the titles, spelled nearly like what was typed."""
    parole: dict[str, str] = {}
    for scheda in islice(tutte(), _MASSIMO_TITOLI):
        for parola in re.findall(r"[^\W\d_]{4,}", scheda.titolo):
            parole.setdefault(normalizza(parola), parola)
    trovate: list[str] = []
    for parola in normalizza(testo).split():
        trovate += difflib.get_close_matches(parola, parole, n=3, cutoff=0.7)
    return [parole[parola] for parola in dict.fromkeys(trovate)][:3]


def segna(testo: Any, cercato: str) -> SafeString:
    """``testo``, escaped, with the words of ``cercato`` in <mark>, whatever their accents and capitals."""
    testo = str(testo)
    piano = [normalizza(lettera) for lettera in testo]
    # A letter that is not plain (a ligature, an apostrophe) keeps its place by one stand-in.
    riga = "".join(lettera if len(lettera) == 1 else "\x00" for lettera in piano)
    marcate = [False] * len(testo)
    for parola in normalizza(cercato).split():
        if len(parola) < 2:
            continue
        for trovata in re.finditer(re.escape(parola), riga):
            marcate[trovata.start() : trovata.end()] = [True] * len(parola)
    return format_html_join("", "{}", ((_pezzo(pezzo, forte),) for pezzo, forte in _pezzi(testo, marcate)))


def _pezzo(pezzo: str, forte: bool) -> SafeString:
    return format_html("<mark>{}</mark>", pezzo) if forte else format_html("{}", pezzo)


def _pezzi(testo: str, marcate: list[bool]) -> Iterator[tuple[str, bool]]:
    inizio = 0
    for posto in range(1, len(testo) + 1):
        if posto == len(testo) or marcate[posto] != marcate[inizio]:
            yield testo[inizio:posto], marcate[inizio]
            inizio = posto
