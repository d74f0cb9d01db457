"""Ages at the edges: the day before a birthday, and those born on the 29th of February."""

from datetime import date, timedelta

import pytest

from talenti.persone.eta import anni_compiuti, ultimo_nato


@pytest.mark.parametrize("al", [date(2026, 11, 25), date(2027, 2, 28), date(2028, 2, 29), date(2027, 3, 1)])
@pytest.mark.parametrize("anni", [14, 17, 18, 24, 28, 36])
def test_last_birth_date_parts_those_who_have_the_years_from_those_who_do_not(al, anni):
    ultimo = ultimo_nato(anni, al)
    assert anni_compiuti(ultimo, al) == anni
    assert anni_compiuti(ultimo + timedelta(days=1), al) == anni - 1
