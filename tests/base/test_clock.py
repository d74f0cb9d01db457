from datetime import UTC, datetime

import pytest

from talenti.base.clock import a_quest_ora, a_roma, adesso, oggi


def test_adesso_is_shifted_only_inside_the_block():
    fermo = datetime(2025, 3, 1, 12, tzinfo=UTC)

    with a_quest_ora(fermo):
        assert adesso() == fermo

    assert adesso() != fermo


def test_oggi_is_the_day_in_rome_not_in_utc():
    with a_quest_ora(datetime(2025, 7, 1, 22, 30, tzinfo=UTC)):
        assert oggi().isoformat() == "2025-07-02"


@pytest.mark.parametrize(
    ("utc", "roma"),
    [
        ("2026-03-29T00:59", "01:59"),
        ("2026-03-29T01:00", "03:00"),
        ("2026-10-25T00:59", "02:59"),
        ("2026-10-25T01:00", "02:00"),
    ],
)
def test_a_roma_across_both_changes_of_hour(utc, roma):
    assert a_roma(datetime.fromisoformat(utc).replace(tzinfo=UTC)).strftime("%H:%M") == roma


def test_a_quest_ora_refuses_a_naive_instant():
    with pytest.raises(ValueError, match="aware"), a_quest_ora(datetime(2025, 1, 1)):
        pass
