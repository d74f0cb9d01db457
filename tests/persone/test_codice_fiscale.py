from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from stdnum.it import codicefiscale

from talenti.persone import codice_fiscale as cf

GIUSTO = "RSSMRA80A01F205X"
OMOCODO = "RSSMRALMCRRDMRLQ"


def con_carattere(quindici):
    return quindici + codicefiscale.calc_check_digit(quindici)


@pytest.mark.parametrize(
    ("scritto", "letto"),
    [
        (GIUSTO, GIUSTO),
        (" rss mra 80a01 f205x ", GIUSTO),
        ("RSS.MRA-80A01.F205X", GIUSTO),
        (OMOCODO, OMOCODO),
        ("00297960197", "00297960197"),
    ],
)
def test_a_right_code_in_its_one_spelling(scritto, letto):
    assert cf.valida(scritto) == letto


@pytest.mark.parametrize(
    ("scritto", "inizio"),
    [
        ("RSSMRA80A01F205Y", "L'ultima lettera non torna"),
        ("RSSMRALMCRRDMRLA", "L'ultima lettera non torna"),
        ("00297960190", "L'ultima cifra non torna"),
        ("RSSMRA80A01F205", "Il codice fiscale ha 16 lettere e cifre"),
        ("", "Il codice fiscale ha 16 lettere e cifre"),
        ("RSSMRA80Z01F205X", "Il codice fiscale ha 16 lettere e cifre"),
        ("１２３４５６７８９０１", "Il codice fiscale ha 16 lettere e cifre"),
    ],
)
def test_a_wrong_code_is_blocked_with_a_sentence(scritto, inizio):
    with pytest.raises(ValidationError) as errore:
        cf.valida(scritto)
    assert errore.value.messages[0].startswith(inizio)


def test_an_omocode_is_read_like_the_code_it_stands_for():
    letto = cf.leggi(OMOCODO)
    assert (letto.anno, letto.mese, letto.giorno, letto.sesso, letto.luogo) == (1, 3, 15, "F", "D150")


def test_a_temporary_code_says_nothing_so_it_never_differs():
    assert cf.leggi("00297960197") is None
    assert cf.differenze("00297960197", nome="Mario", cognome="Rossi", nato_il=date(1980, 1, 1)) == {}


@pytest.mark.parametrize(
    ("nome", "cognome", "sigle"),
    [
        ("Mario", "Rossi", ("RSS", "MRA")),
        ("Gianfranco", "Fo", ("FOX", "GFR")),
        ("Al", "D'Oro", ("DRO", "LAX")),
        ("Zoë", "Nuñez Àò", ("NNZ", "ZOE")),
        ("Li", "Yu", ("YUX", "LIX")),
    ],
)
def test_the_letters_of_names(nome, cognome, sigle):
    assert (cf.sigla_cognome(cognome), cf.sigla_nome(nome)) == sigle


def test_equal_data_do_not_differ():
    dati = {"nome": "Mario", "cognome": "Rossi", "nato_il": date(1980, 1, 1), "sesso": "M", "luogo": "F205"}
    assert cf.differenze(GIUSTO, **dati) == {}


@pytest.mark.parametrize(
    ("campo", "valore"),
    [
        ("nome", "Marta"),
        ("cognome", "Bianchi"),
        ("nato_il", date(1980, 1, 2)),
        ("sesso", "F"),
        ("luogo", "D150"),
    ],
)
def test_each_difference_is_named(campo, valore):
    dati = {"nome": "Mario", "cognome": "Rossi", "nato_il": date(1980, 1, 1), "sesso": "M", "luogo": "F205"}
    assert list(cf.differenze(GIUSTO, **dati | {campo: valore})) == [campo]


@given(st.text(max_size=40))
def test_no_string_whatever_crashes(testo):
    with suppress(ValidationError):
        cf.differenze(cf.valida(testo), nome=testo, cognome=testo, nato_il=date(2000, 1, 1))


@given(st.from_regex(r"\A[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-EHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}\Z"))
def test_every_well_formed_code_is_read_omocodes_too(quindici):
    codice = con_carattere(quindici)
    assert cf.valida(codice) == codice
    letto = cf.leggi(codice)
    assert (letto.sesso in "FM", 0 <= letto.anno <= 99, 1 <= letto.mese <= 12) == (True, True, True)
    cf.differenze(codice, nome="Ada", cognome="Neri", nato_il=date(1990, 5, 5), sesso="F", luogo="D150")


@given(st.text(max_size=60), st.text(max_size=60))
def test_letters_of_any_name_are_three(nome, cognome):
    assert (len(cf.sigla_nome(nome)), len(cf.sigla_cognome(cognome))) == (3, 3)
