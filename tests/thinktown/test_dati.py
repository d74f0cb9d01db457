"""What is kept of a person who applied: her copy, her leaving, what time erases."""

from datetime import timedelta

import pytest

from talenti.base.clock import a_quest_ora, adesso
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from tests.factories.thinktown import (
    Ufficio,
    bozza_di_un_bando_chiuso_adesso,
    cominciata,
    entra,
    inviata,
    maggiorenne,
    risposta,
)
from thinktown import dati
from thinktown.actions.conservazione import dimentica_bozze, lascia_domande
from thinktown.models import Componente, Domanda, Salvataggio
from thinktown.models.domande import BOZZE_SI_TENGONO
from thinktown.queries import risposte_di

pytestmark = pytest.mark.django_db


@pytest.fixture
def bando():
    return Ufficio().pubblicato()


def test_her_copy_has_what_her_group_wrote_and_nothing_of_others(bando):
    persona = maggiorenne()
    domanda = cominciata(bando, persona)
    risposta(domanda, "titolo", "Radio Quartiere", da=persona)
    inviata(bando)
    (sua,) = dati.esporta(persona)["domande"]
    assert (sua["codice"], sua["numero"], sua["risposte"]) == (domanda.codice, None, {"titolo": "Radio Quartiere"})


def test_who_leaves_takes_along_what_only_she_was_writing(bando):
    persona = maggiorenne()
    domanda = cominciata(bando, persona)
    risposta(domanda, "titolo", "Mio", da=persona)
    file = FileCaricato.objects.create(
        oggetto_tipo="thinktown.domanda",
        oggetto_id=domanda.pk,
        proprietario=persona,
        nome="lettera.pdf",
        tipo="pdf",
        byte=10,
        sha256="0" * 64,
        percorso="prova/lettera",
        caricato_il=adesso(),
    )
    assert lascia_domande(persona) == []
    domanda.refresh_from_db()
    file.refresh_from_db()
    assert (risposte_di(domanda), Salvataggio.objects.count(), domanda.soggetto) == ({}, 0, "")
    assert (file.nome, Componente.objects.count()) == ("", 0)
    assert [passo.dettaglio.dati for passo in Transizione.objects.di(domanda)] == [None]


def test_a_group_goes_on_with_who_came_first(bando):
    persona, seconda, terza = maggiorenne(), maggiorenne(), maggiorenne()
    domanda = cominciata(bando, persona)
    for altra in (seconda, terza):
        entra(domanda, altra, da=persona)
    risposta(domanda, "titolo", "Nostro", da=persona)
    lascia_domande(terza)
    lascia_domande(persona)
    assert list(domanda.componenti.attivi().values_list("persona", "ruolo")) == [(seconda.pk, "referente")]
    assert risposte_di(domanda) == {"titolo": "Nostro"}
    assert list(Domanda.objects.visibili_a(persona)) == []


def test_what_was_sent_stays_and_is_said(bando):
    persona = maggiorenne()
    domanda = inviata(bando, persona)
    (frase,) = lascia_domande(persona)
    assert frase.startswith("Restano le domande che hai inviato ai bandi")
    assert domanda.componenti.attivi().count() == 1


def test_a_draft_is_forgotten_half_a_year_after_the_closing():
    domanda = bozza_di_un_bando_chiuso_adesso()
    tardi = adesso() + BOZZE_SI_TENGONO
    with a_quest_ora(tardi - timedelta(days=1)):
        assert dimentica_bozze(adesso()) == 0
    with a_quest_ora(tardi + timedelta(days=1)):
        assert (dimentica_bozze(adesso()), dimentica_bozze(adesso())) == (1, 0)
        sigilla()
        assert list(verifica()) == []
    domanda.refresh_from_db()
    assert (domanda.stato, domanda.soggetto, domanda.componenti.count()) == ("bozza", "", 0)
