"""The points that a member writes or chooses: as she wrote them, never rounded, nothing is not zero."""

from decimal import Decimal

import pytest
from django import forms

from thinktown.definizione import Criterio
from thinktown.forms_valutazione import FormScheda, scritti
from thinktown.models import Voto


def form(criterio, scritto=None, voti=None):
    return FormScheda([criterio], voti or {}, None if scritto is None else {"punti-a": scritto, "motivo-a": ""})


@pytest.mark.parametrize(
    ("scritto", "punti"),
    [("7,5", "7.5"), ("7.50", "7.50"), ("0", "0"), (" 30 ", "30"), ("", None)],
)
def test_points_are_read_as_written(scritto, punti):
    una = form(Criterio(chiave="a", massimo=Decimal(30)), scritto)
    assert una.is_valid()
    assert una.dati()["a"].punti == (None if punti is None else Decimal(punti))


@pytest.mark.parametrize("scritto", ["31", "-1", "1,255", "otto", "1e1", "١", "NaN", "9" * 40])
def test_what_is_no_number_of_points_is_refused(scritto):
    una = form(Criterio(chiave="a", massimo=Decimal(30)), scritto)
    assert (una.is_valid(), list(una.errors), una.dati()) == (False, ["punti-a"], {})


@pytest.mark.parametrize(
    ("massimo", "gia", "a_dito"), [("10", None, True), ("10", "7.5", False), ("11", None, False), ("7.5", None, False)]
)
def test_up_to_ten_whole_points_are_chosen_with_a_finger(massimo, gia, a_dito):
    voti = {"a": Voto(criterio="a", punti=Decimal(gia))} if gia else {}
    (riga,) = form(Criterio(chiave="a", nome="A", massimo=Decimal(massimo)), voti=voti).righe()
    assert (riga["a_dito"], isinstance(riga["punti"].field.widget, forms.RadioSelect)) == (a_dito, a_dito)


def test_points_are_shown_as_one_writes_them():
    assert [scritti(uno and Decimal(uno)) for uno in ("7.50", "10.00", "0.00", None)] == ["7,5", "10", "0", ""]
