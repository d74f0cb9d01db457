"""A protocol number as it is written: what is kept, what two ways of writing it share, what is said of an odd one."""

from datetime import date

import pytest

from talenti.base.exceptions import DatoNonAccettato
from thinktown.numeri_protocollo import NUMERO_MASSIMO, avvertenze, confronto, pulito

GIORNO = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("scritto", "tenuto"),
    [
        ("0012345", "0012345"),
        ("  0012345/2026 ", "0012345/2026"),
        ("Prot. n.  12345", "Prot. n. 12345"),
        ("PG_2026-12.345", "PG_2026-12.345"),
        ("9" * NUMERO_MASSIMO, "9" * NUMERO_MASSIMO),
    ],
)
def test_it_is_kept_as_it_stands_in_the_register(scritto, tenuto):
    assert pulito(scritto) == tenuto


@pytest.mark.parametrize(
    ("scritto", "codice"),
    [
        ("", "vuoto"),
        (" \t", "vuoto"),
        ("9" * (NUMERO_MASSIMO + 1), "lungo"),
        ("PG", "segni"),
        ("/12", "segni"),
        ("=1+1", "segni"),
        ("12;13", "segni"),
        ("12<b>", "segni"),
        ("12\x00", "segni"),
        ("١٢٣", "segni"),
        ("n°12", "segni"),
    ],
)
def test_what_is_no_number_is_refused_beside_its_field(scritto, codice):
    with pytest.raises(DatoNonAccettato) as errore:
        pulito(scritto)
    assert (errore.value.codice, errore.value.campo) == (codice, "numero")


@pytest.mark.parametrize(
    "scritto", ["12345", "0012345", "0012345/2026", "2026/12345", "Prot. n. 0012345", "PROT 12345-2026", "N. 12345"]
)
def test_ways_of_writing_one_number_are_the_same(scritto):
    assert confronto(scritto, 2026) == "12345"


def test_others_are_not():
    diversi = ["12345", "12346", "PG/12345", "12345/2025", "12345-1", "1.2345", "123450"]
    assert len({confronto(uno, 2026) for uno in diversi}) == len(diversi)


def test_the_year_alone_is_a_number_and_so_is_nought():
    assert (confronto("2026", 2026), confronto("000", 2026), confronto("2026/2026", 2026)) == ("2026", "0", "2026.2026")


@pytest.mark.parametrize(
    ("scritto", "quante"),
    [
        ("0012345", 0),
        ("0012345/2026", 0),
        ("12345678", 0),
        ("123456", 1),
        ("123456/2026", 1),
        ("0012345/2025", 1),
        ("12/2025", 2),
        ("PG 12", 1),
        ("2026", 1),
    ],
)
def test_what_is_odd_is_said(scritto, quante):
    assert len(avvertenze(scritto, GIORNO)) == quante


def test_the_words_of_what_is_odd():
    assert avvertenze("12/2025", GIORNO) == [
        "Ha meno di 7 cifre: nei registri di protocollo di solito sono almeno 7. Ricontrollalo.",
        "Nel numero si legge 2025, ma la data è del 2026. Ricontrollalo.",
    ]
