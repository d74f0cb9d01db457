"""How a text is drawn for readers: its pictures, its addresses. The one place that asks for pictures to be shown."""

import re
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.safestring import SafeString

from redazione import figure
from redazione.figure import Figura
from redazione.models import Articolo, Immagine, Revisione

# In the one form of our texts no other tag names a picture: to read fifty of them anew would take a tenth of a second.
_IMMAGINE = re.compile(r'<img data-immagine="([^"]+)">')
# Of a page of ours, in the one form of our texts.
_DI_CASA = re.compile(r'(?<= href=")/(?!/)')
Note = Mapping[str, Figura]


def dei_testi(testi: Iterable[tuple[str, Immagine | None]], *, sito: str = "") -> Note:
    """What may be shown today of the pictures of these texts (HTML, cover), by code, in one question."""
    codici: list[str] = []
    for html, sopra in testi:
        codici += [*([sopra.codice] if sopra else []), *_IMMAGINE.findall(html)]
    return figure.per_codice(codici, sito=sito)


def delle_copertine(articoli: Iterable[Articolo]) -> Note:
    return dei_testi(("", uno.viva.copertina) for uno in articoli if uno.viva)


def corpo(html: str, note: Note) -> SafeString:
    """The text with its pictures, whatever was stored: nothing but the allow-list and what is ours comes out."""
    return figure.disegna(html, note)


def di(revisione: Revisione | None, note: Note) -> Figura | None:
    """Its cover, if it has one that may be shown."""
    sopra = revisione.copertina if revisione else None
    return note.get(sopra.codice) if sopra else None


def fuori_di_qui(html: str) -> str:
    """The same for a reader's program: every address of the portal is whole."""
    return _DI_CASA.sub(f"{settings.INDIRIZZO_SITO}/", html)
