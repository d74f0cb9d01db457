"""Who is told what of applications, by mail and in the portal: each by name, and nobody else."""

from datetime import timedelta

import pytest

from talenti.avvisi.models import Avviso, Consegna
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.permissions import Sistema
from tests.factories.persone import TutelaFactory
from tests.factories.thinktown import (
    Ufficio,
    a_mezzogiorno,
    cominciata,
    dati_atto,
    entra,
    giorno_lavorativo,
    inviata,
    maggiorenne,
    minorenne,
    pronta,
    risposta,
)
from thinktown import actions
from thinktown.gettoni import link_invito, link_tutore

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def domanda(bando):
    return cominciata(bando, maggiorenne(nome="Giulia", cognome="Verdi"))


def parla(domanda):
    return domanda.componenti.get(ruolo="referente").persona


class Detto:
    """What is told in the block: (who, subject) by row."""

    def __enter__(self):
        self.ultimo = Avviso.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        return self

    def __exit__(self, *_errore):
        self.avvisi = list(Avviso.objects.filter(pk__gt=self.ultimo).order_by("pk"))

    @property
    def a_chi(self):
        return [(uno.persona.email if uno.persona else uno.email, uno.oggetto) for uno in self.avvisi]


def test_who_is_asked_gets_the_link_that_answers(domanda):
    with Detto() as detto:
        invito = actions.invita(domanda, "chi@example.org", ruolo="legge", da=parla(domanda))
    (avviso,) = detto.avvisi
    assert (avviso.email, avviso.oggetto[:36]) == ("chi@example.org", "Invito per un bando: rispondi prima ")
    assert avviso.azione_url == link_invito(invito)
    assert "Giulia" not in avviso.oggetto
    assert "Giulia Verdi ti invita a fare domanda insieme: Radio Quartiere." in avviso.testo


@pytest.mark.parametrize("accetta", [True, False])
def test_who_asked_is_told_the_answer(domanda, accetta):
    chi = maggiorenne(nome="Marco", cognome="Blu")
    invito = actions.invita(domanda, chi.email, ruolo="legge", da=parla(domanda))
    with Detto() as detto:
        actions.risponde(invito, accetta=accetta, da=chi)
    oggetto = "Invito accettato" if accetta else "Invito rifiutato"
    assert detto.a_chi == [(parla(domanda).email, oggetto)]


def test_an_answer_from_the_link_is_told_too(domanda):
    invito = actions.invita(domanda, "chi@example.org", ruolo="legge", da=parla(domanda))
    with Detto() as detto:
        actions.risponde(invito, accetta=False, da=Sistema("invito-da-email"))
    assert detto.a_chi == [(parla(domanda).email, "Invito rifiutato")]


def test_who_is_taken_out_is_told_and_who_goes_is_missed(domanda):
    una, altra = maggiorenne(), maggiorenne()
    sua, altrui = entra(domanda, una, da=parla(domanda)), entra(domanda, altra, da=parla(domanda))
    chiesta = actions.invita(domanda, "chi@example.org", ruolo="legge", da=parla(domanda))
    with Detto() as detto:
        actions.togli(sua, da=parla(domanda))
        actions.togli(chiesta, da=parla(domanda))
        actions.lascia(altrui, da=altra)
    assert detto.a_chi == [
        (una.email, "Non fai più parte di un gruppo che fa domanda"),
        ("chi@example.org", "Invito per un bando: è stato ritirato"),
        (parla(domanda).email, "Una persona ha lasciato il gruppo"),
    ]


def test_who_speaks_from_now_on_is_told(domanda):
    altra = maggiorenne()
    sua = entra(domanda, altra, da=parla(domanda))
    with Detto() as detto:
        actions.passa(sua, da=parla(domanda))
    assert detto.a_chi == [(altra.email, "Ora parli tu per il gruppo")]


def test_when_the_last_one_has_confirmed_who_sends_is_told_once(domanda):
    una, altra = maggiorenne(), maggiorenne()
    for chi in (una, altra):
        entra(domanda, chi, da=parla(domanda))
    with Detto() as detto:
        actions.conferma(domanda, da=una)
        actions.conferma(domanda, da=altra)
    assert detto.a_chi == [(parla(domanda).email, "Nel gruppo hanno confermato tutti")]


def test_a_changed_text_is_told_to_who_had_confirmed_it_at_most_once_an_hour(domanda):
    scrive, altra = parla(domanda), maggiorenne()
    entra(domanda, altra, da=scrive)
    ora = adesso()
    detti = []
    for minuti in (0, 30, 59, 61):
        with a_quest_ora(ora + timedelta(minutes=minuti)), Detto() as detto:
            actions.conferma(domanda, da=altra)
            risposta(domanda, "titolo", f"Titolo {minuti}", da=scrive)
            risposta(domanda, "comuni", f"Crema {minuti}", da=scrive)
        detti.append([oggetto for chi, oggetto in detto.a_chi if chi == altra.email])
    oggetto = "Il testo di una domanda è cambiato: conferma di nuovo"
    assert detti == [[oggetto], [], [], [oggetto]]


