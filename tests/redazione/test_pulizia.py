"""The one form of a text: what becomes of each tag, of white space, of addresses, of images."""

import pytest

from redazione.testo.indirizzi import MASSIMO, indirizzo
from redazione.testo.pulizia import pulisci
from talenti.base.codici import nuovo_codice

C = "bcdfghjkmn"
FIG = f'<figure><img data-immagine="{C}"></figure>'


@pytest.mark.parametrize(("scritto", "tenuto"), [
    ("", ""),
    ("  \n ", ""),
    ("solo parole", "<p>solo parole</p>"),
    ("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h6>e</h6>", "<h2>a</h2><h2>b</h2><h3>c</h3><h3>d</h3><h3>e</h3>"),
    ("<div>a</div><section>b</section>", "<p>a</p><p>b</p>"),
    ("<p><b>a</b> <i>b</i> <u>c</u> <s>d</s></p>", "<p><strong>a</strong> <em>b</em> c d</p>"),
    ("<h2><strong>a</strong><br>b</h2>", "<h2>a b</h2>"),
    ("<h2><div>a</div></h2>", "<h2>a</h2>"),
    ("<p>a<br><br>b<br>c<br></p>", "<p>a</p><p>b<br>c</p>"),
    ("<p><b>a </b>b<b> c</b></p>", "<p><strong>a</strong> b <strong>c</strong></p>"),
    ("<p><em>a</em><em>b</em></p>", "<p><em>ab</em></p>"),
    ("<p><em><strong>a</strong></em></p>", "<p><strong><em>a</em></strong></p>"),
    ("a<hr>b", "<p>a</p><p>b</p>"),
    ("<p>x<sub>2</sub> e&#768;</p>", "<p>x2 è</p>"),
    ("<pre>a\n  b</pre>", "<p>a b</p>"),
    ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", "<p>a | b</p><p>c</p>"),
    # Lists
    ("<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol>", "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"),
    ("<ul><ul><li>a</ul></ul>", "<ul><li>a</li></ul>"),
    ("<ul><li><p>a</p><p>b</p><h3>c</h3></ul>", "<ul><li>a<br>b<br>c</li></ul>"),
    ("<ul><li>a<ol><li>b</ol>c</ul>", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"),
    ("<ul><li>1<ul><li>2<ul><li>3<ul><li>4<ul><li>5</ul></ul></ul></ul></ul>",
     "<ul><li>1<ul><li>2<ul><li>3<ul><li>4</li><li>5</li></ul></li></ul></li></ul></li></ul>"),
    ("<li>a", "<ul><li>a</li></ul>"),
    # Quotations
    ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
    ("<blockquote><p>a</p><cite>N</cite></blockquote>", "<blockquote><p>a</p><p><cite>N</cite></p></blockquote>"),
    ("<blockquote><p>a — <cite>N</cite></p></blockquote>", "<blockquote><p>a</p><p><cite>N</cite></p></blockquote>"),
    ("<blockquote><p>a</p><p>— N</p></blockquote>", "<blockquote><p>a</p><p><cite>N</cite></p></blockquote>"),
    ("<blockquote><p>a</p><p>— N</p></blockquote><blockquote><p>b</p></blockquote>",
     "<blockquote><p>a</p><p><cite>N</cite></p></blockquote><blockquote><p>b</p></blockquote>"),
    ("<blockquote><p>— N</p></blockquote>", "<blockquote><p>— N</p></blockquote>"),
    ("<blockquote><h2>a</h2><blockquote><ul><li>b</ul></blockquote></blockquote>",
     "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>"),
    ("<p>leggo <cite>Il barone</cite></p>", "<p>leggo <em>Il barone</em></p>"),
    # Images
    (f"<img src=x alt=y data-immagine={C}>", FIG),
    (f"<p>a <img data-immagine={C}> b</p>c", f"<p>a b</p>{FIG}<p>c</p>"),
    (f"<ul><li>a<img data-immagine={C}><li>b</ul>c", f"<ul><li>a</li><li>b</li></ul>{FIG}<p>c</p>"),
    (f"<blockquote><img data-immagine={C}>a</blockquote>", f"<blockquote><p>a</p></blockquote>{FIG}"),
    (f"<a href=/x><img data-immagine={C}></a>", FIG),
    (f"<figure><figcaption>a<p>b</p></figcaption><img data-immagine={C}></figure>",
     f'<figure><img data-immagine="{C}"><figcaption>a<br>b</figcaption></figure>'),
    (f"<figure>{FIG}<img data-immagine={C}><figcaption>a</figcaption></figure>",
     f'{FIG}<figure><img data-immagine="{C}"><figcaption>a</figcaption></figure>'),
    ("<figure><img src=altrui.png><figcaption>• a</figcaption></figure>", "<ul><li>a</li></ul>"),
    ("<figcaption>a</figcaption>", "<p>a</p>"),
    ("<img data-immagine=bcdfghjkm><img data-immagine=bcdfghjkmnpqr><img data-immagine=abcdefghij>", ""),
    # Characters
    ("<p>a\x00b\ud800c\x1bd\u200be\u202ef\ufffeg\xadh</p>", "<p>abcdefgh</p>"),
    ("<p>\U0001f469\u200d\U0001f33e a\u2028b</p>", "<p>\U0001f469\u200d\U0001f33e a b</p>"),
    ("<p>1 &lt; 2 &amp; 3 > 2 \"'</p>", "<p>1 &lt; 2 &amp; 3 &gt; 2 \"'</p>"),
])  # fmt: skip
def test_becomes(scritto, tenuto):
    assert pulisci(scritto) == tenuto
    assert pulisci(tenuto) == tenuto


def test_our_codes_are_kept_and_whatever_fits_our_fields():
    for codice in (nuovo_codice(), f"{nuovo_codice()}bc"):
        assert codice in pulisci(f"<img data-immagine={codice}>")


@pytest.mark.parametrize(("scritto", "tenuto"), [
    ("https://a.it", "https://a.it"),
    (" HTTPS://A.it/Percorso?q=1#x ", "https://a.it/Percorso?q=1#x"),
    ("http://a.it:8080/a b\"c", "http://a.it:8080/a%20b%22c"),
    ("http://[::1]/", "http://[::1]/"),
    ("www.a.it", "https://www.a.it"),
    ("https://città.it/è", "https://xn--citt-3na.it/%C3%A8"),
    ("https://a.it/?a=1&b=(2)", "https://a.it/?a=1&b=(2)"),
    ("/spazi/officina/", "/spazi/officina/"),
    ("/a\\b", "/a%5Cb"),
    ("mailto:a@b.it?subject=Ciao a te", "mailto:a@b.it?subject=Ciao%20a%20te"),
    ("tel:+39 0372 40.71", "tel:+3903724071"),
    ("https://www.google.it/url?sa=t&q=https%3A%2F%2Fa.it%2Fx%3Fy%3D1", "https://a.it/x?y=1"),
    ("https://www.google.it/url?q=spazi", "https://www.google.it/url?q=spazi"),
    ("", ""), ("#x", ""), ("pagina.html", ""), ("//a.it", ""), ("https://", ""),
    ("https:a.it", ""), ("https://a..b\xe8", ""),
    ("https://u:p@a.it", ""), ("https://a.it:x", ""), ("https://-a.it", ""), ("https://a%2eit", ""),
    ("mailto:nessuno", ""),
    ("tel:112", "tel:112"), ("tel:x", ""), ("javascript:x", ""), ("/" + "x" * MASSIMO, ""), ("/" + "è" * 1000, ""),
])  # fmt: skip
def test_address(scritto, tenuto):
    assert indirizzo(scritto) == tenuto
    assert indirizzo(tenuto) == tenuto


def test_only_links_that_leave_say_so():
    assert pulisci('<a href="/x" rel="author" target="_blank">a</a> <a href="https://a.it">b</a>') == (
        '<p><a href="/x">a</a> <a href="https://a.it" rel="noopener noreferrer">b</a></p>'
    )
