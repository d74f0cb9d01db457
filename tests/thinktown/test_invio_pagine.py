"""The last look, sending, the receipt, taking back: from the pages."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora, adesso
from talenti.documenti.models import Documento
from talenti.documenti.queries import EsitoVerifica, verifica
from tests.factories.thinktown import Ufficio, cominciata, completa, entra, inviata, maggiorenne, pronta, risposta
from thinktown import actions, coda
from thinktown.definizione import Condizione
from thinktown.enums import Modalita
from thinktown.istanti import al_secondo
from thinktown.models import Bando, DichiarazioneResa, Invio

pytestmark = pytest.mark.django_db
SPUNTE = {f"dichiara_{chiave}": "on" for chiave in ("vero", "letto", "senza_impedimenti", "non_due_volte")}


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


def parla(domanda):
    return domanda.componenti.get(ruolo="referente").persona


def senza_dichiarazioni(bando, altri=()):
    """One press and four ticks away from being sent."""
    domanda = pronta(bando, maggiorenne(), altri)
    domanda.dichiarazioni.filter(persona=parla(domanda)).delete()
    return domanda


def apri(client, persona, nome, *argomenti, **dati):
    client.force_login(persona)
    return client.get(reverse(f"thinktown:{nome}", args=argomenti), dati)


def manda(client, persona, nome, *argomenti, **dati):
    client.force_login(persona)
    return client.post(reverse(f"thinktown:{nome}", args=argomenti), dati)


def campi(pagina):
    return {nome: pagina.context[nome] for nome in ("gettone", "letto")}


# ── Check ─────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_missing_comes_first_with_where_it_is_done(client, bando):
    domanda = cominciata(bando)
    altra = maggiorenne(nome="Ada", cognome="Neri")
    entra(domanda, altra, da=parla(domanda))
    pagina = apri(client, parla(domanda), "invia", domanda.codice)
    detto = pagina.content.decode()
    assert "Non è ancora inviata." in detto
    parte = bando.in_vigore.parti[0]
    prima = pagina.context["manca"][0]
    via = reverse("thinktown:parte", args=[domanda.codice, parte.chiave])
    assert prima.url == f"{via}#voce-{parte.quesiti[0].chiave}"
    gruppo = reverse("thinktown:gruppo", args=[domanda.codice])
    assert [una.frase for una in pagina.context["manca"] if una.url == gruppo] == [
        "Ada Neri: deve leggere e confermare.",
        "Scegli chi riceve il contributo: una persona che ha già 18 anni.",
    ]
    assert "Non hai risposto" in detto
    assert not pagina.context["pronta"]


def test_answers_are_read_back_as_people_wrote_them(client, bando):
    domanda = senza_dichiarazioni(bando)
    detto = apri(client, parla(domanda), "invia", domanda.codice).content.decode()
    for parole in (
        "Radio Quartiere",
        "Utilità sociale",
        "lunedì 1 marzo 2027",
        "600\u00a0€",
        "Un negozio",
        "900\u00a0€",
    ):
        assert parole in detto


def test_sent_from_the_page_with_its_ticks(client, bando):
    domanda = senza_dichiarazioni(bando)
    persona = parla(domanda)
    pagina = apri(client, persona, "invia", domanda.codice)
    assert pagina.context["pronta"]
    fatto = manda(client, persona, "invia", domanda.codice, **campi(pagina), **SPUNTE)
    assert fatto.url == reverse("thinktown:ricevuta", args=[domanda.codice])
    domanda.refresh_from_db()
    assert (domanda.stato, domanda.numero, domanda.dichiarazioni.filter(persona=persona).count()) == ("inviata", 1, 4)


def test_without_a_tick_nothing_leaves_and_nothing_is_declared(client, bando):
    domanda = senza_dichiarazioni(bando)
    dati = SPUNTE | {"gettone": "abcdef"}
    dati.pop("dichiara_vero")
    pagina = manda(client, parla(domanda), "invia", domanda.codice, **dati)
    assert (pagina.status_code, list(pagina.context["form"].errors)) == (422, ["dichiara_vero"])
    assert pagina.context["form"]["dichiara_letto"].value()
    assert (Invio.objects.count(), domanda.dichiarazioni.count()) == (0, 0)


def test_the_second_press_of_the_same_button_is_the_same_receipt(client, bando):
    domanda = senza_dichiarazioni(bando)
    persona = parla(domanda)
    dati = campi(apri(client, persona, "invia", domanda.codice)) | SPUNTE
    risposte = [manda(client, persona, "invia", domanda.codice, **dati).url for _volta in range(2)]
    with a_quest_ora(bando.chiude_il + timedelta(hours=1)):
        risposte.append(manda(client, persona, "invia", domanda.codice, **dati).url)
    assert risposte == [reverse("thinktown:ricevuta", args=[domanda.codice])] * 3
    assert (Invio.objects.count(), Bando.objects.get(pk=bando.pk).ultimo_numero) == (1, 1)


def test_a_text_that_changed_while_it_was_read_is_read_again(client, bando):
    altra = maggiorenne()
    domanda = senza_dichiarazioni(bando, [altra])
    persona = parla(domanda)
    dati = campi(apri(client, persona, "invia", domanda.codice)) | SPUNTE
    risposta(domanda, "titolo", "Cambiato adesso", da=altra)
    actions.conferma(domanda, da=altra)
    pagina = manda(client, persona, "invia", domanda.codice, **dati)
    assert (pagina.status_code, "Il testo è cambiato mentre lo leggevi" in pagina.content.decode()) == (409, True)
    assert "Cambiato adesso" in pagina.content.decode()
    assert manda(client, persona, "invia", domanda.codice, **campi(pagina), **SPUNTE).status_code == 302


def test_the_instant_that_counts_is_that_of_arrival(client, bando, settings):
    settings.ARRIVO_DAL_PROXY = True
    domanda = senza_dichiarazioni(bando)
    client.force_login(parla(domanda))
    prima = bando.chiude_il - timedelta(seconds=1)
    indirizzo = reverse("thinktown:invia", args=[domanda.codice])
    with a_quest_ora(bando.chiude_il + timedelta(seconds=20)):
        intestazioni = {"X-Request-Start": f"t={int(prima.timestamp() * 1000)}"}
        assert client.post(indirizzo, {"gettone": "abcdef", **SPUNTE}, headers=intestazioni).status_code == 302
    assert Invio.objects.get().arrivata_il == prima


def test_who_is_let_in_late_reads_her_own_instant_and_sends(client, ufficio, bando):
    domanda = senza_dichiarazioni(bando)
    persona, dopo = parla(domanda), bando.chiude_il + timedelta(days=1)
    with a_quest_ora(dopo):
        assert not apri(client, persona, "invia", domanda.codice).context["pronta"]
        fino_a = dopo + timedelta(hours=2)
        actions.ammetti_tardi(bando, persona, fino_a=fino_a, motivo="Ricovero.", da=ufficio.pubblica)
        pagina = apri(client, persona, "invia", domanda.codice)
        assert (pagina.context["scade"], "ti lascia inviare prima di" in pagina.content.decode()) == (fino_a, True)
        assert manda(client, persona, "invia", domanda.codice, **campi(pagina), **SPUNTE).status_code == 302
    with a_quest_ora(fino_a):
        assert manda(client, persona, "ritira", domanda.codice).status_code == 409


def test_the_brake_is_said_on_the_page(client, ufficio, bando):
    domanda = senza_dichiarazioni(bando)
    actions.ferma_invii(bando, motivo="Un guasto alla posta.", da=ufficio.pubblica)
    pagina = apri(client, parla(domanda), "invia", domanda.codice)
    assert (pagina.context["pronta"], "Un guasto alla posta." in pagina.content.decode()) == (False, True)
    fermata = manda(client, parla(domanda), "invia", domanda.codice, gettone="abcdef", **SPUNTE)
    assert (fermata.status_code, Invio.objects.count()) == (409, 0)


def test_a_person_of_the_group_reads_it_and_does_not_send(client, bando):
    altra = maggiorenne()
    domanda = senza_dichiarazioni(bando, [altra])
    pagina = apri(client, altra, "invia", domanda.codice)
    assert 'name="gettone"' not in pagina.content.decode()
    assert manda(client, altra, "invia", domanda.codice, gettone="abcdef", **SPUNTE).status_code == 403
    assert Invio.objects.count() == 0


# ── Each one's part ───────────────────────────────────────────────────────────────────────────────
def test_each_confirms_in_person_with_her_own_statements(client, bando):
    altra = maggiorenne()
    domanda = cominciata(bando)
    entra(domanda, altra, da=parla(domanda))
    pagina = apri(client, altra, "conferma", domanda.codice)
    assert list(pagina.context["form"].fields) == ["residenza", "dichiara_senza_impedimenti"]
    senza = manda(client, altra, "conferma", domanda.codice, letto=pagina.context["letto"])
    assert (senza.status_code, domanda.componenti.get(persona=altra).stato) == (422, "dentro")
    dati = {"letto": pagina.context["letto"], "dichiara_senza_impedimenti": "on", "residenza": "019098"}
    assert manda(client, altra, "conferma", domanda.codice, **dati).status_code == 302
    suo = domanda.componenti.get(persona=altra)
    assert (suo.stato, [una.chiave for una in DichiarazioneResa.objects.filter(persona=altra)]) == (
        "confermato",
        ["senza_impedimenti"],
    )
    assert "Hai fatto la tua parte" in apri(client, altra, "conferma", domanda.codice).content.decode()


def test_what_changed_meanwhile_is_not_confirmed_unread(client, bando):
    altra = maggiorenne()
    domanda = cominciata(bando)
    entra(domanda, altra, da=parla(domanda))
    letto = apri(client, altra, "conferma", domanda.codice).context["letto"]
    risposta(domanda, "titolo", "Altro titolo", da=parla(domanda))
    dati = {"letto": letto, "dichiara_senza_impedimenti": "on", "residenza": "019098"}
    pagina = manda(client, altra, "conferma", domanda.codice, **dati)
    assert pagina.context["form"]["residenza"].value() == "019098"
    assert (pagina.status_code, "Altro titolo" in pagina.content.decode()) == (409, True)
    assert domanda.componenti.get(persona=altra).stato == "dentro"


def test_after_the_sending_a_changed_text_is_confirmed_and_sent_again(client, bando):
    altra = maggiorenne()
    domanda = inviata(bando, maggiorenne(), [altra])
    risposta(domanda, "titolo", "Radio del Borgo", da=parla(domanda))
    pagina = apri(client, altra, "conferma", domanda.codice)
    assert manda(client, altra, "conferma", domanda.codice, letto=pagina.context["letto"]).status_code == 302
    controllo = apri(client, parla(domanda), "invia", domanda.codice)
    assert manda(client, parla(domanda), "invia", domanda.codice, **campi(controllo)).status_code == 302
    domanda.refresh_from_db()
    assert (domanda.numero, domanda.invii.count()) == (1, 2)


def test_a_statement_is_asked_only_where_the_answers_ask_for_it(client, ufficio):
    detta = completa()
    senza, condizione = detta.dichiarazioni, Condizione(quesito="occasione", valori=("si",))
    solo_se = tuple(replace(una, solo_se=condizione) if una.chiave == "non_due_volte" else una for una in senza)
    domanda = senza_dichiarazioni(ufficio.pubblicato(replace(detta, dichiarazioni=solo_se)))
    persona = parla(domanda)
    assert "dichiara_non_due_volte" not in apri(client, persona, "invia", domanda.codice).context["form"].fields
    risposta(domanda, "occasione", "si", da=persona)
    assert "dichiara_non_due_volte" in apri(client, persona, "invia", domanda.codice).context["form"].fields


# ── The receipt ───────────────────────────────────────────────────────────────────────────────────
def test_the_receipt_says_what_arrived_and_when_to_everybody_of_the_group(client, bando):
    altra = maggiorenne()
    domanda = inviata(bando, maggiorenne(), [altra])
    invio = domanda.invii.get()
    for persona in (parla(domanda), altra):
        detto = apri(client, persona, "ricevuta", domanda.codice).content.decode()
        for parole in (
            "Domanda inviata",
            al_secondo(invio.arrivata_il),
            invio.impronta,
            str(invio.da),
            "Puoi modificarla",
        ):
            assert parole in detto
        assert re.search(r"<dt>Numero</dt><dd><strong>1</strong>", detto)
    assert apri(client, altra, "ricevuta", domanda.codice).context["puo_ritirare"] is False


def test_a_draft_has_no_receipt_and_a_sent_one_no_second_check(client, bando):
    bozza, mandata = cominciata(bando), inviata(bando)
    assert apri(client, parla(bozza), "ricevuta", bozza.codice).status_code == 404
    assert apri(client, parla(bozza), "ritira", bozza.codice).status_code == 404
    ricevuta = reverse("thinktown:ricevuta", args=[mandata.codice])
    assert apri(client, parla(mandata), "invia", mandata.codice).url == ricevuta


def test_changed_after_the_sending_the_receipt_says_that_it_is_not_sent(client, bando):
    domanda = inviata(bando)
    persona = parla(domanda)
    risposta(domanda, "titolo", "Radio del Borgo", da=persona)
    detto = apri(client, persona, "ricevuta", domanda.codice).content.decode()
    assert "Avete cambiato qualcosa dopo l&#x27;invio" in detto or "Avete cambiato qualcosa dopo l'invio" in detto
    assert ("Radio Quartiere" in detto, "Radio del Borgo" in detto) == (True, False)
    controllo = apri(client, persona, "invia", domanda.codice)
    assert "Vale ancora quella che hai già inviato" in controllo.content.decode()
    manda(client, persona, "invia", domanda.codice, **campi(controllo))
    prima = apri(client, persona, "ricevuta", domanda.codice, invio="1")
    assert ("Non è l" in prima.content.decode(), "Radio del Borgo" in prima.content.decode()) == (True, False)
    assert apri(client, persona, "ricevuta", domanda.codice, invio="7").status_code == 404
    assert apri(client, persona, "ricevuta", domanda.codice, invio="²").status_code == 200


def test_the_paper_is_drawn_once_signed_and_verifiable(client, bando, settings, tmp_path):
    settings.PRIVATI, settings.CHIAVI = tmp_path / "privati", tmp_path / "chiavi"
    domanda = inviata(bando)
    volte = [apri(client, parla(domanda), "ricevuta_pdf", domanda.codice) for _volta in range(2)]
    assert [volta["Content-Type"] for volta in volte] == ["application/pdf"] * 2
    assert volte[0].content[:5] == b"%PDF-"
    assert volte[0].content == volte[1].content
    documento = Documento.objects.get()
    assert verifica(documento.codice).esito == EsitoVerifica.VALIDO


# ── Taken back ────────────────────────────────────────────────────────────────────────────────────
def test_taking_it_back_asks_first_and_says_what_follows(client, bando):
    domanda = inviata(bando)
    persona = parla(domanda)
    assert "Il numero 1 resta tuo" in apri(client, persona, "ritira", domanda.codice).content.decode()
    assert manda(client, persona, "ritira", domanda.codice).status_code == 302
    domanda.refresh_from_db()
    assert (domanda.stato, domanda.numero) == ("ritirata", 1)
    detto = apri(client, persona, "ricevuta", domanda.codice).content.decode()
    assert ("Domanda ritirata" in detto, "puoi inviarla di nuovo" in detto) == (True, True)
    assert manda(client, persona, "ritira", domanda.codice).status_code == 409


def test_after_the_closing_it_is_not_taken_back(client, bando):
    domanda = inviata(bando)
    with a_quest_ora(bando.chiude_il):
        assert "Non la puoi ritirare da qui" in apri(client, parla(domanda), "ritira", domanda.codice).content.decode()
        assert manda(client, parla(domanda), "ritira", domanda.codice).status_code == 409
    domanda.refresh_from_db()
    assert domanda.stato == "inviata"


# ── First come, first served ──────────────────────────────────────────────────────────────────────
def test_in_a_queue_the_page_says_the_place_before_it_is_lost(client, ufficio):
    detta = completa()
    sportello = ufficio.pubblicato(replace(detta, tempi=replace(detta.tempi, modalita=Modalita.SPORTELLO)))
    ora = adesso()
    domande = []
    for posto in range(3):
        with a_quest_ora(ora + timedelta(minutes=posto)):
            domande.append(inviata(sportello))
    ritirata = domande[1]
    assert [coda.posto(una) for una in domande] == [1, 2, 3]
    with a_quest_ora(ora + timedelta(minutes=5)):
        actions.ritira(ritirata, da=parla(ritirata))
        risposta(domande[0], "titolo", "Altro", da=parla(domande[0]))
        pagina = apri(client, parla(domande[0]), "invia", domande[0].codice)
    assert (pagina.context["posto"], pagina.context["ultimo_posto"]) == (1, 2)
    assert "ora sei al 1º, diventeresti al 2º" in pagina.content.decode()


def test_an_hour_that_comes_twice_says_which_of_the_two():
    from datetime import UTC, datetime

    prima, dopo = datetime(2026, 10, 25, 0, 30, 5, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, 5, tzinfo=UTC)
    assert al_secondo(prima) == "domenica 25 ottobre 2026 alle 2:30:05 (ora legale)"
    assert al_secondo(dopo) == "domenica 25 ottobre 2026 alle 2:30:05 (ora solare)"
