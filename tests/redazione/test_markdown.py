"""The plain field: Markdown in, the same text back out, whatever it holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redazione.testo.markdown import da_markdown, in_markdown
from redazione.testo.pulizia import pulisci
from tests.redazione.test_pulizia_xss import ATTACCHI
from tests.redazione.testi import accostati, innocuo, ordinati, parole, tenuti

PROVE = settings(max_examples=150, deadline=None)
C = "bcdfghjkmn"
FIGURA = f"<figure><img data-immagine={C}><figcaption>{{}}</figcaption></figure>"


@PROVE
@given(tenuti)
def test_what_is_kept_comes_back_letter_by_letter(html):
    assert da_markdown(in_markdown(html)) == html


@PROVE
@given(ordinati)
def test_of_any_text_too(html):
    assert da_markdown(in_markdown(html)) == pulisci(html)


@settings(max_examples=400, deadline=None)
@given(accostati, st.sampled_from(["p", "h2", "li", "blockquote", "figcaption"]))
def test_signs_side_by_side(riga, tag):
    html = pulisci(f"<{tag}>{riga}</{tag}>" if tag != "figcaption" else FIGURA.format(riga))
    assert da_markdown(in_markdown(html)) == html


@PROVE
@given(parole)
def test_no_markdown_makes_what_is_not_allowed(testo):
    html = da_markdown(testo)
    innocuo(html)
    assert da_markdown(in_markdown(html)) == html


@pytest.mark.parametrize("attacco", ATTACCHI)
def test_attacks_are_words(attacco):
    innocuo(da_markdown(attacco))
    for testo in (
        f"[x]({attacco})",
        f"[x](<{attacco}>)",
        f"![x]({attacco})",
        f"> {attacco}",
        f"- {attacco}",
        f"<{attacco}>",
    ):
        innocuo(da_markdown(testo))
    assert da_markdown(in_markdown(attacco)) == pulisci(attacco)


ARTICOLO = f"""## Il laboratorio

Da **marzo** si lavora in _quattro_, con [la scuola](<https://a.it/x_(y)?a=1&b=2>).\\
Il 3\xa0maggio si chiude.

- un grembiule
- pazienza
  1. anche di sera
  2. anche
     - da soli
- scarpe

![La sala, **vuota**](immagine:{C})

> «Ho imparato ad aspettare»
>
> - molto
>
> — Anna, _liutaia_

1\\. non è un elenco
"""


def test_an_article_as_it_is_written():
    html = da_markdown(ARTICOLO)
    assert html == (
        "<h2>Il laboratorio</h2><p>Da <strong>marzo</strong> si lavora in <em>quattro</em>, con "
        '<a href="https://a.it/x_(y)?a=1&amp;b=2" rel="noopener noreferrer">la scuola</a>.<br>'
        "Il 3&nbsp;maggio si chiude.</p>"
        "<ul><li>un grembiule</li><li>pazienza<ol><li>anche di sera</li><li>anche<ul><li>da soli</li></ul></li></ol>"
        "</li><li>scarpe</li></ul>"
        f'<figure><img data-immagine="{C}"><figcaption>La sala, <strong>vuota</strong></figcaption>'
        "</figure><blockquote><p>«Ho imparato ad aspettare»</p><ul><li>molto</li></ul>"
        "<p><cite>Anna, <em>liutaia</em></cite></p></blockquote><p>1. non è un elenco</p>"
    )
    assert in_markdown(html) == ARTICOLO


@pytest.mark.parametrize(("scritto", "html"), [
    ("# a\n#### b", "<h2>a</h2><h3>b</h3>"),
    ("a\nb", "<p>a b</p>"),
    ("a  \nb", "<p>a<br>b</p>"),
    ("<b>a</b> & <script>", "<p>&lt;b&gt;a&lt;/b&gt; &amp; &lt;script&gt;</p>"),
    ("    codice `qui`", "<p>codice `qui`</p>"),
    ("a\n\n---\n\nb", "<p>a</p><p>b</p>"),
    ("Porta:\n• uno\n\uf0b7\tdue", "<p>Porta:</p><ul><li>uno</li><li>due</li></ul>"),
    ("<https://a.it>", '<p><a href="https://a.it" rel="noopener noreferrer">https://a.it</a></p>'),
    ("[x](javascript:alert(1)) [y](//a.it)", "<p>x y</p>"),
    ("![altrui](https://a.it/x.png) a", "<p>altrui a</p>"),
    (f"a ![*b*](immagine:{C}) c",
     f'<p>a</p><figure><img data-immagine="{C}"><figcaption><em>b</em></figcaption></figure><p>c</p>'),
])  # fmt: skip
def test_reads(scritto, html):
    assert da_markdown(scritto) == html


@pytest.mark.parametrize(("html", "scritto"), [
    ("", ""),
    ("<p>snake_case, 2*3, [x], #a, a&amp;b &amp;amp; C:\\</p>",
     "snake_case, 2\\*3, \\[x\\], #a, a\\&b \\&amp; C:\\\\\n"),
    ("<p># a<br>- b<br>12) c</p>", "\\# a\\\n\\- b\\\n12\\) c\n"),
    ("<h2>C#</h2>", "## C\\#\n"),
    ("<p><strong><em>a</em></strong></p>", "***a***\n"),
    ("<p>c<em>i</em>ao <em>b</em></p>", "c*i*ao _b_\n"),
])  # fmt: skip
def test_writes(html, scritto):
    assert in_markdown(html) == scritto
    assert da_markdown(scritto) == html


def test_depth_and_length_of_markdown():
    for testo in ("> " * 5000 + "x", "- " * 5000 + "x", "*" * 20_000, "[" * 5000, "![" * 5000, "_a" * 5000):
        innocuo(da_markdown(testo))
