"""A PDF without what it says of who made it: nothing but its pages goes into a new file.

Title, author, programs and dates, XMP packets, earlier revisions, bookmarks, comments: all of it stays behind. What
is written on the pages is left as it is. Source: ISO 32000-1, §12.5, §14.3, §14.5.
"""

import io
from typing import Any

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, PdfWriter, apply_configuration
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from talenti.base.exceptions import DatoNonAccettato

_APERTO_MASSIMO = 32 * 1024 * 1024
# Of a page, or of anything drawn on it: what was kept for the program that made it, or for people.
_DI_CHI = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/StructParents", "/Annots")
# Parts of a JPEG that draw nothing: EXIF and XMP, Photoshop's, comments.
_MUTI = (0xE1, 0xED, 0xFE)
_COPERTO = _(
    "Questo PDF ha note, firme o riquadri appoggiati sul testo: quello che coprono si legge ancora. "
    "Stampalo in un nuovo PDF e carica quello."
)
_ROVINATO = _("Questo PDF è incompleto o rovinato. Salvalo di nuovo e rimandalo.")


def nudo(contenuto: bytes) -> bytes:
    """The same pages. Raises DatoNonAccettato for one that hides text under something that may be lifted.

    ``contenuto`` has been let in by ``files.controlla``: nothing in it acts.
    """
    try:
        with apply_configuration(zlib_maximum_output_length=_APERTO_MASSIMO, zlib_maximum_recovery_input_length=0):
            # Twice: what the first time is not referred to any more is not taken along the second.
            return _solo_pagine(_solo_pagine(contenuto))
    except DatoNonAccettato:
        raise
    except Exception as errore:
        raise DatoNonAccettato(_ROVINATO, codice="rovinato") from errore


def _solo_pagine(contenuto: bytes) -> bytes:
    letto, nuovo = PdfReader(io.BytesIO(contenuto)), PdfWriter()
    for pagina in letto.pages:
        for nota in pagina.get("/Annots", ArrayObject()).get_object():
            if nota.get_object().get("/Subtype") != "/Link":
                raise DatoNonAccettato(_COPERTO, codice="coperto")
        nuovo.add_page(pagina)
    if not nuovo.pages:
        raise DatoNonAccettato(_ROVINATO, codice="rovinato")
    for oggetto in nuovo._objects:  # noqa: SLF001 — pypdf has no other list of them
        _spoglia(oggetto)
    nuovo.metadata = None
    uscita = io.BytesIO()
    nuovo.write(uscita)
    return uscita.getvalue()


def _spoglia(oggetto: Any) -> None:
    """Take away what tells of who made it, from one object and what stands inside it."""
    if isinstance(oggetto, ArrayObject):
        for dentro in oggetto:
            _spoglia(dentro)
    if not isinstance(oggetto, DictionaryObject):
        return
    for chiave in _DI_CHI:
        # A link goes too: it may be the address of a person.
        oggetto.pop(chiave, None)
    for dentro in oggetto.values():
        _spoglia(dentro)
    if isinstance(oggetto, StreamObject) and oggetto.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        oggetto._data = _jpeg_nudo(oggetto._data)  # noqa: SLF001 — as it is kept, not as it is drawn


def _jpeg_nudo(byte: bytes) -> bytes:
    """The picture without what cameras and programs write beside it."""
    fatto, dove = [byte[:2]], 2
    while byte[dove : dove + 1] == b"\xff" and byte[dove + 1] != 0xDA:
        fine = dove + 2 + int.from_bytes(byte[dove + 2 : dove + 4], "big")
        if byte[dove + 1] not in _MUTI:
            fatto.append(byte[dove:fine])
        dove = fine
    return b"".join([*fatto, byte[dove:]])
