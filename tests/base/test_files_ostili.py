"""Hostile files, really built: what comes in is refused or made harmless."""

import io
import zipfile

import pytest
from PIL import Image

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.files import controlla
from talenti.documenti.fields import CampoFile
from tests.factories.documenti import archivio, docx, flusso, immagine, mandato, odt, pdf

RELAZIONE = '<R><Relationship Type="http://x/{}" Target="http://example.org/x" TargetMode="External"/></R>'


def rifiuto(contenuto, nome="prova.pdf", **opzioni):
    with pytest.raises(DatoNonAccettato) as errore:
        controlla(mandato(contenuto, nome), **opzioni)
    return errore.value.codice


@pytest.mark.parametrize(
    ("contenuto", "nome", "tipo"),
    [
        (pdf(), "relazione.pdf", "pdf"),
        (pdf(b"/OpenAction [3 0 R /Fit]"), "relazione.PDF", "pdf"),
        (pdf(oggetti=flusso(b"9 0 << /Type /Font >>")), "nuovo.pdf", "pdf"),
        (pdf(oggetti=flusso(b"BT (come usare /JavaScript) Tj ET", tipo=b"")), "corso.pdf", "pdf"),
        (immagine(), "foto.jpeg", "jpeg"),
        (immagine("PNG"), "foto.png", "png"),
        (immagine("WEBP"), "foto.webp", "webp"),
        (docx({"word/_rels/document.xml.rels": RELAZIONE.format("hyperlink")}), "testo.docx", "docx"),
        (odt(), "testo.odt", "odt"),
        (pdf(), "senza_estensione", "pdf"),
    ],
)
def test_honest_files_come_in(contenuto, nome, tipo):
    controllato = controlla(mandato(contenuto, nome))
    assert (controllato.nome, controllato.tipo) == (nome, tipo)


@pytest.mark.parametrize(
    ("dentro", "perche"),
    [
        (b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "plain"),
        (b"/OpenAction << /S /J#61va#53cript /J#53 (app.alert(1)) >>", "hexadecimal escapes"),
        (b"/OpenAction << /S /Launch /F (calc.exe) >>", "launches a program"),
        (b"/Names << /EmbeddedFiles 5 0 R >> /EF << /F /EmbeddedFile >>", "carries a file"),
        (b"/AcroForm << /XFA 6 0 R >>", "XFA form"),
        (b"/Encrypt 7 0 R", "encrypted"),
        (b"/AA << /O << /S /SubmitForm /F (http://example.org) >> >>", "sends a form"),
    ],
)
def test_pdf_that_acts_is_refused(dentro, perche):
    assert rifiuto(pdf(dentro)) == "attivo", perche


@pytest.mark.parametrize(
    "oggetti",
    [
        flusso(b"8 0 << /S /JavaScript /JS (app.alert(1)) >>"),
        flusso(b"8 0 << /S /JavaScript >>", tipo=b"/Type /Obj#53tm /N 1 /First 4"),
        flusso(b"8 0 << >>", filtro=b"[/ASCIIHexDecode /FlateDecode]"),
        flusso(b"8 0 << >>", comprimi=lambda dati: b"not deflate"),
        flusso(b"8 0 << /S /Launch >>", filtro=b"[ /FlateDecode ]"),
        b"".join(flusso(bytes(8_000_000)) for _volta in range(9)),
    ],
    ids=["compressed", "escaped type", "two filters", "broken", "filter in a list", "bomb"],
)
def test_pdf_that_hides_its_objects_is_refused(oggetti):
    assert rifiuto(pdf(oggetti=oggetti)) == "attivo"


def test_polyglots_are_refused():
    assert rifiuto(b"<html><script>alert(1)</script>" + pdf()) == "tipo"
    assert rifiuto(pdf() + archivio({"a.class": "x"})) == "rovinato"
    assert rifiuto(b"MZ\x90\x00" + pdf(), "prova.exe") == "tipo"
    assert rifiuto(b"GIF89a/*" + docx(), "prova.docx") == "tipo"
    assert rifiuto(b"GIF89a" + bytes(40) + archivio({"A.class": "x"}), "gifar.gif") == "tipo"


@pytest.mark.parametrize("formato", ["JPEG", "PNG", "WEBP"])
def test_what_is_appended_to_a_picture_does_not_survive(formato):
    cattivo = b"<script>alert(1)</script>" + archivio({"A.class": "x"}) + b"<?php system($_GET[0]);"
    pulito = controlla(mandato(immagine(formato) + cattivo, f"foto.{formato.lower()}")).byte
    assert (b"script" in pulito, b"PK\x03\x04" in pulito, b"<?php" in pulito) == (False, False, False)
    assert Image.open(io.BytesIO(pulito)).size == (64, 48)