def test_who_changes_it_herself_needs_no_mail_to_know(domanda):
    altra = maggiorenne()
    entra(domanda, altra, da=parla(domanda))
    actions.conferma(domanda, da=altra)
    with Detto() as detto:
        risposta(domanda, "titolo", "Mio", da=altra)
    assert (detto.a_chi, domanda.componenti.get(persona=altra).stato) == ([], "dentro")


def test_a_reminder_says_to_each_what_she_owes(domanda):
    marco, leo = maggiorenne(), minorenne()
    tutela = TutelaFactory(persona=leo, stato="confermato")
    suoi = [entra(domanda, chi, da=parla(domanda)) for chi in (marco, leo)]
    chiesta = actions.invita(domanda, "chi@example.org", ruolo="legge", da=parla(domanda))
    with a_quest_ora(adesso() + timedelta(days=1)), Detto() as detto:
        for uno in (*suoi, chiesta):
            actions.ricorda(uno, da=parla(domanda))
    assert [(chi, oggetto.partition(":")[0]) for chi, oggetto in detto.a_chi] == [
        (marco.email, "Conferma una domanda"),
        (leo.email, "Conferma una domanda"),
        (tutela.email, detto.avvisi[2].oggetto),
        ("chi@example.org", "Invito che aspetta risposta"),
    ]


# ── Who answers for a minor ───────────────────────────────────────────────────────────────────────
def test_the_guardian_is_asked_when_a_minor_joins(domanda):
    leo = minorenne(nome="Leo")
    tutela = TutelaFactory(persona=leo, stato="confermato")
    with Detto() as detto:
        suo = entra(domanda, leo, da=parla(domanda))
    avviso = next(uno for uno in detto.avvisi if uno.email == tutela.email)
    assert avviso.azione_url == link_tutore(suo, tutela)
    assert avviso.oggetto.startswith("Serve la tua risposta prima di ")
    assert "Leo" not in avviso.oggetto


def test_a_minor_without_one_is_told_what_to_do(bando, domanda):
    leo = minorenne()
    with Detto() as detto:
        entra(domanda, leo, da=parla(domanda))
        cominciata(bando, minorenne(email="sola@example.org"))
    chi = [persona for persona, oggetto in detto.a_chi if oggetto == "Serve un genitore o tutore per la domanda"]
    assert chi == [leo.email, "sola@example.org"]


@pytest.mark.parametrize(("verbo", "oggetto"), [("acconsenti", "detto sì"), ("nega", "detto di no")])
def test_the_answer_reaches_the_minor_and_who_speaks(domanda, verbo, oggetto):
    leo = minorenne()
    tutela = TutelaFactory(persona=leo, stato="confermato")
    suo = entra(domanda, leo, da=parla(domanda))
    with Detto() as detto:
        getattr(actions, verbo)(suo, da=Sistema(f"tutela:{tutela.pk}"))
    assert detto.a_chi == [(chi.email, f"Un genitore o tutore ha {oggetto}") for chi in (leo, parla(domanda))]


# ── Sent, taken back ──────────────────────────────────────────────────────────────────────────────
def test_everybody_of_the_group_gets_the_receipt_whatever_she_silenced(bando):
    altra = maggiorenne()
    domanda = pronta(bando, maggiorenne(), [altra])
    arrivo = a_mezzogiorno(bando.apre_il.date() + timedelta(days=3))
    with a_quest_ora(arrivo), Detto() as detto:
        actions.invia(domanda, gettone="abcdef", da=parla(domanda))
    assert [chi for chi, _oggetto in detto.a_chi] == [parla(domanda).email, altra.email]
    avviso = detto.avvisi[0]
    assert (avviso.oggetto[:17], avviso.oggetto[-7:]) == ("Domanda inviata: ", ", 12:00")
    assert avviso.azione_url == f"/domande/{domanda.codice}/ricevuta/"
    assert "n. 1 è arrivata" in avviso.testo[1]
    assert "12:00:00 (ora italiana)" in avviso.testo[1]
    assert Consegna.objects.filter(avviso__in=detto.avvisi, canale="email").count() == 2


def test_sent_again_and_taken_back_are_told_to_everybody(bando):
    domanda = inviata(bando, maggiorenne(), [maggiorenne()])
    with Detto() as detto:
        actions.invia(domanda, gettone="di-nuovo", da=parla(domanda))
        actions.ritira(domanda, da=parla(domanda))
    assert [oggetto.partition(":")[0] for _chi, oggetto in detto.a_chi] == [
        *["Domanda inviata di nuovo"] * 2,
        *["Domanda ritirata"] * 2,
    ]


