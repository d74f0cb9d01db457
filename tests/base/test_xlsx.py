"""A workbook that is written row by row: what goes in comes out, text stays text, nothing stays on the disk."""

import io
import re
import tempfile
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from talenti.base.xlsx import Foglio, xlsx
from tests.cruscotto.test_fogli import FORMULE
from tests.xlsx import formule, leggi


def scritto(fogli, righe):
    with xlsx(fogli, righe) as file:
        return file.read()


def test_each_kind_of_value_is_read_back_as_it_is():
    istante = datetime(2026, 12, 7, 10, 59, 58, 999_999, tzinfo=UTC)
    riga = ["Perché <b>&amp;</b>", 12, Decimal("1200.50"), date(2027, 3, 1), istante, None, "dopo"]
    letto = leggi(scritto([Foglio("Uno", ["a", "b", "c", "d", "e", "f", "g"])], [(0, riga)]))
    assert letto == {
        "Uno": [
            ["a", "b", "c", "d", "e", "f", "g"],
            # On the clocks of Rome, to the second.
            [riga[0], 12, 1200.5, datetime(2027, 3, 1), datetime(2026, 12, 7, 11, 59, 58), None, "dopo"],
        ]
    }


@pytest.mark.parametrize("valore", [*FORMULE, "http://example.org/", "mailto:a@example.org", "{=1}", "007", "1e5"])
def test_text_is_neither_computed_nor_a_link_nor_a_number(valore):
    byte = scritto([Foglio("Uno", [valore])], [(0, [valore])])
    detto = f"'{valore}" if valore in FORMULE else valore
    assert leggi(byte)["Uno"] == [[detto], [detto]]
    assert formule(byte) == []


def test_a_column_is_wide_enough_for_the_dates_and_instants_in_it():
    """Narrower, a spreadsheet shows a row of hashes instead."""
    istante = datetime(2026, 12, 7, 10, 59, 58, tzinfo=UTC)
    riga = [1, istante, date(2027, 3, 1), Decimal("1200.50"), "x" * 90, "venti caratteri e più"]
    byte = scritto([Foglio("Uno", ["a"] * 6)], [(0, riga)])
    with zipfile.ZipFile(io.BytesIO(byte)) as libro:
        foglio = libro.read("xl/worksheets/sheet1.xml").decode()
    assert [int(float(una)) for una in re.findall(r' width="([\d.]+)"', foglio)] == [10, 20, 12, 14, 44, 23]


def test_sheets_are_written_in_any_order_of_rows():
    fogli = [Foglio("A", ["x"]), Foglio("B", ["x"]), Foglio("C", ["x"])]
    letto = leggi(scritto(fogli, [(0, ["1"]), (2, ["2"]), (0, ["3"]), (1, ["4"]), (2, ["5"])]))
    assert letto == {"A": [["x"], ["1"], ["3"]], "B": [["x"], ["4"]], "C": [["x"], ["2"], ["5"]]}


def test_a_text_longer_than_a_cell_is_cut_and_the_rest_stays():
    letto = leggi(scritto([Foglio("A", ["x", "y"])], [(0, ["🎻" * 40_000, "dopo"])]))["A"][1]
    assert (len(letto[0].encode("utf-16-le")) // 2 <= 32_767, letto[1]) == (True, "dopo")


def test_nothing_is_left_behind_whatever_happens(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = xlsx([Foglio("A", ["x"])], ((0, [str(n)]) for n in range(50)))
    assert list(tmp_path.rglob("*")) == []
    file.close()

    def si_rompe():
        yield 0, ["1"]
        assert [uno for uno in Path(tmp_path).rglob("*") if uno.is_file()]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        xlsx([Foglio("A", ["x"])], si_rompe())
    assert list(tmp_path.rglob("*")) == []


def test_more_columns_than_a_sheet_holds_are_refused_and_not_lost():
    with pytest.raises(OverflowError):
        xlsx([Foglio("A", ["x"])], [(0, ["1"] * 16_385)])
