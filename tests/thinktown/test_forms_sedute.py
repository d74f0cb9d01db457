"""The agenda as it is typed: a point a line, an application by what it is called."""

import pytest

from thinktown.actions.sedute import Punto
from thinktown.forms_sedute import FormOrdine

CHIAMATE = {"12": 1, "ncthbv": 2}


@pytest.mark.parametrize(
    ("riga", "punto"),
    [
        ("n. 12", Punto("", 1)),
        ("N.12: chi la segue", Punto("chi la segue", 1)),
        ("n 12, chi la segue", Punto("chi la segue", 1)),
        ("Domanda 12", Punto("", 1)),
        ("domanda n. 12", Punto("", 1)),
        ("Domanda ncthbv: la prima", Punto("la prima", 2)),
        ("Nomine", Punto("Nomine")),
        ("Nota", Punto("Nota")),
        ("Domanda aperta", Punto("Domanda aperta")),
        ("12 minuti di pausa", Punto("12 minuti di pausa")),
    ],
)
def test_a_line_is_a_point(riga, punto):
    form = FormOrdine({"punti": f"\n {riga} \n"}, trova=CHIAMATE.get)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["punti"] == [punto]


def test_a_number_that_is_none_is_said():
    form = FormOrdine({"punti": "Ordine\nn. 99"}, trova=CHIAMATE.get)
    assert form.errors == {"punti": ["«n. 99»: non c'è una domanda con quel numero."]}
