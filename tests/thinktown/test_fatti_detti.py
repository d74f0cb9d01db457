"""What people declare of themselves: in person, for the day that counts, and asked again if it moves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from tests.factories.thinktown import (
    Ufficio,
    a_mezzogiorno,
    cominciata,
    completa,
    dati_atto,
    di_se,
    entra,
    giorno_lavorativo,
    inviata,
    maggiorenne,
    pronta,
)
from tests.thinktown.fatti_di_prova import (
    LAVORO,
    MAI,
    chiusura,
    colonne,
    con,
    di,
    mancano,
    parla,
    prorogato,
    suo,
    tutto,
)
from thinktown import actions, fatti
from thinktown.actions.domande import FuoriTermine
from thinktown.completezza import che_cosa_deve
from thinktown.definizione import Finestra, Tempi
from thinktown.enums import DiChi, Modalita, TipoRequisito
from thinktown.fatti import FUORI
from thinktown.models import Componente, Invio, RichiestaTardiva
from thinktown.parole import al_giorno

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato(tutto())


@pytest.fixture
def domanda(bando):
    return cominciata(bando, maggiorenne(nome="Giulia", cognome="Verdi"))


# ── Of a person ───────────────────────────────────────────────────────────────────────────────────
def test_she_says_it_once_for_the_day_of_the_closing(bando, domanda):
    giulia, prima = parla(domanda), adesso()
    actions.dichiara_fatti(domanda, residenza=di("Crema"), occupazione="studia", da=giulia)
    sua = suo(domanda, giulia)
    assert colonne(sua) | {"fatti_il": None} == {
        "residenza": di("Crema"),
        "residenza_al": chiusura(bando),
        "occupazione": "studia",
        "occupazione_al": chiusura(bando),
        "fatti_il": None,
    }
    assert (sua.fatti_il >= prima, mancano(domanda)) == (True, [])
    with a_quest_ora(adesso() + timedelta(hours=1)):
        actions.dichiara_fatti(domanda, residenza=di("Crema"), occupazione="studia", da=giulia)
        assert suo(domanda, giulia).fatti_il == sua.fatti_il
        actions.dichiara_fatti(domanda, residenza=FUORI, occupazione="studia", da=giulia)
    fuori = suo(domanda, giulia)
    assert (fuori.residenza, fuori.residenza_fuori, fuori.fatti_il > sua.fatti_il) == (None, True, True)


@pytest.mark.parametrize(
    ("detto", "campo"),
    [
        ({"occupazione": "studia"}, "residenza"),
        ({"residenza": FUORI}, "occupazione"),
        ({"residenza": FUORI, "occupazione": "astronauta"}, "occupazione"),
    ],
)
def test_half_an_answer_is_none(domanda, detto, campo):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.dichiara_fatti(domanda, da=parla(domanda), **detto)
    assert (errore.value.campo, suo(domanda, parla(domanda)).fatti_il) == (campo, None)


def test_what_the_call_does_not_ask_is_not_kept(ufficio):
    domanda = cominciata(ufficio.pubblicato())
    actions.dichiara_fatti(domanda, residenza=di("Crema"), occupazione="senza_lavoro", da=parla(domanda))
    sua = suo(domanda, parla(domanda))
    assert (sua.residenza, sua.occupazione, sua.occupazione_al) == (di("Crema"), "", None)
    detta = completa()
    niente = replace(detta, chi=replace(detta.chi, requisiti=()))
    altra = cominciata(ufficio.pubblicato(niente))
    actions.dichiara_fatti(altra, residenza=di("Crema"), occupazione="senza_lavoro", da=parla(altra))
    assert colonne(suo(altra, parla(altra))) == MAI


def test_a_rule_on_who_presents_asks_nobody_else_until_she_is_the_one(ufficio):
    regola = replace(LAVORO, di_chi=DiChi.PRESENTA)
    domanda = cominciata(ufficio.pubblicato(con(regola)))
    prima, altra = parla(domanda), maggiorenne()
    sua = entra(domanda, altra, da=prima)
    actions.dichiara_fatti(domanda, residenza=di("Crema"), da=altra)
    assert "fatti" not in che_cosa_deve(domanda, suo(domanda, altra))
    actions.passa(sua, da=prima)
    assert "fatti" in che_cosa_deve(domanda, suo(domanda, altra))


def test_nobody_says_it_for_another(domanda, ufficio):
    chiesta = actions.invita(domanda, "chi@example.org", ruolo="legge", da=parla(domanda))
    for persona in (maggiorenne(), ufficio.pubblica):
        with pytest.raises(NonPermesso):
            di_se(domanda, persona)
    chiesta.refresh_from_db()
    assert (chiesta.fatti_il, suo(domanda, parla(domanda)).fatti_il) == (None, None)


def test_late_it_is_refused_and_written_down(bando, domanda):
    with pytest.raises(FuoriTermine):
        actions.dichiara_fatti(
            domanda, residenza=FUORI, occupazione="lavora", da=parla(domanda), arrivo=bando.chiude_il
        )
    assert (suo(domanda, parla(domanda)).fatti_il, RichiestaTardiva.objects.get().che_cosa) == (None, "conferma")


def test_nobody_declares_for_a_day_that_she_has_not_read(ufficio, bando, domanda):
    def letti(giorno):
        return fatti.impronta(dict.fromkeys((TipoRequisito.RESIDENZA, TipoRequisito.OCCUPAZIONE), giorno))

    detto = {"residenza": FUORI, "occupazione": "lavora", "da": parla(domanda)}
    chiude = prorogato(ufficio, bando)
    with pytest.raises(TransizioneNonAmmessa, match="ora conta un altro giorno"):
        actions.dichiara_fatti(domanda, giorni=letti(chiusura(bando)), **detto)
    assert suo(domanda, parla(domanda)).fatti_il is None
    actions.dichiara_fatti(domanda, giorni=letti(chiude.date()), **detto)
    assert suo(domanda, parla(domanda)).residenza_al == chiude.date()


def test_it_touches_nobody_elses_confirmation(bando):
    altra = maggiorenne()
    domanda = pronta(bando, maggiorenne(), [altra])
    di_se(domanda, parla(domanda), residenza="Crema", occupazione="lavora")
    assert suo(domanda, altra).stato == "confermato"


def test_once_sent_what_changes_counts_when_it_is_sent_again(bando):
    domanda = inviata(bando)
    primo = domanda.invii.get()
    domanda.refresh_from_db()
    di_se(domanda, parla(domanda))
    domanda.refresh_from_db()
    assert domanda.aggiornata_il <= primo.registrata_il  # the same again is no change
    di_se(domanda, parla(domanda), occupazione="lavora")
    domanda.refresh_from_db()
    assert domanda.aggiornata_il > primo.registrata_il
    secondo = actions.invia(domanda, gettone="b", da=parla(domanda))
    assert [uno.contenuto["gruppo"][0]["occupazione"] for uno in (primo, secondo)] == ["studia", "lavora"]


# ── What is missing ───────────────────────────────────────────────────────────────────────────────
def test_it_does_not_leave_until_each_has_said_it_and_the_names_are_said(bando):
    altra = maggiorenne(nome="Ada", cognome="Neri")
    domanda = pronta(bando, maggiorenne(), [altra])
    Componente.objects.filter(persona=altra).update(**MAI)
    quando = al_giorno(chiusura(bando))
    assert mancano(domanda) == [
        f"Ada Neri deve dire dove ha la residenza {quando}.",
        f"Ada Neri deve dire se studia o lavora {quando}.",
    ]
    with pytest.raises(DatoNonAccettato, match="Ada Neri deve dire dove") as errore:
        actions.invia(domanda, gettone="a", da=parla(domanda))
    assert (errore.value.campo, Invio.objects.count()) == ("residenza", 0)
    di_se(domanda, altra)
    assert actions.invia(domanda, gettone="a", da=parla(domanda)).n == 1


def test_a_closing_that_moves_asks_again_and_one_of_the_same_day_does_not(ufficio, bando):
    domanda = pronta(bando)
    actions.proroga(bando, bando.chiude_il + timedelta(hours=3), dati_atto("50", "Tre ore."), da=ufficio.pubblica)
    assert mancano(domanda) == []
    chiude = prorogato(ufficio, bando)
    assert mancano(domanda)[0].endswith(f"dove ha la residenza {al_giorno(chiude.date())}.")
    with pytest.raises(DatoNonAccettato, match="dove ha la residenza"):
        actions.invia(domanda, gettone="a", da=parla(domanda))
    di_se(domanda, parla(domanda))
    assert actions.invia(domanda, gettone="a", da=parla(domanda)).contenuto["al"] == chiude.date().isoformat()


def test_a_correction_that_moves_the_day_of_one_fact_asks_for_that_one(ufficio, bando):
    domanda = pronta(bando)
    detta = bando.in_vigore
    primo_gennaio = date(oggi().year + 1, 1, 1)
    requisiti = tuple(
        replace(uno, alla_data=primo_gennaio) if uno.chiave == "lavoro" else uno for uno in detta.chi.requisiti
    )
    nuova = replace(detta, chi=replace(detta.chi, requisiti=requisiti))
    actions.rettifica(bando, nuova, dati_atto("3", "Mancava il giorno."), da=ufficio.pubblica)
    assert mancano(domanda) == [f"{parla(domanda)} deve dire se studia o lavora {al_giorno(primo_gennaio)}."]
    di_se(domanda, parla(domanda), occupazione="lavora")
    sua = suo(domanda, parla(domanda))
    assert (sua.occupazione_al, sua.residenza_al) == (primo_gennaio, chiusura(bando))


def test_the_window_of_the_arrival_counts_not_that_of_the_instant_after(ufficio):
    chiude, riapre = a_mezzogiorno(giorno_lavorativo(10)), a_mezzogiorno(giorno_lavorativo(30))
    finestre = (
        Finestra(apre=adesso() - timedelta(minutes=1), chiude=chiude),
        Finestra(apre=chiude + timedelta(days=1), chiude=riapre),
    )
    detta = replace(con(LAVORO, chiude=riapre), tempi=Tempi(modalita=Modalita.MANIFESTAZIONE, finestre=finestre))
    domanda = pronta(ufficio.pubblicato(detta))
    with a_quest_ora(chiude + timedelta(seconds=1)):
        invio = actions.invia(domanda, gettone="a", da=parla(domanda), arrivo=chiude - timedelta(seconds=1))
    assert invio.contenuto["al"] == chiude.date().isoformat()
