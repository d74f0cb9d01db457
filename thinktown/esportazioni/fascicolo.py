"""Paper: one application as it was sent and what became of it; behind it, where asked, what was attached to it."""

import io
from base64 import b64encode
from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pypdf import PdfReader, PdfWriter, apply_configuration

from talenti.base.files import IMMAGINI, TIPI_MIME, FileRovinato
from talenti.documenti.lettere import LINGUA_DEGLI_ATTI
from talenti.documenti.pdf import rendi_pdf
from thinktown.esportazioni.allegati import Allegato, allegati_di, file_di
from thinktown.esportazioni.pagina import contesto
from thinktown.esportazioni.raccolta import Raccolta
from thinktown.esportazioni.storia import Storia, storie_di
from thinktown.models import Invio

_APERTO_MASSIMO = 64 * 1024 * 1024
Pagine = tuple[Allegato, bytes]


def pdf_della_domanda(raccolta: Raccolta) -> bytes:
    """The application alone, with the list of its files."""
    return _carta(*_una(raccolta))


def pdf_del_fascicolo(raccolta: Raccolta) -> bytes:
    """The application with its PDFs behind it and its pictures as pages; what cannot be joined is said in the list."""
    invio, storia, allegati = _una(raccolta)
    with translation.override(LINGUA_DEGLI_ATTI):
        dietro = list(_in_pagine(allegati))
    return _unisci(_carta(invio, storia, allegati), dietro)


def _una(raccolta: Raccolta) -> tuple[Invio, Storia, list[Allegato]]:
    [[invio]] = raccolta.blocchi()
    storia = storie_di([invio])[invio.domanda_id]
    with translation.override(LINGUA_DEGLI_ATTI):
        return invio, storia, allegati_di(invio, file_di([invio]), storia)


def _carta(invio: Invio, storia: Storia, allegati: Sequence[Allegato]) -> bytes:
    with translation.override(LINGUA_DEGLI_ATTI):
        dati = contesto(invio, allegati, storia)
        return rendi_pdf("pdf/fascicolo_domanda.html", dati, lingua=LINGUA_DEGLI_ATTI)


def _in_pagine(allegati: Sequence[Allegato]) -> Iterator[Pagine]:
    """Each file that can be printed, as the bytes of a PDF; each is told what became of it."""
    for allegato in allegati:
        try:
            byte = allegato.leggi()
        except FileRovinato as errore:
            allegato.nota = str(errore.frase)
            continue
        pagine = _pagine(allegato, byte)
        if pagine is not None:
            yield allegato, pagine


def _pagine(allegato: Allegato, byte: bytes) -> bytes | None:
    if allegato.tipo in IMMAGINI:
        allegato.nota = _("È in fondo, come pagina.")
        immagine = f"data:{TIPI_MIME[allegato.tipo]};base64,{b64encode(byte).decode()}"
        dati = {"allegato": allegato, "immagine": immagine}
        return rendi_pdf("pdf/allegato_immagine.html", dati, lingua=LINGUA_DEGLI_ATTI)
    if allegato.tipo != "pdf":
        allegato.nota = _("Non si stampa da qui: aprilo a parte.")
        return None
    riscritto = _riscritto(byte)
    if riscritto is None:
        allegato.nota = _("Questo PDF non si lascia unire: aprilo a parte.")
        return None
    pagine, quante = riscritto
    detto = ngettext("È in fondo, %(n)s pagina.", "È in fondo, %(n)s pagine.", quante)
    allegato.nota = detto % {"n": quante}
    return pagine


def _riscritto(byte: bytes) -> tuple[bytes, int] | None:
    """The same pages written anew, and how many; None when they cannot be read from end to end."""
    uscita = io.BytesIO()
    try:
        with apply_configuration(zlib_maximum_output_length=_APERTO_MASSIMO):
            scrittore = PdfWriter()
            scrittore.append(PdfReader(io.BytesIO(byte)), import_outline=False)
            scrittore.write(uscita)
            quante = len(scrittore.pages)
    except Exception:  # noqa: BLE001 – whatever is wrong in it, the rest of the file is printed all the same
        return None
    return (uscita.getvalue(), quante) if quante else None


def _unisci(carta: bytes, dietro: Sequence[Pagine]) -> bytes:
    if not dietro:
        return carta
    scrittore = PdfWriter(clone_from=io.BytesIO(carta))
    for allegato, pagine in dietro:
        titolo = _("Allegato %(n)s: %(nome)s") % {"n": allegato.n, "nome": allegato.nome}
        scrittore.append(io.BytesIO(pagine), outline_item=titolo, import_outline=False)
    # What is behind was made by others: the whole no longer keeps the promise that our own pages make (PDF/UA).
    scrittore.xmp_metadata = None
    uscita = io.BytesIO()
    scrittore.write(uscita)
    return uscita.getvalue()
