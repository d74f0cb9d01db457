"""Two revisions beside each other; two writers put together."""

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redazione.testo.allinea import allinea
from redazione.testo.blocchi import scrivi
from redazione.testo.confronto import cambia, confronta
from redazione.testo.pulizia import leggi, pulisci
from redazione.testo.tratti import Segni
from redazione.testo.unione import unisci
from tests.redazione.testi import semplici, tenuti

PROVE = settings(max_examples=120, deadline=None)
SEGNI = {"uguale": "{}", "tolto": "[-{}]", "aggiunto": "[+{}]"}


def unito(uno):
    return "".join(SEGNI[parte.segno].format(parte.testo) for parte in uno.unito)


def visto(prima, dopo):
    return [(uno.tipo, unito(uno)) for uno in confronta(prima, dopo)]


# ── Compared ──────────────────────────────────────────────────────────────────────────────────────
def test_words_within_a_changed_block():
    prima = "<h2>Orari</h2><p>Il laboratorio apre il lunedì alle 9, per tutti.</p><p>Fine.</p>"
    dopo = "<h2>Orari</h2><p>Il laboratorio apre il martedì alle 9 per tutti.</p><p>Nuovo qui.</p><p>Fine.</p>"
    assert visto(prima, dopo) == [
        ("uguale", "Orari"),
        ("cambiato", "Il laboratorio apre il [-lunedì][+martedì] alle 9[-,] per tutti."),
        ("aggiunto", "[+Nuovo qui.]"),
        ("uguale", "Fine."),
    ]
    uno = confronta(prima, dopo)[1]
    assert "".join(parte.testo for parte in uno.prima.parti) == "Il laboratorio apre il lunedì alle 9, per tutti."
    assert [parte.testo for parte in uno.dopo.parti if parte.segno != "uguale"] == ["martedì"]


def test_likeness_finds_the_block_that_was_changed():
    prima = "<p>uno due tre quattro</p><p>alfa beta gamma delta</p>"
    dopo = "<p>alfa beta gamma epsilon</p>"
    assert visto(prima, dopo) == [
        ("tolto", "[-uno due tre quattro]"),
        ("cambiato", "alfa beta gamma [-delta][+epsilon]"),
    ]


def test_look_link_and_kind_count():
    (uno,) = confronta("<p>a <b>b</b> c</p>", '<p>a b <a href="/x">c</a></p>')
    assert [parte.segno for parte in uno.unito] == ["uguale", "tolto", "aggiunto", "uguale", "tolto", "aggiunto"]
    assert uno.unito[-1].segni == Segni(href="/x")
    (uno,) = confronta("<p>a</p>", "<h2>a</h2>")
    assert (uno.tipo, uno.prima.blocco.tipo, uno.dopo.blocco.tipo, unito(uno)) == ("cambiato", "p", "h2", "a")


def test_an_image_that_is_another():
    prima, dopo = (f"<figure><img data-immagine=bcdfghjkm{uno}><figcaption>a</figcaption></figure>" for uno in "nm")
    (uno,) = confronta(prima, dopo)
    assert (uno.tipo, uno.prima.blocco.immagine, uno.dopo.blocco.immagine) == ("cambiato", "bcdfghjkmn", "bcdfghjkmm")


@PROVE
@given(tenuti, tenuti)
def test_both_texts_are_in_the_comparison(prima, dopo):
    confronto = confronta(prima, dopo)
    assert scrivi(uno.prima.blocco for uno in confronto if uno.prima) == prima
    assert scrivi(uno.dopo.blocco for uno in confronto if uno.dopo) == dopo
    for uno in confronto:
        for lato, via in ((uno.prima, "aggiunto"), (uno.dopo, "tolto")):
            if lato:
                testo = "".join(parte.testo for parte in lato.parti)
                assert testo == lato.blocco.testo
                assert testo == "".join(parte.testo for parte in uno.unito if parte.segno != via)
    assert cambia(confronto) == (prima != dopo)


@PROVE
@given(tenuti)
def test_a_text_beside_itself_has_not_changed(html):
    assert not cambia(confronta(html, html))


def test_long_texts_take_seconds():
    prima = "".join(f"<p>parola {n} di {n % 7}</p>" for n in range(1500))
    dopo = "".join(f"<p>parola {n} di {n % 5}</p>" for n in range(1500))
    assert len(confronta(prima, dopo)) == 1500
    assert len(confronta("<p>a</p>" * 3000, "<p>a</p>" * 2000 + "<p>b</p>")) >= 3000
    assert len(confronta(f"<p>{'a b c ' * 5000}</p>", f"<p>{'a c b ' * 5000}</p>")) == 1


# ── Put together ──────────────────────────────────────────────────────────────────────────────────
BASE = "<h2>Titolo</h2><p>Primo paragrafo.</p><p>Secondo paragrafo.</p><ul><li>voce</li></ul>"


def test_two_writers_at_two_places():
    mia = BASE.replace("Primo paragrafo", "Primo paragrafo riscritto").replace("</ul>", "</ul><p>Mio.</p>")
    sua = BASE.replace("Secondo", "Il secondo").replace("<h2>", "<p>Suo.</p><h2>")
    insieme = unisci(BASE, mia, sua)
    assert insieme.conflitti == ()
    assert insieme.testo == (
        "<p>Suo.</p><h2>Titolo</h2><p>Primo paragrafo riscritto.</p><p>Il secondo paragrafo.</p>"
        "<ul><li>voce</li></ul><p>Mio.</p>"
    )


