"""Avvisami: one press, one notice, at any hour the sweep runs; who has a draft is reminded once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from talenti.avvisi.actions import scegli, spazza
from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import NonPermesso
from talenti.persone.actions import chiudi
from tests.factories.persone import PAROLA_CHIAVE, PersonaFactory
from tests.factories.thinktown import (
    Ufficio,
    a_mezzogiorno,
    cominciata,
    completa,
    dati_atto,
    entra,
    giorno_lavorativo,
    inviata,
    maggiorenne,
)
from thinktown import actions, dati
from thinktown.actions.attese import avvisa_chi_aspetta, avvisami, dimentica_attese, non_avvisarmi, ricorda_bozze
from thinktown.definizione import Finestra, Tempi
from thinktown.enums import Misura, Modalita, StatoBando
from thinktown.models import AttesaBando, Bando
from thinktown.models.attese import ATTESE_SI_TENGONO
from thinktown.tasks import avvisa

pytestmark = pytest.mark.django_db
QUI = reverse("thinktown:avvisami")


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def giulia():
    return PersonaFactory(email="giulia@example.org")


@pytest.fixture
def arriva(ufficio):
    """It opens in five days or so, and closes a month from now."""
    return ufficio.pubblicato(completa(apre=a_mezzogiorno(giorno_lavorativo(5))))


def detti(persona):
    return list(Avviso.objects.filter(persona=persona, tipo="attese").order_by("pk").values_list("oggetto", flat=True))


def sposta(bando, quando):
    with a_quest_ora(quando):
        return avvisa_chi_aspetta(), ricorda_bozze()


# ── One call ──────────────────────────────────────────────────────────────────────────────────────
def test_nobody_is_told_before_it_opens_and_everybody_once_when_it_does(arriva, giulia):
    avvisami(arriva, da=giulia)
    assert sposta(arriva, arriva.apre_il - timedelta(seconds=1)) == (0, 0)
    assert sposta(arriva, arriva.apre_il) == (1, 0)
    assert [frase.startswith("Il bando che aspettavi è aperto: chiude ") for frase in detti(giulia)] == [True]
    assert AttesaBando.objects.count() == 0
    for dopo in (timedelta(minutes=5), timedelta(days=1)):
        assert sposta(arriva, arriva.apre_il + dopo) == (0, 0)
    (avviso,) = Avviso.objects.filter(persona=giulia, tipo="attese")
    assert (avviso.azione_url, len(avviso.oggetto) <= 60) == (arriva.get_absolute_url(), True)


def test_after_days_of_silence_who_waited_is_told_all_the_same(arriva, giulia):
    avvisami(arriva, da=giulia)
    assert sposta(arriva, arriva.chiude_il - timedelta(seconds=1)) == (1, 0)
    assert len(detti(giulia)) == 1


def test_when_it_has_closed_again_meanwhile_the_portal_owns_up(arriva, giulia):
    avvisami(arriva, da=giulia)
    assert sposta(arriva, arriva.chiude_il) == (1, 0)
    assert detti(giulia) == ["Il bando che aspettavi si è già chiuso"]


def test_one_that_will_never_open_is_told_too(ufficio, arriva, giulia):
    avvisami(arriva, da=giulia)
    actions.annulla(arriva, dati_atto("99", motivo="I fondi sono venuti meno."), da=ufficio.pubblica)
    assert avvisa_chi_aspetta() == 1
    assert detti(giulia) == ["Il bando che aspettavi non apre"]


def test_between_two_windows_one_waits_for_the_second(ufficio, giulia):
    ora, mezzogiorno = adesso(), [a_mezzogiorno(giorno_lavorativo(n)) for n in (10, 20, 40)]
    finestre = (Finestra(apre=ora, chiude=mezzogiorno[0]), Finestra(apre=mezzogiorno[1], chiude=mezzogiorno[2]))
    tempi = Tempi(modalita=Modalita.MANIFESTAZIONE, finestre=finestre)
    bando = ufficio.pubblicato(replace(completa(Misura.INNOVAZIONE), tempi=tempi), Misura.INNOVAZIONE)
    with a_quest_ora(mezzogiorno[0]):
        avvisami(bando, da=giulia)
        assert avvisa_chi_aspetta() == 0
    assert sposta(bando, mezzogiorno[1]) == (1, 0)


def test_pressing_twice_is_once_and_stopping_is_stopping(arriva, giulia):
    assert (avvisami(arriva, da=giulia), avvisami(arriva, da=giulia)) == (True, False)
    assert AttesaBando.objects.count() == 1
    assert (non_avvisarmi(arriva, da=giulia), non_avvisarmi(arriva, da=giulia)) == (True, False)
    assert sposta(arriva, arriva.apre_il) == (0, 0)


@pytest.mark.parametrize("stato", StatoBando)
def test_one_waits_only_for_what_has_still_to_open(ufficio, arriva, giulia, stato):
    nato = Bando.objects.filter(pk=arriva.pk)
    if stato in (StatoBando.BOZZA, StatoBando.IN_VERIFICA):
        arriva = ufficio.bozza() if stato == StatoBando.BOZZA else ufficio.in_verifica()
    else:
        nato.update(stato=stato)
        arriva.refresh_from_db()
    if stato == StatoBando.PUBBLICATO:
        assert avvisami(arriva, da=giulia) is True
        return
    with pytest.raises(NonPermesso) as errore:
        avvisami(arriva, da=giulia)
    assert errore.value.codice == "non_arriva"


def test_what_is_open_has_nothing_to_wait_for(ufficio, giulia):
    with pytest.raises(NonPermesso):
        avvisami(ufficio.pubblicato(), da=giulia)


# ── Whatever comes out ────────────────────────────────────────────────────────────────────────────
def test_who_wants_to_hear_of_new_calls_hears_of_each_once(ufficio, giulia):
    vecchio = ufficio.pubblicato()
    avvisami(None, da=giulia)
    assert avvisa_chi_aspetta() == 0
    uno, due = ufficio.pubblicato(), ufficio.pubblicato(completa(apre=a_mezzogiorno(giorno_lavorativo(5))))
    ufficio.bozza()
    assert (avvisa_chi_aspetta(), avvisa_chi_aspetta()) == (2, 0)
    frasi = detti(giulia)
    assert [frase.split(":")[1].split()[0] for frase in frasi] == ["chiude", "apre"]
    righe = Avviso.objects.filter(persona=giulia, tipo="attese").order_by("pk")
    indirizzi = list(righe.values_list("azione_url", flat=True))
    assert (indirizzi, vecchio.get_absolute_url() in indirizzi) == (
        [uno.get_absolute_url(), due.get_absolute_url()],
        False,
    )
    assert AttesaBando.objects.count() == 1


def test_one_that_closed_before_anybody_could_be_told_is_not_announced(ufficio, giulia):
    avvisami(None, da=giulia)
    bando = ufficio.pubblicato()
    assert sposta(bando, bando.chiude_il) == (0, 0)


def test_who_stops_and_begins_again_hears_of_what_comes_after(ufficio, giulia):
    avvisami(None, da=giulia)
    ufficio.pubblicato()
    avvisa_chi_aspetta()
    non_avvisarmi(None, da=giulia)
    ufficio.pubblicato()
    avvisami(None, da=giulia)
    assert avvisa_chi_aspetta() == 0
    ufficio.pubblicato()
    assert (avvisa_chi_aspetta(), len(detti(giulia))) == (1, 2)


def test_many_are_told_in_more_than_one_run(ufficio, arriva, monkeypatch):
    monkeypatch.setattr("thinktown.actions.attese.LIMITE", 2)
    for _n in range(3):
        persona = PersonaFactory()
        avvisami(None, da=persona)
        avvisami(arriva, da=persona)
    nuovo = ufficio.pubblicato()
    with a_quest_ora(arriva.apre_il):
        assert [avvisa_chi_aspetta() for _volta in range(3)] == [4, 2, 0]
    assert Avviso.objects.filter(chiave__startswith=f"bando-esce:{nuovo.pk}:").count() == 3


def test_the_notice_respects_what_one_wants_by_mail_and_speaks_her_language(arriva, giulia):
    inglese = PersonaFactory(lingua="en", email="emma@example.org")
    for persona in (giulia, inglese):
        avvisami(arriva, da=persona)
    scegli(giulia, {"attese": "solo_portale"})
    with a_quest_ora(arriva.apre_il):
        avvisa.apply(kwargs={"altro": 1})
        spazza()
    lettere = [lettera for lettera in mail.outbox if set(lettera.to) & {giulia.email, inglese.email}]
    assert [(lettera.to, "is open" in lettera.subject) for lettera in lettere] == [(["emma@example.org"], True)]
    assert len(detti(giulia)) == 1


# ── What is kept of her ───────────────────────────────────────────────────────────────────────────
def test_her_copy_says_what_she_waits_for_and_closing_the_account_ends_it(arriva, giulia):
    avvisami(arriva, da=giulia)
    avvisami(None, da=giulia)
    assert [una["bando"] for una in dati.esporta(giulia)["bandi_attesi"]] == [str(arriva), None]
    chiudi(giulia, da=giulia)
    assert (AttesaBando.objects.count(), sposta(arriva, arriva.apre_il)) == (0, (0, 0))


def test_who_waits_for_two_years_is_forgotten(arriva, giulia):
    avvisami(None, da=giulia)
    assert dimentica_attese(adesso() + ATTESE_SI_TENGONO - timedelta(minutes=1)) == 0
    assert dimentica_attese(adesso() + ATTESE_SI_TENGONO + timedelta(minutes=1)) == 1


# ── The pages ─────────────────────────────────────────────────────────────────────────────────────
def premi(client, bando="", **altro):
    return client.post(QUI, {"bando": bando, **altro})


def test_from_the_call_one_press_to_begin_and_one_to_stop(client, arriva, giulia):
    indirizzo = arriva.get_absolute_url()
    client.force_login(giulia)
    assert "Avvisami quando apre" in client.get(indirizzo).content.decode()
    assert premi(client, arriva.slug, next=indirizzo).url == indirizzo
    testo = client.get(indirizzo).content.decode()
    assert ("Ti scriviamo quando apre." in testo, "Non avvisarmi più" in testo) == (True, True)
    assert premi(client, arriva.slug, next=indirizzo, basta="1").url == indirizzo
    assert AttesaBando.objects.count() == 0


def test_who_has_no_account_signs_in_and_presses_there(client, arriva, giulia):
    testo = client.get(arriva.get_absolute_url()).content.decode()
    assert f'href="{QUI}?bando={arriva.slug}"' in testo
    poi = f"{QUI}?bando={arriva.slug}"
    verso = client.get(poi)
    assert verso.url.startswith("/accedi/?next=")
    assert premi(client, arriva.slug).url == verso.url
    assert "Stai chiedendo un avviso sui bandi." in client.get(verso.url).content.decode()
    assert client.post("/accedi/", {"login": giulia.email, "password": PAROLA_CHIAVE, "next": poi}).url == poi
    pagina = client.get(poi)
    assert pagina.context["chiesto"] == arriva
    assert AttesaBando.objects.count() == 0
    premi(client, arriva.slug)
    assert [riga["bando"] for riga in client.get(QUI).context["attese"]] == [arriva]
    assert client.get(poi).context["chiesto"] is None


def test_an_open_call_offers_nothing_to_wait_for(client, ufficio, giulia):
    bando = ufficio.pubblicato()
    client.force_login(giulia)
    assert "Avvisami quando apre" not in client.get(bando.get_absolute_url()).content.decode()
    assert premi(client, bando.slug).status_code == 403
    assert "non c&#x27;è niente da aspettare" in client.get(f"{QUI}?bando={bando.slug}").content.decode()


@pytest.mark.parametrize("slug", ["non-esiste", "\x00", "a" * 300, "<b>"])
def test_a_call_that_is_none_is_not_found(client, ufficio, giulia, slug):
    client.force_login(giulia)
    bozza = ufficio.bozza()
    attesi = 302 if not slug.strip("\x00") else 404
    assert [premi(client, slug).status_code, premi(client, bozza.slug).status_code] == [attesi, 404]


def test_nobody_is_sent_out_of_the_portal(client, arriva, giulia):
    client.force_login(giulia)
    assert premi(client, arriva.slug, next="https://example.com/").url == QUI


def test_the_list_offers_it_on_top_while_none_is_open(client, ufficio, arriva, giulia):
    elenco = reverse("thinktown:elenco")
    testo = client.get(elenco).content.decode()
    assert testo.index("Adesso nessun bando è aperto") < testo.index(arriva.titolo)
    client.force_login(giulia)
    premi(client, next=elenco)
    assert "Ti scriviamo quando esce un bando." in client.get(elenco).content.decode()
    ufficio.pubblicato()
    testo = client.get(elenco).content.decode()
    assert testo.index(arriva.titolo) < testo.index("Vuoi sapere dei prossimi?")


@pytest.mark.parametrize("quante", [1, 3])
def test_what_one_waits_for_costs_the_same_and_shows_no_strangers(
    client, ufficio, giulia, quante, django_assert_num_queries
):
    for n in range(quante):
        avvisami(ufficio.pubblicato(completa(apre=a_mezzogiorno(giorno_lavorativo(5 + n)))), da=giulia)
    avvisami(ufficio.pubblicato(completa(apre=a_mezzogiorno(giorno_lavorativo(5)))), da=PersonaFactory())
    client.force_login(giulia)
    client.get(QUI)
    with django_assert_num_queries(8):
        assert len(client.get(QUI).context["attese"]) == quante


# ── A draft and its closing ───────────────────────────────────────────────────────────────────────
@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


def vicino(bando, **prima):
    return bando.chiude_il - timedelta(**prima)


def test_two_days_before_the_closing_the_whole_group_of_a_draft_is_reminded_once(bando):
    persona, altra, invitata = maggiorenne(), maggiorenne(), maggiorenne()
    domanda = cominciata(bando, persona)
    entra(domanda, altra, da=persona)
    actions.invita(domanda, invitata.email, ruolo="legge", da=persona)
    inviata(bando, maggiorenne())
    assert sposta(bando, vicino(bando, days=2, seconds=1)) == (0, 0)
    assert sposta(bando, vicino(bando, days=2)) == (0, 2)
    for chi in (persona, altra):
        assert [frase.startswith("La tua domanda non è inviata: si chiude ") for frase in detti(chi)] == [True]
    assert detti(invitata) == []
    assert [sposta(bando, vicino(bando, **prima)) for prima in ({"days": 1}, {"seconds": 1})] == [(0, 0), (0, 0)]


def test_the_reminder_comes_late_rather_than_never_and_not_after_the_closing(bando):
    persona = maggiorenne()
    cominciata(bando, persona)
    assert sposta(bando, bando.chiude_il) == (0, 0)
    assert sposta(bando, vicino(bando, minutes=1)) == (0, 1)
    (oggetto,) = detti(persona)
    assert len(oggetto) <= 60


def test_who_began_in_the_last_two_days_knows(bando):
    with a_quest_ora(vicino(bando, days=1)):
        cominciata(bando)
        assert ricorda_bozze() == 0


def test_an_extension_has_its_own_reminder(ufficio, bando):
    cominciata(bando)
    assert sposta(bando, vicino(bando, days=1)) == (0, 1)
    with a_quest_ora(vicino(bando, days=1)):
        nuova = a_mezzogiorno(giorno_lavorativo(60))
        actions.proroga(bando, nuova, dati_atto("13", motivo="Poche domande."), da=ufficio.pubblica)
        assert ricorda_bozze() == 0
    bando.refresh_from_db()
    assert [sposta(bando, vicino(bando, days=1)) for _volta in range(2)] == [(0, 1), (0, 0)]


def test_a_call_that_was_stopped_reminds_nobody(ufficio, bando):
    cominciata(bando)
    actions.annulla(bando, dati_atto("99", motivo="I fondi sono venuti meno."), da=ufficio.pubblica)
    assert sposta(bando, vicino(bando, days=1)) == (0, 0)


@pytest.mark.parametrize("quante", [1, 3])
def test_a_sweep_that_has_told_everybody_asks_little(bando, arriva, giulia, quante, django_assert_num_queries):
    for _n in range(quante):
        cominciata(bando)
        avvisami(None, da=PersonaFactory())
    with a_quest_ora(vicino(bando, days=1)):
        avvisa.apply()
        with django_assert_num_queries(11):
            avvisa.apply()