# ── Acts ──────────────────────────────────────────────────────────────────────────────────────────
def test_an_act_is_told_to_drafts_and_applications_and_to_nobody_else(ufficio, bando):
    bozza, mandata = cominciata(bando), inviata(bando, maggiorenne(), [maggiorenne()])
    altrove = cominciata(ufficio.pubblicato())
    actions.invita(bozza, "chi@example.org", ruolo="legge", da=parla(bozza))
    partecipano = sorted([parla(bozza).email, *(uno.persona.email for uno in mandata.componenti.all())])
    with Detto() as detto:
        actions.proroga(
            bando, a_mezzogiorno(giorno_lavorativo(45)), dati_atto("2", "Troppa neve."), da=ufficio.pubblica
        )
    assert sorted(chi for chi, _oggetto in detto.a_chi) == partecipano
    assert parla(altrove).email not in partecipano
    avviso = detto.avvisi[0]
    assert avviso.oggetto.startswith("Nuova scadenza del bando: ")
    assert "Il motivo: Troppa neve." in avviso.testo


@pytest.mark.parametrize(
    ("verbo", "oggetto"),
    [
        ("annulla", "Il bando a cui partecipi è stato cancellato"),
        ("revoca", "Il bando a cui partecipi è stato fermato"),
    ],
)
def test_the_end_of_a_call_is_the_first_sentence(ufficio, bando, verbo, oggetto):
    cominciata(bando)
    with Detto() as detto:
        getattr(actions, verbo)(bando, dati_atto("2", "Mancano i fondi."), da=ufficio.pubblica)
    (avviso,) = detto.avvisi
    assert (avviso.oggetto, avviso.testo[1]) == (oggetto, "Il motivo: Mancano i fondi.")


def test_a_correction_says_what_has_changed(ufficio, bando):
    from dataclasses import replace

    cominciata(bando)
    detta = bando.in_vigore
    nuova = replace(detta, racconto=replace(detta.racconto, offre="Altro."))
    with Detto() as detto:
        actions.rettifica(bando, nuova, dati_atto("2", "Refuso."), da=ufficio.pubblica)
    (avviso,) = detto.avvisi
    assert avviso.testo[1].startswith("È cambiato: ")


def test_a_reopening_says_until_when(ufficio, bando):
    cominciata(bando)
    with a_quest_ora(bando.chiude_il + timedelta(days=1)), Detto() as detto:
        actions.riapri(bando, a_mezzogiorno(giorno_lavorativo(20)), dati_atto("2", "Guasto."), da=ufficio.pubblica)
    assert detto.avvisi[0].oggetto.startswith("Bando riaperto: chiude ")


def test_the_brake_is_told_to_who_has_still_to_send(ufficio, bando):
    bozza, mandata = cominciata(bando), inviata(bando)
    with Detto() as detto:
        actions.ferma_invii(bando, motivo="Un guasto.", da=ufficio.pubblica)
        actions.riprendi_invii(bando, da=ufficio.pubblica)
    assert detto.a_chi == [
        (parla(bozza).email, "L'invio delle domande è fermo per un po'"),
        (parla(bozza).email, "L'invio delle domande è ripreso"),
    ]
    assert mandata.stato == "inviata"


def test_who_is_let_in_late_is_told_by_herself(ufficio, bando):
    domanda = cominciata(bando)
    altra = cominciata(bando)
    dopo = bando.chiude_il + timedelta(days=1)
    with a_quest_ora(dopo), Detto() as detto:
        actions.ammetti_tardi(
            bando, parla(domanda), fino_a=dopo + timedelta(hours=3), motivo="Ricovero.", da=ufficio.pubblica
        )
    (avviso,) = detto.avvisi
    assert (avviso.persona, avviso.oggetto[:20]) == (parla(domanda), "Puoi ancora inviare:")
    assert parla(altra) != parla(domanda)
    assert not any("Ricovero" in riga for riga in avviso.testo)


def test_subjects_are_short_and_name_nobody(ufficio, bando):
    domanda = inviata(bando, maggiorenne(nome="Zenobia"), [maggiorenne(nome="Zenobio")])
    actions.ritira(domanda, da=parla(domanda))
    leo = minorenne(nome="Zeno")
    TutelaFactory(persona=leo, stato="confermato")
    entra(domanda, leo, da=parla(domanda))
    actions.proroga(bando, a_mezzogiorno(giorno_lavorativo(45)), dati_atto("2", "Neve."), da=ufficio.pubblica)
    oggetti = set(Avviso.objects.filter(tipo__in=("gruppi", "domande")).values_list("oggetto", flat=True))
    assert len(oggetti) > 5
    assert [uno for uno in oggetti if len(uno) > 60 or "Zeno" in uno or "Radio" in uno] == []
