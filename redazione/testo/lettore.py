"""Any HTML read into blocks: headings, lists, quotations and images as they are meant, whatever tags carry them."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from redazione.testo.blocchi import LIVELLI, Blocco, Tipo, firmato, ordina
from redazione.testo.etichette import Apre, Chiude, attributi, eventi
from redazione.testo.incollato import (
    con_elenchi,
    e_segno_di_elenco,
    inclinazione,
    livello_di_elenco,
    peso,
    senza_pallini,
    voce_di_word,
)
from redazione.testo.indirizzi import indirizzo
from redazione.testo.tratti import SENZA, Segni, Tratti, Tratto, componi, dividi, parole, senza_forte, taglia, una_riga

# Codes as ``talenti.base.codici`` makes them, in the length that our fields hold.
CODICE = re.compile(r"[23456789bcdfghjkmnpqrstvwxz]{10,12}")
_TITOLI: dict[str, Tipo] = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_VUOTI = frozenset({"area", "base", "col", "embed", "input", "link", "meta", "param", "source", "track", "wbr"})
# What they hold is no text of the article.
_MUTI = frozenset({"math", "select", "svg", "template", "xml"})
_FORTI, _CORSIVI = frozenset({"b", "strong"}), frozenset({"em", "i"})
# Every tag that begins a line of its own; one that we do not know stands within the line.
_BLOCCHI = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
# Within a heading they only wrap its words.
_INVOLUCRI = frozenset({"article", "div", "header", "hgroup", "section"})


@dataclass(frozen=True)
class Posto:
    """Where the words being read stand, and how they look. ``che_cosa``: what block they will make."""

    che_cosa: str = "p"
    elenco: tuple[str, ...] = ()
    citazione: bool = False
    segni: Segni = SENZA
    fonte: bool = False
    muto: bool = False
    segno: bool = False
    word: int = 0


@dataclass
class Figura:
    immagini: list[str] = field(default_factory=list)
    didascalia: list[Tratto] = field(default_factory=list)


class Lettore:
    """Reads one text. Open tags stand on a list, so that no depth of nesting is too much."""

    def __init__(self) -> None:
        self.blocchi: list[Blocco] = []
        self._posto = Posto()
        self._aperti: list[tuple[str, Posto]] = []
        self._quanti: Counter[str] = Counter()
        # Words of the block being read, each with whether they stand in <cite>; the bullet that Word has drawn.
        self._pezzi: list[tuple[Tratto, bool]] = []
        self._segno = ""
        self._figura: Figura | None = None
        self._figure: list[Blocco] = []

    def leggi(self, html: str) -> tuple[Blocco, ...]:
        for evento in eventi(html):
            if isinstance(evento, Apre):
                self._apri(evento)
            elif isinstance(evento, Chiude):
                self._chiudi(evento.tag)
            else:
                self._scrivi(re.sub(r"[\n\x85\u2028\u2029]", " ", evento))
        self._stacca()
        self._chiudi_figura()
        self._stacca()
        self._posa_figure(Posto())
        return ordina(self.blocchi)

    # ── Tags ──────────────────────────────────────────────────────────────────────────────────────
    def _apri(self, evento: Apre) -> None:
        tag = evento.tag
        if tag == "br":
            self._scrivi("\n")
        elif tag == "hr":
            self._confine(tag, self._posto)
        elif tag == "img":
            self._immagine(attributi(evento.attributi).get("data-immagine", ""))
        elif tag not in _VUOTI and not (tag in _MUTI and evento.vuoto):
            self._entra(tag, attributi(evento.attributi))

    def _entra(self, tag: str, suoi: dict[str, str]) -> None:
        prima = self._posto
        if tag in _BLOCCHI:
            dopo = self._blocco(tag, suoi)
            self._confine(tag, dopo)
            if tag == "figure" and self._figura is None and self._posto.che_cosa != "li":
                self._figura = Figura()
        else:
            if tag in ("td", "th") and self._pezzi:
                self._scrivi(" | ")
            dopo = self._in_riga(tag, suoi)
        self._aperti.append((tag, prima))
        self._quanti[tag] += 1
        self._posto = dopo

    def _chiudi(self, tag: str) -> None:
        if tag in ("br", "p") and not self._quanti[tag]:
            self._scrivi("\n")
        while self._quanti[tag]:
            nome, prima = self._aperti.pop()
            self._quanti[nome] -= 1
            if nome in _BLOCCHI:
                self._confine(nome, prima)
            if nome == "figure" and not self._quanti["figure"]:
                self._chiudi_figura()
            if nome == "blockquote" and not prima.citazione:
                self._firma()
            self._posto = prima
            self._posa_figure(prima)
            if nome == tag:
                break

    def _in_riga(self, tag: str, suoi: dict[str, str]) -> Posto:
        posto, stile = self._posto, suoi.get("style", "")
        href, forte, corsivo = posto.segni
        suo_peso, sua_inclinazione = peso(stile), inclinazione(stile)
        segni = Segni(
            indirizzo(suoi.get("href", "")) if tag == "a" else href,
            (forte or tag in _FORTI) if suo_peso is None else suo_peso,
            (corsivo or tag in _CORSIVI) if sua_inclinazione is None else sua_inclinazione,
        )
        return replace(
            posto,
            segni=segni,
            fonte=posto.fonte or tag == "cite",
            muto=posto.muto or tag in _MUTI,
            segno=posto.segno or (bool(posto.word) and e_segno_di_elenco(stile)),
        )

    def _blocco(self, tag: str, suoi: dict[str, str]) -> Posto:
        """The place that a block's tag opens. Within an item or a caption it only begins a new line."""
        posto = replace(self._posto, word=0)
        if posto.che_cosa == "didascalia":
            return posto
        if tag in ("ul", "ol", "menu", "dir"):
            tipo = "ol" if tag == "ol" else "ul"
            return replace(posto, che_cosa="li", elenco=(*posto.elenco, tipo)[: LIVELLI + 1])
        if tag == "li":
            return replace(posto, che_cosa="li", elenco=posto.elenco or ("ul",))
        if tag == "figcaption" and self._figura is not None:
            return replace(posto, che_cosa="didascalia")
        if posto.che_cosa == "li" or (posto.che_cosa in _TITOLI and tag in _INVOLUCRI):
            return posto
        if tag == "blockquote":
            return replace(posto, che_cosa="p", citazione=True)
        return self._paragrafo(posto, tag, suoi)

    def _paragrafo(self, posto: Posto, tag: str, suoi: dict[str, str]) -> Posto:
        classe = suoi.get("class", "")
        che_cosa = "h2" if classe.startswith("MsoTitle") else _TITOLI.get(tag, "p")
        citazione = posto.citazione or classe.startswith(("MsoQuote", "MsoIntenseQuote"))
        word = livello_di_elenco(classe, suoi.get("style", ""))
        return replace(posto, che_cosa=che_cosa, citazione=citazione, word=word)

    # ── Words and images ──────────────────────────────────────────────────────────────────────────
    def _scrivi(self, testo: str) -> None:
        if self._posto.segno:
            self._segno += testo
        elif not self._posto.muto:
            self._pezzi.append((Tratto(testo, self._posto.segni), self._posto.fonte))

    def _immagine(self, codice: str) -> None:
        if self._posto.muto or not CODICE.fullmatch(codice):
            return
        if self._figura is not None:
            self._figura.immagini.append(codice)
            return
        self._figure.append(Blocco("figure", immagine=codice))
        if not any(tratto.testo.strip() for tratto, _fonte in self._pezzi):
            self._posa_figure(self._posto)

    def _chiudi_figura(self) -> None:
        """Images of a figure wait for a place; a caption without an image is a paragraph."""
        figura, self._figura = self._figura, None
        if figura is None:
            return
        didascalia = una_riga(componi(figura.didascalia), "\n")
        nuove = [Blocco("figure", immagine=codice) for codice in figura.immagini]
        if nuove:
            nuove[-1] = replace(nuove[-1], tratti=didascalia)
        elif didascalia:
            nuove = con_elenchi(didascalia)
        self._figure.extend(nuove)

    def _posa_figure(self, posto: Posto) -> None:
        """An image stands between blocks: not within a list, not within a quotation, after the words it was among."""
        if self._figure and not posto.elenco and not posto.citazione:
            self.blocchi.extend(self._figure)
            self._figure.clear()

    # ── Blocks ────────────────────────────────────────────────────────────────────────────────────
    def _confine(self, tag: str, dopo: Posto) -> None:
        """The words so far and the next ones stand in two blocks, or in two lines of one item or caption."""
        qui = self._posto
        una_voce = qui.che_cosa == dopo.che_cosa == "li" and qui.elenco == dopo.elenco and tag != "li"
        if una_voce or qui.che_cosa == dopo.che_cosa == "didascalia":
            self._scrivi("\n")
        else:
            self._stacca()

    def _stacca(self) -> None:
        """What has been read becomes a block."""
        pezzi, self._pezzi = self._pezzi, []
        segno, self._segno = self._segno, ""
        posto = self._posto
        if posto.che_cosa == "didascalia" and self._figura is not None:
            self._figura.didascalia += [Tratto("\n"), *_con_fonte_in_corsivo(pezzi)]
        else:
            self.blocchi.extend(replace(uno, citazione=posto.citazione) for uno in self._fatti(posto, pezzi, segno))
        self._posa_figure(posto)

    def _fatti(self, posto: Posto, pezzi: list[tuple[Tratto, bool]], segno: str) -> list[Blocco]:
        if posto.citazione and posto.che_cosa == "p":
            testo, fonte = _con_fonte(pezzi)
            firma = [firmato(Blocco("cite", fonte))] if fonte else []
            return [*self._paragrafi(posto, testo, segno), *firma]
        tratti = componi(_con_fonte_in_corsivo(pezzi))
        if not tratti:
            return []
        if posto.che_cosa == "li":
            return [Blocco("li", senza_pallini(una_riga(tratti, "\n")), posto.elenco)]
        if posto.che_cosa in _TITOLI and not posto.citazione:
            return [Blocco(_TITOLI[posto.che_cosa], componi(senza_forte(una_riga(tratti))))]
        return self._paragrafi(posto, tratti, segno)

    def _paragrafi(self, posto: Posto, tratti: Tratti, segno: str) -> list[Blocco]:
        if not tratti:
            return []
        if posto.word:
            prima = self.blocchi[-1].elenco if self.blocchi else ()
            voce = voce_di_word(una_riga(tratti, "\n"), segno.strip(), posto.word, prima)
            if voce is not None:
                return [voce]
        return [uno for parte in dividi(tratti, "\n\n") for uno in con_elenchi(parte)]

    def _firma(self) -> None:
        """A quotation ends: two that stand side by side do not take each other's words for who is quoted."""
        if len(self.blocchi) > 1 and all(uno.citazione for uno in self.blocchi[-2:]):
            self.blocchi[-1] = firmato(self.blocchi[-1])


def _con_fonte_in_corsivo(pezzi: list[tuple[Tratto, bool]]) -> list[Tratto]:
    """Outside the end of a quotation <cite> is the title of a work, which is set in italics."""
    return [
        Tratto(uno.testo, Segni(uno.segni.href, uno.segni.forte, uno.segni.corsivo or fonte)) for uno, fonte in pezzi
    ]


def _con_fonte(pezzi: list[tuple[Tratto, bool]]) -> tuple[Tratti, Tratti]:
    """The words of a quotation, and of who is quoted when its <cite> ends them."""
    fine = max((n for n, (uno, fonte) in enumerate(pezzi, 1) if uno.testo.strip() and not fonte), default=0)
    testo, fonte = componi(_con_fonte_in_corsivo(pezzi[:fine])), componi(uno for uno, _fonte in pezzi[fine:])
    if not fonte:
        return testo, ()
    return taglia(testo, 0, len(parole(testo).rstrip("—–― \n\xa0"))), fonte
