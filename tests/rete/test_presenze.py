"""Who takes part in the network on which day: one definition for the home, the list and the figures."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from talenti.base.clock import a_quest_ora, oggi
from talenti.base.permissions import Sistema
from talenti.persone.models import Persona
from talenti.rete import actions, presenze
from talenti.rete.indicatori import partner_nella_rete, persone_nella_rete
from talenti.rete.models import Appartenenza, Partner
from talenti.rete.presenze import Presenza, in_rete_il, persone_in_rete
from tests.factories import rete

pytestmark = pytest.mark.django_db
DA = Sistema("prova")


def il(mese, giorno, ora=9):
    return a_quest_ora(datetime(2026, mese, giorno, ora, tzinfo=UTC))


def test_the_days_of_a_suspension_and_those_after_the_end_are_out():
    with il(1, 15):
        radio = rete.ammesso(nome="Radio")
    for mese, verbo in ((3, actions.sospendi), (5, actions.riattiva), (8, actions.cessa)):
        with il(mese, 10):
            radio.refresh_from_db()
            verbo(radio, motivo="x", da=DA)

    attese = [
        Presenza(radio.pk, date(2026, 1, 15), date(2026, 3, 10)),
        Presenza(radio.pk, date(2026, 5, 10), date(2026, 8, 10)),
    ]
    assert presenze.presenze() == attese
    giorni = [
        date(2026, 1, 14),
        date(2026, 1, 15),
        date(2026, 3, 9),
        date(2026, 3, 10),
        date(2026, 5, 10),
        date(2026, 8, 10),
    ]
    assert [len(in_rete_il(giorno)) for giorno in giorni] == [0, 1, 1, 0, 1, 0]


def test_a_day_counts_as_rome_has_it():
    with il(6, 30, 22):
        radio = rete.ammesso(nome="Radio")

    assert presenze.presenze() == [Presenza(radio.pk, date(2026, 7, 1))]


def test_what_happens_and_is_undone_in_a_day_leaves_how_it_stands():
    radio = rete.ammesso(nome="Radio")
    actions.sospendi(radio, motivo="x", da=DA)
    assert in_rete_il(oggi()) == set()
    actions.riattiva(radio, da=DA)

    assert in_rete_il(oggi()) == {radio.pk}
    assert in_rete_il(oggi() - timedelta(days=1)) == set()


def test_a_card_merged_into_another_never_counted():
    guida = rete.capofila()
    doppia = rete.ammesso(nome="Guida, di nuovo")
    actions.unisci(doppia, superstite=guida, da=DA)

    assert presenze.presenze() == [Presenza(guida.pk, oggi())]


@pytest.fixture
def in_ogni_stato():
    rete.capofila()
    rete.ammesso(nome="Ammessa")
    rete.in_esame(DA, nome="In esame", codice_fiscale="90000000282")
    for verbo, nome, codice in ((actions.sospendi, "Sospesa", "90000000373"), (actions.cessa, "Uscita", "90000000464")):
        verbo(rete.ammesso(nome=nome, codice_fiscale=codice), motivo="x", da=DA)


def test_home_list_and_figures_tell_the_same_number(client, in_ogni_stato):
    attesi = set(Partner.objects.in_rete().values_list("pk", flat=True))

    assert len(attesi) == 2
    assert in_rete_il(oggi()) == attesi
    assert client.get("/").context["rete"].partner == 2
    assert client.get("/rete/").context["elenco"].count() == 2
    assert partner_nella_rete(oggi(), oggi()).punti[-1][1] == 2


def test_people_count_while_their_organisation_takes_part():
    with il(1, 5):
        radio = rete.proposto(nome="Radio")
    with il(2, 5):
        actions.prendi_in_esame(radio, da=DA)
        actions.ammetti(radio, da=DA)
        # One person, two roles.
        rete.membro(radio, "operatore", Persona.objects.get(pk=radio.proposto_da_id))
    with il(3, 5):
        actions.sospendi(radio, motivo="x", da=DA)
    with il(4, 5):
        actions.riattiva(radio, da=DA)
    with il(5, 5):
        actions.cessa(radio, motivo="x", da=DA)

    assert Appartenenza.objects.filter(dal__lte=date(2026, 1, 31)).exists()
    serie = persone_nella_rete(date(2026, 1, 20), date(2026, 5, 20))
    assert [valore for _mese, valore in serie.punti] == [0, 1, 0, 1, 0]
    assert (serie.inizi[0], serie.inizi[-1]) == (date(2026, 1, 1), date(2026, 5, 1))


def test_a_role_counts_from_its_first_day_to_the_one_before_the_end():
    with il(1, 5):
        radio = rete.ammesso(nome="Radio")
        rete.membro(radio, dal=date(2026, 2, 1), al=date(2026, 2, 10))

    giorni = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 9), date(2026, 2, 10)]
    assert persone_in_rete(giorni) == [1, 2, 2, 1]


@pytest.mark.parametrize("quante", [1, 3])
def test_every_month_costs_the_same(django_assert_num_queries, quante):
    for n in range(quante):
        rete.ammesso(nome=f"Radio {n}", codice_fiscale=("90000000191", "90000000282", "90000000373")[n])

    with django_assert_num_queries(1):
        partner_nella_rete(date(2016, 1, 1), oggi())
    with django_assert_num_queries(2):
        persone_nella_rete(date(2016, 1, 1), oggi())


def test_months_are_named_in_the_language_of_the_page():
    with translation.override("en"):
        assert partner_nella_rete(date(2026, 5, 9), date(2026, 6, 9)).punti == [("May 2026", 0), ("Jun 2026", 0)]
    assert partner_nella_rete(date(2026, 5, 9), date(2026, 6, 9)).punti == [("mag 2026", 0), ("giu 2026", 0)]
