"""Who is told what of decisions, requests and answers: by mail, each by name, nobody before it is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from talenti.avvisi.models import Avviso, Consegna
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.templatetags.italiano import data
from tests.factories import rete
from tests.factories.istruttoria import AMMETTE, CHIEDE, ESCLUDE, decisa, detta
from tests.factories.risposte import chiesta, di_sportello, preavvisata, risposta_inviata
from tests.factories.thinktown import Ufficio, a_mezzogiorno, dati_atto, dopo_la_chiusura, inviata, maggiorenne
from tests.thinktown.test_avvisi_domande import Detto
from thinktown import actions
from thinktown.emails import lavorano_al_bando
from thinktown.models.bandi import RuoloIncarico
from thinktown.termini import ricorso_al_presidente, ricorso_al_tar, ultimo_giorno

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    uscito = ufficio.pubblicato()
    sua = maggiorenne(nome="Nora", cognome="Bianchi")
    actions.incarica(uscito, sua, ruolo=RuoloIncarico.RESPONSABILE, da=ufficio.pubblica)
    return uscito


@pytest.fixture
def giulia():
    return maggiorenne(nome="Giulia", cognome="Verdi")


@pytest.fixture
def marco():
    return maggiorenne()


@pytest.fixture
def domanda(bando, giulia, marco):
    mandata = inviata(bando, giulia, [marco])
    with dopo_la_chiusura(bando):
        yield mandata


def lavorano(ufficio, bando):
    persone = {una.email for una in lavorano_al_bando(bando)}
    incaricata = bando.incarichi.get().persona
    assert {ufficio.scrive.email, ufficio.pubblica.email, incaricata.email} <= persone
    return persone


def al_gruppo(detto, giulia, marco):
    """The one text that the whole group was told, and nobody else."""
    assert [chi for chi, _oggetto in detto.a_chi] == [giulia.email, marco.email]
    assert detto.avvisi[0].testo == detto.avvisi[1].testo
    return detto.avvisi[0]


def test_nothing_is_told_of_what_may_still_be_taken_back(domanda, ufficio):
    with Detto() as detto:
        presa = decisa(domanda, ESCLUDE, ufficio.scrive)
        actions.ripensa(presa, da=ufficio.scrive)
        decisa(domanda, AMMETTE, ufficio.scrive)
        actions.controlla(domanda, {"firma": ("dubbio", "")}, letto=1, da=ufficio.scrive)
        actions.prende_in_mano(domanda, ufficio.scrive, da=ufficio.scrive)
    assert detto.avvisi == []


def test_an_admission_says_it_first_and_what_comes(domanda, ufficio, giulia, marco):
    with Detto() as detto:
        detta(domanda, replace(AMMETTE, motivo="Un bel progetto."), ufficio.scrive)
    avviso = al_gruppo(detto, giulia, marco)
    assert avviso.oggetto == "L'ufficio ha deciso sulla tua domanda"
    assert avviso.testo == [
        "La domanda n. 1 si può valutare: l'ufficio l'ha controllata e l'ha ammessa.",
        "Non devi fare niente. Adesso aspetta la valutazione della commissione.",
        "L'ufficio scrive: Un bel progetto.",
        f"La domanda: n. 1, codice {domanda.codice}. Il bando: {domanda.bando}.",
        f"Per parlarne: Nora Bianchi, Comune delle Prove, {domanda.bando.partner.email}.",
    ]
    assert avviso.azione_url == f"/domande/{domanda.codice}/ricevuta/"


def test_an_exclusion_says_the_outcome_the_reason_what_one_can_do_and_a_name(domanda, ufficio, giulia, marco):
    with Detto() as detto:
        detto_il = detta(domanda, ESCLUDE, ufficio.scrive).comunicato_il
    avviso = al_gruppo(detto, giulia, marco)
    # The subject is that of an admission: the outcome is read inside.
    assert avviso.oggetto == "L'ufficio ha deciso sulla tua domanda"
    assert avviso.testo[:3] == [
        "La domanda n. 1 è esclusa: non passa alla valutazione.",
        f"Il motivo: {ESCLUDE.motivo}",
        "Se pensi che sia un errore, scrivilo all'ufficio: può riaprire il controllo (riesame).",
    ]
    assert data(ricorso_al_tar(detto_il)) in avviso.testo[3]
    assert data(ricorso_al_presidente(detto_il)) in avviso.testo[3]
    assert avviso.testo[-1].startswith("Per parlarne: Nora Bianchi")


def test_a_request_says_until_when_what_and_what_follows(domanda, ufficio, giulia, marco):
    with Detto() as detto:
        richiesta = chiesta(domanda, ufficio)
    avviso = al_gruppo(detto, giulia, marco)
    giorno = data(ultimo_giorno(richiesta.entro))
    assert avviso.oggetto.startswith("Completa la tua domanda: entro ")
    assert avviso.testo[0] == f"Rispondi entro {giorno}: quel giorno vale tutto, fino alle 23:59 (ora italiana)."
    assert avviso.testo[1].splitlines() == [
        "L'ufficio ti chiede di completare la domanda n. 1:",
        "1. Le date non si leggono.",
        "2. Il documento di chi firma.",
    ]
    assert avviso.azione_url == f"/domande/{domanda.codice}/richieste/{richiesta.codice}/"


def test_a_notice_of_refusal_says_what_the_office_thinks_first(ufficio, giulia):
    mandata = inviata(di_sportello(ufficio), giulia)
    with Detto() as detto:
        richiesta = preavvisata(mandata, ufficio)
    (avviso,) = detto.avvisi
    assert avviso.oggetto.startswith("L'ufficio aspetta una tua risposta: entro ")
    assert avviso.testo[:2] == ["L'ufficio pensa di escludere la domanda n. 1.", "Il motivo: Il preventivo non c'è."]
    assert data(ultimo_giorno(richiesta.entro)) in avviso.testo[2]
    assert avviso.testo[-1] == f"Per parlarne: Comune delle Prove, {ufficio.partner.email}."


def test_an_answer_is_receipted_to_the_group_and_told_to_the_office(domanda, ufficio, bando, giulia, marco):
    richiesta = chiesta(domanda, ufficio)
    arrivo = a_mezzogiorno(richiesta.comunicato_il.date() + timedelta(days=1))
    with a_quest_ora(arrivo), Detto() as detto:
        risposta_inviata(richiesta, da=giulia)
    del_gruppo = [uno for uno in detto.avvisi if uno.tipo == "domande"]
    assert [uno.persona for uno in del_gruppo] == [giulia, marco]
    assert del_gruppo[0].oggetto.endswith(", 12:00")
    assert "12:00:00 (ora italiana)" in del_gruppo[0].testo[1]
    dell_ufficio = [uno for uno in detto.avvisi if uno.tipo == "bandi"]
    assert {uno.persona.email for uno in dell_ufficio} == lavorano(ufficio, bando)
    assert {uno.oggetto for uno in dell_ufficio} == {"È arrivata una risposta su una domanda"}
    # What was answered is read where it is kept.
    assert not any("Le date sono" in str(uno.testo) for uno in detto.avvisi)


def test_an_officer_of_the_group_is_told_as_one_of_it(domanda, ufficio, bando, giulia, marco):
    rete.membro(ufficio.partner, "operatore", persona=marco)
    richiesta = chiesta(domanda, ufficio)
    with Detto() as detto:
        risposta_inviata(richiesta, da=giulia)
    assert [uno.tipo for uno in detto.avvisi if uno.persona == marco] == ["domande"]


def test_a_term_that_passes_is_told_to_both(domanda, ufficio, bando, giulia, marco):
    richiesta = chiesta(domanda, ufficio)
    with a_quest_ora(richiesta.entro), Detto() as detto:
        actions.fai_scadere()
    del_gruppo = [uno for uno in detto.avvisi if uno.tipo == "domande"]
    assert [(uno.persona, uno.oggetto) for uno in del_gruppo] == [
        (chi, "È passato il termine per rispondere all'ufficio") for chi in (giulia, marco)
    ]
    assert data(ultimo_giorno(richiesta.entro)) in del_gruppo[0].testo[0]
    assert {uno.persona.email for uno in detto.avvisi if uno.tipo == "bandi"} == lavorano(ufficio, bando)


def test_a_term_of_a_call_that_was_annulled_is_nobodys_news(domanda, ufficio, bando):
    richiesta = chiesta(domanda, ufficio)
    actions.annulla(bando, dati_atto("9", "Era sbagliato."), da=ufficio.pubblica)
    with a_quest_ora(richiesta.entro), Detto() as detto:
        actions.fai_scadere()
    assert detto.avvisi == []


def test_what_was_decided_on_a_call_annulled_meanwhile_is_not_told(domanda, ufficio, bando):
    presa = decisa(domanda, AMMETTE, ufficio.scrive)
    actions.annulla(bando, dati_atto("9", "Era sbagliato."), da=ufficio.pubblica)
    with a_quest_ora(presa.comunica_dal), Detto() as detto:
        assert actions.comunica_dovuti() == 0
    presa.refresh_from_db()
    assert (detto.avvisi, presa.annullato_il is None, presa.comunicato_il) == ([], False, None)


def test_a_second_look_says_that_the_decision_holds_no_more(domanda, ufficio, giulia, marco):
    detta(domanda, ESCLUDE, ufficio.scrive)
    with Detto() as detto:
        actions.riesamina(domanda, motivo="Avevamo letto male.", da=ufficio.pubblica)
    avviso = al_gruppo(detto, giulia, marco)
    assert avviso.testo[0] == (
        "L'ufficio ha riaperto il controllo della domanda n. 1: quello che aveva deciso non vale più."
    )
    assert avviso.testo[1] == "Il motivo: Avevamo letto male."


def test_passing_on_is_told_to_who_is_admitted_and_to_who_works_on_it(ufficio, bando, giulia, marco):
    ammessa, esclusa = inviata(bando, giulia, [marco]), inviata(bando)
    with dopo_la_chiusura(bando):
        detta(ammessa, AMMETTE, ufficio.scrive)
        detta(esclusa, ESCLUDE, ufficio.scrive)
        with a_quest_ora(adesso() + timedelta(minutes=10)), Detto() as detto:
            actions.passa_alla_commissione(bando, da=ufficio.pubblica)
    del_gruppo = [(uno.persona, uno.oggetto) for uno in detto.avvisi if uno.tipo == "domande"]
    assert del_gruppo == [(chi, "La tua domanda passa alla commissione") for chi in (giulia, marco)]
    assert {uno.persona.email for uno in detto.avvisi if uno.tipo == "bandi"} == lavorano(ufficio, bando)
    assert "Domande ammesse, che passano alla commissione: 1." in str([uno.testo for uno in detto.avvisi])


def test_an_act_tells_who_may_still_write_and_who_may_not_apart(ufficio):
    bando = di_sportello(ufficio)
    scrive, decisa_ = maggiorenne(), maggiorenne()
    inviata(bando, scrive)
    detta(inviata(bando, decisa_), AMMETTE, ufficio.scrive)
    with Detto() as detto:
        actions.proroga(
            bando, bando.chiude_il + timedelta(days=20), dati_atto("2", "Servono più giorni."), da=ufficio.pubblica
        )
    prime = {uno.persona: uno.testo[0] for uno in detto.avvisi}
    assert prime[scrive].startswith("Puoi scrivere e inviare prima di ")
    assert prime[decisa_] == "La tua domanda resta com'è: per te non cambia niente."


def test_they_cannot_be_silenced_and_subjects_are_short_and_say_nothing(domanda, ufficio, giulia, marco, bando):
    giulia.preferenze_avvisi.create(tipo="domande", canale="solo_portale")
    with Detto() as detto:
        richiesta = chiesta(domanda, ufficio, replace(CHIEDE, motivo="Zenobia non ha firmato."))
        risposta_inviata(richiesta, da=giulia)
        detta(domanda, replace(ESCLUDE, motivo="Zenobia."), ufficio.scrive)
        actions.riesamina(domanda, motivo="Zenobia.", da=ufficio.pubblica)
        with a_quest_ora(adesso() + timedelta(hours=1)):
            detta(domanda, AMMETTE, ufficio.scrive)
    sue = [uno for uno in detto.avvisi if uno.persona == giulia]
    assert Consegna.objects.filter(avviso__in=sue, canale="email").count() == len(sue) == 5
    oggetti = {uno.oggetto for uno in detto.avvisi}
    vietate = ("Zenobia", "Radio", "esclu", "ammess", "Giulia", str(bando))
    assert [uno for uno in oggetti if len(uno) > 60 or any(parola in uno for parola in vietate)] == []
    assert Avviso.objects.filter(persona=giulia, tipo="domande").count() >= 5
