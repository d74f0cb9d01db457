"""Plain words, summaries, links, images."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redazione.testo.estratti import (
    Collegamento,
    accorcia,
    collegamenti,
    immagini,
    muti,
    solo_testo,
    sommario,
)
from tests.redazione.testi import tenuti

C, D = "bcdfghjkmn", "bcdfghjkmm"
HTML = (
    "<h2>Titolo</h2>"
    f"<figure><img data-immagine={C}><figcaption>La sala. Vuota.</figcaption></figure>"
    "<p>Prima <b>frase</b>.<br>Seconda frase, più lunga. Terza.</p>"
    '<ul><li>Vai al <a href="/bandi/uno">bando <b>dei giovani</b></a> o <a href="https://a.it">clicca qui</a></li></ul>'
    f"<figure><img data-immagine={D}></figure><figure><img data-immagine={C}></figure>"
    "<blockquote><p>Citata.</p><p><cite>Anna</cite></p></blockquote>"
)


def test_plain_words():
    assert solo_testo(HTML) == (
        "Titolo\nLa sala. Vuota.\nPrima frase. Seconda frase, più lunga. Terza.\n"
        "Vai al bando dei giovani o clicca qui\nCitata.\nAnna"
    )
    assert solo_testo("") == ""


@pytest.mark.parametrize(("massimo", "atteso"), [
    (5, "Prim…"),
    (7, "Prima…"), (13, "Prima frase."), (37, "Prima frase."),
    (38, "Prima frase. Seconda frase, più lunga."),
    (45, "Prima frase. Seconda frase, più lunga. Terza."), (44, "Prima frase. Seconda frase, più lunga."),
])  # fmt: skip
def test_summary(massimo, atteso):
    assert sommario(HTML, massimo) == atteso


def test_summary_without_paragraphs():
    assert sommario("<h2>Solo titolo</h2>") == "Solo titolo"
    assert sommario("") == ""


def test_shortened():
    assert accorcia("uno due tre", 11) == "uno due tre"
    assert accorcia("uno due tre", 8) == "uno due…"
    assert accorcia("uno, due tre", 8) == "uno…"
    assert accorcia("parolalunga", 5) == "paro…"
    assert [accorcia("parola", n) for n in (0, 1)] == ["", "…"]


@settings(max_examples=100, deadline=None)
@given(tenuti, st.integers(1, 120))
def test_a_summary_is_never_longer(html, massimo):
    corto = sommario(html, massimo)
    assert len(corto) <= massimo
    assert "\n" not in corto


def test_links_and_images():
    assert collegamenti(HTML) == (
        Collegamento("/bandi/uno", "bando dei giovani"),
        Collegamento("https://a.it", "clicca qui"),
    )
    assert immagini(HTML) == (C, D)
    assert muti(collegamenti(HTML)) == (Collegamento("https://a.it", "clicca qui"),)


@pytest.mark.parametrize("parole", [
    "qui",
    "Qui.", "clicca qui", "Clicca QUI!", "leggi qui", "lo trovi qui", "»", "a", "leggi", "Leggi tutto…",
    "→", "Scopri di più",
    "https://www.a.it/pagina", "www.a.it", "leggi l’articolo", "here",
])  # fmt: skip
def test_words_that_say_nothing(parole):
    assert muti([Collegamento("/x", parole)])


@pytest.mark.parametrize(
    "parole", ["il bando del 2026", "scrivi all'Informagiovani", "leggi il bando", "da qui al mare", "UE"]
)
def test_words_that_say_something(parole):
    assert not muti([Collegamento("/x", parole)])
