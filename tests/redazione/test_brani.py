"""A note finds its passage again, or says that the text has changed."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from redazione.testo.brani import Brano, Posto, ritaglia, trova
from redazione.testo.pulizia import leggi
from tests.redazione.testi import tenuti

HTML = (
    "<h2>Orari</h2><p>Il laboratorio apre il lunedì alle nove e chiude alle dodici, salvo festivi.</p>"
    "<p>Il bar apre il lunedì alle otto.<br>Il parco è sempre aperto.</p>"
)


def cerca(html, brano):
    posto = trova(html, brano.testo, brano.prima, brano.dopo)
    return posto and (leggi(html)[posto.blocco].testo[posto.inizio : posto.fine], posto.esatto)


def test_it_is_cut_with_what_stands_around():
    assert ritaglia(HTML, 1, 15, 36) == Brano(
        "apre il lunedì alle n", "Il laboratorio ", "ove e chiude alle dodici, salvo festivi."
    )
    for posto in ((1, 5, 5), (1, 0, 999), (9, 0, 1), (-1, 0, 1), (0, -1, 2)):
        with pytest.raises(ValueError, match="no passage"):
            ritaglia(HTML, *posto)


def test_of_two_places_the_one_with_the_same_neighbours():
    brano = ritaglia(HTML, 2, 7, 21)
    assert brano.testo == "apre il lunedì"
    assert trova(HTML, "apre il lunedì", "Il bar ", " alle otto") == Posto(2, 7, 21, esatto=True)
    assert trova(HTML, "apre il lunedì", "Il laboratorio ", " alle nove") == Posto(1, 15, 29, esatto=True)
    assert trova(HTML, "apre il lunedì") == Posto(1, 15, 29, esatto=True)


def test_it_follows_its_words_to_another_block_and_another_look():
    brano = ritaglia(HTML, 1, 20, 49)
    altrove = "<p>Nuovo inizio.</p><ul><li>apre <b>il lunedì alle&nbsp;nove</b> e chiude alle dodici</li></ul>"
    assert brano.testo == "il lunedì alle nove e chiude "
    assert cerca(altrove, brano) == ("il lunedì alle nove e chiude", True)


def test_rewritten_between_the_same_words():
    brano = ritaglia(HTML, 1, 20, 39)
    assert brano.testo == "il lunedì alle nove"
    assert cerca(HTML.replace("il lunedì alle nove e", "martedì e giovedì di mattina e"), brano) == (
        "martedì e giovedì di mattina", False,
    )  # fmt: skip


def test_mended_here_and_there():
    brano = Brano("Il laboratorio apre il lunedì alle nove e chiude alle dodici", "", "")
    html = (
        "<p>Altro.</p><p>Da marzo il laboratorio apre ogni lunedì alle nove e chiude sempre alle dodici, dice Anna.</p>"
    )
    assert cerca(html, brano) == ("il laboratorio apre ogni lunedì alle nove e chiude sempre alle dodici", False)


def test_gone():
    brano = ritaglia(HTML, 1, 15, 49)
    assert cerca("<p>Un altro articolo, su tutt'altro.</p>", brano) is None
    assert cerca("", brano) is None
    assert trova(HTML, "  ") is None
    assert trova(HTML, "") is None


def test_a_short_word_somewhere_else_is_not_the_passage():
    assert trova("<p>Il mercato apre sempre presto.</p>", "apre", "Il laboratorio ", " il lunedì") is None


def test_taken_out_between_the_same_words():
    html = "<p>Il laboratorio di sera apre per tutti.</p>"
    assert trova(html, "chi ha prenotato", "laboratorio di sera ", " apre per tutti.") is None


def test_over_several_blocks_its_longest_line():
    assert cerca(HTML, Brano("festivi.\nIl bar apre il lunedì alle otto.", "", "")) == (
        "Il bar apre il lunedì alle otto.",
        True,
    )


@settings(max_examples=120, deadline=None)
@given(tenuti, st.data())
def test_in_an_unchanged_text_it_is_where_it_was(html, dati):
    blocchi = leggi(html)
    lunghi = [n for n, uno in enumerate(blocchi) if uno.testo]
    assume(lunghi)
    blocco = dati.draw(st.sampled_from(lunghi))
    testo = blocchi[blocco].testo
    inizio = dati.draw(st.integers(0, len(testo) - 1))
    fine = dati.draw(st.integers(inizio + 1, len(testo)))
    brano = ritaglia(html, blocco, inizio, fine)
    posto = trova(html, brano.testo, brano.prima, brano.dopo)
    assume(brano.testo.strip())
    assert posto is not None
    trovato = leggi(html)[posto.blocco].testo[posto.inizio : posto.fine]
    assert trovato.split() == brano.testo.split()
    assert posto.esatto
