"""The plan in one's calendar: what calendars read, the secret address, who it stops answering."""

import hashlib

import pytest
from django.urls import reverse
from icalendar import Calendar

from redazione import actions, models
from redazione.actions.calendari import impronta
from redazione.calendario import ics
from redazione.models import Calendario, Collaborazione, Voce
from talenti.base.clock import oggi
from talenti.base.exceptions import NonPermesso
from talenti.persone.actions import chiudi
from talenti.rete.models import Appartenenza
from tests.factories import redazione, rete
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import DA, MOTIVO, giorno

pytestmark = pytest.mark.django_db
NON_C_E = "x" * 43


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


def eventi(testo):
    return Calendar.from_ical(testo).walk("VEVENT")


def indirizzo(gettone):
    return reverse("redazione:calendario_ics", args=[gettone])


# ── What calendars read ───────────────────────────────────────────────────────────────────────────
def test_a_calendar_reads_whole_days(testata, settings):
    settings.INDIRIZZO_SITO = "https://portale.example.org:8443"
    voce = redazione.voce(testata, "Radio; titolo, con segni", per=giorno(7), tipo="podcast")
    redazione.voce(testata, "Senza data")
    letto = Calendar.from_ical(ics(testata, Voce.objects.order_by("pk")))
    assert [str(letto[nome]) for nome in ("VERSION", "METHOD", "X-WR-CALNAME")] == [
        "2.0",
        "PUBLISH",
        "Redazione Prova",
    ]
    (evento,) = letto.walk("VEVENT")
    assert (evento.decoded("DTSTART"), evento["DTSTART"].params["VALUE"]) == (giorno(7), "DATE")
    assert (str(evento["SUMMARY"]), str(evento["UID"])) == (
        "Radio; titolo, con segni",
        f"voce-{voce.codice}@portale.example.org",
    )
    assert str(evento["URL"]) == f"https://portale.example.org:8443/redazione/piano/voci/{voce.codice}/"
    assert ([str(una) for una in evento["CATEGORIES"].cats], evento["SEQUENCE"]) == (["Podcast"], 0)
    assert evento.decoded("DTSTAMP").tzinfo is not None


def test_what_is_moved_moves_there_too(testata, nives):
    voce = redazione.voce(testata, per=giorno(7))
    (prima,) = eventi(ics(testata, [voce]))
    actions.sposta(voce, giorno(9), revisione=1, da=nives)
    (dopo,) = eventi(ics(testata, [voce]))
    assert (str(dopo["UID"]), dopo.decoded("DTSTART"), dopo["SEQUENCE"]) == (str(prima["UID"]), giorno(9), 1)
    actions.sposta(voce, None, revisione=2, da=nives)
    assert eventi(ics(testata, [voce])) == []


# ── The secret address ────────────────────────────────────────────────────────────────────────────
def test_only_the_fingerprint_of_the_address_is_kept(testata, nives):
    gettone = actions.nuovo_indirizzo(testata, da=nives)
    suo = Calendario.objects.get()
    assert (suo.testata, suo.persona, len(gettone)) == (testata, nives, 43)
    assert suo.impronta == impronta(gettone) == hashlib.sha256(gettone.encode()).hexdigest()
    assert gettone not in str(Calendario.objects.values().get())
    assert str(suo) == f"Redazione Prova · {nives}"


