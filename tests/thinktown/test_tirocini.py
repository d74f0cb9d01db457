"""How many trainees a place may host: every step of the scale, and which rules hold on which day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinktown.tirocini import REGOLE, posti_ammessi, regole_al


@pytest.mark.parametrize("regole", REGOLE, ids=lambda una: una.codice)
@pytest.mark.parametrize(
    ("addetti", "posti"),
    [(0, 1), (1, 1), (5, 1), (6, 2), (20, 2), (21, 3), (30, 3), (31, 4), (100, 10), (101, 11), (10_000, 1_000)],
)
def test_the_scale_by_staff(regole, addetti, posti):
    assert posti_ammessi(addetti, regole) == posti


@given(st.integers(min_value=0, max_value=10**6))
def test_more_staff_never_means_fewer_places(addetti):
    for regole in REGOLE:
        assert posti_ammessi(addetti, regole) <= posti_ammessi(addetti + 1, regole)


@pytest.mark.parametrize(
    ("giorno", "codice"),
    [
        (date(2013, 1, 1), "2013"),
        (date(2013, 10, 25), "2013"),
        (date(2018, 6, 8), "2013"),
        (date(2018, 6, 9), "2018"),
        (date(2026, 11, 26), "2018"),
    ],
)
def test_the_rules_are_those_of_the_day(giorno, codice):
    assert regole_al(giorno).codice == codice


def test_each_rule_says_where_it_comes_from():
    assert [una.fonte for una in REGOLE] == [
        "D.G.R. Lombardia 825 del 25 ottobre 2013",
        "D.G.R. Lombardia 7763 del 17 gennaio 2018",
    ]
