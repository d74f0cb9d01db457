import base64
import io
import re
import zlib

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from weasyprint.urls import FatalURLFetchingError

from talenti.base.clock import adesso
from talenti.documenti import pdf
from talenti.documenti.models import Documento


def aperto(byte):
    """The PDF with its compressed streams opened, enough to look for words of its structure."""
    pezzi = [byte]
    for flusso in re.findall(rb"stream\r?\n(.*?)endstream", byte, re.S):
        try:
            pezzi.append(zlib.decompressobj().decompress(flusso))
        except zlib.error:
            continue
    return b"\n".join(pezzi)


def contesto(paragrafi=("Testo di prova.",)):
    documento = Documento(
        titolo="Lettera", intestatario="Associazione Prova", numero=7, anno=2026, preparato_il=adesso()
    )
    return {
        "documento": documento,
        "ente": {"nome": "Ente di prova", "righe": ["Piazza Inventata 1"]},
        "destinatario": ["Associazione Prova"],
        "oggetto": "prova",
        "paragrafi": paragrafi,
        "firmatario": {"ruolo": "Per la rete", "ente": "Ente di prova"},
        "indirizzo_verifica": "http://localhost:8000/verifica/X/",
        "qr": pdf.codice_qr("http://localhost:8000/verifica/X/"),
    }


def test_letter_is_tagged_in_italian_with_our_fonts_inside():
    byte = pdf.rendi_pdf("pdf/lettera.html", contesto())
    dentro = aperto(byte)
    assert byte.startswith(b"%PDF-1.7")
    assert b"/Lang (it)" in dentro
    assert b"/StructTreeRoot" in dentro
    assert b"pdfuaid" in dentro
    assert set(re.findall(rb"/FontFamily \(([^)]+)\)", dentro)) == {b"Titillium Web"}
    assert b"/FontFile" in dentro


def test_pages_are_numbered():
    uno = pdf.rendi_pdf("pdf/lettera.html", contesto())
    tre = pdf.rendi_pdf("pdf/lettera.html", contesto(["Parole. " * 120] * 12))
    assert (uno.count(b"/Type /Page\n") or aperto(uno).count(b"/MediaBox"), aperto(tre).count(b"/MediaBox") > 2) == (
        1,
        True,
    )


def test_the_same_workshop_serves_every_document():
    assert pdf._officina() is pdf._officina()


def test_demo_changes_the_document(settings):
    prima = pdf.rendi_pdf("pdf/lettera.html", contesto())
    settings.MODO_DEMO = True
    assert len(pdf.rendi_pdf("pdf/lettera.html", contesto())) > len(prima)


def test_language_of_the_act_not_of_the_reader():
    with translation.override("en"):
        assert b"/Lang (it)" in aperto(pdf.rendi_pdf("pdf/lettera.html", contesto()))


@pytest.mark.parametrize(
    "indirizzo",
    [
        "http://127.0.0.1:1/x.png",
        "https://example.org/x.png",
        "file:///etc/passwd",
        "file://altrove/etc/passwd",
        "ftp://example.org/x",
        "relativo.png",
    ],
)
def test_nothing_is_fetched_from_elsewhere(indirizzo):
    with pytest.raises((FatalURLFetchingError, ValueError)):
        pdf._officina().portalettere.fetch(indirizzo)


def test_fonts_and_data_are_fetched():
    cartella = pdf._cartella_caratteri()
    assert pdf._di_casa((cartella / "titillium-web-400.woff2").as_uri(), cartella)
    assert not pdf._di_casa((cartella / "../icone.json").as_uri(), cartella)
    dati = "data:text/plain;base64," + base64.b64encode(b"x").decode()
    assert pdf._officina().portalettere.fetch(dati).read() == b"x"


def test_missing_fonts_say_what_to_do(monkeypatch):
    monkeypatch.setattr(pdf.finders, "find", lambda _nome: None)
    with pytest.raises(ImproperlyConfigured, match="bin/demo --prepara"):
        pdf._cartella_caratteri()


def test_qr_is_a_drawing():
    assert pdf.codice_qr("x").startswith("data:image/svg+xml")
    assert io.BytesIO(pdf.rendi_pdf("pdf/lettera.html", contesto())).read(4) == b"%PDF"
