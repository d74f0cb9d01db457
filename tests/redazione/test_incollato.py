"""What Word, Google Docs, Pages and web pages put on the clipboard, and what we keep of it."""

import pytest

from redazione.testo.pulizia import pulisci

SEGNO = (
    "<![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'>"
    "<span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span>"
    "</span></span><![endif]>"
)


def voce(testo, segno="·", livello=1, quale="CxSpMiddle"):
    return (
        f"<p class=MsoListParagraph{quale} style='text-indent:-18.0pt;mso-list:l0 level{livello} lfo1'>"
        f"{SEGNO.format(segno)}{testo}<o:p></o:p></p>\n"
    )


WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><title>Laboratorio</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0cm; font-size:12.0pt;}} @page WordSection1 {{size:595.3pt 841.9pt;}} --></style>
</head><body lang=IT style='tab-interval:35.4pt'><!--StartFragment-->
<p class=MsoTitle><span style='font-size:28.0pt'>Il laboratorio di liuteria<o:p></o:p></span></p>
<h1><span lang=IT>Che cosa si&nbsp;fa</span></h1>
<p class=MsoNormal style='margin-bottom:0cm'><b style='mso-bidi-font-weight:normal'>Da marzo</b> si  lavora in
quattro,<span style='mso-spacerun:yes'>&nbsp; </span>dalle 9 alle&nbsp;12, per 10&nbsp;€.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>Servono:</p>
{voce("un grembiule", quale="CxSpFirst")}{voce("<i>pazienza</i>")}
{voce("anche di sera", "o", 2)}{voce("le scarpe chiuse")}
<p class=MsoNormal>Si comincia così:</p>
{voce("si sceglie il legno", "1.")}{voce("si taglia", "2.", quale="CxSpLast")}
<p class=MsoQuote>«Ho imparato ad aspettare»</p>
<p class=MsoNormal>Vedi <a href="https://www.example.org/liuteria"
title="x"><span style='color:blue'>la pagina</span></a>
e la nota<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span
class=MsoFootnoteReference>[1]</span></a>.</p>
<!--EndFragment--></body></html>"""


def test_a_document_of_word():
    assert pulisci(WORD) == (
        "<h2>Il laboratorio di liuteria</h2><h2>Che cosa si fa</h2>"
        "<p><strong>Da marzo</strong> si lavora in quattro, dalle 9 alle&nbsp;12, per 10&nbsp;€.</p>"
        "<p>Servono:</p>"
        "<ul><li>un grembiule</li><li><em>pazienza</em><ul><li>anche di sera</li></ul></li>"
        "<li>le scarpe chiuse</li></ul>"
        "<p>Si comincia così:</p>"
        "<ol><li>si sceglie il legno</li><li>si taglia</li></ol>"
        "<blockquote><p>«Ho imparato ad aspettare»</p></blockquote>"
        '<p>Vedi <a href="https://www.example.org/liuteria" rel="noopener noreferrer">la pagina</a> e la nota[1].</p>'
    )


DOCS = """<meta charset='utf-8'><b style="font-weight:normal;"
id="docs-internal-guid-1a2b3c4d-7fff-0000-1111-222233334444">
<h1 dir="ltr" style="line-height:1.38;margin-top:20pt;"><span
style="font-size:20pt;font-weight:400;">Tre posti al parco</span></h1>
<p dir="ltr" style="line-height:1.38;"><span style="font-weight:400;font-style:normal;">Il bando </span><span
style="font-weight:700;font-style:normal;">chiude</span><span
style="font-weight:400;font-style:italic;"> venerdì</span><span style="font-weight:400;">.</span></p><br />
<ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr"
role="presentation"><span style="font-weight:400;">chi studia</span></p></li><ul><li
dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span style="font-weight:400;">anche
all'università</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr"
role="presentation"><span style="font-weight:400;">chi lavora</span></p></li></ul>
<p dir="ltr"><a href="https://www.google.com/url?q=https://example.org/bando?id%3D7&amp;sa=D&amp;ust=1"
style="text-decoration:none;"><span style="font-weight:400;text-decoration:underline;">Il bando intero</span></a></p>
<div dir="ltr" align="left"><table><colgroup><col width="301" /></colgroup><tbody>
<tr><td><p dir="ltr"><span>Lunedì</span></p></td><td><p
dir="ltr"><span>9–12</span></p></td></tr></tbody></table></div></b>
<br class="Apple-interchange-newline">"""


def test_a_document_of_google():
    assert pulisci(DOCS) == (
        "<h2>Tre posti al parco</h2>"
        "<p>Il bando <strong>chiude</strong> <em>venerdì</em>.</p>"
        "<ul><li>chi studia<ul><li>anche all'università</li></ul></li><li>chi lavora</li></ul>"
        '<p><a href="https://example.org/bando?id=7" rel="noopener noreferrer">Il bando intero</a></p>'
        "<p>Lunedì</p><p>9–12</p>"
    )


@pytest.mark.parametrize(("incollato", "tenuto"), [
    # LibreOffice Writer
    ('<p style="line-height: 100%"><font face="Arial"><font size="2"><b>Orari</b></font></font></p>',
     "<p><strong>Orari</strong></p>"),
    ("<ul><li><p>uno</p></li><li><p>due</p></li></ul>", "<ul><li>uno</li><li>due</li></ul>"),
    # Word on the web, and a list without its conditional comments
    ('<div class="x"><ul><li><p class="x"><span>uno</span></p></li></ul></div><ul><li><p class="x">due</p></li></ul>',
     "<ul><li>uno</li><li>due</li></ul>"),
    ('<p class="MsoListParagraph">·&nbsp;&nbsp;&nbsp; uno</p><p class="MsoListParagraph">·&nbsp; due</p>',
     "<ul><li>uno</li><li>due</li></ul>"),
    ('<p class="MsoListParagraph">1.&nbsp; uno</p><p class="MsoListParagraph">2)&nbsp; due</p>',
     "<ol><li>uno</li><li>due</li></ol>"),
    ('<p class="MsoListParagraph">Solo rientrato, nel 2026.</p>', "<p>Solo rientrato, nel 2026.</p>"),
    # Bullets written by hand; a year is no number of a list
    ("<p>•&nbsp;uno</p><p>\uf0b7 due</p>", "<ul><li>uno</li><li>due</li></ul>"),
    ("<p>Porta:<br>• acqua<br>• <b>pane</b><br>e torna</p>",
     "<p>Porta:</p><ul><li>acqua</li><li><strong>pane</strong></li></ul><p>e torna</p>"),
    ("<p>2026. Un anno</p><p>- così</p>", "<p>2026. Un anno</p><p>- così</p>"),
    ("<ul><li>• uno</li></ul>", "<ul><li>uno</li></ul>"),
    # A mail of Gmail and of Outlook
    ('<div dir="ltr">Ciao,<div><br></div><div>a domani</div></div>', "<p>Ciao,</p><p>a domani</p>"),
    ("Ciao,<br><br>a domani<br>Marta", "<p>Ciao,</p><p>a domani<br>Marta</p>"),
    ('<p class="MsoNormal"><span style="mso-fareast:IT"><o:p>&nbsp;</o:p></span></p><p>&nbsp;</p><p><br></p>', ""),
    # What Chrome leaves when somebody types in a page that can be written
    ("<div>uno&nbsp;</div><div>due <b></b><span></span></div>", "<p>uno</p><p>due</p>"),
    ("uno &nbsp; due&nbsp;tre n.&nbsp;5", "<p>uno due tre n.&nbsp;5</p>"),
])  # fmt: skip
def test_other_programs(incollato, tenuto):
    assert pulisci(incollato) == tenuto
