"""The grid: what is free when, in the same words for search, page and booking."""

from datetime import time, timedelta

import pytest

from coworking import actions
from coworking.actions.prenota import Richiesta, prenota
from coworking.disponibilita import Disponibilita, Parte, Perche
from coworking.enums import Tipo, Vendita
from coworking.esiti import NonPrenotabile, PostoPreso
from talenti.base.clock import a_quest_ora, a_roma
from talenti.base.permissions import Sistema
from tests.factories import coworking, rete
from tests.factories.coworking import alle, giorno_feriale, richiesta
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return rete.ammesso()


def griglia(spazio, giorno, **altro):
    """What a day shows: hour, free seats, why not."""
    caselle = Disponibilita([spazio], giorno, giorno, **altro).caselle(spazio, giorno)
    return [(a_roma(una.dal).hour, una.liberi, una.perche) for una in caselle]


def test_grid_counts_the_free_seats_of_each_unit(partner):
    hub, giorno = coworking.spazio(partner, posti=3), giorno_feriale()
    prenota(hub, richiesta(giorno), da=PersonaFactory())
    assert griglia(hub, giorno) == [(9, 2, ""), (13, 3, "")]
    for _volta in range(2):
        prenota(hub, richiesta(giorno), da=PersonaFactory())
    assert griglia(hub, giorno) == [(9, 0, Perche.PIENO), (13, 3, "")]


def test_grid_of_a_closed_day_is_empty(partner):
    hub, giorno = coworking.spazio(partner), giorno_feriale()
    actions.chiudi_giorni(hub, dal=giorno, al=giorno, motivo="Ferie", da=Sistema("prova"))
    assert griglia(hub, giorno) == []


def test_grid_says_past_notice_and_too_early(partner):
    studio, giorno = coworking.spazio(partner, tipo=Tipo.STUDIO), giorno_feriale()
    nove = alle(giorno, time(9))
    per_ora = {
        Perche.PASSATO: nove + timedelta(minutes=1),
        Perche.PREAVVISO: nove - timedelta(hours=11),
        Perche.LIBERO: nove - timedelta(hours=12),
        Perche.TROPPO_PRESTO: nove - timedelta(days=91),
    }
    for perche, ora in per_ora.items():
        assert griglia(studio, giorno, ora=ora)[0] == (9, 1, perche)


def test_time_kept_after_a_booking_is_not_offered(partner):
    stanza, giorno = coworking.spazio(partner, tipo=Tipo.COLLOQUI), giorno_feriale()
    prenota(stanza, richiesta(giorno, time(10), time(11)), da=PersonaFactory())
    per_ora = {ora: perche for ora, _liberi, perche in griglia(stanza, giorno)}
    # From nine to ten there would be no time left to tidy up before ten, and after eleven half an hour is kept.
    assert [ora for ora, perche in per_ora.items() if perche] == [9, 10, 11]


def test_overdue_request_is_free_in_the_grid(partner):
    studio, giorno = coworking.spazio(partner, tipo=Tipo.STUDIO), giorno_feriale(14)
    fatta = prenota(studio, richiesta(giorno), da=PersonaFactory())
    assert griglia(studio, giorno)[0] == (9, 0, Perche.PIENO)
    assert griglia(studio, giorno, ora=fatta.scade_il)[0] == (9, 1, "")


def test_part_of_the_day_and_seats_narrow_what_is_free(partner):
    hub, giorno = coworking.spazio(partner, posti=2), giorno_feriale()
    prenota(hub, richiesta(giorno), da=PersonaFactory())
    trovate = Disponibilita([hub], giorno, giorno)
    assert [len(trovate.libere(hub, giorno, parte=parte)) for parte in (None, *Parte)] == [2, 1, 1, 0]
    assert [a_roma(una.dal).hour for una in trovate.libere(hub, giorno, posti=2)] == [13]


def test_first_free_unit_skips_the_full_and_the_closed(partner):
    hub, giorno = coworking.spazio(partner), giorno_feriale()
    for dalle, fino in ((time(9), time(13, 30)), (time(13, 30), time(18))):
        prenota(hub, richiesta(giorno, dalle, fino), da=PersonaFactory())
    trovate = Disponibilita([hub], giorno, giorno + timedelta(days=7))
    prima = trovate.prima_libera(hub)
    assert (a_roma(prima.dal).date(), a_roma(prima.dal).hour) == (giorno + timedelta(days=1), 9)
    assert Disponibilita([hub], giorno, giorno).prima_libera(hub) is None


@pytest.mark.parametrize("quanti", [1, 3])
def test_availability_of_many_spaces_is_four_queries(partner, django_assert_num_queries, quanti):
    spazi = [coworking.spazio(partner, posti=2, nome=f"Spazio {n}") for n in range(quanti)]
    giorno = giorno_feriale()
    with django_assert_num_queries(4):
        trovate = Disponibilita(spazi, giorno, giorno + timedelta(days=30))
        assert all(trovate.prima_libera(spazio) for spazio in spazi)


@pytest.mark.parametrize("tipo", list(Tipo))
def test_what_the_grid_offers_can_be_booked_and_what_it_refuses_cannot(partner, tipo):
    """One function for both: every free unit of a week is booked in turn, every other one is refused."""
    spazio = coworking.spazio(partner, tipo=tipo, vendita=Vendita.INTERO if tipo == Tipo.RIUNIONI else Vendita.POSTI)
    lunedi = giorno_feriale()
    with a_quest_ora(alle(lunedi, time(10))):
        trovate = Disponibilita([spazio], lunedi, lunedi + timedelta(days=6))
        caselle = [una for n in range(7) for una in trovate.caselle(spazio, lunedi + timedelta(days=n))]
        assert {una.libera for una in caselle} == {True, False}
        ultima = None
        for una in caselle:
            chiesta = Richiesta(dal=una.dal, al=una.al, scopo="Prova")
            if not una.libera:
                with pytest.raises((NonPrenotabile, PostoPreso)):
                    prenota(spazio, chiesta, da=PersonaFactory())
            elif ultima is None or una.dal >= ultima + timedelta(minutes=30 * spazio.politica.dopo):
                assert prenota(spazio, chiesta, da=PersonaFactory()).dal == una.dal
                ultima = una.al
