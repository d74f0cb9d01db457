"""Dates, hours, money and numbers as the portal writes them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Engine
from django.utils import translation

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.templatetags import italiano

ISTANTE = datetime(2026, 12, 7, 11, 0, tzinfo=UTC)
ENGINE = Engine(libraries={"italiano": "talenti.base.templatetags.italiano"})


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [
        (date(2026, 12, 7), "lunedì 7 dicembre 2026"),
        (datetime(2026, 12, 6, 23, 30, tzinfo=UTC), "lunedì 7 dicembre 2026"),
        (date(2026, 11, 1), "domenica 1 novembre 2026"),
        (None, ""),
        ("ieri", ""),
    ],
)
def test_data_is_written_in_full(valore, atteso):
    assert italiano.data(valore) == atteso


def test_data_in_english():
    with translation.override("en"):
        assert italiano.data(date(2026, 12, 7)) == "Monday 7 December 2026"
        assert italiano.data_breve(date(2026, 12, 7)) == "Mon 7 Dec"


def test_data_breve_in_html_carries_the_full_form():
    html = ENGINE.from_string("{% load italiano %}{{ g|data_breve }}").render(Context({"g": date(2026, 12, 7)}))
    assert html == (
        '<time datetime="2026-12-07"><span aria-hidden="true">lun 7 dic</span>'
        '<span class="visually-hidden">lunedì 7 dicembre 2026</span></time>'
    )


def test_data_breve_in_plain_text_is_plain():
    testo = ENGINE.from_string("{% load italiano %}{% autoescape off %}{{ g|data_breve }}{% endautoescape %}")
    assert testo.render(Context({"g": date(2026, 12, 7)})) == "lun 7 dic"
    assert italiano.data_breve(None) == ""


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [(ISTANTE, "12:00"), (time(9, 5), "9:05"), (datetime(2026, 7, 1, 7, 0, tzinfo=UTC), "9:00"), (None, ""), (3, "")],
)
def test_ora_has_no_leading_zero_and_is_of_rome(valore, atteso):
    assert italiano.ora(valore) == atteso


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [
        (ISTANTE, "lunedì 7 dicembre 2026 alle 12:00"),
        (date(2026, 12, 7), "lunedì 7 dicembre 2026"),
        ("entro lunedì", ""),
    ],
)
def test_data_ora(valore, atteso):
    assert italiano.data_ora(valore) == atteso


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [
        (ISTANTE, "prima di lunedì 7 dicembre 2026 alle 12:00"),
        (date(2026, 12, 7), "entro lunedì 7 dicembre 2026"),
        (datetime(2026, 12, 7, 22, 59, tzinfo=UTC), "entro lunedì 7 dicembre 2026"),
        (None, ""),
        ("lunedì", ""),
    ],
)
def test_entro_is_for_whole_days(valore, atteso):
    assert italiano.entro(valore) == atteso


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [
        (3100, "3.100\u00a0€"),
        (Decimal("12.50"), "12,50\u00a0€"),
        (Decimal("1234567.05"), "1.234.567,05\u00a0€"),
        (Decimal("7.00"), "7\u00a0€"),
        (0, "0\u00a0€"),
        (-20, "-20\u00a0€"),
        (None, ""),
        ("", ""),
        ("molti", ""),
        (True, ""),
        (float("nan"), ""),
    ],
)
def test_euro_shows_cents_only_when_there_are(valore, atteso):
    assert italiano.euro(valore) == atteso


def test_euro_and_numero_in_english():
    with translation.override("en"):
        assert italiano.euro(Decimal("3100.50")) == "€3,100.50"
        assert italiano.numero(1234) == "1,234"


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [(1234, "1.234"), (12.5, "12,5"), (Decimal("1000.00"), "1.000"), (0, "0"), ("1E3", "1.000"), (None, "")],
)
def test_numero(valore, atteso):
    assert italiano.numero(valore) == atteso


@pytest.mark.parametrize(
    ("ottetti", "atteso"),
    [
        (14_000_000, "14\u00a0MB"),
        (2_400_000, "2,4\u00a0MB"),
        (320_000, "320\u00a0kB"),
        (12, "12\u00a0byte"),
        (None, ""),
    ],
)
def test_peso(ottetti, atteso):
    assert italiano.peso(ottetti) == atteso


@pytest.mark.parametrize(
    ("resto", "atteso"),
    [
        (timedelta(days=9, hours=23), "mancano 9 giorni"),
        (timedelta(days=1), "manca 1 giorno"),
        (timedelta(hours=23, minutes=59), "mancano 23 ore"),
        (timedelta(hours=1), "manca 1 ora"),
        (timedelta(minutes=59, seconds=59), "mancano 59 minuti"),
        (timedelta(minutes=1), "manca 1 minuto"),
        (timedelta(seconds=59), "manca meno di un minuto"),
        (timedelta(0), ""),
        (timedelta(days=-3), ""),
    ],
)
def test_quanto_manca_to_an_instant(resto, atteso):
    with a_quest_ora(ISTANTE):
        assert italiano.quanto_manca(adesso() + resto) == atteso


@pytest.mark.parametrize(
    ("giorno", "atteso"),
    [
        (date(2026, 12, 9), "mancano 2 giorni"),
        (date(2026, 12, 7), "è l’ultimo giorno"),
        (date(2026, 12, 6), ""),
        ("domani", ""),
        (datetime(2026, 12, 9, 12, 0), ""),
    ],
)
def test_quanto_manca_to_a_day_counts_the_whole_day(giorno, atteso):
    with a_quest_ora(ISTANTE):
        assert italiano.quanto_manca(giorno) == atteso


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [(ISTANTE, "2026-12-07T11:00:00Z"), (date(2026, 12, 7), "2026-12-07"), (time(9, 5), "09:05:00"), ("x", "")],
)
def test_iso(valore, atteso):
    assert italiano.iso(valore) == atteso


@pytest.mark.parametrize(
    ("testo", "atteso"),
    [
        ("", ""),
        (None, ""),
        ("Una riga.", "<p>Una riga.</p>"),
        ("Una riga,\nun'altra.\n\nUn paragrafo.", "<p>Una riga,<br>un&#x27;altra.</p><p>Un paragrafo.</p>"),
        ("Ricevi:\n- un posto;\n- un tutor.\nPoi vediamo.",
         "<p>Ricevi:</p><ul><li>un posto;</li><li>un tutor.</li></ul><p>Poi vediamo.</p>"),
        ("- uno\n\n- due", "<ul><li>uno</li></ul><ul><li>due</li></ul>"),
        ("-senza spazio", "<p>-senza spazio</p>"),
        ("- <b>forte</b>", "<ul><li>&lt;b&gt;forte&lt;/b&gt;</li></ul>"),
    ],
)  # fmt: skip
def test_lines_that_begin_with_a_dash_are_a_list(testo, atteso):
    assert str(italiano.con_elenchi(testo)) == atteso
