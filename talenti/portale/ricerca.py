"""The search of the whole portal, over the public cards of every room.

The index says which cards have the words; each room says which of them anybody may read at this instant.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from talenti.base import registries
from talenti.base.exceptions import Frase
from talenti.base.memoria import un_minuto
from talenti.base.registries import Scheda, TipoDiScheda
from talenti.portale import indice
from talenti.portale.queries import protetta, stanza
from talenti.portale.radici import Cercate, cercate, trova

MASSIMO_TESTO = 100
MASSIMO_PER_TIPO = 50
# Of each, where all kinds are shown together.
PRIME_PER_TIPO = 10
# How many rows are judged to show so many: some may have gone since the index was written.
_CANDIDATE = MASSIMO_PER_TIPO + 10
# A word near to another is about as long, and has half of its pairs of letters.
_LUNGHEZZA_VICINA, _QUANTE_VICINE, _SOMIGLIA = 4, 3, 0.7


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

    @property
    def prime(self) -> list[Scheda]:
        return self.schede[:PRIME_PER_TIPO]


@dataclass
class Ricerca:
    testo: str
    cercate: Cercate
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
    ricerca = Ricerca(testo, cercate(testo))
    if not ricerca.cercate.parole:
        return ricerca
    for tipo, schede in _giudicate(indice.trova(ricerca.cercate, massimo=_CANDIDATE)):
        if schede is None:
            ricerca.mancano.append(stanza(tipo.chiave))
        elif schede:
            ricerca.tipi.append(Tipo(tipo.chiave, tipo.etichetta, schede[:MASSIMO_PER_TIPO]))
    if not ricerca.tipi:
        ricerca.vicine = _vicine(ricerca.cercate)
    return ricerca


def tutte() -> Iterator[Scheda]:
    """Every public card, for the sitemap; a room that fails is left out and noted."""
    for tipo in registries.schede_pubbliche:
        yield from protetta(tipo.chiave, partial(_tutte, tipo)) or ()


def _tutte(tipo: TipoDiScheda) -> list[Scheda]:
    return list(tipo.tutte())


def _giudicate(trovate: dict[str, list[int]]) -> Iterator[tuple[TipoDiScheda, list[Scheda] | None]]:
    """The cards found that are public now, as they are now; None from a room that fails."""
    for tipo in registries.schede_pubbliche:
        if chiavi := trovate.get(tipo.chiave):
            yield tipo, protetta(tipo.chiave, partial(tipo.pubbliche, chiavi))


# ── Near words ────────────────────────────────────────────────────────────────────────────────────
def _vicine(cercate: Cercate) -> list[str]:
    """Up to three words of the titles that are public now, spelled nearly like what was typed."""
    vicine = [vicina for parola in cercate.parole for vicina in _somiglianti(parola.forma)]
    if not vicine:
        return []
    parole: dict[str, str] = {}
    for _tipo, schede in _giudicate(indice.trova_nei_titoli(vicine, massimo=MASSIMO_PER_TIPO)):
        for scheda in schede or ():
            for trovata in trova(scheda.titolo):
                parole.setdefault(trovata.forma, scheda.titolo[trovata.inizio : trovata.fine])
    return [parole[vicina] for vicina in dict.fromkeys(vicine) if vicina in parole][:_QUANTE_VICINE]


@un_minuto
def _vocabolario() -> list[tuple[str, frozenset[str]]]:
    """The words of the titles, each with its pairs of letters: near words are looked for here, and shown from cards."""
    lunghe = (parola for parola in sorted(indice.parole_dei_titoli()) if len(parola) >= _LUNGHEZZA_VICINA)
    return [(parola, _coppie(parola)) for parola in lunghe if not parola.isdigit()]


def _coppie(parola: str) -> frozenset[str]:
    return frozenset(parola[n : n + 2] for n in range(len(parola) - 1))


def _somiglianti(forma: str) -> Iterable[str]:
    coppie = _coppie(forma)
    possibili = [
        parola
        for parola, sue in _vocabolario()
        if abs(len(parola) - len(forma)) <= _LUNGHEZZA_VICINA and len(sue & coppie) * 2 >= min(len(sue), len(coppie))
    ]
    return difflib.get_close_matches(forma, possibili, n=_QUANTE_VICINE, cutoff=_SOMIGLIA)