@pytest.mark.parametrize("formato", ["JPEG", "PNG", "WEBP"])
def test_where_a_picture_was_taken_is_forgotten(formato):
    exif = Image.Exif()
    exif[0x010E] = "casa mia"
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 8.0, 0.0), 3: "E", 4: (10.0, 1.0, 0.0)})
    con_dati = immagine(formato, exif=exif.tobytes())
    assert dict(Image.open(io.BytesIO(con_dati)).getexif().get_ifd(0x8825))
    pulita = Image.open(io.BytesIO(controlla(mandato(con_dati, f"f.{formato.lower()}")).byte))
    assert (dict(pulita.getexif()), dict(pulita.getexif().get_ifd(0x8825))) == ({}, {})


def test_picture_that_swells_is_refused_before_it_is_opened():
    assert rifiuto(immagine("PNG", (9000, 9000)), "grande.png") == "pixel"


@pytest.mark.parametrize(
    ("contenuto", "nome"),
    [
        (docx({"word/vbaProject.bin": "x"}), "macro.docx"),
        (docx({"word/embeddings/oleObject1.bin": "x"}), "ole.docx"),
        (docx({"word/activeX/activeX1.xml": "x"}), "activex.docx"),
        (docx({"word/_rels/settings.xml.rels": RELAZIONE.format("attachedTemplate")}), "modello.docx"),
        (docx({"word/_rels/document.xml.rels": RELAZIONE.format("image")}), "tracciante.docx"),
        (docx({"../../etc/cron.d/x": "x"}), "fuori.docx"),
        (odt({"Basic/Standard/Module1.xml": "x"}), "macro.odt"),
        (odt({"Object 1/content.xml": "x"}), "oggetto.odt"),
        (docx({"word/bomba.xml": bytes(150_000_000)}), "bomba.docx"),
        (docx() + b"<script>", "coda.docx"),
    ],
)
def test_office_files_with_something_hidden_are_refused(contenuto, nome):
    assert rifiuto(contenuto, nome) == "attivo"


def test_office_file_that_lies_about_its_size_is_refused():
    """An entry that says it is small and is not: only opening it tells."""
    intero = bytearray(docx({"word/bomba.xml": bytes(120_000_000)}))
    vera, finta = (120_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert intero.count(vera) == 2
    assert rifiuto(bytes(intero).replace(vera, finta), "bomba.docx") == "attivo"


def test_office_file_with_a_broken_entry_is_refused():
    intero = bytearray(docx({"word/x.xml": "abcdefghij" * 50}))
    with zipfile.ZipFile(io.BytesIO(bytes(intero))) as zip_:
        inizio = zip_.getinfo("word/x.xml").header_offset
    intero[inizio + 30 + len("word/x.xml") + 2] ^= 0xFF
    assert rifiuto(bytes(intero), "rotto.docx") == "attivo"


@pytest.mark.parametrize(
    ("contenuto", "nome", "codice"),
    [
        (b"", "vuoto.pdf", "vuoto"),
        (bytes(11 * 1024 * 1024), "grande.pdf", "peso"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "disegno.svg", "tipo"),
        (b"<!doctype html><script>alert(1)</script>", "pagina.pdf", "tipo"),
        (b"\x7fELF\x02\x01", "programma.pdf", "tipo"),
        (b"#!/bin/sh\nrm -rf /", "aiuto.pdf", "tipo"),
        (archivio({"a.txt": "x"}), "cose.zip", "tipo"),
        (immagine(), "foto.pdf", "estensione"),
        (pdf(), "foto.exe", "estensione"),
        (immagine()[:300], "mezza.jpg", "rovinato"),
        (b"%PDF-1.7\n", "monco.pdf", "rovinato"),
    ],
)
def test_other_files_are_refused_by_what_is_in_them(contenuto, nome, codice):
    assert rifiuto(contenuto, nome) == codice


def test_kinds_can_be_fewer():
    assert rifiuto(pdf(), tipi=("jpeg", "png")) == "tipo"


@pytest.mark.parametrize(
    ("contenuto", "nome", "frase"),
    [
        (b"", "x.pdf", "Il file è vuoto. Controlla di aver scelto quello giusto."),
        (
            bytes(14 * 1024 * 1024),
            "x.pdf",
            "Il file è di 14,0 MB. Possiamo riceverne al massimo 10. Riducilo o carica un PDF.",
        ),
        (
            pdf(b"/Encrypt 1 0 R"),
            "x.pdf",
            (
                "Questo PDF è protetto, o contiene comandi o file nascosti. "
                "Aprilo, stampalo in un nuovo PDF e carica quello."
            ),
        ),
    ],
)
def test_field_says_why(contenuto, nome, frase):
    from django import forms

    class Modulo(forms.Form):
        file = CampoFile()

    assert Modulo({}, {"file": mandato(contenuto, nome)}).errors == {"file": [frase]}
    assert Modulo({}, {}).errors == {"file": ["Scegli un file."]}


def test_field_gives_what_may_be_stored_and_names_the_kinds_to_the_browser():
    campo = CampoFile(tipi=("pdf", "jpeg"), required=False)
    assert campo.clean(mandato(pdf(), "a.pdf")).tipo == "pdf"
    assert campo.clean(None) is None
    assert campo.widget.attrs["accept"] == "application/pdf,image/jpeg"
