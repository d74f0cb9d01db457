"""HTML that somebody wrote or pasted, made ours: an allow-list, one form, nothing else (OWASP, "XSS Prevention").

Two hands. Ours reads the text and writes it anew, tag by tag, from what it has understood; nh3 (ammonia) then reads
what was written as a browser would and lets through the allow-list only, so that a mistake of ours stays inside.
"""

from functools import lru_cache

import nh3

from redazione.testo.blocchi import Blocco, scrivi
from redazione.testo.indirizzi import indirizzo
from redazione.testo.lettore import CODICE, Lettore

AMMESSI = {
    "p": set(), "h2": set(), "h3": set(), "ul": set(), "ol": set(), "li": set(), "blockquote": set(), "cite": set(),
    "strong": set(), "em": set(), "br": set(), "figure": set(), "figcaption": set(),
    "a": {"href", "rel"}, "img": {"data-immagine"},
}  # fmt: skip
SCHEMI = {"http", "https", "mailto", "tel"}
REL = "noopener noreferrer"


def pulisci(html: str) -> str:
    """The HTML that may be kept of ``html``. Made again of its own result it changes nothing.

    What is not allowed loses its tags and keeps its words, but for scripts, styles and drawings, which go whole. An
    image stays by its code (``data-immagine``): who draws the page gives it source, size and alternative text.
    """
    return setaccio(scrivi(leggi(html)))


@lru_cache(maxsize=16)
def leggi(html: str) -> tuple[Blocco, ...]:
    """The blocks of any HTML, in their one form. Who measures, checks and shows a text reads it once for all."""
    return Lettore().leggi(html)


def setaccio(html: str) -> str:
    """The allow-list alone, by nh3. On what ``scrivi`` gives it changes nothing."""
    return nh3.clean(
        html,
        tags=set(AMMESSI),
        attributes=AMMESSI,
        attribute_filter=_attributo,
        url_schemes=SCHEMI,
        link_rel=None,
    )


def _attributo(_tag: str, nome: str, valore: str) -> str | None:
    match nome:
        case "href":
            return valore if valore and indirizzo(valore) == valore else None
        case "data-immagine":
            return valore if CODICE.fullmatch(valore) else None
        case _:
            return valore if valore == REL else None