def test_without_an_account_the_address_opens_the_plan_and_nothing_else(client, testata, nives):
    voce = redazione.voce(testata, per=giorno(7))
    redazione.voce(testata, "Senza data")
    actions.lascia_voce(redazione.voce(testata, "Tolta", per=giorno(8)), MOTIVO, da=nives)
    altra = redazione.testata(testata.partner, testata.riferimento, slug="altra")
    redazione.voce(altra, "Di altri", per=giorno(7))
    risposta = client.get(indirizzo(actions.nuovo_indirizzo(testata, da=nives)))
    assert (risposta.status_code, risposta["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (risposta["Cache-Control"], risposta["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert [str(uno["SUMMARY"]) for uno in eventi(risposta.content)] == [voce.titolo]
    assert client.get(indirizzo(NON_C_E)).status_code == 404


@pytest.mark.parametrize("quante", [1, 3])
def test_it_costs_the_same_whatever_is_planned(client, testata, nives, quante, django_assert_num_queries):
    for _n in range(quante):
        redazione.voce(testata, per=giorno(7))
    dove = indirizzo(actions.nuovo_indirizzo(testata, da=nives))
    client.get(dove)
    with django_assert_num_queries(QUERY):
        assert len(eventi(client.get(dove).content)) == quante


QUERY = 5


def test_a_new_address_stops_the_old_one_and_one_may_be_taken_away(client, testata, nives):
    altra = redazione.redattrice(testata)
    suo = actions.nuovo_indirizzo(testata, da=altra)
    prima, dopo = (actions.nuovo_indirizzo(testata, da=nives) for _n in range(2))
    assert [client.get(indirizzo(uno)).status_code for uno in (prima, dopo, suo)] == [404, 200, 200]
    actions.togli_indirizzo(testata, da=nives)
    assert [client.get(indirizzo(uno)).status_code for uno in (dopo, suo)] == [404, 200]
    assert Calendario.objects.get().persona == altra


@pytest.mark.parametrize("come", ["lascia", "allontana", "chiude", "non attiva"])
def test_it_closes_with_who_leaves(client, testata, nives, come):
    altra = redazione.redattrice(testata)
    gettone = actions.nuovo_indirizzo(testata, da=altra)
    sua = Collaborazione.objects.get(persona=altra)
    {
        "lascia": lambda: actions.lascia(sua, da=altra),
        "allontana": lambda: actions.allontana(sua, MOTIVO, da=DA),
        "chiude": lambda: chiudi(altra, da=altra),
        "non attiva": lambda: type(altra).objects.filter(pk=altra.pk).update(is_active=False),
    }[come]()
    assert client.get(indirizzo(gettone)).status_code == 404


def test_it_closes_with_a_role_that_ended_in_the_partner(client, testata):
    ugo = redazione.approva(testata)
    gettone = actions.nuovo_indirizzo(testata, da=ugo)
    assert client.get(indirizzo(gettone)).status_code == 200
    Appartenenza.objects.filter(persona=ugo).update(al=oggi())
    assert client.get(indirizzo(gettone)).status_code == 404


def test_who_comes_back_makes_a_new_one(client, testata):
    giulia = redazione.redattrice(testata)
    gettone = actions.nuovo_indirizzo(testata, da=giulia)
    actions.lascia(Collaborazione.objects.get(), da=giulia)
    redazione.redattrice(testata, giulia)
    assert (client.get(indirizzo(gettone)).status_code, Calendario.objects.count()) == (404, 0)


def test_only_who_sees_the_whole_plan_has_one(testata, nives):
    radio = rete.ammesso(nome="Radio", codice_fiscale="90000010190")
    redazione.voce(testata, riguarda=[radio.pk])
    for persona in (radio.proposto_da, PersonaFactory()):
        with pytest.raises(NonPermesso):
            actions.nuovo_indirizzo(testata, da=persona)
    for persona in (redazione.approva(testata), testata.partner.proposto_da):
        actions.nuovo_indirizzo(testata, da=persona)
    assert Calendario.objects.count() == 2


# ── Its page ──────────────────────────────────────────────────────────────────────────────────────
def test_the_page_shows_the_address_once(client, testata, nives):
    client.force_login(nives)
    dove = reverse("redazione:calendario")
    assert client.get(dove).context["suo"] is None
    risposta = client.post(dove, {"verbo": "nuovo"})
    detto = risposta.context["indirizzo"]
    assert (risposta["Cache-Control"], detto[:7], detto in risposta.content.decode()) == ("no-store", "http://", True)
    assert client.get(detto.removeprefix("http://testserver")).status_code == 200
    dopo = client.get(dove)
    assert (dopo.context["indirizzo"], "Hai un indirizzo dal" in dopo.content.decode()) == ("", True)
    assert client.post(dove, {"verbo": "togli"}).url == dove
    assert (Calendario.objects.count(), client.get(detto.removeprefix("http://testserver")).status_code) == (0, 404)
    assert models.Testata.objects.count() == 1
