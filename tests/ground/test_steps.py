"""Progress, the sentence of each failure, and the memory of what was done."""

import sys

import pytest
from _prepara.stamps import Stamps, fingerprint
from _prepara.steps import FULL, Failure, Steps


@pytest.fixture
def steps(tmp_path):
    return Steps(2, tmp_path / "log" / "passi.log")


def says(text, code=1):
    return [sys.executable, "-c", f"import sys; print({text!r}); sys.exit({code})"]


def test_step_prints_its_number_and_a_word_in_place_of_the_time(steps, capsys):
    with steps.step("Librerie di sistema") as say:
        say("ci sono già")

    assert capsys.readouterr().out == "[1/2] Librerie di sistema … ci sono già\n"


def test_step_that_fails_closes_its_line_with_no(steps, capsys):
    with pytest.raises(Failure), steps.step("Dipendenze Python"):
        raise Failure("manca la rete")

    assert capsys.readouterr().out == "[1/2] Dipendenze Python … no\n"


@pytest.mark.parametrize(
    ("printed", "begins"),
    [
        ("OSError: [Errno 28] No space left on device", FULL),
        ("npm ERR! code ENOSPC", FULL),
        ("NewConnectionError: Failed to establish a new connection", "Non raggiungo il deposito dei pacchetti"),
        ("npm ERR! code ENOTFOUND", "Non raggiungo il deposito dei pacchetti"),
        ("Temporary failure resolving 'deb.example.org'", "Non raggiungo il deposito dei pacchetti"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "Un pacchetto scaricato non è quello"),
        ("npm ERR! code EINTEGRITY", "Un pacchetto scaricato non è quello"),
        ("ERROR: No matching distribution found for django", "Per questo Python o questo sistema manca un pacchetto"),
        ("PermissionError: [Errno 13] Permission denied", "Non posso scrivere in una delle cartelle"),
        ("django.db.utils.OperationalError: database is locked", "La banca dati è in uso da un altro programma"),
    ],
)
def test_run_gives_a_known_failure_its_sentence(steps, printed, begins):
    with pytest.raises(Failure) as failure:
        steps.run(says(printed), what="L'installazione")

    assert str(failure.value).startswith(begins)
    assert str(failure.value).endswith(f"(Il resto è in {steps.log}.)")


def test_run_shows_the_last_lines_of_an_unknown_failure(steps):
    with pytest.raises(Failure) as failure:
        steps.run(says("riga strana", code=3), what="La compilazione")

    assert str(failure.value) == (
        "    riga strana\n"
        f"La compilazione: non è riuscito (codice 3). Le ultime righe sono qui sopra, tutte in {steps.log}."
    )


def test_run_names_a_program_that_is_not_there(steps):
    with pytest.raises(Failure) as failure:
        steps.run(["programma-che-non-esiste"])

    assert str(failure.value) == "Non trovo il programma «programma-che-non-esiste»: installalo e ripeti il comando."


def test_fingerprint_changes_with_content_and_names_but_not_with_what_is_built(tmp_path):
    (tmp_path / "a.scss").write_text("a")
    first = fingerprint(tmp_path)
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "a.css").write_text("a")

    assert fingerprint(tmp_path) == first

    (tmp_path / "a.scss").write_text("b")
    changed = fingerprint(tmp_path)
    (tmp_path / "a.scss").rename(tmp_path / "b.scss")

    assert len({first, changed, fingerprint(tmp_path)}) == 3


def test_stamps_remember_between_two_runs_and_survive_a_broken_file(tmp_path):
    Stamps(tmp_path / "impronte.json").put("base", "abc")

    assert Stamps(tmp_path / "impronte.json").holds("base", "abc")
    assert not Stamps(tmp_path / "impronte.json").holds("base", "abd")

    (tmp_path / "impronte.json").write_text("{rotto")

    assert not Stamps(tmp_path / "impronte.json").holds("base", "abc")
