"""Words of the search: one form whatever is typed, marks and passages that never let anything through."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from talenti.base.registries import Scheda
from talenti.portale.brani import LUNGHEZZA, brano, frammento, segna
from talenti.portale.radici import LUNGHEZZA_MASSIMA, MASSIMO_CERCATE, Parola, cercate, forme, radice


@pytest.mark.parametrize(
    ("uno", "altro"),
    [
        ("bando", "bandi"),
        ("cooperativa", "cooperative"),
        ("città", "citta"),
        ("CITTÀ", "citta\u0300"),
        ("l'orientamento", "orientamenti"),
        ("dell’orientamento", "orientamento"),
        ("biblioteca", "biblioteche"),
        ("spazio", "spazi"),
        ("caffè", "caffe'"),
        ("ﬁume", "fiumi"),
    ],
)
def test_two_ways_of_saying_it_are_one_word(uno, altro):
    assert [parola.radice for parola in cercate(uno).parole] == [parola.radice for parola in cercate(altro).parole]
    assert len(cercate(uno).parole) == 1


@pytest.mark.parametrize(
    ("testo", "attese"),
    [
        ("Corte de' Cortesi", ["corte", "de", "cortesi"]),
        ("a B 3 il 2026", ["3", "il", "2026"]),
        ("Ж Ёж", ["436", "435436"]),
        ("Straße_Łódź", ["strasse", "142odz"]),
        ("\x00\ud800 AND \u202e*\"'", ["and"]),
        ("", []),
    ],
)
def test_words_are_plain_whatever_is_written(testo, attese):
    assert forme(testo) == attese


@given(st.text())
@example("½ İ ŉ ǰ 10⁵ \ud800 ﬀ")
def test_every_word_of_the_index_is_plain_and_short(testo):
    assert [forma for forma in forme(testo) if not re.fullmatch(r"[a-z0-9]{1,40}", forma)] == []
    assert [forma for forma in forme(testo) if forme(forma) != [forma]] == []


def test_words_that_stand_everywhere_count_only_by_themselves():
    assert cercate("il bando per la città").parole == (Parola("bando", "band"), Parola("citta", "citt"))
    assert cercate("noi").parole == (Parola("noi", "noi"),)


def test_a_search_has_few_short_words():
    assert len(cercate(" ".join(f"parola{n}" for n in range(99))).parole) == MASSIMO_CERCATE
    assert cercate("a" * 100_000).parole == (Parola("a" * LUNGHEZZA_MASSIMA, radice("a" * LUNGHEZZA_MASSIMA)),)


@pytest.mark.parametrize(("testo", "prefisso"), [("radio quar", "quar"), ("radio qu", ""), ("", ""), ("del", "del")])
def test_the_last_word_stands_for_all_that_begin_like_it(testo, prefisso):
    assert cercate(testo).prefisso == prefisso


@pytest.mark.parametrize(
    ("testo", "cercato", "atteso"),
    [
        ("Comunità Cremasca", "comunita", "<mark>Comunità</mark> Cremasca"),
        ("Tre bandi, un BANDO", "bando", "Tre <mark>bandi</mark>, un <mark>BANDO</mark>"),
        ("Corte de' Frati", "de frati", "Corte <mark>de</mark>&#x27; <mark>Frati</mark>"),
        ("<b>Crema</b>", "crema", "&lt;b&gt;<mark>Crema</mark>&lt;/b&gt;"),
        ("L'orientamento", "orienta", "L&#x27;<mark>orientamento</mark>"),
        ("Crema", "<mark>", "Crema"),
        ("Cremona", "cre mona", "Cremona"),
        ("A B", "a", "A B"),
        ("ﬁume Oglio", "oglio", "ﬁume <mark>Oglio</mark>"),
        ("", "x", ""),
    ],
)
def test_the_words_found_are_marked_and_everything_is_escaped(testo, cercato, atteso):
    assert segna(testo, cercate(cercato)) == atteso


LUNGO = f"{'Prima viene altro. ' * 20}Qui si parla di orientamento al lavoro.{' Poi altro ancora.' * 20}"


def test_a_passage_begins_a_little_before_the_word_and_ends_between_words():
    assert brano(LUNGO, cercate("orientamenti")) == (
        "… Prima viene altro. Prima viene altro. Qui si parla di <mark>orientamento</mark> al lavoro."
        f"{' Poi altro ancora.' * 6} Poi altro …"
    )


def test_a_text_without_the_word_is_shown_from_its_beginning():
    assert brano("  Breve\n testo ", cercate("altro")) == "Breve testo"
    assert brano("a" * 300, cercate("altro")) == f"{'a' * LUNGHEZZA} …"


def test_the_fragment_is_there_only_for_what_title_and_summary_do_not_say():
    scheda = Scheda("Radio", "/", "Rete", "In piazza.", testo="Facciamo orientamento in piazza, alla radio.")
    assert frammento(scheda, cercate("radio piazza")) == ""
    assert frammento(scheda, cercate("radio orientamenti")) == (
        "Facciamo <mark>orientamento</mark> in piazza, alla <mark>radio</mark>."
    )
    assert frammento(scheda, cercate("altrove")) == ""


@given(testo=st.text(), cercato=st.text(max_size=30))
@example(testo="<script>alert(1)</script>", cercato="script alert")
@example(testo="&lt;mark&gt; \"x\" 'onerror'", cercato="lt mark gt onerror")
@example(testo="</mark><mark>", cercato="mark")
def test_nothing_but_marks_ever_comes_out_unescaped(testo, cercato):
    parole = cercate(cercato)
    for uscito, intero in ((segna(testo, parole), testo), (brano(testo, parole), None)):
        nudo = re.sub(r"</?mark>", "", uscito)
        assert re.search(r"[<>\"']", nudo) is None
        assert re.findall(r"</?mark>", uscito) == ["<mark>", "</mark>"] * uscito.count("<mark>")
        if intero is not None:
            assert html.unescape(nudo) == html.unescape(html.escape(intero))
