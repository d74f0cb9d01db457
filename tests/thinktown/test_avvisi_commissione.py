"""Who is told what of a commission: each by name, nobody of another's conflict but the office."""

from datetime import timedelta

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora, a_roma, adesso
from talenti.base.templatetags.italiano import data_breve, data_ora
from tests.factories.commissione import (
    COMPONENTE,
    CONFLITTO,
    SEGRETARIO,
    Valutazione,
    in_valutazione,
    nominata,
    nominati,
    programmata,
)
from tests.factories.thinktown import dati_atto, maggiorenne
from tests.thinktown.test_avvisi_domande import Detto
from thinktown import actions
from thinktown.actions import commissione as verbi
from thinktown.actions.commissione import Dichiarata, Nominato

pytestmark = pytest.mark.django_db


@pytest.fixture
def chiuso():
    return in_valutazione(1)


def _amministrano(casa):
    return set(casa.partner.appartenenze.filter(ruolo="amministrazione").values_list("persona__email", flat=True))


def _testo(avviso):
    return " ".join(avviso.testo) if isinstance(avviso.testo, list) else str(avviso.testo)


def test_whoever_is_named_is_told_and_nobody_else(chiuso):
    casa, bando, _domande = chiuso
    chi = [*nominati(), Nominato(maggiorenne(), SEGRETARIO, "Ente")]
    with Detto() as detto:
        nominata(bando, casa.pubblica, chi)
    oggetto = "Ti hanno nominato in una commissione che valuta"
    assert detto.a_chi == [(uno.persona.email, oggetto) for uno in chi]
    testi = [_testo(uno) for uno in detto.avvisi]
    assert ["prendi il posto" in uno for uno in testi] == [False, False, False, True, False]
    assert ["Non dai punti." in uno for uno in testi] == [False, False, False, False, True]
    assert all("Per parlarne" in uno and str(bando) in uno for uno in testi)
    assert not any(str(uno.persona) in testo for uno in chi for testo in testi)


def test_who_leaves_and_who_comes_are_told(chiuso):
    casa, bando, _domande = chiuso
    commissione = nominata(bando, casa.pubblica)
    responsabile = maggiorenne()
    actions.incarica(bando, responsabile, ruolo="responsabile", da=casa.pubblica)
    esce, entra = commissione.commissari.filter(ruolo=COMPONENTE).first(), Nominato(maggiorenne(), COMPONENTE, "Ente")
    with Detto() as detto:
        verbi.cambia(commissione, dati_atto(motivo="Lascia."), esce=esce, entra=entra, da=casa.pubblica)
    assert detto.a_chi == [
        (esce.persona.email, "Non fai più parte di una commissione"),
        (entra.persona.email, "Ti hanno nominato in una commissione che valuta"),
    ]
    assert "ti scriviamo quando" in _testo(detto.avvisi[1])
    assert all(str(responsabile) in _testo(uno) for uno in detto.avvisi)
    programmata(commissione, casa.pubblica)
    segretaria = Nominato(maggiorenne(), SEGRETARIO, "Ente")
    with Detto() as detto:
        verbi.cambia(commissione, dati_atto(motivo="Serve."), entra=segretaria, da=casa.pubblica)
    assert [chi for chi, _oggetto in detto.a_chi] == [segretaria.persona.email]
    with a_quest_ora(adesso() + timedelta(hours=1)), Detto() as detto:
        commissione = type(commissione).objects.get()
        altra = Nominato(maggiorenne(), "supplente", "Ente")
        verbi.cambia(commissione, dati_atto(motivo="Serve."), entra=altra, da=casa.pubblica)
    assert "Per cominciare, dichiara" in _testo(detto.avvisi[0])


def test_everybody_in_office_is_told_from_when_and_by_when_one_declares(chiuso):
    casa, bando, _domande = chiuso
    chi = [*nominati(), Nominato(maggiorenne(), SEGRETARIO, "Ente")]
    commissione = nominata(bando, casa.pubblica, chi)
    with Detto() as detto:
        programmata(commissione, casa.pubblica)
    dal, entro = commissione.fasi.values_list("dal", flat=True)[:2]
    oggetto = f"Commissione: si dichiara da {data_breve(a_roma(dal).date())}"
    assert detto.a_chi == [(uno.persona.email, oggetto) for uno in chi]
    # Also who writes the minutes: whoever takes part says on what she has a conflict.
    assert all(f"Dichiara prima di {data_ora(entro)}" in _testo(uno) for uno in detto.avvisi)
    # Changed once it has begun: it is said that dates have changed.
    with a_quest_ora(adesso() + timedelta(hours=1)), Detto() as detto:
        commissione = type(commissione).objects.get()
        prima, *dopo = commissione.fasi.all()
        fasi = [verbi.DatiFase(*(verbi.TipoFase(prima.tipo), prima.dal, prima.nomi, prima.voti))]
        fasi.append(verbi.DatiFase(verbi.TipoFase.DA_SOLI, dopo[0].dal + timedelta(days=1)))
        verbi.programma(commissione, fasi, da=casa.pubblica)
    assert {oggetto for _chi, oggetto in detto.a_chi} == {"Le date della valutazione sono cambiate"}


def test_of_a_conflict_hears_who_answers_for_the_call_and_no_name_travels(chiuso):
    casa, bando, (una,) = chiuso
    responsabile = maggiorenne()
    actions.incarica(bando, responsabile, ruolo="responsabile", da=casa.pubblica)
    commissione = nominata(bando, casa.pubblica)
    programmata(commissione, casa.pubblica)
    lei, altra, *_resto, supplente = commissione.commissari.select_related("persona")
    with Detto() as detto:
        verbi.dichiara(lei, {una.codice: Dichiarata()}, senza_condanne=True, da=lei.persona)
    assert detto.a_chi == []
    with Detto() as detto:
        verbi.dichiara(altra, {una.codice: CONFLITTO}, senza_condanne=True, da=altra.persona)
    oggetto = "Un conflitto dichiarato in una commissione"
    assert set(detto.a_chi) == {(email, oggetto) for email in (*_amministrano(casa), responsabile.email)}
    for avviso in detto.avvisi:
        assert avviso.azione_url == reverse("admin:thinktown_bando_commissione", args=[bando.pk])
        assert ("1 domanda." in _testo(avviso), "sorella" in _testo(avviso)) == (True, False)
        assert (str(altra.persona) in _testo(avviso), una.codice in _testo(avviso)) == (False, False)
    verbi.dichiara(supplente, {una.codice: Dichiarata()}, senza_condanne=True, da=supplente.persona)
    with Detto() as detto:
        verbi.supplisce(una, al_posto_di=altra, supplente=supplente, da=casa.pubblica)
    assert detto.a_chi == [(supplente.persona.email, "Valuti una domanda al posto di un'altra persona")]
    assert str(altra.persona) not in _testo(detto.avvisi[0])


def test_who_declares_her_own_conflict_is_not_told_of_it():
    caso = Valutazione(1)
    caso.membri[0].persona_id = caso.casa.pubblica.pk
    caso.membri[0].persona = caso.casa.pubblica
    caso.membri[0].save()
    with Detto() as detto:
        verbi.dichiara(caso.membri[0], {caso.domande[0].codice: CONFLITTO}, senza_condanne=True, da=caso.casa.pubblica)
    assert {chi for chi, _oggetto in detto.a_chi} == _amministrano(caso.casa) - {caso.casa.pubblica.email}
