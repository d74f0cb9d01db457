"""The same text as Markdown, for the plain field that needs no JavaScript: in, and back out to be written on.

CommonMark 0.31 (https://spec.commonmark.org/0.31.2/), read by markdown-it-py with HTML off. What it lacks: an image of
ours is ``![caption](immagine:code)``, who is quoted is the last paragraph of a quotation behind a dash.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from redazione.testo.blocchi import PALLINI, Blocco
from redazione.testo.pulizia import leggi, pulisci
from redazione.testo.tratti import Tratti, Tratto, protetto

_SCHEMA = "immagine:"
# Neither white space nor punctuation for CommonMark: beside it any * opens or closes. ``pulisci`` takes it away.
_NIENTE = "\u200b"
# Lists as people write and paste them; not within a paragraph, behind a line break of ours.
_PALLINI = re.compile(rf"(?<!\\\n)^ {{0,3}}[{PALLINI}][^\S\n]+(?=\S)", re.MULTILINE)


def da_markdown(testo: str) -> str:
    """The HTML that is kept of a text written as Markdown; tags in it are words."""
    return pulisci(_lettore().render(_PALLINI.sub("- ", testo)))


def in_markdown(html: str) -> str:
    """Markdown that ``da_markdown`` reads back as ``pulisci(html)``, letter by letter."""
    return "".join(_righe(leggi(html)))


# ── In ────────────────────────────────────────────────────────────────────────────────────────────
class _Scrittore(RendererHTML):
    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A figure of ours; of any other image its description, as words."""
        schema, _, codice = str(tokens[idx].attrGet("src") or "").partition(":")
        dentro = self.renderInline(tokens[idx].children or [], options, env)
        if f"{schema}:" != _SCHEMA:
            return dentro
        return f'<figure><img data-immagine="{protetto(codice)}"><figcaption>{dentro}</figcaption></figure>'


@cache
def _lettore() -> MarkdownIt:
    """Addresses go through as they are written: ``pulisci`` judges them, once and by one rule."""
    lettore = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Scrittore)
    # The library says to replace these three on the instance; the type checker knows them as methods.
    lettore.validateLink = lambda url: True  # type: ignore[method-assign]
    lettore.normalizeLink = lambda url: url  # type: ignore[method-assign]
    lettore.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return lettore


# ── Out: blocks ───────────────────────────────────────────────────────────────────────────────────
def _righe(blocchi: tuple[Blocco, ...]) -> Iterator[str]:
    """Blocks, each set off from the one before; a quotation that goes on keeps its sign on the line between."""
    aperte: list[tuple[str, int]] = []
    for prima, blocco in zip((None, *blocchi), blocchi, strict=False):
        segue = prima is not None and prima.citazione and blocco.citazione and prima.tipo != "cite"
        stessa_lista = prima is not None and prima.tipo == blocco.tipo == "li" and prima.citazione == blocco.citazione
        aperte = _numera(aperte if stessa_lista else [], blocco)
        segno = "> " if blocco.citazione else ""
        if prima is not None:
            yield "\n" if stessa_lista else f"\n{'>' if segue else ''}\n"
        yield segno + _blocco(blocco, aperte).replace("\n", f"\n{segno}")
    if blocchi:
        yield "\n"


def _numera(aperte: list[tuple[str, int]], blocco: Blocco) -> list[tuple[str, int]]:
    """The lists that an item stands in, each with the number it has come to."""
    livello = len(blocco.elenco)
    if not livello:
        return []
    tipo = blocco.elenco[-1]
    stessa = len(aperte) >= livello and aperte[livello - 1][0] == tipo
    return [*aperte[: livello - 1], (tipo, aperte[livello - 1][1] + 1 if stessa else 1)]


def _blocco(blocco: Blocco, aperte: list[tuple[str, int]]) -> str:
    testo = _in_riga(blocco.tratti, titolo=blocco.tipo in ("h2", "h3"))
    match blocco.tipo:
        case "h2" | "h3":
            return f"{'##' if blocco.tipo == 'h2' else '###'} {testo}"
        case "figure":
            return f"![{testo}]({_SCHEMA}{blocco.immagine})"
        case "cite":
            return f"— {testo}"
        case "li":
            *sopra, segno = ["- " if tipo == "ul" else f"{numero}. " for tipo, numero in aperte]
            rientro = " " * len("".join(sopra))
            return rientro + segno + testo.replace("\n", f"\n{rientro}{' ' * len(segno)}")
        case _:
            return testo


# ── Out: words ────────────────────────────────────────────────────────────────────────────────────
class _Pezzo(NamedTuple):
    """``testo``: as it is written. ``apre`` and ``chiude``: bold begins, ends. ``corsivo``, ``tutto``: words within."""

    che_cosa: Literal["testo", "apre", "chiude", "corsivo", "tutto"]
    testo: str = ""


def _in_riga(tratti: Tratti, *, titolo: bool) -> str:
    return _segni([pezzo for pezzi in _collegamenti(tratti, titolo) for pezzo in pezzi])


def _collegamenti(tratti: Tratti, titolo: bool) -> Iterator[list[_Pezzo]]:
    inizio = not titolo
    for href, gruppo in groupby(tratti, key=lambda uno: uno.segni.href):
        dentro = [pezzo for pezzi in _forti(list(gruppo), titolo, inizio and not href) for pezzo in pezzi]
        yield [_Pezzo("testo", "["), *dentro, _Pezzo("testo", f"]({_indirizzo(href)})")] if href else dentro
        inizio = False


