"""The draw itself: the same for whoever does it again, of the right size, and fair to each application."""

import hashlib
import math
import subprocess
from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from thinktown.estrazione import estrai, impronta, posto, quante

CODICI = st.lists(st.integers(0, 10**9).map(lambda n: f"d{n:x}"), unique=True, max_size=40)
SEMI = st.text("abz019 :àé€-", min_size=1, max_size=64)
PERCENTO = st.integers(1, 100)


@given(CODICI, SEMI, PERCENTO, st.integers(0, 10**6))
def test_the_order_of_the_list_does_not_matter(codici, seme, percento, come):
    mescolati = list(codici)
    Random(come).shuffle(mescolati)
    assert estrai(mescolati, seme, percento) == estrai(codici, seme, percento)


@given(CODICI, SEMI, PERCENTO)
def test_it_draws_as_many_as_it_should_each_once_and_only_of_the_list(codici, seme, percento):
    estratti = estrai(codici, seme, percento)
    assert len(estratti) == len(set(estratti)) == math.ceil(len(codici) * percento / 100)
    assert set(estratti) <= set(codici)
    assert (len(estratti) >= 1) == bool(codici)


@given(CODICI, SEMI, PERCENTO)
def test_more_in_a_hundred_are_the_same_ones_and_some_more(codici, seme, percento):
    tutti = estrai(codici, seme, 100)
    assert sorted(tutti) == sorted(codici)
    assert estrai(codici, seme, percento) == tutti[: quante(len(codici), percento)]


@given(CODICI, SEMI)
def test_one_that_is_not_there_moves_none_of_the_others(codici, seme):
    tutti = estrai(codici, seme, 100)
    for tolto in codici[:3]:
        assert estrai([uno for uno in codici if uno != tolto], seme, 100) == [uno for uno in tutti if uno != tolto]


def test_so_many_in_a_hundred_is_counted_in_whole_numbers():
    # 7 in a hundred of a hundred is 7; with floats 0.07 · 100 is 7.000000000000001, hence 8.
    assert [quante(n, p) for n, p in ((100, 7), (1, 1), (7, 50), (0, 10), (12, 25), (101, 1), (10**9, 7))] == [
        7, 1, 4, 0, 3, 2, 70_000_000,
    ]  # fmt: skip


def test_what_it_says_is_what_the_recipe_of_the_page_says():
    """Written out once by hand, and with the tools of any system: nobody needs our code to do it again."""
    assert posto("seme", "abc") == hashlib.sha256(b"seme:abc").hexdigest()
    a_mano = subprocess.run(["sha256sum"], input=b"seme:abc", capture_output=True, check=True).stdout.split()[0]
    assert posto("seme", "abc") == a_mano.decode()
    assert estrai(["abc", "def", "ghi", "jkm"], "seme", 50) == ["def", "ghi"]
    assert impronta(["abc", "def"]) == hashlib.sha256(b"abc\ndef").hexdigest()
    assert impronta(["def", "abc"]) != impronta(["abc", "def"])


def test_no_application_is_better_placed_than_another():
    """10,000 draws of 5 out of 20, with seeds from one fixed seed: chi-square with 19 degrees of freedom."""
    caso, volte, codici = Random(20261207), 10_000, [f"domanda{n:02}" for n in range(20)]
    conto = Counter(uno for _volta in range(volte) for uno in estrai(codici, f"{caso.getrandbits(128):032x}", 25))
    attese = volte * 5 / 20
    # Without replacement: the counts of one draw lean against each other, hence (1 - 5/20) · 20/19.
    chi = sum((conto[uno] - attese) ** 2 for uno in codici) / (attese * 0.75 * 20 / 19)
    # 0.999 of the distribution lies below 43.82; and 0.001 below 5.41: too even would be wrong as well.
    assert 5.41 < chi < 43.82
    # Nor does the place in the list count: who came first, who came last.
    assert abs(conto[codici[0]] - attese) < 4 * math.sqrt(volte * 0.25 * 0.75)