def test_both_write_on_at_the_end():
    insieme = unisci(BASE, BASE + "<p>Mia fine.</p><p>Firma</p>", BASE + "<p>Fine sua.</p><p>Firma</p>")
    assert insieme.testo == BASE + "<p>Fine sua.</p><p>Mia fine.</p><p>Firma</p>"


def test_one_block_changed_by_both_names_both_texts():
    mia, sua = BASE.replace("Primo", "Mio primo"), BASE.replace("Primo", "Suo primo")
    insieme = unisci(BASE, mia, sua)
    assert insieme.testo is None
    (conflitto,) = insieme.conflitti
    assert conflitto.html("mia") == "<p>Mio primo paragrafo.</p>"
    assert conflitto.html("sua") == "<p>Suo primo paragrafo.</p>"
    assert scrivi([conflitto.base]) == "<p>Primo paragrafo.</p>"
    assert insieme.risolvi(["mia"]) == mia
    assert insieme.risolvi(["sua"]) == sua
    assert "<p>Mio primo paragrafo.</p><p>Suo primo paragrafo.</p>" in insieme.risolvi(["entrambe"])
    with pytest.raises(ValueError, match="0 choices for 1"):
        insieme.risolvi([])


def test_changed_by_one_and_taken_out_by_the_other():
    mia, sua = BASE.replace("Primo", "Mio primo"), BASE.replace("<p>Primo paragrafo.</p>", "")
    (conflitto,) = unisci(BASE, mia, sua).conflitti
    assert (conflitto.html("mia"), conflitto.html("sua")) == ("<p>Mio primo paragrafo.</p>", "")
    assert unisci(BASE, mia, sua).risolvi(["entrambe"]) == mia


def test_taken_out_by_one_or_by_both_is_gone():
    senza = BASE.replace("<p>Primo paragrafo.</p>", "")
    assert unisci(BASE, senza, BASE).testo == unisci(BASE, senza, senza).testo == senza


@PROVE
@given(tenuti, tenuti)
def test_a_side_that_did_nothing_gives_the_other(base, altra):
    assert unisci(base, base, altra).testo == altra
    assert unisci(base, altra, base).testo == altra
    assert unisci(base, altra, altra).testo == altra


@PROVE
@given(tenuti, tenuti, tenuti)
def test_it_does_not_matter_who_is_who(base, mia, sua):
    una, altra = unisci(base, mia, sua), unisci(base, sua, mia)
    assert una.testo == altra.testo
    assert [(uno.base, uno.mia, uno.sua) for uno in una.conflitti] == [
        (uno.base, uno.sua, uno.mia) for uno in altra.conflitti
    ]
    assert una.risolvi(["mia"] * len(una.conflitti)) == altra.risolvi(["sua"] * len(altra.conflitti))


@PROVE
@given(semplici, semplici, semplici)
def test_nothing_that_a_side_wrote_is_lost(base, mia, sua):
    insieme = unisci(base, mia, sua)
    tenuti_ = leggi(insieme.risolvi(["entrambe"] * len(insieme.conflitti)))
    testi = {uno.testo for uno in tenuti_}
    vecchi = {uno.testo for uno in leggi(base)}
    for lato in (mia, sua):
        assert {uno.testo for uno in leggi(lato)} - vecchi <= testi


PARAGRAFI = [
    f"<p>{parola} {parola}a {parola}b comune</p>" for parola in ("uno", "due", "tre", "quattro", "cinque", "sei")
]
SORTI = st.sampled_from(
    ["resta", "mia cambia", "sua cambia", "mia toglie", "sua toglie", "mia aggiunge", "sua aggiunge"]
)


@PROVE
@given(st.lists(SORTI, min_size=6, max_size=6))
def test_different_blocks_give_exactly_what_both_meant(sorti):
    """Each paragraph has at most one side that touched it: there is no conflict, and nothing else comes out."""

    def fatto(chi):
        fuori = []
        for sorte, uno in zip(sorti, PARAGRAFI, strict=True):
            suo = sorte.split()[0] in chi
            if not (suo and sorte.endswith("toglie")):
                fuori.append(uno.replace("comune", "cambiato") if suo and sorte.endswith("cambia") else uno)
            if suo and sorte.endswith("aggiunge"):
                fuori.append(f"<p>nuovo dopo {uno[3:8]}</p>")
        return "".join(fuori)

    insieme = unisci("".join(PARAGRAFI), fatto({"mia"}), fatto({"sua"}))
    assert insieme.testo == fatto({"mia", "sua"})


@PROVE
@given(tenuti, tenuti)
def test_alignment_names_each_block_once_and_in_order(prima, dopo):
    vecchi, nuovi = leggi(prima), leggi(dopo)
    coppie = allinea(vecchi, nuovi)
    assert [i for i, _j in coppie if i is not None] == list(range(len(vecchi)))
    assert [j for _i, j in coppie if j is not None] == list(range(len(nuovi)))


def test_merged_lists_and_quotations_keep_their_form():
    base = "<ul><li>a</li></ul><blockquote><p>q</p></blockquote>"
    mia = "<ul><li>a<ul><li>b</li></ul></li></ul><blockquote><p>q</p></blockquote>"
    sua = "<ul><li>a</li></ul><blockquote><p>q</p><p><cite>N</cite></p></blockquote>"
    insieme = unisci(base, mia, sua).testo
    assert insieme == pulisci(insieme)
    assert insieme == "<ul><li>a<ul><li>b</li></ul></li></ul><blockquote><p>q</p><p><cite>N</cite></p></blockquote>"
    assert [tipo for tipo, _ in groupby(uno.tipo for uno in leggi(insieme))] == ["li", "p", "cite"]
