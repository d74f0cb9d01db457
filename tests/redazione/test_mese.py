"""A month of the plan and the coverage, as numbers: weeks, fingerprint, what changed, who is spoken of."""

from datetime import date

import pytest

from redazione import actions, mese
from redazione.actions.piano import Detta
from redazione.enums import StatoMese
from redazione.models import Riguarda, Voce
from redazione.queries import copertura, mesi_intorno
from talenti.rete.enums import Azione, Stato
from talenti.rete.models import Partner
from tests.factories import redazione, rete
from tests.factories.redazione import DA, MOTIVO, giorno, mese_dopo


# ── Weeks ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("quale", "dal", "al", "quante"),
    [
        (date(2026, 2, 1), date(2026, 1, 26), date(2026, 3, 1), 5),
        (date(2027, 2, 1), date(2027, 2, 1), date(2027, 2, 28), 4),
        (date(2028, 2, 1), date(2028, 1, 31), date(2028, 3, 5), 5),
        (date(2026, 8, 1), date(2026, 7, 27), date(2026, 9, 6), 6),
        (date(2026, 12, 1), date(2026, 11, 30), date(2027, 1, 3), 5),
    ],
)
def test_a_month_is_drawn_in_whole_weeks_from_monday(quale, dal, al, quante):
    settimane = mese.settimane(quale, [])
    assert mese.confini(quale) == (dal, al) == (settimane[0].dal, settimane[-1].al)
    assert ([len(una.giorni) for una in settimane], {una.dal.weekday() for una in settimane}) == ([7] * quante, {0})
    dentro = [uno.giorno for una in settimane for uno in una.giorni if not uno.fuori]
    assert (dentro[0], dentro[-1], len(dentro)) == (quale, mese.ultimo(quale), mese.ultimo(quale).day)


def test_each_thing_stands_in_its_day_and_empty_weeks_are_known():
    quale = date(2026, 2, 1)
    fuori, prima, seconda, senza = (
        Voce(titolo=str(n), prevista_per=per)
        for n, per in enumerate([date(2026, 3, 1), date(2026, 2, 10), date(2026, 2, 10), None])
    )
    settimane = mese.settimane(quale, [fuori, prima, seconda, senza])
    assert {uno.giorno: uno.voci for una in settimane for uno in una.giorni if uno.voci} == {
        date(2026, 2, 10): [prima, seconda],
        date(2026, 3, 1): [fuori],
    }
    # A thing on a day of the next month fills the week that both share.
    assert [una.vuota for una in settimane] == [True, True, False, True, False]
    assert [una.vuota for una in mese.settimane(quale, [])] == [True] * 5


@pytest.mark.parametrize(
    ("quale", "quanti", "dopo"),
    [
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2026, 5, 31), 0, date(2026, 5, 1)),
        (date(2026, 3, 1), -15, date(2024, 12, 1)),
        (date(2026, 3, 1), 22, date(2028, 1, 1)),
    ],
)
def test_months_are_counted_over_years(quale, quanti, dopo):
    assert mese.dopo(quale, quanti) == dopo


def test_the_last_day_knows_leap_years():
    assert [mese.ultimo(date(anno, 2, 1)).day for anno in (2026, 2028, 2100)] == [28, 29, 28]


# ── Fingerprint ───────────────────────────────────────────────────────────────────────────────────
def test_the_fingerprint_is_of_what_the_rows_say_and_not_of_how_they_are_written():
    assert mese.impronta([]) == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
    assert mese.impronta([{"a": 1, "b": "è"}]) == mese.impronta([{"b": "è", "a": 1}])
    assert mese.impronta([{"a": 1}, {"a": 2}]) != mese.impronta([{"a": 2}, {"a": 1}])


@pytest.fixture
def testata(db):
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


def completa(nives, testata, **altro) -> Detta:
    campi = {
        "nota": "Nota",
        "prevista_per": giorno(10),
        "autori": [nives.pk],
        "pubblici": ["lavoro", "imprese"],
        "riguarda": [testata.partner.pk, testata.riferimento.pk],
        "azione": Azione.EVENTI,
    }
    return redazione.detta(**{"titolo": "Titolo"} | campi | altro)


def test_the_rows_say_all_that_is_approved(testata, nives):
    voce = actions.pianifica(testata, completa(nives, testata), da=DA)
    piano = mese.del_piano(testata, giorno(20))
    assert (piano.pk, piano.mese, piano.stato) == (None, mese_dopo(), "in_lavoro")
    assert mese.righe(piano) == [
        {
            "codice": voce.codice,
            "titolo": "Titolo",
            "nota": "Nota",
            "giorno": giorno(10).isoformat(),
            "tipo": "notizia",
            "canale": "portale",
            "azione": "eventi",
            "pubblici": ["imprese", "lavoro"],
            "autori": [nives.pk],
            "riguarda": sorted([testata.partner.pk, testata.riferimento.pk]),
        }
    ]


