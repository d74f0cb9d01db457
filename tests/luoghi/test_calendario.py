from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talenti.luoghi.calendario import (
    Calendario,
    aggiungi_lavorativi,
    festivo,
    giorno_lavorativo,
    prossimo_lavorativo,
)
from tests.factories.luoghi import comune

UN_GIORNO = timedelta(days=1)


@pytest.mark.parametrize(
    ("giorno", "nome"),
    [
        (date(2026, 10, 4), "Festa nazionale di San Francesco d'Assisi, patrono d'Italia"),
        (date(2025, 10, 4), None),
        (date(2027, 10, 4), "Festa nazionale di San Francesco d'Assisi, patrono d'Italia"),
        (date(2026, 4, 6), "Lunedì dell'Angelo"),
        (date(2026, 12, 25), "Natale"),
        (date(2026, 11, 22), "domenica"),
        (date(2026, 11, 21), None),
    ],
)
def test_festivo_in_italian(giorno, nome):
    assert festivo(giorno) == nome


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("giorno", "dove", "nome"),
    [
        (date(2026, 11, 13), "Cremona", "Sant'Omobono"),
        (date(2026, 11, 13), "Crema", None),
        (date(2026, 6, 10), "Crema", "San Pantaleone"),
        (date(2026, 6, 10), "Soresina", None),
    ],
)
def test_festivo_patron_day_in_its_comune_alone(giorno, dove, nome):
    assert festivo(giorno, comune(dove)) == nome


def test_saturday_is_the_callers_choice():
    sabato = date(2026, 11, 21)
    assert not giorno_lavorativo(sabato)
    assert giorno_lavorativo(sabato, sabato_lavorativo=True)
    assert prossimo_lavorativo(sabato) == date(2026, 11, 23)
    assert prossimo_lavorativo(sabato, sabato_lavorativo=True) == sabato


def test_prossimo_over_christmas():
    assert prossimo_lavorativo(date(2026, 12, 25)) == date(2026, 12, 28)
    assert prossimo_lavorativo(date(2026, 12, 24)) == date(2026, 12, 24)


@pytest.mark.django_db
def test_prossimo_skips_the_patron_day():
    assert prossimo_lavorativo(date(2026, 11, 13), comune("Cremona")) == date(2026, 11, 16)


def test_a_body_closes_on_days_of_its_own():
    chiusure = [date(2026, 11, 23), date(2026, 11, 24)]
    assert prossimo_lavorativo(date(2026, 11, 23), chiusure=chiusure) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("n", "arrivo"),
    [(0, date(2026, 12, 7)), (1, date(2026, 12, 7)), (2, date(2026, 12, 9)), (-1, date(2026, 12, 4))],
)
def test_aggiungi_from_a_sunday_before_a_holiday(n, arrivo):
    assert aggiungi_lavorativi(date(2026, 12, 6), n) == arrivo


def test_closures_without_end_are_a_mistake():
    giorni = [date(2026, 1, 1) + n * UN_GIORNO for n in range(800)]
    with pytest.raises(ValueError, match="no working day within a year"):
        prossimo_lavorativo(date(2026, 1, 1), chiusure=giorni)


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(1, 40), st.booleans())
def test_aggiungi_counts_exactly_the_working_days_between(giorno, n, sabato):
    calendario = Calendario(sabato_lavorativo=sabato)
    arrivo = calendario.aggiungi(giorno, n)
    tra = [giorno + k * UN_GIORNO for k in range(1, (arrivo - giorno).days + 1)]
    assert sum(calendario.lavorativo(uno) for uno in tra) == n
    assert calendario.lavorativo(arrivo)
    assert calendario.aggiungi(arrivo + UN_GIORNO, -1) == arrivo
