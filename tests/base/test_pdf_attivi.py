"""PDFs that hide what they do, each really built, and the ordinary ones beside them."""

import io
import itertools
import time
import zlib

import pytest
from PIL import ImageFile
from pypdf import PdfWriter
from pypdf.generic import ByteStringObject, DictionaryObject, NameObject, NumberObject
from weasyprint import HTML

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.files import controlla
from talenti.base.pdf_attivi import Illeggibile, agisce
from tests.factories.documenti import flusso, mandato, pdf

# As talenti.documenti.pdf does: WeasyPrint makes Pillow accept pictures cut short, for the whole process.
ImageFile.LOAD_TRUNCATED_IMAGES = False

COMANDO = b"<< /S /JavaScript /JS (app.alert(1)) >>"
NASCOSTO = b"8 0 " + COMANDO


def codice(contenuto):
    """What ``controlla`` says of it; None when it comes in."""
    try:
        controlla(mandato(contenuto))
    except DatoNonAccettato as errore:
        return errore.codice
    return None


def contenitore(testa, dati=None, parola=b"stream\n"):
    dati = zlib.compress(NASCOSTO) if dati is None else dati
    return b"9 0 obj\n" + testa % len(dati) + parola + dati + b"\nendstream\nendobj\n"


TESTA = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\n"
PEZZI = [bytes(4), *(NASCOSTO.ljust(48)[i : i + 4] for i in range(0, 48, 4))]
RIGHE = b"".join(
    b"\x02" + bytes((qui - sopra) % 256 for sopra, qui in zip(prima, dopo, strict=True))
    for prima, dopo in itertools.pairwise(PEZZI)
)
ALLEGATO = b"<< /AF [7 0 R] >>\nendobj\n7 0 obj\n<< /F (a.exe) /EF << /F 8 0 R >> >>"

OSTILI = {
    "a comment that looks like a stream": pdf(oggetti=b"%stream\n4 0 obj\n" + COMANDO + b"\nendobj\n%endstream\n"),
    "a header on two lines": pdf(oggetti=b"4 0\nobj\n" + COMANDO + b"\nendobj\n"),
    "a header with zeros": pdf(oggetti=b"4\x000\x00obj\x00" + COMANDO + b"\nendobj\n"),
    "a header that follows a number": pdf(oggetti=b"4 0obj" + COMANDO + b"\nendobj\n"),
    "an array": pdf(oggetti=b"4 0 obj [" + COMANDO + b"] endobj\n"),
    "a name alone": pdf(b"/OpenAction << /S 4 0 R /URI (x) >>", oggetti=b"4 0 obj /JavaScript endobj\n"),
    "a name cut by a zero": pdf(b"/OpenAction << /S /Launch\x00 /F (x) >>"),
    "a name with escapes": pdf(b"/OpenAction << /S /#4c#61unch /F (x) >>"),
    "a trailer": pdf().replace(b"/Root", b"/Encrypt << /V 1 >> /Root"),
    "an object inside a string": pdf(oggetti=b"4 0 obj << /T (5 0 obj " + COMANDO.replace(b"(app.alert(1))", b"<41>")
        + b" endobj ) >> endobj\n"),
    "an object inside a stream": pdf(oggetti=b"4 0 obj <</Length 62>>\nstream\n5 0 obj " + COMANDO
        + b" endobj\n     \nendstream\nendobj\n"),
    "an older revision": pdf(oggetti=b"4 0 obj\n" + COMANDO + b"\nendobj\n") + pdf()[9:],
    "filter by reference": pdf(oggetti=b"7 0 obj /FlateDecode endobj\n" + contenitore(
        TESTA.replace(b"/FlateDecode", b"7 0 R"))),
    "type by reference": pdf(oggetti=b"7 0 obj /ObjStm endobj\n" + contenitore(TESTA.replace(b"/ObjStm", b"7 0 R"))),
    "no type": pdf(oggetti=contenitore(TESTA.replace(b"/Type /ObjStm", b""))),
    "a space after the word stream": pdf(oggetti=contenitore(TESTA, parola=b"stream \r\n")),
    "a return after the word stream": pdf(oggetti=contenitore(TESTA, parola=b"stream\r")),
    "length by reference": pdf(oggetti=contenitore(TESTA.replace(b"%d", b"7 0 R %%%d\n"))),
    "length elsewhere": pdf(oggetti=b"7 0 obj 5 endobj\n" + b"9 0 obj\n" + TESTA.replace(b"%d", b"7 0 R")
        + b"stream\n" + zlib.compress(NASCOSTO) + b"\nendstream\nendobj\n"),
    "a predictor": pdf(oggetti=contenitore(
        TESTA.replace(b"/Length", b"/DecodeParms << /Predictor 12 /Columns 4 >> /Length"),
        zlib.compress(RIGHE))),
    "another name of the filter": pdf(oggetti=contenitore(TESTA.replace(b"/Filter /FlateDecode", b"/F /Fl"))),
    "a stream with a header on two lines": pdf(oggetti=b" " * 5000 + contenitore(TESTA).replace(b"0 obj", b"0\nobj")),
    "a dictionary longer than a page": pdf(oggetti=contenitore(
        TESTA.replace(b"/Length", b"/Extends 1 0 R" + b" " * 5000 + b"/Length"))),
    "a word of the dictionary in a string": pdf(oggetti=contenitore(TESTA.replace(b"/N", b"/X (4 0 obj) /N"))),
    "two types": pdf(oggetti=contenitore(TESTA.replace(b"/Type", b"/Type /Font /Type"))),
    "a dictionary left open": pdf(oggetti=b"8 0 obj << /N 1 /First 4 /Filter /FlateDecode /A << /B /C > >>\nendobj\n"
        + contenitore(b"<< /Length %d >>\n")),
    "a stream nobody declares": pdf(oggetti=b"stream\n" + zlib.compress(NASCOSTO) + b"\nendstream\n"),
    "two ends of a stream": pdf(oggetti=contenitore(TESTA.replace(b"%d", b"7 0 R %%%d\n"), b"endstream\nendobj\n")),
    "a file without type": pdf(b"/Names << /EmbeddedFiles << /Names [(a) 7 0 R] >> >>"),
    "a file of a page": pdf(oggetti=b"6 0 obj\n" + ALLEGATO + b"\nendobj\n"),
    "a file pinned to a page": pdf(oggetti=b"6 0 obj << /Subtype /FileAttachment >> endobj\n"),
    "a rendition": pdf(b"/OpenAction << /S /Rendition /R 7 0 R >>"),
}  # fmt: skip


