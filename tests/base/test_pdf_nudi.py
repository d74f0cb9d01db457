"""A PDF made bare: its pages stay, who made it and what covers them do not."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.pdf_nudi import nudo

SEGRETO = "Giulia Segreta"


def scritto(documento):
    uscita = io.BytesIO()
    documento.write(uscita)
    return uscita.getvalue()


def flusso(tipo, dati, **altro):
    uno = StreamObject()
    uno._data = dati
    uno.update({NameObject("/Type"): NameObject(tipo)} | {NameObject(f"/{k}"): v for k, v in altro.items()})
    return uno


def foto():
    """A picture that says who took it."""
    exif = Image.Exif()
    exif[0x013B] = SEGRETO
    uscita = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(uscita, "JPEG", exif=exif, comment=SEGRETO.encode())
    return uscita.getvalue()


def firmato():
    """Two pages, and her name in every place that is not on them."""
    documento = PdfWriter()
    pagine = [documento.add_blank_page(200, 300) for _quale in range(2)]
    documento.add_metadata({"/Author": SEGRETO, "/Title": f"Statuto di {SEGRETO}"})
    documento.add_outline_item(title=SEGRETO, page_number=0)
    xmp = documento._add_object(flusso("/Metadata", f"<x>{SEGRETO}</x>".encode()))
    documento.root_object[NameObject("/Metadata")] = xmp
    pagine[0][NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Prog"): TextStringObject(SEGRETO)})
    immagine = flusso(
        "/XObject", foto(), Subtype=NameObject("/Image"), Width=NumberObject(8), Height=NumberObject(6),
        ColorSpace=NameObject("/DeviceRGB"), BitsPerComponent=NumberObject(8), Filter=NameObject("/DCTDecode"),
        Metadata=xmp,
    )  # fmt: skip
    nome = DictionaryObject({NameObject("/Im0"): documento._add_object(immagine)})
    pagine[1][NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): nome})
    documento.add_annotation(0, Link(rect=(0, 0, 9, 9), url=f"mailto:{SEGRETO.replace(' ', '.')}@example.org"))
    return scritto(documento)


def test_the_pages_stay_and_who_made_them_does_not():
    prima = firmato()
    assert (SEGRETO.encode() in prima, b"/Link" in prima) == (True, True)
    dopo = nudo(prima)
    assert (SEGRETO.encode() in dopo, b"/Link" in dopo) == (False, False)
    letto = PdfReader(io.BytesIO(dopo), strict=True)
    assert (len(letto.pages), letto.metadata, letto.xmp_metadata, letto.outline) == (2, None, None, [])
    # The same picture is drawn.
    assert letto.pages[1].images[0].image.size == (8, 6)
    assert nudo(dopo) == dopo


def test_an_earlier_revision_is_left_behind():
    documento = PdfWriter(io.BytesIO(firmato()), incremental=True)
    documento.pages[0][NameObject("/Rotate")] = NumberObject(90)
    due_volte = scritto(documento)
    assert due_volte.count(b"%%EOF") == 2
    assert nudo(due_volte).count(b"%%EOF") == 1


def test_what_is_only_covered_is_refused():
    documento = PdfWriter()
    documento.add_blank_page(200, 300)
    documento.add_annotation(0, FreeText(text="nascosto", rect=(0, 0, 90, 90)))
    with pytest.raises(DatoNonAccettato) as errore:
        nudo(scritto(documento))
    assert (errore.value.codice, "Stampalo in un nuovo PDF" in str(errore.value.frase)) == ("coperto", True)


@pytest.mark.parametrize("byte", [b"%PDF-1.7\n%%EOF", b"", scritto(PdfWriter())])
def test_what_has_no_pages_is_refused(byte):
    with pytest.raises(DatoNonAccettato) as errore:
        nudo(byte)
    assert errore.value.codice == "rovinato"


def test_notes_that_are_one_array_for_two_pages_are_looked_at():
    documento = PdfWriter()
    documento.add_blank_page(200, 300)
    documento.add_annotation(0, FreeText(text="nascosto", rect=(0, 0, 90, 90)))
    pagina = documento.pages[0]
    pagina[NameObject("/Annots")] = documento._add_object(ArrayObject(pagina["/Annots"]))
    with pytest.raises(DatoNonAccettato):
        nudo(scritto(documento))
