"""What a result shows of its text: a passage around the words found, which are marked. All the rest is escaped."""

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from talenti.base.registries import Scheda
from talenti.portale.radici import Cercate, Parola, Trovata, trova

LUNGHEZZA = 200
# How much of the passage may stand before the first word found.
PRIMA = 60
# How far a text is looked through.
MASSIMO_TESTO = 30_000


def segna(testo: str, cercate: Cercate) -> SafeString:
    """``testo``, escaped, with the words that answer to the search in <mark>."""
    return format_html_join("", "{}", ((pezzo,) for pezzo in _pezzi(testo, cercate)))


def _pezzi(testo: str, cercate: Cercate) -> Iterator[SafeString]:
    fino = 0
    for parola, _quale in _trovate(testo, cercate):
        yield format_html("{}<mark>{}</mark>", testo[fino : parola.inizio], testo[parola.inizio : parola.fine])
        fino = parola.fine
    yield format_html("{}", testo[fino:])


def brano(testo: str, cercate: Cercate) -> SafeString:
    """A passage of ``testo`` from a little before the first word found; from its beginning when there is none."""
    return _brano(_in_riga(testo), cercate, set(cercate.parole)) or segna(_taglia(_in_riga(testo), 0), cercate)


def frammento(scheda: Scheda, cercate: Cercate) -> SafeString:
    """The passage of the card's text that says why it was found, when neither title nor summary do; else nothing."""
    detto = f"{scheda.titolo}\n{scheda.sommario}"
    mancano = set(cercate.parole) - {quale for _parola, quale in _trovate(detto, cercate)}
    return _brano(_in_riga(scheda.testo), cercate, mancano)


def _brano(testo: str, cercate: Cercate, quali: set[Parola]) -> SafeString:
    prima = next((parola for parola, quale in _trovate(testo, cercate) if quale in quali), None) if quali else None
    return segna(_taglia(testo, prima.inizio), cercate) if prima else SafeString()


def _trovate(testo: str, cercate: Cercate) -> Iterator[tuple[Trovata, Parola]]:
    return ((parola, quale) for parola in trova(testo) if (quale := cercate.quale(parola.forma)))


def _in_riga(testo: str) -> str:
    return " ".join(testo[:MASSIMO_TESTO].split())


def _taglia(testo: str, posto: int) -> str:
    """About two hundred letters around that place, cut between words."""
    dal = max(posto - PRIMA, 0)
    dal = min(testo.find(" ", dal) + 1 or posto, posto) if dal else 0
    al = dal + LUNGHEZZA
    if al < len(testo):
        # A word longer than all the passage is cut where it comes.
        al = max(testo.rfind(" ", dal, al), 0) or al
    return f"{'… ' if dal else ''}{testo[dal:al]}{' …' if al < len(testo) else ''}"
