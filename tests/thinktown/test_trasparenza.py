"""What of a grant may be shown, from which sum on, for how long: by itself, on plain values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from thinktown.trasparenza import Mostrato, Somma, mostra, non_piu_dal, oltre_soglia


def somma(chi, importo, anno=2026, ente=1):
    return Somma(ente, chi, anno, Decimal(importo))


@pytest.mark.parametrize(
    ("somme", "oltre"),
    [
        ([], set()),
        ([somma("a", "1000")], set()),
        ([somma("a", "1000.01")], {(1, "a", 2026)}),
        # All the acts of the year, whichever comes first.
        ([somma("a", "600"), somma("a", "400")], set()),
        ([somma("a", "600"), somma("a", "400.01")], {(1, "a", 2026)}),
        # Of one year, of one body, of one beneficiary.
        ([somma("a", "900"), somma("a", "900", anno=2027)], set()),
        ([somma("a", "900"), somma("a", "900", ente=2)], set()),
        ([somma("a", "900"), somma("b", "900"), somma("c", "3100")], {(1, "c", 2026)}),
    ],
)
def test_the_sums_of_a_year_are_counted_together(somme, oltre):
    assert oltre_soglia(somme) == oltre == oltre_soglia(reversed(somme))


@dataclass
class Dato:
    natura: str = "persona"
    nome: str = "Giulia Prova"
    codice_fiscale: str = ""
    chi_riceve: str = "Giulia Prova"
    riservato: bool = False


PERSONA = Dato()
GRUPPO = Dato("gruppo", "Radio Quartiere")
ENTE = Dato("ente", "Associazione Prova", "90000000191", "")
DITTA = Dato("ente", "Prova Giulia", "PRVGLI99E57D150X", "")
CODICE = Mostrato("k2f9", solo_codice=True)


@pytest.mark.parametrize(
    ("dato", "oltre", "mostrato"),
    [
        (PERSONA, True, Mostrato("Giulia Prova")),
        (PERSONA, False, CODICE),
        (GRUPPO, True, Mostrato("Radio Quartiere (Giulia Prova)")),
        (GRUPPO, False, CODICE),
        (ENTE, True, Mostrato("Associazione Prova", "90000000191")),
        (ENTE, False, Mostrato("Associazione Prova", "90000000191")),
        # The tax code of a person's business is a person's: never shown, and her name as hers is.
        (DITTA, True, Mostrato("Prova Giulia")),
        (DITTA, False, CODICE),
    ],
)
def test_who_it_is_as_the_law_wants_it(dato, oltre, mostrato):
    assert mostra(dato, codice="k2f9", disagio=False, oltre=oltre) == mostrato


@pytest.mark.parametrize("dato", [PERSONA, GRUPPO, ENTE, DITTA], ids=["persona", "gruppo", "ente", "ditta"])
@pytest.mark.parametrize("perche", ["disagio", "riservato", "minorenne"])
def test_the_code_alone_where_more_could_be_read(dato, perche):
    dato = Dato(**(vars(dato) | {"riservato": perche == "riservato"}))
    detto = mostra(dato, codice="k2f9", disagio=perche == "disagio", oltre=True, minorenne=perche == "minorenne")
    assert detto == CODICE


@pytest.mark.parametrize(
    ("atto", "via"), [(date(2026, 1, 1), date(2032, 1, 1)), (date(2026, 12, 31), date(2032, 1, 1))]
)
def test_five_years_from_the_first_of_january_after_the_act(atto, via):
    assert non_piu_dal(atto) == via