@pytest.mark.parametrize("nome", OSTILI)
def test_what_hides_is_found_and_refused(nome):
    assert codice(OSTILI[nome]) in {"attivo", "rovinato"}


def da_pypdf(prepara=lambda scrittore: None, **opzioni):
    scrittore, uscita = PdfWriter(), io.BytesIO()
    scrittore.add_blank_page(200, 200)
    prepara(scrittore)
    scrittore.write(uscita)
    return uscita.getvalue()


def firmato(scrittore):
    """As a signing program leaves it: a field of a form that holds the signature, and no script."""
    firma = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/Filter"): NameObject("/Adobe.PPKLite"),
            NameObject("/SubFilter"): NameObject("/ETSI.CAdES.detached"),
            NameObject("/Contents"): ByteStringObject(b"\x30\x82" + bytes(8000)),
        }
    )
    campo = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/V"): scrittore._add_object(firma),
            NameObject("/Subtype"): NameObject("/Widget"),
        }
    )
    scrittore._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): scrittore._add_object(campo), NameObject("/SigFlags"): NumberObject(3)}
    )


def con_comando(scrittore):
    scrittore._root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): ByteStringObject(b"app.alert(1)")}
    )


def con_allegato(scrittore):
    scrittore.add_attachment("a.txt", b"x")


def cifrato(scrittore):
    scrittore.encrypt("segreta")


@pytest.mark.parametrize("prepara", [con_comando, con_allegato, cifrato])
def test_what_pypdf_writes_with_something_in_it_is_refused(prepara):
    assert codice(da_pypdf(prepara)) == "attivo"


TESTO = (
    "<html lang='it'><title>Mercati &gt; Stream &gt;&gt; (oggi) 4 0 obj</title><h1>Corso di /JavaScript</h1>"
    "<p><a href='https://developer.mozilla.org/it/docs/Web/JavaScript'>guida</a></p>"
)
LINK = b"4 0 << /A << /S /URI /URI (https://example.org/Web/JavaScript) >> >>"


