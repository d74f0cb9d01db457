"""The group, verb by verb: what each refuses, and why."""

from datetime import timedelta

import pytest

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Sistema
from tests.factories.persone import TutelaFactory
from tests.factories.thinktown import Ufficio, cominciata, entra, maggiorenne, minorenne, pronta, risposta
from thinktown import actions
from thinktown.completezza import che_cosa_manca
from thinktown.enums import StatoComponente
from thinktown.models import Componente
from thinktown.queries import risposte_di

pytestmark = pytest.mark.django_db


@pytest.fixture
def bando():
    return Ufficio().pubblicato()


@pytest.fixture
def domanda(bando):
    return cominciata(bando)


def parla(domanda):
    return domanda.componenti.get(ruolo="referente").persona


def test_a_day_has_an_end_to_its_invitations(domanda, monkeypatch):
    monkeypatch.setattr("thinktown.actions.gruppo.INVITI_AL_GIORNO", 3)
    actions.invita(domanda, "a@example.org", ruolo="legge", da=parla(domanda))
    actions.togli(actions.invita(domanda, "b@example.org", ruolo="legge", da=parla(domanda)), da=parla(domanda))
    with pytest.raises(DatoNonAccettato, match="Per oggi gli inviti sono troppi"):
        actions.invita(domanda, "c@example.org", ruolo="legge", da=parla(domanda))
    with a_quest_ora(adesso() + timedelta(days=1, seconds=1)):
        assert actions.invita(domanda, "c@example.org", ruolo="legge", da=parla(domanda)).stato == "invitato"


def test_nobody_goes_out_in_the_name_of_another(domanda):
    una, altra = maggiorenne(), maggiorenne()
    entra(domanda, una, da=parla(domanda))
    sua = entra(domanda, altra, da=parla(domanda))
    with pytest.raises(TransizioneNonAmmessa, match="ognuno esce da sé"):
        actions.lascia(sua, da=una)
    with pytest.raises(NonPermesso):
        actions.lascia(sua, da=maggiorenne())


def test_the_word_is_passed_to_somebody_else_of_the_group(domanda):
    altra = maggiorenne()
    sua = entra(domanda, altra, da=parla(domanda), ruolo="legge")
    chiesta = actions.invita(domanda, "chi@example.org", ruolo="legge", da=parla(domanda))
    for quale, frase in (
        (domanda.componenti.get(persona=parla(domanda)), "parli già tu"),
        (chiesta, "Scegli una persona"),
    ):
        with pytest.raises(DatoNonAccettato, match=frase):
            actions.passa(quale, da=parla(domanda))
    prima = parla(domanda)
    actions.passa(sua, da=prima)
    assert dict(domanda.componenti.attivi().values_list("persona", "ruolo")) == {
        prima.pk: "scrive",
        altra.pk: "referente",
    }
    with pytest.raises(NonPermesso):
        actions.passa(sua, da=prima)


@pytest.mark.parametrize("stato", [uno for uno in StatoComponente if uno not in ("dentro", "confermato")])
@pytest.mark.parametrize("verbo", ["acconsenti", "nega"])
def test_the_guardian_answers_only_for_who_is_in(domanda, stato, verbo):
    leo = minorenne()
    tutela = TutelaFactory(persona=leo, stato="confermato")
    suo = entra(domanda, leo, da=parla(domanda))
    Componente.objects.filter(pk=suo.pk).update(stato=stato)
    with pytest.raises(TransizioneNonAmmessa, match="Non fa più parte"):
        getattr(actions, verbo)(suo, da=Sistema(f"tutela:{tutela.pk}"))


def test_a_no_said_twice_is_said_once(domanda):
    leo = minorenne()
    suo = entra(domanda, leo, da=parla(domanda))
    actions.nega(suo, da=Sistema("tutela:7"))
    with pytest.raises(TransizioneNonAmmessa, match="già risposto"):
        actions.nega(suo, da=Sistema("tutela:7"))
    with pytest.raises(NonPermesso):
        actions.nega(suo, da=parla(domanda))


def test_a_reminder_says_why_it_does_not_leave(domanda):
    marco = maggiorenne()
    suo = entra(domanda, marco, da=parla(domanda))
    actions.ricorda(suo, da=parla(domanda))
    with pytest.raises(TransizioneNonAmmessa, match="scritto da poco"):
        actions.ricorda(suo, da=parla(domanda))
    chiesta = actions.invita(domanda, "chi@example.org", ruolo="legge", da=parla(domanda))
    with pytest.raises(TransizioneNonAmmessa, match="scritto da poco"):
        actions.ricorda(chiesta, da=parla(domanda))
    Componente.objects.filter(pk=suo.pk).update(ricordi=actions.RICORDI)
    with a_quest_ora(adesso() + timedelta(days=2)), pytest.raises(TransizioneNonAmmessa, match="più volte"):
        actions.ricorda(suo, da=parla(domanda))
    with pytest.raises(NonPermesso):
        actions.ricorda(suo, da=marco)


def test_an_answer_that_names_who_has_left_is_missing(bando):
    altra = maggiorenne()
    domanda = pronta(bando, maggiorenne(), [altra])
    sua = domanda.componenti.get(persona=altra)
    risposta(domanda, "referente", sua.codice, da=parla(domanda))
    actions.togli(sua, da=parla(domanda))
    (manca,) = che_cosa_manca(domanda, risposte_di(domanda))
    assert (manca.dove, manca.di) == ("referente", "voce")


def test_what_is_sent_says_of_each_what_the_rules_are_judged_on(bando):
    leo, fuori = minorenne(), maggiorenne()
    domanda = pronta(bando, maggiorenne(), [leo, fuori])
    actions.togli(domanda.componenti.get(persona=fuori), da=parla(domanda))
    actions.acconsenti(domanda.componenti.get(persona=leo), da=Sistema("tutela:7"))
    invio = actions.invia(domanda, gettone="abcdef", da=parla(domanda))
    sue = invio.contenuto["gruppo"][1]
    assert (sue["persona"], sue["nato_il"], sue["comune"]) == (leo.pk, leo.nato_il.isoformat(), "019098")
    assert sue["tutore_il"] is not None
    # Of each her own statements, and none of who has left.
    assert {(una["chiave"], una["persona"]) for una in invio.contenuto["dichiarazioni"]} == {
        *((chiave, parla(domanda).pk) for chiave in ("vero", "letto", "senza_impedimenti", "non_due_volte")),
        ("senza_impedimenti", leo.pk),
    }
