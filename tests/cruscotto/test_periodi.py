"""What a period says of itself: the days truly counted, in the language of the page."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from talenti.base.clock import a_quest_ora
from talenti.base.registries import Indicatore, Serie
from talenti.cruscotto import queries, registri
from talenti.cruscotto.fogli import righe_csv
from talenti.cruscotto.indicatori import ETA, ISCRIZIONI
from talenti.cruscotto.queries import Tempo
from tests.factories import rete

AL = date(2026, 11, 22)


def mensile(primo, valori=(3, 8), chiave="prova.mesi"):
    inizi = [date(2026, primo + n, 1) for n in range(len(valori))]
    punti = [(f"mese {n} 2026", valore) for n, valore in enumerate(valori)]
    return Indicatore(chiave, "Prova", "Cose", lambda dal, al: Serie(punti, al, inizi=inizi), lambda serie: "")


@pytest.mark.parametrize(
    ("primo", "italiano", "inglese"),
    [
        (1, "A gennaio 2026 il numero era 3.", "January 2026"),
        (4, "Ad aprile 2026 il numero era 3.", "April 2026"),
        (8, "Ad agosto 2026 il numero era 3.", "August 2026"),
        (10, "A ottobre 2026 il numero era 3.", "October 2026"),
    ],
)
def test_the_comparison_names_its_month_as_people_say_it(monkeypatch, primo, italiano, inglese):
    monkeypatch.setattr(registri, "istantanei", {"prova.mesi"})

    assert queries.quadro(mensile(primo), Tempo(date(2026, primo, 1), AL, AL)).confronto == italiano
    with translation.override("en"):
        assert inglese in queries.quadro(mensile(primo), Tempo(date(2026, primo, 1), AL, AL)).confronto


def test_whole_quarters_say_from_which_month_they_count(db):
    quadro = queries.quadro(ISCRIZIONI, Tempo(date(2025, 12, 1), AL, date(2015, 9, 7)))

    assert quadro.fonte == "Da ottobre 2025 a domenica 22 novembre 2026. Fonte: il portale."
    assert list(righe_csv(quadro))[1] == ["Periodo", "2025-10-01 / 2026-11-22"]
    assert quadro.punti[0].etichetta == "ott–dic 2025"


def test_how_things_stand_today_has_no_period(db):
    quadro = queries.quadro(ETA, Tempo(date(2025, 12, 1), AL, date(2015, 9, 7)))

    assert quadro.fonte == "Dati aggiornati a domenica 22 novembre 2026. Fonte: il portale."
    assert list(righe_csv(quadro))[1] == ["Periodo", "2026-11-22 / 2026-11-22"]


def test_a_series_without_days_keeps_those_asked_for():
    uno = Indicatore("prova", "Prova", "Cose", lambda dal, al: Serie([("a", 1)], al), lambda serie: "")

    assert queries.quadro(uno, Tempo(date(2026, 2, 3), AL, AL)).dal == date(2026, 2, 3)


def test_under_en_no_month_is_italian(client, db):
    with a_quest_ora(datetime(2026, 11, 22, 9, tzinfo=UTC)):
        rete.capofila()
        pagina = client.get("/en/indicatori/?periodo=12mesi").content.decode()

    assert "Jan 2026" in pagina
    for mese in ("gen", "mag", "giu", "lug", "ago", "set", "ott", "dic"):
        assert f"{mese} 20" not in pagina
        assert f"{mese}–" not in pagina
