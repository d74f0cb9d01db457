"""Words, minutes, sentences and reading ease of Italian texts."""

import pytest
from hypothesis import given, settings

from redazione.testo.misure import Frase, Leggibilita, conta_parole, frasi, giudizio, gulpease, misura
from tests.redazione.testi import tenuti


@pytest.mark.parametrize(("testo", "attese"), [
    ("Uno. Due! Tre? Quattro… Cinque", ["Uno.", "Due!", "Tre?", "Quattro…", "Cinque"]),
    ("«È finita.» Poi uscì. «Davvero?» chiese.", ["«È finita.»", "Poi uscì.", "«Davvero?» chiese."]),
    ("Vedi l'art. 3 e l'art. III. Poi n. 5, pag. 12, es. Marta.",
     ["Vedi l'art. 3 e l'art. III.", "Poi n. 5, pag. 12, es. Marta."]),
    ("Il dott. Rossi e la dott.ssa G. Verdi, il sig. Neri.", ["Il dott. Rossi e la dott.ssa G. Verdi, il sig. Neri."]),
    ("Pane, olio ecc. Si mangia. Pane ecc. e olio.", ["Pane, olio ecc.", "Si mangia.", "Pane ecc. e olio."]),
    ("Costa 3.50 euro, anzi 3,5. Il 12.5.2026 e il 12. 5. 2026. Nel 2026. Poi",
     ["Costa 3.50 euro, anzi 3,5.", "Il 12.5.2026 e il 12. 5. 2026.", "Nel 2026.", "Poi"]),
    ("Eravamo in 30. 12 restarono.", ["Eravamo in 30. 12 restarono."]),
    ("Il D.Lgs. 33 e il D.P.R. 445 (art. 71). Fine.", ["Il D.Lgs. 33 e il D.P.R. 445 (art. 71).", "Fine."]),
    ("Scrivi a www.comune.it. Oggi... forse. Sì!!! No", ["Scrivi a www.comune.it.", "Oggi... forse.", "Sì!!!", "No"]),
    ("Prima riga.\nSeconda", ["Prima riga.", "Seconda"]),
    ("   ", []),
])  # fmt: skip
def test_sentences(testo, attese):
    assert list(frasi(testo)) == attese


@pytest.mark.parametrize(("testo", "quante"), [
    ("", 0),
    ("— … !", 0), ("uno due", 2), ("l'amico dell’anno", 4), ("un po' di 3,5 e 12/5/2026", 6), ("www.comune.it", 1),
    ("perché? perché.", 2), ("«ciao»", 1), ("ex-allievo", 1),
])  # fmt: skip
def test_words(testo, quante):
    assert conta_parole(testo) == quante


def test_the_index_by_hand():
    """89 + (300 · 2 − 10 · 17) / 4 = 196.5, cut to 100; a long sentence of long words falls to 0."""
    assert gulpease(lettere=17, parole=4, frasi=2) == 100
    assert gulpease(lettere=500, parole=100, frasi=5) == 54
    assert gulpease(lettere=1200, parole=100, frasi=1) == 0
    assert gulpease(lettere=0, parole=0, frasi=0) is None


def test_thresholds():
    assert [giudizio(n) for n in (0, 39, 40, 59, 60, 79, 80, 100)] == [
        Leggibilita.ARDUA, Leggibilita.ARDUA, Leggibilita.DIFFICILE, Leggibilita.DIFFICILE,
        Leggibilita.MEDIA, Leggibilita.MEDIA, Leggibilita.FACILE, Leggibilita.FACILE,
    ]  # fmt: skip


def test_an_article():
    lunga = " ".join(["parola"] * 30)
    piu_lunga = " ".join(["parola"] * 40)
    html = f"<h2>Il titolo</h2><p>{lunga}. Breve.</p><ul><li>una voce</li><li><a href='/x'>{piu_lunga}</a></li></ul>"
    misure = misura(html)
    assert (misure.parole, misure.frasi, misure.minuti) == (75, 5, 1)
    assert misure.lettere == 8 + 180 + 5 + 7 + 240
    assert misure.gulpease == round(89 + (300 * 5 - 10 * 440) / 75) == 50
    assert misure.leggibilita == Leggibilita.DIFFICILE
    assert misure.lunghe == (Frase(piu_lunga, 40), Frase(f"{lunga}.", 30))
    assert misura(html, quante_lunghe=1).lunghe == (Frase(piu_lunga, 40),)


def test_minutes_are_rounded_up_and_never_none():
    assert [misura("<p>a</p>" + "<p>a b</p>" * n).minuti for n in (0, 99, 100, 200)] == [1, 1, 2, 3]
    assert (misura("").gulpease, misura("").leggibilita, misura("").minuti) == (None, None, 1)


@settings(max_examples=100, deadline=None)
@given(tenuti)
def test_of_any_text(html):
    misure = misura(html)
    assert misure.frasi <= misure.parole <= max(misure.lettere, 0)
    assert (misure.gulpease is None) == (misure.parole == 0)
    assert misure.gulpease is None or 0 <= misure.gulpease <= 100
