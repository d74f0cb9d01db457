"""The group and the sending: nothing missing, one number, one receipt, every sending kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talenti.base.clock import a_quest_ora, a_roma, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Sistema
from talenti.registro import catena
from talenti.registro.models import RigaImmutabile, Transizione
from tests.factories.thinktown import (
    Ufficio,
    cominciata,
    dati_atto,
    entra,
    inviata,
    maggiorenne,
    minorenne,
    pronta,
    risposta,
)
from thinktown import actions
from thinktown.actions.domande import FuoriTermine
from thinktown.actions.invio import BandoCambiato, _numero
from thinktown.completezza import che_cosa_manca
from thinktown.enums import StatoComponente
from thinktown.models import Bando, Componente, Domanda, Invio
from thinktown.parole import al_giorno
from thinktown.queries import risposte_di

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


# ── The group ─────────────────────────────────────────────────────────────────────────────────────
def test_who_is_asked_comes_in_with_the_account_of_that_address(bando):
    persona, altra = maggiorenne(), maggiorenne()
    domanda = cominciata(bando, persona)
    componente = actions.invita(domanda, f" {altra.email.upper()} ", ruolo="scrive", da=persona)
    assert (componente.stato, componente.persona, componente.email) == ("invitato", None, altra.email)
    assert list(Domanda.objects.visibili_a(altra)) == []
    with pytest.raises(NonPermesso):
        actions.risponde(componente, accetta=True, da=maggiorenne())
    actions.risponde(componente, accetta=True, da=altra)
    componente.refresh_from_db()
    assert (componente.stato, componente.persona) == ("dentro", altra)
    assert list(Domanda.objects.visibili_a(altra)) == [domanda]
    with pytest.raises(NonPermesso):
        actions.risponde(componente, accetta=False, da=altra)


@pytest.mark.parametrize(
    ("email", "ruolo", "campo"),
    [
        ("non un indirizzo", "scrive", "email"),
        ("nuova@example.org", "referente", "ruolo"),
        ("gia@example.org", "legge", "email"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_told(bando, email, ruolo, campo):
    persona = maggiorenne()
    domanda = cominciata(bando, persona)
    actions.invita(domanda, "gia@example.org", ruolo="scrive", da=persona)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.invita(domanda, email, ruolo=ruolo, da=persona)
    assert (errore.value.campo, domanda.componenti.count()) == (campo, 2)


def test_a_group_has_an_end(bando, monkeypatch):
    monkeypatch.setattr("thinktown.actions.gruppo.MASSIMO_NEL_GRUPPO", 2)
    persona = maggiorenne()
    domanda = cominciata(bando, persona)
    actions.invita(domanda, "una@example.org", ruolo="scrive", da=persona)
    with pytest.raises(DatoNonAccettato, match="al completo: 2 persone"):
        actions.invita(domanda, "due@example.org", ruolo="scrive", da=persona)


def test_who_says_no_or_is_taken_out_reads_nothing_more_and_may_be_asked_again(bando):
    persona, altra = maggiorenne(), maggiorenne()
    domanda = cominciata(bando, persona)
    componente = actions.invita(domanda, altra.email, ruolo="scrive", da=persona)
    actions.risponde(componente, accetta=False, da=altra)
    componente = entra(domanda, altra, da=persona)
    actions.togli(componente, da=persona)
    assert list(Domanda.objects.visibili_a(altra)) == []
    with pytest.raises(TransizioneNonAmmessa, match="già più parte"):
        actions.togli(componente, da=persona)
    entra(domanda, altra, da=persona)
    assert domanda.componenti.attivi().count() == 2


def test_one_account_is_in_a_group_once(bando):
    persona, altra = maggiorenne(), maggiorenne()
    domanda = cominciata(bando, persona)
    entra(domanda, altra, da=persona)
    doppio = actions.invita(domanda, "altro-indirizzo@example.org", ruolo="legge", da=persona)
    Componente.objects.filter(pk=doppio.pk).update(email="prima@example.org")
    altra.email = "prima@example.org"
    altra.save()
    with pytest.raises(TransizioneNonAmmessa, match="Fai già parte"):
        actions.risponde(Componente.objects.get(pk=doppio.pk), accetta=True, da=altra)
    assert domanda.componenti.attivi().count() == 2


def test_everybody_confirms_once_in_person(bando):
    persona, altra = maggiorenne(), maggiorenne()
    domanda = cominciata(bando, persona)
    entra(domanda, altra, da=persona)
    actions.conferma(domanda, da=altra)
    with pytest.raises(TransizioneNonAmmessa, match="Hai già confermato"):
        actions.conferma(domanda, da=altra)
    with pytest.raises(NonPermesso):
        actions.conferma(domanda, da=maggiorenne())


def test_the_money_goes_to_one_adult_of_the_group(bando):
    persona, piccola, fuori = maggiorenne(), minorenne(), maggiorenne()
    domanda = cominciata(bando, persona)
    sua = entra(domanda, piccola, da=persona)
    with pytest.raises(DatoNonAccettato, match="già 18 anni"):
        actions.sceglie_chi_riceve(sua, da=persona)
    invitata = actions.invita(domanda, fuori.email, ruolo="legge", da=persona)
    with pytest.raises(DatoNonAccettato, match="Scegli una persona del gruppo"):
        actions.sceglie_chi_riceve(invitata, da=persona)
    actions.sceglie_chi_riceve(domanda.componenti.get(persona=persona), da=persona)
    actions.sceglie_chi_riceve(domanda.componenti.get(persona=persona), da=persona)
    assert domanda.componenti.filter(riceve=True).count() == 1


# ── What is missing ───────────────────────────────────────────────────────────────────────────────
def test_what_is_missing_is_named_never_found_out_later(bando):
    persona, altra, piccola = maggiorenne(), maggiorenne(), minorenne()
    domanda = pronta(bando, persona, [altra])
    assert che_cosa_manca(domanda, risposte_di(domanda)) == []
    actions.invita(domanda, "chi@example.org", ruolo="legge", da=persona)
    entra(domanda, piccola, da=persona)
    frasi = [una.frase for una in che_cosa_manca(domanda, risposte_di(domanda))]
    chiude = al_giorno(a_roma(bando.chiude_il).date())
    assert frasi[:3] == [
        "chi@example.org non ha ancora risposto all'invito.",
        f"{piccola} deve ancora confermare.",
        f"Per {piccola} deve ancora dire sì un genitore o tutore.",
    ]
    assert frasi[3:] == [
        f"{piccola} deve dire dove ha la residenza {chiude}.",
        f"Manca una dichiarazione di {piccola}.",
    ]
    with pytest.raises(DatoNonAccettato, match="non ha ancora risposto") as errore:
        actions.invia(domanda, gettone="a", da=persona)
    assert (errore.value.campo, Invio.objects.count(), Bando.objects.get().ultimo_numero) == ("gruppo", 0, 0)


def test_the_adult_who_answers_for_a_minor_says_yes_once(bando):
    persona, piccola = maggiorenne(), minorenne()
    domanda = pronta(bando, persona, [piccola])
    sua = domanda.componenti.get(persona=piccola)
    with pytest.raises(NonPermesso):
        actions.acconsenti(sua, da=piccola)
    actions.acconsenti(sua, da=Sistema("tutore:7"))
    with pytest.raises(TransizioneNonAmmessa, match="già risposto"):
        actions.acconsenti(sua, da=Sistema("tutore:7"))
    assert actions.invia(domanda, gettone="a", da=persona).n == 1


def test_statements_are_of_the_call_and_of_its_version_of_them(ufficio, bando):
    persona = maggiorenne()
    domanda = pronta(bando, persona)
    with pytest.raises(DatoNonAccettato, match="rileggi le dichiarazioni"):
        actions.dichiara(domanda, ["inventata"], da=persona)
    actions.dichiara(domanda, ["vero"], da=persona)
    assert domanda.dichiarazioni.filter(chiave="vero").count() == 1
    detta = bando.in_vigore
    nuove = (replace(detta.dichiarazioni[0], testo="Altre parole.", versione=2), *detta.dichiarazioni[1:])
    actions.rettifica(bando, replace(detta, dichiarazioni=nuove), dati_atto("3", "Refuso."), da=ufficio.pubblica)
    with pytest.raises(DatoNonAccettato, match="Manca una dichiarazione") as errore:
        actions.invia(domanda, gettone="a", da=persona)
    assert errore.value.campo == "vero"


# ── Sent ──────────────────────────────────────────────────────────────────────────────────────────
def test_sending_leaves_number_snapshot_and_fingerprint(bando):
    persona, altra = maggiorenne(), maggiorenne()
    domanda = pronta(bando, persona, [altra])
    arrivo = adesso()
    invio = actions.invia(domanda, gettone="a", da=persona, arrivo=arrivo)
    domanda.refresh_from_db()
    assert (domanda.stato, domanda.numero, domanda.inviata_il, domanda.versione.n) == ("inviata", 1, arrivo, 1)
    assert (invio.n, invio.arrivata_il, invio.impronta) == (1, arrivo, catena.sha256(catena.canonico(invio.contenuto)))
    date_ = {una["chiave"]: una["valore"] for una in invio.contenuto["risposte"]}
    assert (date_["titolo"], date_["chiesto"]) == ("Radio Quartiere", "900.00")
    assert [uno["persona"] for uno in invio.contenuto["gruppo"]] == [persona.pk, altra.pk]
    ultima = Transizione.objects.di(domanda).last()
    assert (ultima.verbo, ultima.dettaglio.dati) == (
        "invia",
        {"numero": 1, "invio": 1, "impronta": invio.impronta},
    )


def test_the_same_press_twice_is_one_sending(bando):
    persona = maggiorenne()
    domanda = pronta(bando, persona)
    primo = actions.invia(domanda, gettone="a", da=persona)
    assert actions.invia(domanda, gettone="a", da=persona) == primo
    with a_quest_ora(bando.chiude_il + timedelta(days=1)):
        assert actions.invia(domanda, gettone="a", da=persona) == primo
    assert (Invio.objects.count(), Bando.objects.get().ultimo_numero) == (1, 1)


def test_sent_again_the_number_stays_and_every_sending_is_kept(bando):
    persona = maggiorenne()
    domanda = inviata(bando, persona)
    risposta(domanda, "titolo", "Radio del Borgo", da=persona)
    poi = adesso() + timedelta(minutes=5)
    with a_quest_ora(poi):
        secondo = actions.invia(domanda, gettone="b", da=persona)
    domanda.refresh_from_db()
    assert (domanda.numero, secondo.n, domanda.inviata_il) == (1, 2, poi)
    titoli = [invio.contenuto["risposte"][0]["valore"] for invio in domanda.invii.all()]
    assert titoli == ["Radio Quartiere", "Radio del Borgo"]
    with pytest.raises(RigaImmutabile):
        secondo.delete()


def test_numbers_follow_one_another_call_by_call(ufficio, bando):
    altro = ufficio.pubblicato()
    assert [inviata(uno).numero for uno in (bando, bando, altro, bando)] == [1, 2, 1, 3]


def test_taken_back_it_keeps_its_number_and_can_be_sent_again(bando):
    persona = maggiorenne()
    domanda = inviata(bando, persona)
    with pytest.raises(TransizioneNonAmmessa, match="prima ritirala"):
        actions.invita(domanda, "altra@example.org", ruolo="legge", da=persona)
    actions.ritira(domanda, da=persona)
    with pytest.raises(TransizioneNonAmmessa):
        actions.ritira(domanda, da=persona)
    assert (domanda.stato, domanda.numero) == ("ritirata", 1)
    actions.invia(domanda, gettone="b", da=persona)
    assert (domanda.stato, domanda.numero) == ("inviata", 1)


def test_late_nothing_is_sent_or_taken_back_and_no_number_is_spent(bando):
    persona = maggiorenne()
    domanda, sua = pronta(bando, persona), inviata(bando)
    for arrivo in (bando.chiude_il, bando.chiude_il + timedelta(seconds=1)):
        with pytest.raises(FuoriTermine):
            actions.invia(domanda, gettone="a", da=persona, arrivo=arrivo)
    with a_quest_ora(bando.chiude_il), pytest.raises(FuoriTermine):
        actions.ritira(sua, da=sua.componenti.get().persona)
    domanda.refresh_from_db()
    assert (domanda.stato, Bando.objects.get(pk=bando.pk).ultimo_numero) == ("bozza", 1)
    un_attimo_prima = bando.chiude_il - timedelta(seconds=1)
    with a_quest_ora(bando.chiude_il + timedelta(seconds=30)):
        assert actions.invia(domanda, gettone="a", da=persona, arrivo=un_attimo_prima).arrivata_il == un_attimo_prima


def test_the_brake_stops_sending_and_keeps_what_is_written(ufficio, bando):
    persona = maggiorenne()
    domanda = pronta(bando, persona)
    actions.ferma_invii(bando, motivo="Un guasto.", da=ufficio.pubblica)
    with pytest.raises(TransizioneNonAmmessa, match="Quello che hai scritto è al sicuro"):
        actions.invia(domanda, gettone="a", da=persona)
    risposta(domanda, "titolo", "Intanto", da=persona)
    actions.riprendi_invii(bando, da=ufficio.pubblica)
    assert actions.invia(domanda, gettone="a", da=persona).n == 1


def test_who_sends_speaks_for_the_group_and_is_of_age(bando):
    persona, altra = maggiorenne(), maggiorenne()
    domanda = pronta(bando, persona, [altra])
    with pytest.raises(NonPermesso) as errore:
        actions.invia(domanda, gettone="a", da=altra)
    assert errore.value.codice == "non_referente"
    piccola = minorenne()
    sua = cominciata(bando, piccola)
    with pytest.raises(NonPermesso) as errore:
        actions.invia(sua, gettone="a", da=piccola)
    assert errore.value.codice == "minorenne"


def test_an_act_in_the_very_moment_is_told(ufficio, bando):
    domanda = pronta(bando)
    domanda.bando = Bando.objects.get(pk=bando.pk)
    Bando.objects.filter(pk=bando.pk).update(fermo="Un guasto.")
    with pytest.raises(BandoCambiato), transaction.atomic():
        _numero(domanda)
    assert Bando.objects.get(pk=bando.pk).ultimo_numero == 0


# ── The database holds it too ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "campi", [{"stato": "x"}, {"proponente": "x"}, {"numero": 4}, {"stato": "inviata"}, {"inviata_il": adesso()}]
)
def test_applications_that_make_no_sense_are_refused(bando, campi):
    domanda = cominciata(bando)
    with pytest.raises(IntegrityError), transaction.atomic():
        Domanda.objects.filter(pk=domanda.pk).update(**campi)


@pytest.mark.parametrize(
    "campi",
    [
        {"stato": "x"},
        {"ruolo": "x"},
        {"persona": None},
        {"stato": StatoComponente.CONFERMATO},
        {"confermato_il": adesso()},
    ],
)
def test_people_of_a_group_that_make_no_sense_are_refused(bando, campi):
    domanda = cominciata(bando)
    with pytest.raises(IntegrityError), transaction.atomic():
        domanda.componenti.update(**campi)
