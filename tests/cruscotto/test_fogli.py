"""CSV that a spreadsheet opens without computing anything; JSON for programs."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from talenti.base import registries
from talenti.base.clock import a_quest_ora
from talenti.base.fogli import cella_sicura, csv_a_pezzi, csv_sicuro
from talenti.base.registries import Indicatore, Serie

FORMULE = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0"),
    # Full-width signs, and signs that one cannot see before them.
    *("＝1+1", "＋1", "－1", "＠SUM(A1)", " =1", "\u00a0=1", "\ufeff=1", "\u200b+1", "\tparole"),
]


@pytest.mark.parametrize("valore", FORMULE)
def test_a_cell_that_would_be_computed_becomes_text(valore):
    assert cella_sicura(valore) == f"'{valore}"


@pytest.mark.parametrize("valore", ["12", "meno di 5", "gen–mar 2026", "a=b", "", " ", "Corte de' Frati"])
def test_every_other_cell_stays_as_it_is(valore):
    assert cella_sicura(valore) == valore


@pytest.mark.parametrize("valore", [-12, Decimal("-0.50"), 0, None, date(2026, 12, 7), True])
def test_what_is_no_text_stays_what_it_is(valore):
    assert cella_sicura(valore) is valore


def test_nul_does_not_hide_a_formula():
    assert cella_sicura("\x00=1+1") == "'=1+1"


def test_the_file_is_read_back_as_it_was_written():
    righe = [["Voce", "persone"], ['Radio "Onda"; 2', "7"], ["su due\nrighe", "8"]]

    contenuto = csv_sicuro(righe)

    assert contenuto.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(contenuto.decode("utf-8-sig"), newline=""), delimiter=";")) == righe


def test_rows_leave_one_at_a_time():
    chiesti = []

    def righe():
        for n in (1, 2):
            chiesti.append(n)
            yield [n, "=1"]

    pezzi = csv_a_pezzi(righe())
    assert (next(pezzi), chiesti) == ("\ufeff1;'=1\r\n".encode(), [1])
    assert (list(pezzi), chiesti) == ([b"2;'=1\r\n"], [1, 2])
    assert csv_sicuro([]) == b"\xef\xbb\xbf"


def test_a_name_that_somebody_chose_cannot_become_a_formula(client, db, monkeypatch):
    ostile = Indicatore(
        "prova.ostile", "Prova", "=2+2", lambda dal, al: Serie([("@SUM(A1)", 9), ("-3", 8)], al), lambda serie: ""
    )
    monkeypatch.setattr(registries.indicatori, "_voci", {"prova.ostile": ostile})

    risposta = client.get("/indicatori/prova.ostile.csv?periodo=../../x")
    righe = risposta.content.decode("utf-8-sig").splitlines()

    assert risposta["Content-Type"] == "text/csv; charset=utf-8"
    assert risposta["Content-Disposition"].startswith('attachment; filename="provaostile-anno-')
    assert (righe[0], righe[-2:]) == ("Indicatore;'=2+2", ["'@SUM(A1);9", "'-3;8"])


@pytest.mark.parametrize("chiave", ["non-esiste", "..%2f..%2fetc", "%00", "<script>"])
def test_a_key_that_does_not_exist_is_404(client, db, chiave):
    assert client.get(f"/indicatori/{chiave}.csv").status_code == 404


def test_programs_read_the_same_numbers_with_the_reason_of_those_missing(client, db, monkeypatch):
    voce = Indicatore(
        "prova.eta",
        "Prova",
        "Età",
        lambda dal, al: Serie([("14–17", 3), ("18–24", 8), ("25–35", 9)], al),
        lambda serie: "",
        unita="persone",
        persone=True,
        totale="persone",
    )
    monkeypatch.setattr(registries.indicatori, "_voci", {"prova.eta": voce})

    with a_quest_ora(datetime(2026, 11, 22, 9, tzinfo=UTC)):
        risposta = client.get("/indicatori/prova.eta.json")

    assert risposta["Cache-Control"] == "private, no-store"
    assert risposta.json() == {
        "chiave": "prova.eta",
        "titolo": "Età",
        "unita": "persone",
        "dal": "2026-01-01",
        "al": "2026-11-22",
        "soglia": 5,
        "punti": [
            {"etichetta": "14–17", "valore": None, "stato": "pochi"},
            {"etichetta": "18–24", "valore": None, "stato": "non_mostrato"},
            {"etichetta": "25–35", "valore": 9, "stato": "mostrato"},
        ],
    }
    assert client.post("/indicatori/prova.eta.json").status_code == 405


def test_an_internal_indicator_has_no_file_for_others(client, db, monkeypatch):
    voce = Indicatore("prova.x", "Prova", "X", lambda dal, al: Serie([("a", 9)], al), lambda serie: "", pubblico=False)
    monkeypatch.setattr(registries.indicatori, "_voci", {"prova.x": voce})

    assert client.get("/indicatori/prova.x.json").status_code == 404
    assert client.get("/indicatori/non-esiste.json").status_code == 404
