"""HTML as a row of tags and words, in one pass that never goes back.

Not ``html.parser`` (it leaves a script's words in the text, and in older Pythons looks for the end of unclosed markup
again and again: CVE-2025-6069) and not nh3, which needs three minutes for a hundred thousand nested <div> (measured).
Here a text of any shape costs its length. That a browser may read the same soup otherwise does no harm: what is written
afterwards is written by us, tag by tag, and goes through nh3.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_ATTRIBUTO = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_PEZZO = re.compile(
    rf"""
      <!--(?:-?>|.*?(?:--!?>|\Z))                                       # a comment
    | (?:<[!?]|</(?![a-z]))[^>]*+(?:>|\Z)                               # what a browser takes for one: <![if !mso]>
    | <(?P<chiude>/?)(?P<nome>[a-z][^\s/>]*+)(?P<dentro>(?:[\s/]++|{_ATTRIBUTO})*+)(?P<fine>>|\Z)
    | (?P<testo>[^<]++|<)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTI = re.compile(
    r"""([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+))?+)?+""", re.DOTALL
)
# Their content is no HTML: it goes with them.
_CRUDI = frozenset(
    {"iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp"}
)
_FINI = {nome: re.compile(rf"</{nome}(?=[\s/>])", re.IGNORECASE) for nome in _CRUDI}
# Zeros in front are nothing; a number that no character has would make ``unescape`` build a number of any length.
_ZERI = re.compile(r"(&#[xX]?)0+(?=[0-9a-fA-F])")
_TROPPO = re.compile(r"&#[xX]?[0-9a-fA-F]{8,}+;?")
# In an attribute a name counts only with its semicolon: ?a=1&copy=2 is an address with two parameters.
_RIFERIMENTO = re.compile(r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[a-zA-Z][a-zA-Z0-9]*+;)")


class Apre(NamedTuple):
    tag: str
    attributi: str
    vuoto: bool


class Chiude(NamedTuple):
    tag: str


def eventi(html: str) -> Iterator[Apre | Chiude | str]:
    """Tags that open, tags that close, words with their entities read. A tag that the text ends within is dropped."""
    posto = 0
    while (pezzo := _PEZZO.match(html, posto)) is not None:
        posto = pezzo.end()
        if pezzo["testo"] is not None:
            yield _letto(pezzo["testo"])
        elif pezzo["fine"]:
            nome = pezzo["nome"].lower()
            if pezzo["chiude"]:
                yield Chiude(nome)
            elif nome in _CRUDI:
                fine = _FINI[nome].search(html, posto)
                posto = fine.start() if fine else len(html)
            else:
                yield Apre(nome, pezzo["dentro"], pezzo["dentro"].endswith("/"))


def attributi(scritti: str) -> dict[str, str]:
    """By name in small letters; of two with one name the first counts, as in a browser."""
    letti: dict[str, str] = {}
    for nome, *valori in _ATTRIBUTI.findall(scritti):
        letti.setdefault(nome.lower(), _RIFERIMENTO.sub(lambda uno: unescape(uno[0]), _misurati("".join(valori))))
    return letti


def _letto(testo: str) -> str:
    return unescape(_misurati(testo)) if "&" in testo else testo


def _misurati(testo: str) -> str:
    return _TROPPO.sub("\ufffd", _ZERI.sub(r"\1", testo)) if "&#" in testo else testo