@pytest.mark.parametrize(
    "cambio",
    [
        {"titolo": "Altro"},
        {"nota": "Altra"},
        {"prevista_per": date(1, 1, 1)},
        {"tipo": "video"},
        {"canale": "rete"},
        {"azione": ""},
        {"pubblici": ["lavoro"]},
        {"autori": []},
        {"riguarda": []},
    ],
)
def test_every_change_changes_the_fingerprint_and_saving_the_same_does_not(testata, nives, cambio):
    if "prevista_per" in cambio:
        cambio = {"prevista_per": giorno(11)}
    voce = actions.pianifica(testata, completa(nives, testata), da=DA)
    piano = actions.proponi_mese(testata, mese_dopo(), da=nives)
    uguale = completa(nives, testata, pubblici=["imprese", "lavoro"])
    actions.modifica(voce, uguale, revisione=1, da=nives)
    assert mese.impronta(mese.righe(piano)) == piano.impronta
    assert mese.cambiate(piano) == {"aggiunte": [], "tolte": [], "diverse": []}
    actions.modifica(voce, completa(nives, testata, **cambio), revisione=2, da=nives)
    assert mese.impronta(mese.righe(piano)) != piano.impronta
    assert mese.cambiate(piano) == {"aggiunte": [], "tolte": [], "diverse": [cambio.get("titolo", "Titolo")]}


def test_what_changed_since_is_named(testata, nives):
    resta, va, cambia = (redazione.voce(testata, nome, per=giorno(10)) for nome in ("Resta", "Va", "Cambia"))
    assert mese.cambiate(redazione.piano(testata, StatoMese.IN_LAVORO)) == {}
    piano = actions.proponi_mese(testata, mese_dopo(), da=nives)
    actions.lascia_voce(va, MOTIVO, da=nives)
    actions.sposta(cambia, giorno(11), revisione=1, da=nives)
    redazione.voce(testata, "Viene", per=giorno(12))
    redazione.voce(testata, "Altrove", per=mese.dopo(mese_dopo()))
    assert mese.cambiate(piano) == {"aggiunte": ["Viene"], "tolte": ["Va"], "diverse": ["Cambia"]}
    assert resta.titolo == "Resta"


def test_looking_at_a_month_writes_nothing(testata):
    mese.del_piano(testata, mese_dopo())
    assert testata.mesi.count() == 0


# ── Coverage ──────────────────────────────────────────────────────────────────────────────────────
def test_nine_months_are_counted_round_today():
    mesi = mesi_intorno(date(2026, 2, 28))
    assert (mesi[0], mesi[6], mesi[-1], len(mesi)) == (date(2025, 8, 1), date(2026, 2, 1), date(2026, 4, 1), 9)


def test_who_and_what_is_spoken_of_the_least_first(testata, nives):
    radio = rete.ammesso(nome="Radio", codice_fiscale="90000010190")
    Partner.objects.filter(pk=rete.ammesso(nome="Chiusa", codice_fiscale="90000020199").pk).update(stato=Stato.SOSPESO)
    casa, sportello = testata.partner, testata.riferimento
    mesi = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    dette = [
        (date(2026, 1, 1), [casa, radio], "eventi"),
        (date(2026, 1, 31), [casa], "eventi"),
        (date(2026, 3, 31), [casa], "coworking"),
        (date(2025, 12, 31), [sportello], "eventi"),
        (date(2026, 4, 1), [sportello], "eventi"),
        (None, [sportello], "eventi"),
    ]
    for per, chi, azione in dette:
        redazione.voce(testata, per=per, riguarda=[uno.pk for uno in chi], azione=azione)
    tolta = redazione.voce(testata, per=date(2026, 2, 2), riguarda=[sportello.pk], azione="eventi")
    actions.lascia_voce(tolta, MOTIVO, da=nives)
    altra = redazione.testata(casa, sportello, slug="altra")
    redazione.voce(altra, per=date(2026, 2, 2), riguarda=[sportello.pk], azione="eventi")
    partner, azioni = copertura(testata, mesi)
    assert [(una.nome, una.mesi, una.totale, una.mai) for una in partner] == [
        ("Sportello Giovani", [0, 0, 0], 0, True),
        ("Radio", [1, 0, 0], 1, False),
        ("Casa della redazione", [2, 0, 1], 3, False),
    ]
    quante = {una.nome: una.mesi for una in azioni}
    zero = [0, 0, 0]
    assert quante == {str(una.label): zero for una in Azione} | {
        str(Azione.EVENTI.label): [2, 0, 0],
        str(Azione.COWORKING.label): [0, 0, 1],
    }
    assert [una.totale for una in azioni] == [0] * (len(Azione) - 2) + [1, 2]
    assert [una.nome for una in azioni[:-2]] == sorted(una.nome for una in azioni[:-2])
    assert Riguarda.objects.count() == 9
