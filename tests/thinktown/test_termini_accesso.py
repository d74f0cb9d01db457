"""The clock of a request of access, by itself: days, what stops them, what silence means."""

from datetime import date

import pytest

from thinktown.enums_registri import TipoAccesso
from thinktown.termini_accesso import (
    FONTE,
    RIMEDI,
    SILENZIO,
    Interpello,
    Semaforo,
    consegna_dal,
    fine_opposizione,
    giorni_sospesi,
    quanto_resta,
    scadenza,
    semaforo,
)

ARRIVATA = date(2026, 11, 2)
D, C, G = TipoAccesso.DOCUMENTALE, TipoAccesso.CIVICO, TipoAccesso.GENERALIZZATO


@pytest.mark.parametrize("tipo", [D, C, G])
def test_thirty_days_without_the_first(tipo):
    assert scadenza(tipo, ARRIVATA) == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("arrivata", "scade"), [(date(2027, 2, 1), date(2027, 3, 3)), (date(2028, 2, 1), date(2028, 3, 2))]
)
def test_whatever_the_month(arrivata, scade):
    assert scadenza(D, arrivata) == scade


@pytest.mark.parametrize(
    ("interpelli", "sospesi"),
    [
        ([], 0),
        ([Interpello(date(2026, 11, 5))], 10),
        ([Interpello(date(2026, 11, 5), date(2026, 11, 8))], 3),
        ([Interpello(date(2026, 11, 5), date(2026, 11, 5))], 0),
        ([Interpello(date(2026, 11, 5), date(2026, 11, 16))], 10),
        # Two told on one day: it stops until the last answers.
        ([Interpello(date(2026, 11, 5), date(2026, 11, 7)), Interpello(date(2026, 11, 5), date(2026, 11, 9))], 4),
        ([Interpello(date(2026, 11, 5), date(2026, 11, 7)), Interpello(date(2026, 11, 5))], 10),
        # Told on different days: a day on which both are waited for counts once.
        ([Interpello(date(2026, 11, 5)), Interpello(date(2026, 11, 10))], 15),
        ([Interpello(date(2026, 11, 5)), Interpello(date(2026, 11, 20))], 20),
    ],
)
def test_only_general_civic_access_stops_while_people_are_heard(interpelli, sospesi):
    assert giorni_sospesi(interpelli) == sospesi
    assert (scadenza(G, ARRIVATA, interpelli) - ARRIVATA).days == 30 + sospesi
    for tipo in (D, C):
        assert scadenza(tipo, ARRIVATA, interpelli) == scadenza(tipo, ARRIVATA)


@pytest.mark.parametrize(
    ("avvisata", "fine"),
    [
        (date(2026, 11, 2), date(2026, 11, 12)),
        # A Saturday is a day like others; a Sunday and a holiday are not.
        (date(2026, 11, 4), date(2026, 11, 14)),
        (date(2026, 11, 5), date(2026, 11, 16)),
        (date(2026, 12, 15), date(2026, 12, 28)),
    ],
)
def test_who_may_object_has_ten_days_that_never_end_on_a_holiday(avvisata, fine):
    assert fine_opposizione(avvisata) == fine


def test_over_an_objection_fifteen_days_pass_before_anything_is_handed_over():
    assert consegna_dal(date(2026, 11, 20)) == date(2026, 12, 5)


@pytest.mark.parametrize(
    ("oggi", "luce", "parole"),
    [
        (date(2026, 11, 2), Semaforo.VERDE, "mancano 30 giorni"),
        (date(2026, 11, 24), Semaforo.VERDE, "mancano 8 giorni"),
        (date(2026, 11, 25), Semaforo.GIALLO, "mancano 7 giorni"),
        (date(2026, 12, 1), Semaforo.GIALLO, "manca 1 giorno"),
        (date(2026, 12, 2), Semaforo.GIALLO, "scade oggi"),
        (date(2026, 12, 3), Semaforo.ROSSO, "scaduta da 1 giorno"),
        (date(2026, 12, 12), Semaforo.ROSSO, "scaduta da 10 giorni"),
    ],
)
def test_the_light_and_its_words(oggi, luce, parole):
    scade = scadenza(D, ARRIVATA)
    assert (semaforo(scade, oggi), quanto_resta(scade, oggi)) == (luce, parole)


def test_silence_and_remedies_are_those_of_the_kind():
    assert set(FONTE) == set(SILENZIO) == set(RIMEDI) == set(TipoAccesso)
    assert "si considera respinta" in str(SILENZIO[D])
    assert "25, comma 4" in str(FONTE[D])
    for tipo in (C, G):
        assert ("non vale come un no" in str(SILENZIO[tipo]), "riesame" in str(RIMEDI[tipo])) == (True, True)
    assert ("TAR" in str(RIMEDI[D]), "20 giorni" in str(RIMEDI[C])) == (True, True)
