"""A cell that a spreadsheet opens without executing anything."""

from datetime import date
from decimal import Decimal

import pytest

from talenti.base.fogli import cella_sicura


@pytest.mark.parametrize("inizio", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " ="])
def test_what_would_be_computed_gets_an_apostrophe(inizio):
    assert cella_sicura(f"{inizio}1+1") == f"'{inizio}1+1"


@pytest.mark.parametrize("valore", ["", "Radio", "3 - 2", "'già", "1.200,50"])
def test_other_text_stays_as_it_is(valore):
    assert cella_sicura(valore) == valore


@pytest.mark.parametrize("valore", [-3, 0, Decimal("-12.50"), 1.5, True, None, date(2026, 12, 7)])
def test_what_is_no_text_stays_what_it_is(valore):
    assert cella_sicura(valore) is valore


def test_a_nul_goes_before_the_first_sign_is_looked_at():
    assert cella_sicura("\x00=1") == "'=1"
