"""A text as a flat row of blocks, the one form that such a row has, and its HTML."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from redazione.testo.tratti import Tratti, in_html, parole, protetto, taglia, una_riga

Tipo = Literal["p", "h2", "h3", "li", "cite", "figure"]
# Levels of lists. Readers get lost in deeper ones, and Markdown parsers stop at a depth of their own.
LIVELLI = 4
# Bullets that people and programs write; Word takes its own from the font Symbol, in the private part of Unicode.
PALLINI = "•·▪◦‣●■□▫○⁃∙\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d"
# Who is quoted stands behind a dash, as people write it under what they quote.
_TRATTINO = re.compile(r"[—–―]\s*(?=\S)")
_DAVANTI = re.compile(rf"(?:[—–―]\s*|[{PALLINI}]\s+)+(?=\S)")


@dataclass(frozen=True)
class Blocco:
    """A paragraph, a heading, an item of a list, who is quoted, or an image with its caption.

    ``elenco`` is the way to an item: ("ul", "ol") is a numbered list within a bulleted one. ``citazione``: within a
    quotation; who is quoted closes it.
    """

    tipo: Tipo
    tratti: Tratti = ()
    elenco: tuple[str, ...] = ()
    citazione: bool = False
    immagine: str = ""

    @property
    def testo(self) -> str:
        return parole(self.tratti)


# ── The one form ──────────────────────────────────────────────────────────────────────────────────
def ordina(blocchi: Iterable[Blocco]) -> tuple[Blocco, ...]:
    """Items no deeper than one below the item before; who is quoted at the end of a quotation that says something."""
    fuori: list[Blocco] = []
    inizio = 0
    for blocco in blocchi:
        if not blocco.citazione or _chiusa(fuori):
            _firma(fuori, inizio)
            inizio = len(fuori)
        fuori.append(_al_suo_posto(blocco, fuori, inizio))
    _firma(fuori, inizio)
    return tuple(fuori)


def _chiusa(blocchi: list[Blocco]) -> bool:
    return not blocchi or not blocchi[-1].citazione or blocchi[-1].tipo == "cite"


def _al_suo_posto(blocco: Blocco, prima: list[Blocco], inizio: int) -> Blocco:
    if blocco.tipo == "cite" and (not blocco.citazione or inizio == len(prima)):
        return replace(blocco, tipo="p")
    if blocco.tipo != "li":
        return blocco
    sopra = prima[-1].elenco if prima and prima[-1].citazione == blocco.citazione else ()
    livello = min(len(blocco.elenco), len(sopra) + 1, LIVELLI)
    return replace(blocco, elenco=(*sopra[: livello - 1], blocco.elenco[-1]))


def _firma(blocchi: list[Blocco], inizio: int) -> None:
    """The last paragraph of a quotation is who said it, when it begins with a dash and something comes before."""
    if len(blocchi) - inizio > 1 and blocchi[-1].citazione:
        blocchi[-1] = firmato(blocchi[-1])


def firmato(blocco: Blocco) -> Blocco:
    """``blocco`` as who is quoted, on one line, without the dash in front; as it is when it is nothing of the kind."""
    if blocco.tipo != "cite" and not (blocco.tipo == "p" and _TRATTINO.match(blocco.testo)):
        return blocco
    tratti = una_riga(blocco.tratti)
    davanti = _DAVANTI.match(parole(tratti))
    return replace(blocco, tipo="cite", tratti=taglia(tratti, davanti.end() if davanti else 0))


# ── Written as HTML ───────────────────────────────────────────────────────────────────────────────
def scrivi(blocchi: Iterable[Blocco]) -> str:
    """The HTML of a row in its one form."""
    return "".join(_pezzi(blocchi))


def _pezzi(blocchi: Iterable[Blocco]) -> Iterator[str]:
    aperti: tuple[str, ...] = ()
    citazione = False
    for blocco in blocchi:
        if aperti and (blocco.tipo != "li" or blocco.citazione != citazione):
            yield _chiudi(aperti)
            aperti = ()
        if blocco.citazione != citazione:
            yield "<blockquote>" if blocco.citazione else "</blockquote>"
        yield _passa(aperti, blocco.elenco) + _dentro(blocco)
        aperti, citazione = blocco.elenco, blocco.citazione
        if blocco.tipo == "cite":
            yield "</blockquote>"
            citazione = False
    yield _chiudi(aperti) + ("</blockquote>" if citazione else "")


def _chiudi(aperti: tuple[str, ...]) -> str:
    return "".join(f"</li></{uno}>" for uno in reversed(aperti))


def _passa(prima: tuple[str, ...], dopo: tuple[str, ...]) -> str:
    """From the inside of one item to the inside of the next."""
    if not dopo:
        return ""
    stesso = prima[: len(dopo)]
    if stesso == dopo:
        return f"{_chiudi(prima[len(dopo) :])}</li><li>"
    comuni = len(dopo) - 1
    return f"{_chiudi(prima[comuni:])}<{dopo[-1]}><li>"


def _dentro(blocco: Blocco) -> str:
    dentro = in_html(blocco.tratti)
    match blocco.tipo:
        case "figure":
            didascalia = f"<figcaption>{dentro}</figcaption>" if dentro else ""
            return f'<figure><img data-immagine="{protetto(blocco.immagine)}">{didascalia}</figure>'
        case "cite":
            return f"<p><cite>{dentro}</cite></p>"
        case "li":
            return dentro
        case tipo:
            return f"<{tipo}>{dentro}</{tipo}>"
