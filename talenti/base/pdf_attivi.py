"""Does a PDF do anything by itself?

A hostile file lies about where its objects are, so neither its cross-reference table nor its last revision is
believed. Wherever some reader could take an object to begin, in any revision, an object must begin and end
cleanly; if it has a stream or a word of ours in it, pypdf reads it, strictly; what stands between the objects is
searched as text. A part that can be read in two ways is not let in, nor is one that cannot be read. Nothing is
executed or laid out; no byte is read twice, and how much is opened has a limit (ISO 32000-1, §7.3, §7.5).
"""

import io
import itertools
import re
from typing import Any

from pypdf import apply_configuration
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    read_object,
)

# Names that make a PDF act, carry files inside, reach for others, or hide what it holds (§12.6.4, §7.11.4, §7.6).
_ATTIVI = (
    "JavaScript|JS|Launch|Rendition|Movie|Sound|RichMedia|XFA|SubmitForm|ImportData|GoToE|GoToR"
    "|EmbeddedFiles?|EF|FileAttachment|Encrypt"
)
_NOME = re.compile(rf"/({_ATTIVI})|.*\0.*", re.DOTALL)
_AGISCE = re.compile(rf"/(?:{_ATTIVI})(?![A-Za-z0-9])".encode())
_FUGA = re.compile(rb"#([0-9A-Fa-f]{2})")
# Where an object that can hold a name begins: a dictionary, an array, a name, or a comment before one of them.
_OGGETTO = re.compile(rb"(?<=[0-9\0\t\n\f\r ])obj[\0\t\n\f\r ]*(?=<<|[\[/%])")
_FLUSSO = re.compile(rb"(?<![A-Za-z])(?:end)?stream(?![A-Za-z])")
# The signs that open and close, and the end; strings (three brackets deep) are passed over whole.
_SEGNO = re.compile(
    rb"\((?>[^()\\]|\\.|\((?>[^()\\]|\\.|\((?>[^()\\]|\\.)*+\))*+\))*+\)|<[0-9A-Fa-f\0\t\n\f\r ]*+>"
    rb"|(<<|>>|[<>()%]|(?<![A-Za-z])(?:stream|endobj)(?![A-Za-z]))",
    re.DOTALL,
)
_COMPRESSO: tuple[Any, ...] = ("/FlateDecode", ["/FlateDecode"])
_VOCI_DI_UN_CONTENITORE = {"/Type", "/Length", "/Filter", "/N", "/First", "/Extends"}

_OGGETTI_MASSIMI = 100_000
_APERTO_MASSIMO = 32 * 1024 * 1024
_LETTO_MASSIMO = 2 * 1024 * 1024


class Illeggibile(Exception):
    """It is not a PDF that can be read from end to end."""


def agisce(contenuto: bytes) -> bool:
    """True when it acts, hides files or objects, or is encrypted; raises Illeggibile when it cannot be told."""
    try:
        with apply_configuration(zlib_maximum_output_length=_APERTO_MASSIMO, zlib_maximum_recovery_input_length=0):
            return _Esame(contenuto).agisce()
    except Exception as errore:
        # A hostile file can bring out of the reader whatever error there is: too deep, too long, wrong in kind.
        raise Illeggibile from errore


