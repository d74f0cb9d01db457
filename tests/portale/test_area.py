"""My area: one column in time, from sources that may fail one by one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from talenti.base import registries
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.registries import Cosa
from talenti.portale.actions import segna_visita
from talenti.portale.models import VisitaArea
from talenti.portale.queries import linea_personale
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from tests.portale.conftest import rotta

ORA = datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Europe/Rome"))


@pytest.fixture
def entrata(client, persona):
    client.force_login(persona)
    return client


def _testi(righe):
    return [riga.cosa.testo for riga in righe]


def test_who_is_not_signed_in_is_sent_to_sign_in(client, db):
    risposta = client.get("/area/")

    assert (risposta.status_code, risposta["Location"]) == (302, "/accedi/?next=/area/")


def test_a_new_person_finds_three_doors(entrata):
    risposta = entrata.get("/area/")

    assert risposta.context["linea"].vuota is True
    assert [indirizzo in risposta.content.decode() for indirizzo in ("/area/profilo/", "/rete/", "/rete/proponi/")] == [
        True,
        True,
        True,
    ]


def test_things_stand_in_four_groups_in_order_of_time(persona, riempi):
    def fonte(_persona):
        yield Cosa("da_fare", "dopo", "/", entro=ORA + timedelta(days=9))
        yield Cosa("da_fare", "senza termine", "/")
        yield Cosa("da_fare", "prima", "/", entro=ORA + timedelta(days=1))
        yield Cosa("prossimo", "evento lontano", "/", quando=ORA + timedelta(days=8))
        yield Cosa("prossimo", "evento vicino", "/", quando=ORA + timedelta(days=2))
        yield Cosa("in_attesa", "risposta", "/", di_chi="il Comune")
        yield Cosa("fatto", "ieri", "/", quando=ORA - timedelta(days=1))
        yield Cosa("fatto", "stamattina", "/", quando=ORA - timedelta(hours=1))
        yield Cosa("fatto", "troppo tempo fa", "/", quando=ORA - timedelta(days=31))
        yield Cosa("fatto", "chissà quando", "/")

    riempi(registries.linea_personale, prova=fonte)

    with a_quest_ora(ORA):
        linea = linea_personale(persona)

    assert _testi(linea.da_fare) == ["prima", "dopo", "senza termine"]
    assert _testi(linea.prossimo) == ["evento vicino", "evento lontano"]
    assert _testi(linea.in_attesa) == ["risposta"]
    assert _testi(linea.fatto) == ["stamattina", "ieri"]
    assert (linea.mancano, linea.vuota) == ([], False)


def test_a_source_that_fails_says_so_and_the_rest_stays(entrata, riempi):
    def a_meta(_persona):
        yield Cosa("da_fare", "mai mostrata", "/")
        raise RuntimeError("broken halfway")

    riempi(
        registries.linea_personale,
        rete=rotta,
        persone=a_meta,
        avvisi=lambda _persona: [Cosa("da_fare", "Rispondi all'invito", "/inviti/1/", azione="Rispondi")],
    )

    risposta = entrata.get("/area/")
    contenuto = risposta.content.decode()

    assert risposta.status_code == 200
    assert _testi(risposta.context["linea"].da_fare) == ["Rispondi all'invito"]
    assert [str(stanza) for stanza in risposta.context["linea"].mancano] == ["Rete", "Persone"]
    assert "mostrare una parte (Rete)" in contenuto
    assert "mostrare una parte (Persone)" in contenuto


def test_nothing_to_do_says_what_comes_next(entrata, riempi):
    quando = datetime(2126, 12, 7, 12, tzinfo=ZoneInfo("Europe/Rome"))
    riempi(registries.linea_personale, prova=lambda _p: [Cosa("prossimo", "Riunione", "/", quando=quando)])

    contenuto = entrata.get("/area/").content.decode()

    assert "Niente da fare ora. Il prossimo impegno è sabato 7 dicembre 2126 alle 12:00: Riunione." in contenuto


def test_what_came_since_the_last_visit_is_new_until_the_visit_is_over(persona, riempi):
    riempi(
        registries.linea_personale,
        prova=lambda _p: [
            Cosa("da_fare", "vecchia", "/", quando=ORA - timedelta(days=3)),
            Cosa("da_fare", "nuova", "/", quando=ORA - timedelta(hours=2)),
            Cosa("prossimo", "si sa da sempre", "/", quando=ORA + timedelta(days=1)),
            Cosa("fatto", "l'ho fatta io", "/", quando=ORA - timedelta(hours=1)),
        ],
    )
    with a_quest_ora(ORA - timedelta(days=1)):
        assert segna_visita(persona) is None

    with a_quest_ora(ORA):
        prima = segna_visita(persona)
        assert prima == ORA - timedelta(days=1)
        linea = linea_personale(persona, dal=prima)
        assert [(riga.cosa.testo, riga.nuova) for riga in linea.da_fare] == [("vecchia", False), ("nuova", True)]
        assert linea.nuove == 1
    with a_quest_ora(ORA + timedelta(minutes=29)):
        assert segna_visita(persona) == ORA - timedelta(days=1)
    with a_quest_ora(ORA + timedelta(minutes=31)):
        assert segna_visita(persona) == ORA
    assert VisitaArea.objects.values_list("persona", "vista_il", "prima").get() == (
        persona.pk,
        ORA + timedelta(minutes=31),
        ORA,
    )


def test_a_page_opened_twice_in_a_visit_writes_once(entrata, django_assert_num_queries):
    entrata.get("/area/")
    prima = VisitaArea.objects.get().vista_il

    entrata.get("/area/")

    assert VisitaArea.objects.get().vista_il == prima


def test_what_one_did_of_late_comes_from_the_log(persona):
    partner = rete.proposto(persona, nome="Radio Prova")
    rete.proposto(PersonaFactory(), nome="Di un'altra persona", codice_fiscale="90000000282")

    linea = linea_personale(persona)

    assert [(str(riga.cosa.testo), riga.cosa.url, riga.nuova) for riga in linea.fatto] == [
        ("Hai proposto l'organizzazione: Radio Prova", partner.get_absolute_url(), False),
        ("Consenso dato", "/persone/" + str(persona.pk) + "/", False),
    ]


def test_acts_of_a_month_ago_are_not_recent_any_more(persona):
    with a_quest_ora(adesso() - timedelta(days=31)):
        rete.proposto(persona)

    assert _testi(linea_personale(persona).fatto) == ["Consenso dato"]


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_area_costs_the_same_with_one_thing_done_and_with_three(
    entrata, persona, riempi, django_assert_num_queries, quanti
):
    from talenti.portale import fatti

    riempi(registries.linea_personale, portale=fatti.linea)
    for n in range(quanti):
        rete.proposto(persona, nome=f"Proposta {n}", codice_fiscale=("90000000191", "90000000282", "90000000373")[n])
    entrata.get("/area/")

    with django_assert_num_queries(10):
        entrata.get("/area/")


def test_the_side_list_shows_pages_that_exist_and_what_waits_there(entrata, riempi):
    from talenti.portale import registri
    from talenti.portale.registri import VoceArea

    riempi(
        registri.voci_area,
        dopo=VoceArea("Profilo", "persone:profilo", 80),
        prima=VoceArea("Adesso", "portale:area", 0, lambda persona: 3),
        assente=VoceArea("Card", "talentcard:mia", 50),
    )

    menu = entrata.get("/area/").context["area_menu"]

    assert list(menu) == [
        {"etichetta": "Adesso", "url": "/area/", "conta": 3},
        {"etichetta": "Profilo", "url": "/area/profilo/", "conta": 0},
    ]


def test_an_anonymous_page_asks_nothing_for_the_side_list(client, db):
    assert list(client.get("/aiuto/").context["area_menu"]) == []
