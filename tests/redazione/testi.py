"""Texts to try on: soups of tags, texts as we keep them, and two judges that are not ours."""

from html.parser import HTMLParser

import tinyhtml5
from hypothesis import strategies as st

from redazione.testo.pulizia import AMMESSI, pulisci

CODICE = "bcdfghjkmn"
VUOTI = {"br", "img"}
TAG = [
    *AMMESSI, "div", "span", "h1", "h4", "b", "i", "svg", "math", "style", "script", "table", "tr", "td", "template",
    "noscript", "textarea", "title", "iframe", "o:p", "font", "section", "mtext", "mglyph", "select", "form", "pre",
]  # fmt: skip
ATTRIBUTI = [
    "", "", "", " href='https://a.it/x?a=1&b=2'", " href=/spazi/uno", " href=javascript:alert(1)",
    " class=MsoListParagraph", f" data-immagine={CODICE}", " onclick=alert(1)", ' style="font-weight:bold"',
    " style='mso-list:l0 level2 lfo1'",
    " style='mso-list:Ignore'", " style='font-style:italic'", ' href="mailto:a@b.it"', " class=MsoQuote", ' x="',
    " src=x",
]  # fmt: skip
# Every sign that Markdown, HTML or our own rules look at, beside plain words.
SEGNI = [
    *list("*_`[]()<>!#+-=~.\\|&;:\"'{}^$/0123456789•·— \n\t\xa0\u200b\u0301\u2028€è«») ab"),
    "**", "__", "1. ", "- ", "• ", "— ", "&amp;", "&lt;", "&copy;", "](", "![", "www.a.it", "parola",
    "É ", "\U0001f600",
    "\ue000", "\uf0b7 ", "###", "---", "===", "```", "<!--", "-->", "\ud800", "\x00", "10\xa0€",
    "e\u0301", "&#0;", "<br>",
]  # fmt: skip

parole = st.lists(st.sampled_from(SEGNI), min_size=1, max_size=8).map("".join)


def _apre(tag, attributi):
    return f"<{tag}{attributi}>"


pezzi = st.one_of(
    parole,
    st.text(max_size=6),
    st.builds(_apre, st.sampled_from(TAG), st.sampled_from(ATTRIBUTI)),
    st.sampled_from([*AMMESSI, "p", "li", "ul", "blockquote"]).map(_apre.__get__).map(lambda f: f("")),
    st.sampled_from(TAG).map(lambda tag: f"</{tag}>"),
)
zuppe = st.lists(pezzi, max_size=25).map("".join)


def _in(*tag):
    return lambda dentro: (
        "".join(f"<{uno}>" for uno in tag) + dentro + "".join(f"</{uno.split()[0]}>" for uno in reversed(tag))
    )


def righe_di(parole):
    """Words in bold, italics and links, within each other."""
    return st.recursive(
        st.one_of(parole, st.just("<br>")),
        lambda dentro: st.one_of(
            st.lists(dentro, min_size=1, max_size=3).map("".join),
            dentro.map(_in("strong")),
            dentro.map(_in("em")),
            dentro.map(lambda uno: f'<a href="/x_(y)">{uno}</a>'),
            dentro.map(lambda uno: f"<a href='https://a.it/?q=1&amp;copy;*_'>{uno}</a>"),
        ),
        max_leaves=6,
    )


def _elenchi_di(righe):
    return st.recursive(
        righe.map(_in("ul", "li")),
        lambda dentro: st.builds(
            lambda tag, testo, sotto, dopo: f"<{tag}><li>{testo}{sotto}</li><li>{dopo}</li></{tag}>",
            st.sampled_from(["ul", "ol"]), righe, dentro, righe,
        ),
        max_leaves=6,
    )  # fmt: skip


def articoli_di(righe):
    """Every kind of block, one after the other."""
    elenchi = _elenchi_di(righe)
    citati = st.one_of(righe.map(_in("p")), elenchi, righe.map(_in("p", "cite")))
    return st.lists(
        st.one_of(
            righe.map(_in("p")),
            righe.map(_in("h2")),
            righe.map(_in("h3")),
            elenchi,
            st.lists(citati, min_size=1, max_size=3).map("".join).map(_in("blockquote")),
            righe.map(lambda uno: f"<figure><img data-immagine={CODICE}><figcaption>{uno}</figcaption></figure>"),
        ),
        max_size=5,
    ).map("".join)


righe = righe_di(st.one_of(parole, st.just("parola")))
ordinati = articoli_di(righe)
# Runs side by side, each of its own look: where the signs of Markdown meet letters, other signs and each other.
_LATI = [
    "a",
    "b c",
    "«d»",
    "!",
    "_",
    "*",
    " ",
    "è",
    "(",
    "#",
    "<br>",
    "\\",
    "&amp;amp;",
    "1. ",
    "— ",
    "`",
    "\u200d",
    "€",
    "f_g",
]
_ASPETTI = [
    (), ("em",), ("strong",), ("strong", "em"), ("a href=/x",), ("a href=/x", "strong"), ("a href=/y", "em"),
    ("a href=/y", "strong", "em"),
]  # fmt: skip
accostati = st.lists(
    st.builds(lambda testo, tag: _in(*tag)(testo), st.sampled_from(_LATI), st.sampled_from(_ASPETTI)),
    min_size=1,
    max_size=7,
).map("".join)
# Words of letters only, each another one.
semplici = articoli_di(righe_di(st.text("abcdefg", min_size=1, max_size=4)))
# Any text as it is kept.
tenuti = st.one_of(ordinati, zuppe).map(pulisci)


# ── Judges ────────────────────────────────────────────────────────────────────────────────────────
class Giudice(HTMLParser):
    """What an HTML parser that is not ours finds: tags, attributes, whether they nest."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.aperti, self.trovati, self.testo = [], [], []
        self.feed(html)
        self.close()
        assert self.aperti == []

    def handle_starttag(self, tag, attrs):
        self.trovati.append((tag, dict(attrs)))
        if tag not in VUOTI:
            self.aperti.append(tag)

    def handle_endtag(self, tag):
        assert self.aperti.pop() == tag

    def handle_data(self, data):
        self.testo.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def innocuo(html):
    """Fails when a browser could find anything that is not on the list; by two parsers."""
    for tag, attributi in [*Giudice(html).trovati, *di_html5(html)]:
        assert set(attributi) <= AMMESSI[tag], (tag, attributi)
        if "href" in attributi:
            href = attributi["href"]
            assert href.isascii()
            assert href.startswith(("http://", "https://", "mailto:", "tel:", "/")), href
            assert not href.startswith("//")
            assert ("rel" in attributi) == href.startswith("http"), attributi
        assert attributi.get("rel", "noopener noreferrer") == "noopener noreferrer"
        if tag == "img":
            assert attributi["data-immagine"].isalnum()
    html.encode("utf-8")
    assert "\x00" not in html


def di_html5(html):
    """By the rules of HTML 5, as a browser reads it."""
    radice = tinyhtml5.parse(f"<!doctype html><body>{html}</body>", namespace_html_elements=False)
    corpo = radice.find("body")
    assert [uno.tag for uno in radice] == ["head", "body"]
    assert len(radice.find("head")) == 0
    return [(uno.tag, dict(uno.attrib)) for uno in corpo.iter() if uno is not corpo]
