"""Hostile files, made for real in each test."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.files import TIPI_MIME, controlla, nome_pulito

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def immagine(formato="JPEG", lato=(40, 30), **opzioni):
    uscita = io.BytesIO()
    Image.new("RGB", lato, "purple").save(uscita, formato, **opzioni)
    return uscita.getvalue()


def documento(voci=None, commento=b""):
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, contenuto in {"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>", **(voci or {})}.items():
            archivio.writestr(nome, contenuto)
        archivio.comment = commento
    return uscita.getvalue()


def odt():
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w") as archivio:
        archivio.writestr("mimetype", TIPI_MIME["odt"])
        archivio.writestr("content.xml", "<a/>")
    return uscita.getvalue()


def codice_di(contenuto, nome):
    with pytest.raises(DatoNonAccettato) as errore:
        controlla(ContentFile(contenuto, nome))
    return errore.value.codice


@pytest.mark.parametrize(
    ("contenuto", "nome", "tipo"),
    [
        (PDF, "atto.pdf", "pdf"),
        (immagine(), "foto.jpg", "jpeg"),
        (immagine("PNG"), "foto.png", "png"),
        (immagine("WEBP"), "foto.webp", "webp"),
        (documento(), "statuto.docx", "docx"),
        (odt(), "statuto.odt", "odt"),
    ],
)
def test_controlla_recognises_each_kind_by_content(contenuto, nome, tipo):
    controllato = controlla(ContentFile(contenuto, nome))

    assert (controllato.tipo, controllato.nome) == (tipo, nome)
    assert controllato.sha256 == hashlib.sha256(controllato.byte).hexdigest()


def test_an_image_is_drawn_again_without_position_and_without_what_follows_it():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (45.0, 8.0, 0.0)}
    contenuto = immagine(exif=exif.tobytes()) + b"<script>alert(1)</script>"

    pulita = controlla(ContentFile(contenuto, "foto.jpg")).byte

    assert b"script" not in pulita
    assert dict(Image.open(io.BytesIO(pulita)).getexif()) == {}


def test_an_image_larger_than_the_longest_side_is_reduced():
    pulita = controlla(ContentFile(immagine(lato=(3000, 300)), "foto.jpg")).byte

    assert Image.open(io.BytesIO(pulita)).size == (2400, 240)


@pytest.mark.parametrize(
    ("contenuto", "nome", "codice"),
    [
        (b"", "vuoto.pdf", "vuoto"),
        (b"<html><script>alert(1)</script></html>", "foto.jpg", "tipo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "logo.svg", "tipo"),
        (b"MZ\x90\x00" + b"\x00" * 100, "atto.pdf", "tipo"),
        (b"#!/bin/sh\necho", "atto.pdf", "tipo"),
        (b"GIF89a" + b"\x00" * 50, "foto.gif", "tipo"),
        (b"<html>" + PDF, "atto.pdf", "tipo"),
        (PDF, "atto.docx", "estensione"),
        (immagine(), "foto.pdf", "estensione"),
        (PDF + documento(), "atto.pdf", "rovinato"),
        (PDF[:-8], "atto.pdf", "rovinato"),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app)>>"), "atto.pdf", "attivo"),
        (PDF.replace(b"/Catalog", b"/Catalog/Names<</EmbeddedFile 2 0 R>>"), "atto.pdf", "attivo"),
        (b"\xff\xd8\xff\xe0rubbish", "foto.jpg", "rovinato"),
        (immagine("PNG")[:60], "foto.png", "rovinato"),
        (documento({"word/vbaProject.bin": "x"}), "a.docx", "attivo"),
        (documento({"../../etc/passwd": "x"}), "a.docx", "attivo"),
        (documento(commento=b"<script>"), "a.docx", "attivo"),
        (documento({"word/big.xml": b"\x00" * (101 * 1024 * 1024)}), "a.docx", "attivo"),
        (b"PK\x03\x04rubbish", "a.docx", "tipo"),
    ],
)
def test_controlla_refuses_with_a_sentence(contenuto, nome, codice):
    assert codice_di(contenuto, nome) == codice


def test_too_heavy_a_file_is_refused_with_its_weight(settings):
    settings.MASSIMO_FILE_MB = 1

    with pytest.raises(DatoNonAccettato, match="1,5 MB"):
        controlla(ContentFile(PDF + b" " * (1536 * 1024), "atto.pdf"))


def test_an_image_that_would_open_to_too_many_pixels_is_refused():
    assert codice_di(immagine("PNG", lato=(20_000, 2_100)), "foto.png") == "pixel"


@pytest.mark.parametrize(
    ("nome", "pulito"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Documenti\\atto.pdf", "atto.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\x00b.pdf", "ab.pdf"),
        ("", "file"),
        ("..", "file"),
        ("x" * 300 + ".pdf", "x" * 110 + ".pdf"),
        ("\ud800.pdf", "file.pdf"),
    ],
)
def test_nome_pulito_keeps_only_what_can_be_read(nome, pulito):
    assert nome_pulito(nome) == pulito
