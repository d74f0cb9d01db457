"""The days of one space as its page shows them: strip, week, month."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from coworking import actions
from coworking.griglia import Griglia
from talenti.base.clock import oggi
from talenti.base.permissions import Sistema
from tests.factories import coworking, rete
from tests.factories.coworking import giorno_feriale

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    partner = rete.ammesso()
    coworking.orario(partner, range(5), time(9), time(18))
    return partner


def test_week_has_the_days_as_columns_and_the_hours_as_rows(partner):
    hub = coworking.spazio(partner, posti=2)
    giorno = giorno_feriale()
    settimana = Griglia(hub, giorno, None).settimana
    feriali = [uno["giorno"] for uno in settimana["giorni"]]
    assert len(feriali) == 5
    assert {uno.weekday() for uno in feriali} == set(range(5))
    assert giorno in feriali
    assert [(dalle.hour, alle.hour) for dalle, alle in (riga["orario"] for riga in settimana["righe"])] == [
        (9, 13),
        (13, 18),
    ]
    posto = feriali.index(giorno)
    assert [riga["celle"][posto].liberi for riga in settimana["righe"]] == [2, 2]


def test_week_shows_a_closed_day_without_hours_and_no_day_past(partner):
    hub = coworking.nel_registro(coworking.spazio(partner))
    giorno = giorno_feriale()
    actions.chiudi_giorni(hub, dal=giorno, al=giorno, motivo="Ferie", da=Sistema("prova"))
    settimana = Griglia(hub, giorno, None).settimana
    (chiuso,) = [uno for uno in settimana["giorni"] if uno["giorno"] == giorno]
    assert (chiuso["caselle"], chiuso["chiuso"]) == ([], "Ferie")
    posto = settimana["giorni"].index(chiuso)
    assert {riga["celle"][posto] for riga in settimana["righe"]} == {None}
    assert min(uno["giorno"] for uno in settimana["giorni"]) >= oggi()


def test_open_saturday_is_a_column(partner):
    coworking.orario(partner, [5], time(9), time(13))
    settimana = Griglia(coworking.spazio(partner), giorno_feriale(), None).settimana
    assert sorted(uno["giorno"].weekday() for uno in settimana["giorni"]) == list(range(6))


def test_steps_stop_today_and_where_it_is_too_early(partner):
    hub = coworking.spazio(partner)
    prima = Griglia(hub, oggi(), None)
    assert (prima.striscia["prima"], prima.settimana["prima"], prima.mese["prima"]) == (None, None, None)
    ultima = Griglia(hub, oggi() + hub.politica.anticipo, None)
    assert (ultima.striscia["dopo"], ultima.settimana["dopo"], ultima.mese["dopo"]) == (None, None, None)
    assert ultima.settimana["prima"] < ultima.aperto
    # A month before this one leads to today at the earliest.
    assert oggi() <= ultima.mese["prima"] < ultima.aperto


def test_month_is_for_what_is_booked_by_the_day(partner):
    sala = coworking.spazio(partner, tipo="laboratorio", vendita="intero", posti=10)
    giorno = giorno_feriale(dopo=10)
    griglia = Griglia(sala, giorno, None)
    assert griglia.a_mesi
    assert not Griglia(coworking.spazio(partner), giorno, None).a_mesi
    giorni = [uno for settimana in griglia.mese["settimane"] for uno in settimana if uno]
    assert {uno["giorno"].month for uno in giorni} == {giorno.month}
    (aperto,) = [uno for uno in giorni if uno["aperto"]]
    assert (aperto["giorno"], len(aperto["caselle"]), aperto["liberi"]) == (giorno, 1, 1)
    assert [len(settimana) for settimana in griglia.mese["settimane"]] == [7] * len(griglia.mese["settimane"])


def test_space_with_nothing_free_says_so_and_leads_elsewhere(client, partner):
    hub = coworking.nel_registro(coworking.spazio(partner))
    fine = oggi() + timedelta(days=40)
    actions.chiudi_giorni(hub, dal=oggi(), al=fine, motivo="Lavori", da=Sistema("prova"))
    pagina = client.get(hub.get_absolute_url()).content.decode()
    assert "Niente di libero nei prossimi 30 giorni." in pagina
    assert f"?comune={hub.comune.istat}&amp;km=30&amp;tipo=hub" in pagina


def test_each_label_of_the_table_is_whole(client, partner):
    """Read alone, by a screen reader that jumps from radio to radio: the day and the hours, a refusal first."""
    hub = coworking.spazio(partner)
    giorno = giorno_feriale()
    pezzo = client.get(reverse("coworking:griglia", args=[hub.slug]), {"giorno": giorno.isoformat()})
    testo = " ".join(pezzo.content.decode().split())
    assert testo.count('<span class="visually-hidden">, lunedì') >= 2
    assert "9:00–13:30</span></label>" in testo
