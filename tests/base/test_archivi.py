"""Office files that act or fetch as they open, really built, and the ordinary ones beside them."""

import pytest

from talenti.base.archivi import innocuo
from tests.factories.documenti import docx, odt

SPAZI = " ".join(
    f'xmlns:{sigla}="urn:oasis:names:tc:opendocument:xmlns:{nome}:1.0"'
    for sigla, nome in {
        "text": "text",
        "draw": "drawing",
        "office": "office",
        "script": "script",
        "meta": "meta",
    }.items()
)
CORPO = f'<office:document {SPAZI} xmlns:xlink="http://www.w3.org/1999/xlink">{{}}</office:document>'
TIPO = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def aperto(dentro, parte="content.xml"):
    return odt({parte: CORPO.format(dentro)})


def word(tipo, meta="http://example.org/x", modo='TargetMode="External"', parte="document", testa=""):
    relazioni = (
        f'{testa}<Relationships><Relationship Id="r" Type="{TIPO}{tipo}" Target="{meta}" {modo}/></Relationships>'
    )
    return docx({f"word/_rels/{parte}.xml.rels": relazioni})


@pytest.mark.parametrize(
    "dentro",
    [
        '<draw:image xlink:href="http://example.org/spia.png"/>',
        '<draw:image xlink:href="&#104;ttp://example.org/spia.png"/>',
        '<draw:image xlink:href="//example.org/spia.png"/>',
        '<draw:image xlink:href="\\\\example.org\\spia.png"/>',
        '<draw:image xlink:href="file:///etc/passwd"/>',
        '<draw:image xlink:href="../../altro.png"/>',
        '<text:section-source xlink:href="https://example.org/testo.odt"/>',
        '<text:a xlink:href="javascript:alert(1)">x</text:a>',
        '<text:a xlink:href=" java&#9;script:alert(1)">x</text:a>',
        '<text:a xlink:href="vnd.sun.star.script:a.b?language=Basic">x</text:a>',
        '<text:a xlink:href="file://example.org/x.exe">x</text:a>',
        '<script:event-listener script:event-name="dom:load" xlink:href="Pictures/x"/>',
        '<text:p office:azione="vnd.sun.star.script:a.b"/>',
        '<text:script script:language="JavaScript">x</text:script>',
        '<office:script script:language="JavaScript">x</office:script>',
        '<draw:object xlink:href="./Altro"/>',
        '<draw:floating-frame xlink:href="Pictures/x"/>',
        '<draw:plugin xlink:href="Pictures/x"/>',
        '<office:dde-source office:dde-application="cmd"/>',
        '<meta:auto-reload xlink:href="a.odt"/>',
        '<meta:template xlink:href="https://example.org/modello.ott"/>',
        '<meta:template xlink:href="file://example.org/modello.ott"/>',
        "<non chiuso",
    ],
)
@pytest.mark.parametrize("parte", ["content.xml", "styles.xml", "META.XML"])
def test_opendocument_that_acts_or_fetches_is_refused(dentro, parte):
    assert not innocuo(aperto(dentro, parte))


def test_opendocument_in_another_encoding_is_read_as_it_is():
    corpo = CORPO.format('<draw:image xlink:href="http://example.org/spia.png"/>')
    assert not innocuo(odt({"styles.xml": ('<?xml version="1.0" encoding="utf-16"?>' + corpo).encode("utf-16")}))


def test_a_grammar_of_its_own_is_refused():
    entita = '<!DOCTYPE a [<!ENTITY b "http://example.org">]>'
    assert not innocuo(odt({"content.xml": entita + CORPO.format('<draw:image xlink:href="&b;"/>')}))
    assert not innocuo(word("hyperlink", testa=entita))


@pytest.mark.parametrize(
    "dentro",
    [
        '<text:a xlink:href="https://example.org/?a=1&amp;b=2">x</text:a>',
        '<text:a xlink:href="mailto:ada@example.org">x</text:a>',
        '<text:a xlink:href="#capitolo">x</text:a>',
        '<text:a xlink:href="">x</text:a>',
        '<draw:a xlink:href="http://example.org"><draw:image xlink:href="Pictures/1.png"/></draw:a>',
        '<draw:image xlink:href="./Pictures/1.png"/>',
        '<office:scripts/><office:script script:language="ooo:Basic"/>',
        '<meta:template xlink:href="../../modelli/lettera.ott"/>',
        '<meta:template xlink:href="file:///C:/modelli/lettera.ott"/>',
        "<text:p>javascript: e http://example.org sono solo parole</text:p>",
    ],
)
def test_ordinary_opendocument_comes_in(dentro):
    assert innocuo(aperto(dentro))


def test_empty_parts_and_the_declared_manifest_of_old_programs_come_in():
    manifesto = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><a/>'
    assert innocuo(odt({"Configurations2/accelerator/current.xml": "", "META-INF/manifest.xml": manifesto}))


@pytest.mark.parametrize(
    "contenuto",
    [
        word("attachedTemplate", parte="settings"),
        word("image"),
        word("oleObject"),
        word("frame"),
        word("image", modo='TargetMode="&#69;xternal"'),
        word("image", modo="TargetMode = ' External '"),
        word("image", modo='Title="/hyperlink&quot;" TargetMode="External"'),
        word("image", modo=""),
        word("image", meta="\\\\example.org\\a.png", modo=""),
        word("hyperlink", meta="javascript:alert(1)"),
        word("hyperlink", meta=" j&#97;vascript:alert(1)"),
        word("hyperlink", meta="ms-msdt:/id"),
        word("oleObject", meta="media/x.bin", modo=""),
        word("aFChunk", meta="parte.txt", modo=""),
        docx({"word/_rels/document.xml.RELS": "<a"}),
        docx({"[Content_Types].xml": '<Types><Default ContentType="application/x.macroEnabled.main+xml"/></Types>'}),
    ],
)
def test_word_file_that_acts_or_fetches_is_refused(contenuto):
    assert not innocuo(contenuto)


def test_word_file_with_relations_in_another_encoding_is_read_as_it_is():
    relazioni = f'<R><Relationship Type="{TIPO}image" Target="http://example.org/x" TargetMode="External"/></R>'
    assert not innocuo(docx({"word/_rels/document.xml.rels": relazioni.encode("utf-16")}))


@pytest.mark.parametrize(
    "contenuto",
    [
        word("hyperlink"),
        word("hyperlink", meta="mailto:ada@example.org"),
        word("hyperlink", modo='TargetMode = "External"', meta="https://example.org/a?b=1&amp;c=2"),
        word("image", meta="media/image1.png", modo=""),
        word("styles", meta="/word/styles.xml", modo='TargetMode="Internal"'),
        word("customXml", meta="../customXml/item1.xml", modo=""),
    ],
)
def test_ordinary_word_file_comes_in(contenuto):
    assert innocuo(contenuto)
