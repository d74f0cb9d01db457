"""Files as people send them (honest and hostile), and documents issued through the verbs."""

import io
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

from talenti.base.files import TIPI_MIME
from talenti.base.permissions import Sistema
from talenti.documenti.actions import Emissione, carica, emetti

SISTEMA = Sistema("prova")


def pdf(dentro=b"", *, oggetti=b""):
    """The smallest PDF with one empty page; ``dentro`` goes into the catalog, ``oggetti`` among the objects."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + dentro + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n"
        + oggetti
        + b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"
    )


def flusso(contenuto, tipo=b"/Type /ObjStm /N 1 /First 4", filtro=b"/FlateDecode", comprimi=zlib.compress):
    dati = comprimi(contenuto)
    return (
        b"9 0 obj\n<< "
        + tipo
        + b" /Filter "
        + filtro
        + b" /Length %d >>\nstream\n" % len(dati)
        + dati
        + b"\nendstream\nendobj\n"
    )


def immagine(formato="JPEG", lato=(64, 48), **opzioni):
    uscita = io.BytesIO()
    Image.new("RGB", lato, "#5D2299").save(uscita, formato, **opzioni)
    return uscita.getvalue()


def archivio(voci, **opzioni):
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED, **opzioni) as zip_:
        for nome, contenuto in voci.items():
            zip_.writestr(nome, contenuto)
    return uscita.getvalue()


def docx(altre=None):
    return archivio({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>", **(altre or {})})


def odt(altre=None):
    return archivio({"mimetype": TIPI_MIME["odt"], "content.xml": "<document/>", **(altre or {})})


def pdf_con_pagine(quante=1, **detti):
    """A PDF with so many empty pages; ``detti``: what it says of itself (Author, Title …)."""
    documento = PdfWriter()
    for _quale in range(quante):
        documento.add_blank_page(200, 300)
    documento.add_metadata({f"/{nome}": valore for nome, valore in detti.items()})
    uscita = io.BytesIO()
    documento.write(uscita)
    return uscita.getvalue()


def mandato(contenuto, nome="prova.pdf"):
    return SimpleUploadedFile(nome, contenuto)


def file_caricato(*, per, da, contenuto=None, nome="relazione.pdf"):
    return carica(mandato(contenuto or pdf(), nome), per=per, da=da)


def emissione(chiave="prova:1", disegna=lambda documento: pdf(b"/Lang (it)"), **cambi):
    base = {"genere": "prova", "titolo": "Documento di prova", "intestatario": "Associazione Prova"}
    return Emissione(chiave=chiave, disegna=disegna, **(base | cambi))


def documento(*, per, da=SISTEMA, **cambi):
    return emetti(emissione(**cambi), per=per, da=da)
