"""Text on its way out: what a database refuses, a header forbids or a reader must not meet is taken away."""

import re
import unicodedata

from django.utils.text import Truncator

# Controls, lone surrogates and the marks that turn the direction of what follows.
_VIETATI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
LUNGHEZZA_OGGETTO = 60


def pulito(testo: object) -> str:
    """One paragraph without what cannot be stored or shown."""
    return _VIETATI.sub("", unicodedata.normalize("NFC", str(testo).encode("utf-8", "replace").decode()))


def riga(testo: object, massimo: int = 200) -> str:
    """One line: no break can become a header."""
    intera = " ".join(pulito(testo).split())
    return intera if len(intera) <= massimo else Truncator(intera).chars(massimo)


def oggetto_breve(testo: str) -> str:
    """The subject of a mail: at most 60 characters, cut between words. The body opens with the whole."""
    if len(testo) <= LUNGHEZZA_OGGETTO:
        return testo
    taglio = testo[: LUNGHEZZA_OGGETTO - 1]
    intero = taglio.rsplit(" ", 1)[0] if " " in taglio[20:] else taglio
    return intero.rstrip(" ,;:.·–-") + "…"