def _indirizzo(href: str) -> str:
    """Brackets of its own would end it; what looks like an entity would be read as one."""
    scritto = re.sub(r"&(?=#?\w+;)", r"\\&", href)
    return f"<{scritto}>" if "(" in href or ")" in href else scritto


def _forti(tratti: list[Tratto], titolo: bool, inizio: bool) -> Iterator[list[_Pezzo]]:
    for forte, gruppo in groupby(tratti, key=lambda uno: uno.segni.forte):
        pezzi: list[_Pezzo] = []
        for tratto in gruppo:
            testo = _protetto(tratto.testo, titolo, inizio)
            pezzi.append(_Pezzo("corsivo" if tratto.segni.corsivo else "testo", testo))
            inizio = False
        if forte and len(pezzi) == 1 and pezzi[0].che_cosa == "corsivo":
            yield [_Pezzo("tutto", pezzi[0].testo)]
        else:
            yield [_Pezzo("apre"), *pezzi, _Pezzo("chiude")] if forte else pezzi


def _segni(pezzi: list[_Pezzo]) -> str:
    """Puts the signs in, each so that it is read as what it is: see "left-flanking" and "right-flanking" (§ 6.2)."""
    fuori = _Riga()
    for n, (che_cosa, testo) in enumerate(pezzi):
        dopo = pezzi[n + 1 : n + 3]
        match che_cosa:
            case "testo":
                fuori.testo(testo)
            case "apre":
                fuori.apre("**", _primo(dopo))
            case "chiude":
                fuori.chiude("**", _primo(dopo))
            case "tutto":
                fuori.apre("***", testo[0]).testo(testo).chiude("***", _primo(dopo))
            case "corsivo" if fuori.confina() and _confina(dopo):
                fuori.testo(f"_{testo}_")
            case "corsivo":
                fuori.apre("*", testo[0]).testo(testo).chiude("*", _primo(dopo))
    return fuori.scritto


def _primo(pezzi: list[_Pezzo]) -> str:
    """The character behind a sign; between two signs there will be ``_NIENTE``."""
    if not pezzi:
        return ""
    return pezzi[0].testo[0] if pezzi[0].che_cosa == "testo" else _NIENTE


def _confina(dopo: list[_Pezzo]) -> bool:
    """Whether a word ends here, so that _ can close; a sign of bold in between must be able to close, too."""
    if dopo and dopo[0].che_cosa == "chiude":
        return _stacca(_primo(dopo[1:]))
    return not dopo or dopo[0].che_cosa != "testo" or _stacca(_primo(dopo))


def _stacca(lettera: str) -> bool:
    """White space, punctuation, nothing: CommonMark asks no more of a character beside a sign."""
    return not lettera or lettera.isspace() or unicodedata.category(lettera)[0] in "PS"


class _Riga:
    """A line being written; it knows whether it ends with a sign."""

    def __init__(self) -> None:
        self.scritto = ""
        self._segno = 0

    def testo(self, testo: str) -> "_Riga":
        self.scritto, self._segno = self.scritto + testo, 0
        return self

    def apre(self, segno: str, dopo: str) -> "_Riga":
        prima = self._davanti()
        self.scritto += segno
        self._segno = len(segno)
        return self if _stacca(prima) or not _stacca(dopo) else self.testo(_NIENTE)

    def chiude(self, segno: str, dopo: str) -> "_Riga":
        prima = self._davanti()
        self.scritto += segno if _stacca(dopo) or not _stacca(prima) else _NIENTE + segno
        self._segno = len(segno)
        return self

    def confina(self) -> bool:
        """Whether a word begins here, so that _ can open; a sign of bold in between must be able to open, too."""
        return _stacca(self.scritto[-1:]) and _stacca(self.scritto[-1 - self._segno : len(self.scritto) - self._segno])

    def _davanti(self) -> str:
        """The character before the next sign; two signs side by side would be read as one."""
        if self._segno:
            self.testo(_NIENTE)
        return self.scritto[-1:]


# ── Out: letters ──────────────────────────────────────────────────────────────────────────────────
_OVUNQUE = re.compile(r"[\\`*\[\]<]|&(?=[#\w])|!(?=\Z)|(?<![^\W_])_|_(?![^\W_])")
_A_CAPO = re.compile(r"^(?:[#>+\-=~]|[0-9]{1,9}(?=[.)]))", re.MULTILINE)


def _protetto(testo: str, titolo: bool, inizio: bool) -> str:
    """Every letter that would be a sign stands behind a backslash, the others as they are."""
    con_barre = _OVUNQUE.sub(lambda uno: "\\" + uno[0], testo)
    if titolo:
        con_barre = con_barre.replace("#", "\\#")
    testa, *altre = con_barre.split("\n")
    righe = [_capo(testa) if inizio else testa, *map(_capo, altre)]
    return "\\\n".join(righe)


def _capo(riga: str) -> str:
    trovato = _A_CAPO.match(riga)
    if trovato is None:
        return riga
    return f"{trovato[0]}\\{riga[trovato.end() :]}" if trovato[0].isdigit() else f"\\{riga}"
