"""What bin/bench says of a measure is what was measured."""

import pytest

from bench import _driver, pagine


def test_the_measure_of_the_preparation_says_the_place_that_it_really_uses(capsys):
    assert _driver.place("bench.avvio", 3, "postgresql") == (1, "sqlite")
    assert capsys.readouterr().err == "bench.avvio: misura bin/demo com'è, su SQLite e con --scala 1.\n"
    assert _driver.place("bench.avvio", 1, "sqlite") == (1, "sqlite")
    assert _driver.place("bench.registro", 3, "postgresql") == (3, "postgresql")
    assert capsys.readouterr().err == ""


def test_pages_are_weighed_with_the_browser_that_the_command_found(monkeypatch):
    monkeypatch.setenv("TALENTI_CHROMIUM", "/un/browser")
    assert pagine._chromium() == "/un/browser"

    monkeypatch.delenv("TALENTI_CHROMIUM")
    with pytest.raises(SystemExit) as fine:
        pagine._chromium()
    assert str(fine.value) == "Manca TALENTI_CHROMIUM: scrivi «bin/bench pagine», che trova il browser da sé."