class _Esame:
    """The reading of one file. It also stands before pypdf as the document that an object belongs to."""

    strict = True

    def __init__(self, contenuto: bytes) -> None:
        self.contenuto = contenuto
        self.flusso = io.BytesIO(contenuto)
        self.da_aprire, self.da_leggere = _APERTO_MASSIMO, _LETTO_MASSIMO
        self.catalogo = b"/Catalog" in contenuto

    def get_object(self, _riferimento: Any) -> NumberObject:
        """Only the length of a stream is ever asked: up to its end, whatever an object elsewhere says."""
        inizio = self.flusso.tell()
        return NumberObject(self.contenuto.index(b"endstream", inizio) - inizio)

    def agisce(self) -> bool:
        inizi = [trovato.end() for trovato in _OGGETTO.finditer(self.contenuto)]
        if len(inizi) > _OGGETTI_MASSIMI:
            raise Illeggibile
        if self._agiscono(self.flusso, inizi):
            return True
        if not self.catalogo:
            raise Illeggibile
        return False

    def _agiscono(self, flusso: io.BytesIO, inizi: list[int]) -> bool:
        """The objects that begin at ``inizi`` may not overlap; the text around them is searched too."""
        testo, fine = flusso.getvalue(), 0
        for inizio, limite in itertools.pairwise([*inizi, len(testo)]):
            if inizio < fine or _sospetto(testo[fine:inizio]):
                return True
            fine = _fine_testa(testo, inizio, limite)
            testa = testo[inizio:fine]
            if not (testo.startswith(b"stream", fine) or _AGISCE.search(_senza_fughe(testa))):
                continue
            self.da_leggere -= len(testa)
            if self.da_leggere < 0:
                raise Illeggibile
            flusso.seek(inizio)
            oggetto = read_object(flusso, self)  # type: ignore[arg-type]  # we stand in for the document
            fine = flusso.tell()
            if _nomina(oggetto) or (isinstance(oggetto, StreamObject) and self._nasconde(oggetto)):
                return True
        return _sospetto(testo[fine:])

    def _nasconde(self, flusso: StreamObject) -> bool:
        """Object streams are opened; some readers know them by their entries, whatever type they declare."""
        tipo = flusso.raw_get("/Type") if "/Type" in flusso else None
        if isinstance(tipo, IndirectObject):
            return True
        if tipo != "/ObjStm" and "/First" not in flusso:
            return False
        # Packed in one way only: others are slow, or are understood differently, and no program writes them.
        if set(flusso) - _VOCI_DI_UN_CONTENITORE or flusso.get("/Filter") not in (None, *_COMPRESSO):
            return True
        try:
            dati = flusso.get_data()
        except Exception:  # noqa: BLE001 - whatever is wrong with it, what is inside cannot be seen
            return True
        self.da_aprire -= len(dati)
        self.catalogo = self.catalogo or b"/Catalog" in dati
        return self.da_aprire < 0 or self._agiscono_dentro(dati, flusso)

    def _agiscono_dentro(self, dati: bytes, flusso: StreamObject) -> bool:
        quanti, primo = flusso.get("/N"), flusso.get("/First")
        if not (isinstance(quanti, int) and isinstance(primo, int) and 0 <= primo <= len(dati) and quanti >= 0):
            return True
        numeri = dati[:primo].split()
        if len(numeri) < 2 * quanti or not all(numero.isdigit() for numero in numeri):
            return True
        if not _AGISCE.search(_senza_fughe(dati)):
            return False
        # A word of ours is there: as a name, or in the text of a link or of a title?
        inizi = sorted(primo + int(numero) for numero in numeri[1 : 2 * quanti : 2])
        return self._agiscono(io.BytesIO(dati), inizi)


def _senza_fughe(testo: bytes) -> bytes:
    return _FUGA.sub(lambda trovata: bytes([int(trovata[1], 16)]), testo)


def _sospetto(testo: bytes) -> bool:
    """Outside the objects there are numbers, tables and trailers: no name of ours, no stream."""
    return bool(_AGISCE.search(_senza_fughe(testo)) or _FLUSSO.search(testo))


def _fine_testa(testo: bytes, inizio: int, limite: int) -> int:
    """Where an object ends or its stream begins: what it opens is closed by then, so nobody can read on past it."""
    aperti = 0
    for segno in _SEGNO.finditer(testo, inizio, limite):
        if segno[1] in {b"stream", b"endobj"}:
            limite = segno.start()
            break
        if segno[1] in {b"<<", b">>"}:
            aperti += 1 if segno[1] == b"<<" else -1
        elif segno[1] is not None:
            raise Illeggibile
    if aperti:
        raise Illeggibile
    return limite


def _nomina(oggetto: Any) -> bool:
    """Is any of our names in it, as a key or as a value? Names with a zero inside are cut there by some readers."""
    da_vedere = [oggetto]
    while da_vedere:
        questo = da_vedere.pop()
        if isinstance(questo, DictionaryObject):
            da_vedere += [*questo.keys(), *questo.values()]
        elif isinstance(questo, ArrayObject):
            da_vedere += questo
        elif isinstance(questo, NameObject) and _NOME.fullmatch(questo):
            return True
    return False