@pytest.mark.parametrize(
    "contenuto",
    [
        da_pypdf(),
        da_pypdf(firmato),
        HTML(string=TESTO).write_pdf(),
        HTML(string=TESTO).write_pdf(uncompressed_pdf=True),
        HTML(string=TESTO).write_pdf(pdf_variant="pdf/ua-1"),
        HTML(string=TESTO).write_pdf(pdf_variant="pdf/a-3b"),
        pdf(oggetti=flusso(LINK)),
        pdf(oggetti=flusso(LINK, filtro=b"[/FlateDecode]")),
        pdf(oggetti=flusso(b"q 1 0 0 1 0 0 cm", tipo=b"", filtro=b"[/FlateDecode]")),
        pdf(b"/AcroForm << /Fields [] /NeedAppearances true >>"),
        pdf(oggetti=b"4 0 obj\r<< /Length 5 0 R >>\rstream\r\nq Q\r\nendstream\rendobj\r5 0 obj\r3\rendobj\r"),
        pdf() + pdf(oggetti=b"4 0 obj << /T (due) >> endobj\n")[9:],
    ],
    ids=["blank", "signed", "ours", "ours, open", "ours, tagged", "ours, to keep", "link", "list", "page", "form",
         "returns", "two revisions"],
)  # fmt: skip
def test_ordinary_ones_come_in(contenuto):
    assert codice(contenuto) is None


@pytest.mark.parametrize(
    "dati",
    [
        zlib.compress(b"x y " + COMANDO),
        zlib.compress(b"8 "),
        zlib.compress(bytes(40_000_000)),
    ],
    ids=["no numbers", "too few", "swells"],
)
def test_an_object_stream_that_cannot_be_seen_into_is_refused(dati):
    assert codice(pdf(oggetti=contenitore(TESTA, dati))) == "attivo"


@pytest.mark.parametrize("voce", [b"/N 7 0 R", b"/N (1)", b"/N -1", b"/First 900", b"/First /JS"])
def test_an_object_stream_with_strange_entries_is_refused(voce):
    testa = b"<< /Type /ObjStm /Length %d /Filter /FlateDecode " + (b"/First 4 " if b"/N" in voce else b"/N 1 ")
    assert codice(pdf(oggetti=contenitore(testa + voce + b" >>\n"))) == "attivo"


def test_objects_that_share_their_bytes_in_an_object_stream_are_refused():
    dati = b"4 0 5 4 << /T (<< /S /Launch >>) >>"
    assert codice(pdf(oggetti=flusso(dati, tipo=b"/Type /ObjStm /N 2 /First 8"))) == "rovinato"


MILIONI = 9_900_000


@pytest.mark.parametrize(
    "corpo",
    [
        b"4 0 obj " + b"[" * MILIONI,
        b"4 0 obj " + b"<</A" * (MILIONI // 4),
        b"4 0 obj << /A " + b"(a" * (MILIONI // 2),
        b"4 0 obj << /S /Launch /A (" + b"a" * MILIONI + b") >>\nendobj\n",
        b"4 0 obj<<>>" * (MILIONI // 11),
        b"4 0 obj%" * (MILIONI // 8),
        b"4 0 obj << /Length 5 0 R >>\nstream\n" * 200_000,
        b"4 0 obj << /S /Launch /A " + b"[" * 5000 + b"]" * 5000 + b" >>\nendobj\n",
    ],
    ids=["arrays", "dictionaries", "strings", "long", "many", "comments", "streams", "deep"],
)
def test_one_that_would_never_end_is_refused_soon(corpo):
    inizio = time.process_time()
    with pytest.raises(Illeggibile):
        agisce(pdf(oggetti=corpo))
    assert time.process_time() - inizio < 10


@pytest.mark.parametrize(
    "contenuto",
    [b"%PDF-1.7\nciao\n%%EOF\n", pdf().replace(b"/Catalog", b"/Altro"), b"%PDF-1.7\n4 0 obj << /A endobj\n%%EOF\n"],
)
def test_what_is_no_pdf_is_refused_as_broken(contenuto):
    assert codice(contenuto) == "rovinato"
