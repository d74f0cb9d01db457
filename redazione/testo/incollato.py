"""What Word, Google Docs and word processors on the web leave in what is pasted, and what it means.

Names from Microsoft's "Office HTML and XML Reference" (mso-list, MsoListParagraph, supportLists) and from what Google
Docs puts on the clipboard (a <b> of normal weight, id docs-internal-guid-…, looks as styles of <span>).
"""

import re
from itertools import groupby

from redazione.testo.blocchi import PALLINI, Blocco
from redazione.testo.tratti import Tratti, Tratto, componi, dividi, parole, taglia

# After a hyphen it is another property: Word writes mso-bidi-font-weight:normal on what is bold.
_PESO = re.compile(r"(?<![-\w])font-weight\s*:\s*(bold|bolder|normal|lighter|[1-9]00)", re.IGNORECASE)
_STILE = re.compile(r"(?<![-\w])font-style\s*:\s*(italic|oblique|normal)", re.IGNORECASE)
_LIVELLO = re.compile(r"mso-list\s*:\s*l\d+\s+level([1-9])", re.IGNORECASE)
_CHIARI = frozenset({"normal", "lighter", "100", "200", "300", "400", "500"})
_PALLINO = re.compile(rf"(?:[{PALLINI}]\s+)+(?=\S)")
_NUMERO = re.compile(r"\(?(?:[0-9]{1,3}|[a-z]|[ivxl]{1,5})[.)]", re.IGNORECASE)


def peso(stile: str) -> bool | None:
    """Bold or not by its own style; None when that says nothing."""
    trovato = _PESO.search(stile)
    return None if trovato is None else trovato[1].lower() not in _CHIARI


def inclinazione(stile: str) -> bool | None:
    """Italic or not by its own style; None when that says nothing."""
    trovato = _STILE.search(stile)
    return None if trovato is None else trovato[1].lower() != "normal"


def livello_di_elenco(classe: str, stile: str) -> int:
    """The level of the list that a paragraph of Word belongs to, 0 for none."""
    trovato = _LIVELLO.search(stile)
    if trovato is not None:
        return int(trovato[1])
    return 1 if classe.startswith("MsoListParagraph") else 0


def e_segno_di_elenco(stile: str) -> bool:
    """Whether a <span> holds the bullet or number that Word has drawn in front of an item."""
    return "mso-list:ignore" in stile.lower().replace(" ", "")


def voce_di_word(tratti: Tratti, segno: str, livello: int, prima: tuple[str, ...]) -> Blocco | None:
    """A paragraph of Word as an item; None when nothing shows that it is one. ``prima`` is the way to the one before.

    ``segno`` is the bullet or number that Word has marked as such; without it, it stands in front of the words.
    """
    if not segno:
        testo = parole(tratti)
        davanti = _PALLINO.match(testo) or re.match(rf"(?:{_NUMERO.pattern})\s+(?=\S)", testo, re.IGNORECASE)
        if davanti is None:
            return None
        segno, tratti = davanti[0].strip(), taglia(tratti, davanti.end())
    tipo = "ol" if _NUMERO.fullmatch(segno) else "ul"
    return Blocco("li", senza_pallini(tratti), (*prima[: livello - 1], tipo))


def senza_pallini(tratti: Tratti) -> Tratti:
    trovati = _PALLINO.match(parole(tratti))
    return taglia(tratti, trovati.end()) if trovati else tratti


def con_elenchi(tratti: Tratti) -> list[Blocco]:
    """A paragraph whose lines begin with bullets, as the items that its writer meant; the other lines as they are."""
    righe = [(senza_pallini(riga), riga) for riga in dividi(tratti, "\n")]
    fuori: list[Blocco] = []
    for e_voce, gruppo in groupby(righe, key=lambda due: due[0] is not due[1]):
        if e_voce:
            fuori.extend(Blocco("li", voce, ("ul",)) for voce, _riga in gruppo)
        else:
            fuori.append(Blocco("p", componi(pezzo for riga in gruppo for pezzo in (*riga[1], Tratto("\n")))))
    return fuori
