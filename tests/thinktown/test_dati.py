"""What is kept of a person who applied: her copy, her leaving, what time erases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from tests.factories.istruttoria import ESCLUDE, decisa
from tests.factories.risposte import chiesta, risposta_inviata
from tests.factories.thinktown import (
    Ufficio,
    bozza_di_un_bando_chiuso_adesso,
    cominciata,
    dopo_la_chiusura,
    entra,
    inviata,
    maggiorenne,
    risposta,
)
from thinktown import actions, dati
from thinktown.actions.conservazione import dimentica_bozze, lascia_domande
from thinktown.models import Componente, Delega, Domanda, FiltroSalvato, Salvataggio, VistaDomanda
from thinktown.models.domande import BOZZE_SI_TENGONO
from thinktown.queries import risposte_di

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


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


# ── What the office told ──────────────────────────────────────────────────────────────────────────
def test_her_copy_has_what_was_told_and_answered_and_nothing_that_may_be_taken_back(ufficio, bando):
    persona = maggiorenne()
    domanda = inviata(bando, persona)
    with dopo_la_chiusura(bando):
        richiesta = chiesta(domanda, ufficio)
        risposta_inviata(richiesta, da=persona, testo="Ecco le date.")
        decisa(domanda, replace(ESCLUDE, motivo="Ancora nessuno lo sa."), ufficio.scrive)
        (sua,) = dati.esporta(persona)["domande"]
    (detta,) = sua["comunicazioni"]
    assert (detta["che_cosa"], detta["motivo"]) == ("Da completare", "Manca un documento.")
    assert [(una["che_cosa"], una["risposta"]) for una in detta["voci"]] == [
        ("Le date non si leggono.", "Ecco le date."),
        ("Il documento di chi firma.", ""),
    ]
    assert ("Ancora nessuno" in str(sua), ufficio.scrive.cognome in str(sua)) == (False, False)


def test_her_copy_says_when_the_office_read_and_not_who(ufficio, bando):
    persona = maggiorenne()
    domanda = inviata(bando, persona)
    for file in ("", "abcdef"):
        VistaDomanda.objects.create(domanda=domanda, persona=ufficio.scrive, file=file, quante=2)
    (sua,) = dati.esporta(persona)["domande"]
    assert [(una["che_cosa"], una["quante"]) for una in sua["letture_in_ufficio"]] == [
        ("la domanda", 2),
        ("un file", 2),
    ]
    assert ufficio.scrive.cognome not in str(sua["letture_in_ufficio"])


def test_who_worked_there_leaves_her_filters_her_stand_ins_and_what_she_checked(ufficio, bando):
    domanda, ritirata = inviata(bando), inviata(bando)
    for una in (domanda, ritirata):
        actions.prende_in_mano(una, ufficio.scrive, da=ufficio.pubblica)
    actions.ritira(ritirata, da=ritirata.componenti.get().persona)
    incarico = actions.incarica(bando, maggiorenne(), ruolo="istruttore", da=ufficio.pubblica)
    Delega.objects.create(incarico=incarico, a=ufficio.scrive, dal=oggi(), al=oggi())
    filtri = {"bando": bando, "nome": "Da vedere", "parametri": "stato=inviata"}
    FiltroSalvato.objects.create(persona=ufficio.scrive, **filtri)
    FiltroSalvato.objects.create(persona=ufficio.pubblica, **filtri)
    suoi = dati.esporta(ufficio.scrive)
    assert suoi["filtri_salvati"] == [{"bando": str(bando), "nome": "Da vedere", "filtri": "stato=inviata"}]
    [sua] = suoi["deleghe"]
    assert (sua["bando"], sua["dal"], sua["al"], sua["data"]) == (str(bando), *(oggi().isoformat(),) * 2, False)
    dati.chiudi(ufficio.scrive)
    assert [uno.persona for uno in FiltroSalvato.objects.all()] == [ufficio.pubblica]
    assert list(Delega.objects.di_oggi()) == []
    assert not Domanda.objects.filter(seguita_da__isnull=False).exists()
    assert Transizione.objects.di(domanda).filter(verbo="prende_in_mano").count() == 2


def test_what_was_told_stays_when_an_account_closes(ufficio, bando):
    persona = maggiorenne()
    domanda = inviata(bando, persona)
    with dopo_la_chiusura(bando):
        risposta_inviata(chiesta(domanda, ufficio), da=persona, testo="Ecco le date.")
        dati.chiudi(persona)
    assert domanda.provvedimenti.get().voci.get(n=1).testo == "Ecco le date."
