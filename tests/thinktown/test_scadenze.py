"""What waits for the office on its first page: how many, since when and by when, call by call."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talenti.base.clock import a_quest_ora, a_roma, adesso
from talenti.base.templatetags.italiano import data
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.campioni import estratto, verificata
from tests.factories.istruttoria import AMMETTE, CHIEDE, PREAVVISA, decisa, detta
from tests.factories.thinktown import Ufficio, completa, dati_atto, dopo_la_chiusura, inviata, maggiorenne
from thinktown import actions
from thinktown.definizione import Tempi
from thinktown.enums import Modalita
from thinktown.models import Bando
from thinktown.scadenze import (
    SI_AVVICINA,
    da_controllare_per_bando,
    da_verificare,
    richieste_che_scadono,
)
from thinktown.termini import Sospensione, si_decide_entro
from thinktown.ufficio.attese_istruttoria import in_ufficio

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


def con_titolo(titolo, **norme):
    intera = completa()
    return replace(
        intera,
        racconto=replace(intera.racconto, titolo=titolo),
        norme=replace(intera.norme, **norme),
    )


def di_sportello(ufficio):
    intera = completa()
    return ufficio.pubblicato(replace(intera, tempi=replace(intera.tempi, modalita=Modalita.SPORTELLO)))


def attese(persona):
    """(call, how many, since when, by when) of what is to be decided."""
    miei = Bando.objects.seguiti_da(persona).order_by()
    return [(una.bando, una.quante, una.dal, una.entro) for una in da_controllare_per_bando(persona, miei, adesso())]


# ── To be decided ─────────────────────────────────────────────────────────────────────────────────
def test_of_a_ranking_they_wait_from_the_closing_on(ufficio, bando):
    domande = [inviata(bando) for _una in range(3)]
    assert attese(ufficio.scrive) == []
    bando.refresh_from_db()
    with a_quest_ora(bando.chiude_il - timedelta(seconds=1)):
        assert attese(ufficio.scrive) == []
    with a_quest_ora(bando.chiude_il):
        termine = si_decide_entro(bando.chiude_il, None, (), adesso())
        assert attese(ufficio.scrive) == [(bando.pk, 3, bando.chiude_il, termine)]
        decisa(domande[0], AMMETTE, ufficio.scrive)
        assert attese(ufficio.scrive)[0][1] == 2
        for una in domande[1:]:
            detta(una, AMMETTE, ufficio.scrive)
        assert attese(ufficio.scrive) == []


def test_first_come_first_served_each_from_its_own_sending(ufficio):
    bando = di_sportello(ufficio)
    prima = inviata(bando)
    with a_quest_ora(adesso() + timedelta(days=2)):
        inviata(bando)
        termine = si_decide_entro(prima.inviata_il, None, (), adesso())
        assert attese(ufficio.scrive) == [(bando.pk, 2, prima.inviata_il, termine)]


def test_of_windows_only_those_that_have_closed(ufficio):
    intera = completa(apre=adesso() - timedelta(hours=1), chiude=adesso() + timedelta(days=2))
    prima = intera.tempi.finestre[0]
    seconda = replace(prima, apre=prima.chiude + timedelta(days=1), chiude=prima.chiude + timedelta(days=10))
    tempi = Tempi(modalita=Modalita.MANIFESTAZIONE, finestre=(prima, seconda), festivi="cosi")
    bando = ufficio.pubblicato(replace(intera, tempi=tempi))
    inviata(bando)
    with a_quest_ora(seconda.apre + timedelta(hours=1)):
        inviata(bando)
        assert [(quante, dal) for _b, quante, dal, _e in attese(ufficio.scrive)] == [(1, prima.chiude)]
    with a_quest_ora(seconda.chiude):
        assert [(quante, dal) for _b, quante, dal, _e in attese(ufficio.scrive)] == [(2, prima.chiude)]


def test_the_term_of_the_call_counts_and_so_does_the_time_that_stood(ufficio):
    bando = ufficio.pubblicato(con_titolo("Con il suo termine", termine_giorni=60))
    domanda = inviata(bando)
    with dopo_la_chiusura(bando):
        bando.refresh_from_db()
        inizio = bando.chiude_il
        assert attese(ufficio.scrive)[0][3] == si_decide_entro(inizio, 60, (), adesso())
        chiesto = detta(domanda, CHIEDE, ufficio.scrive)
        assert attese(ufficio.scrive) == []
        with a_quest_ora(chiesto.entro):
            actions.fai_scadere()
            ferma = Sospensione("integrazione", chiesto.comunicato_il, adesso())
            termine = si_decide_entro(inizio, 60, (ferma,), adesso())
            assert attese(ufficio.scrive) == [(bando.pk, 1, inizio, termine)]
            assert termine > si_decide_entro(inizio, 60, (), adesso())


def test_the_nearest_term_is_that_of_one_whose_clock_never_stood(ufficio, bando):
    ferma, _filata = (inviata(bando) for _una in range(2))
    with dopo_la_chiusura(bando):
        bando.refresh_from_db()
        chiesto = detta(ferma, CHIEDE, ufficio.scrive)
        with a_quest_ora(chiesto.entro):
            actions.fai_scadere()
            termine = si_decide_entro(bando.chiude_il, None, (), adesso())
            assert attese(ufficio.scrive) == [(bando.pk, 2, bando.chiude_il, termine)]


def test_neither_drafts_nor_ones_own_nor_calls_that_fell(ufficio, bando):
    sua = rete.membro(ufficio.partner, ruoli.OPERATORE, persona=maggiorenne())
    inviata(bando, maggiorenne(), [sua])
    with dopo_la_chiusura(bando):
        assert attese(sua) == []
        assert len(attese(ufficio.scrive)) == 1
        altrove = Ufficio(rete.ammesso(nome="Altrove", codice_fiscale="90000000282"))
        assert attese(altrove.pubblica) == attese(maggiorenne()) == []
        actions.annulla(bando, dati_atto(motivo="Era sbagliato."), da=ufficio.pubblica)
        assert attese(ufficio.scrive) == []


# ── Asked, and drawn ──────────────────────────────────────────────────────────────────────────────
def test_a_request_is_on_the_page_in_its_last_days(ufficio):
    bando = di_sportello(ufficio)
    chiesto = detta(inviata(bando), PREAVVISA, ufficio.scrive)
    miei = Bando.objects.seguiti_da(ufficio.scrive)
    with a_quest_ora(chiesto.entro - SI_AVVICINA - timedelta(seconds=1)):
        assert richieste_che_scadono(miei, adesso()) == []
    with a_quest_ora(chiesto.entro - SI_AVVICINA):
        (una,) = richieste_che_scadono(miei, adesso())
        assert (una.bando, una.quante, una.dal, una.entro) == (bando.pk, 1, chiesto.comunicato_il, chiesto.entro)
    with a_quest_ora(chiesto.entro):
        actions.fai_scadere()
        assert richieste_che_scadono(miei, adesso()) == []


def test_what_was_drawn_waits_until_it_has_an_outcome(ufficio, bando):
    sua = rete.membro(ufficio.partner, ruoli.OPERATORE, persona=maggiorenne())
    inviata(bando)
    inviata(bando, maggiorenne(), [sua])
    with dopo_la_chiusura(bando):
        campione = estratto(bando, ufficio.pubblica, 100)

        def restano(persona):
            miei = Bando.objects.seguiti_da(persona)
            return [(una.bando, una.quante, una.dal) for una in da_verificare(persona, miei)]

        assert restano(ufficio.scrive) == [(bando.pk, 2, campione.estratto_il)]
        # Of her own somebody else verifies.
        assert restano(sua) == [(bando.pk, 1, campione.estratto_il)]
        for una in campione.verifiche.all():
            verificata(una, ufficio.scrive)
        assert restano(ufficio.scrive) == []


# ── The first page ────────────────────────────────────────────────────────────────────────────────
def scena(ufficio, quanti):
    """Calls that have closed, each with something of every kind."""
    for posto in range(quanti):
        bando = ufficio.pubblicato(con_titolo(f"Bando {posto}"))
        domande = [inviata(bando) for _una in range(2)]
        with dopo_la_chiusura(bando):
            estratto(bando, ufficio.pubblica, 100)
            chiesto = detta(domande[0], CHIEDE, ufficio.scrive)
    return chiesto.entro - timedelta(hours=1)


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_lines_cost_the_same_for_one_call_and_for_three(ufficio, quanti):
    with a_quest_ora(scena(ufficio, quanti)), CaptureQueriesContext(connection) as chieste:
        assert len(list(in_ufficio(ufficio.scrive))) == 3 * quanti
    assert len(chieste) == 6


def test_the_first_page_says_it_in_words(client, ufficio):
    client.force_login(ufficio.scrive)
    with a_quest_ora(scena(ufficio, 1)):
        bando = Bando.objects.get()
        voci = {str(una.etichetta): una for una in client.get("/admin/").context["attese"]}
        assert {nome: una.quanti for nome, una in voci.items() if "Bando 0" in nome} == {
            "Domande da controllare: Bando 0": 1,
            "Richieste senza risposta che scadono: Bando 0": 1,
            "Dichiarazioni da verificare: Bando 0": 2,
        }
        prima = voci["Domande da controllare: Bando 0"]
        termine = si_decide_entro(bando.chiude_il, None, (), adesso())
        assert str(prima.nota) == f"si decide entro {data(termine)}"
        testo = client.get("/admin/").content.decode()
        assert str(prima.nota) in testo
        assert f'href="/admin/thinktown/bando/{bando.pk}/campioni/"' in testo
        scade = voci["Richieste senza risposta che scadono: Bando 0"].nota
        assert "la prima scade: si risponde " in scade
    with a_quest_ora(a_roma(adesso()) + timedelta(days=200)):
        (voce,) = [una for una in in_ufficio(ufficio.scrive) if "controllare" in str(una.etichetta)]
        assert str(voce.nota) == f"il termine è passato: era {data(termine)}"
    # Before anything waits there is no line at all; nor for who follows no call.
    client.force_login(rete.membro(rete.ammesso(nome="Altrove", codice_fiscale="90000000282"), ruoli.OPERATORE))
    assert "Bando 0" not in client.get("/admin/").content.decode()
