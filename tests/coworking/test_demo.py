"""The plan of the demonstration's bookings: the same for the same day, right on any day. What is told of it is checked
by the one test that tells the demonstration whole (tests/portale/test_demo.py)."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from coworking.demo.foto import foto
from coworking.demo.ospiti import OSPITI
from coworking.demo.piano import piano
from coworking.demo.scene import SCENE
from coworking.enums import StatoSpazio, Tipo

# A holiday in the middle of a long weekend, August, the day when the clock changes, a night.
GIORNI = [
    datetime(2026, 11, 25, 10, 7, tzinfo=UTC),
    datetime(2026, 12, 25, 9, tzinfo=UTC),
    datetime(2027, 8, 15, 12, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 30, tzinfo=UTC),
]


@pytest.mark.parametrize("nascita", GIORNI, ids=str)
def test_the_plan_is_full_on_any_day_and_stays_in_its_time(db, nascita):
    previsti = piano(nascita)

    assert len(previsti) >= 200
    assert {uno.offerta.tipo for uno in previsti} == set(Tipo.values)
    assert [uno.n for uno in previsti if not uno.chiesta < uno.dal < uno.al or uno.chiesta > nascita] == []
    decisi = [uno for uno in previsti if uno.deciso]
    assert [uno.n for uno in decisi if not uno.chiesta < uno.deciso <= min(uno.dal, nascita)] == [
        uno.n for uno in decisi if uno.esito == "scade" and uno.dal < uno.deciso <= nascita
    ]
    di_giulia = [(uno.offerta.nome, uno.esito) for uno in previsti if uno.chi == "giulia" and uno.dal > nascita]
    assert di_giulia == [("COBOX, open space", ""), ("Studio Modelli, due scrivanie", "")]


@pytest.mark.parametrize("nascita", GIORNI[:2], ids=str)
def test_nobody_is_in_two_places_and_no_place_takes_more_than_it_has(db, nascita):
    previsti = piano(nascita)

    persone = Counter((uno.chi, uno.dal.date()) for uno in previsti)
    assert [chi for chi, volte in persone.items() if volte > 1] == []
    for uno in previsti:
        assert uno.offerta.stato == StatoSpazio.PUBBLICATO
        assert 1 <= uno.persone <= uno.offerta.posti


def test_the_same_birth_gives_the_same_plan(db):
    assert piano(GIORNI[0]) == piano(GIORNI[0])


def test_the_places_have_names_of_their_own():
    nomi = [offerta.nome for ospite in OSPITI for offerta in ospite.offerte]

    assert len(nomi) == len(set(nomi))
    assert len({ospite.partner for ospite in OSPITI}) == 26


def test_every_picture_is_of_some_place_and_the_same_each_time():
    usate = [offerta.foto[0] for ospite in OSPITI for offerta in ospite.offerte if offerta.foto[0]]

    assert sorted(usate) == sorted(SCENE)
    assert foto("studio").read() == foto("studio").read()
