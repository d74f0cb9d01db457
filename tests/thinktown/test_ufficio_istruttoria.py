"""The office's queue and review pages: what is shown, what is pressed, what follows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.templatetags.italiano import data
from talenti.documenti.actions import carica
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.istruttoria import AMMETTE, CHIEDE, ESCLUDE, decisa, detta
from tests.factories.thinktown import Ufficio, dopo_la_chiusura, inviata, maggiorenne, pronta, risposta
from thinktown import actions
from thinktown.enums import StatoDomanda
from thinktown.enums_istruttoria import SI_RIPENSA
from thinktown.models import Controllo, Domanda, Provvedimento
from thinktown.termini import ultimo_giorno

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio(client):
    casa = Ufficio()
    client.force_login(casa.scrive)
    return casa


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def tre(bando):
    """Three applications, and the call closed an hour ago."""
    domande = [inviata(bando) for _quale in range(3)]
    with dopo_la_chiusura(bando):
        yield domande


def qui(nome, bando, *args, **parametri):
    return reverse(f"admin:thinktown_bando_{nome}", args=[bando.pk, *args], query=parametri)


def numeri(pagina):
    return [riga["domanda"].numero for riga in pagina.context["righe"]]


# ── The queue ─────────────────────────────────────────────────────────────────────────────────────
def test_the_queue_counts_what_waits_of_whom_and_filters_by_the_address(client, ufficio, bando, tre):
    detta(tre[0], ESCLUDE, ufficio.scrive)
    decisa(tre[1], AMMETTE, ufficio.pubblica)
    pagina = client.get(qui("domande", bando))
    assert [(s["chiave"], s["quante"]) for s in pagina.context["situazioni"]] == [
        ("da_controllare", 1),
        ("in_sospeso", 1),
        ("escluse", 1),
    ]
    assert [riga["in_parole"].split(":")[0] for riga in pagina.context["righe"]] == [
        "Esclusa",
        "Ammessa alla valutazione",
        "Da controllare",
    ]
    assert numeri(client.get(qui("domande", bando, cosa="escluse"))) == [1]
    assert numeri(client.get(qui("domande", bando, cosa="in_sospeso"))) == [2]
    assert numeri(client.get(qui("domande", bando, cosa="da_controllare"))) == [3]
    actions.prende_in_mano(tre[2], ufficio.scrive, da=ufficio.scrive)
    assert numeri(client.get(qui("domande", bando, chi="mie"))) == [3]
    assert numeri(client.get(qui("domande", bando, chi="nessuno", cosa="escluse"))) == [1]
    assert numeri(client.get(qui("domande", bando, chi="altri"))) == []
    # By when: of what is decided already, nothing.
    entro = [riga["entro"] for riga in pagina.context["righe"]]
    assert (entro[0], entro[1] == entro[2]) == (None, True)


def test_the_queue_costs_the_same_for_one_and_for_three(client, ufficio, bando, django_assert_num_queries):
    prima = inviata(bando)
    with dopo_la_chiusura(bando):
        client.get(qui("domande", bando))
        decisa(prima, AMMETTE, ufficio.scrive)
        with django_assert_num_queries(QUERY_CODA):
            client.get(qui("domande", bando))
    inviata(bando)
    terza = inviata(bando)
    with dopo_la_chiusura(bando):
        detta(terza, CHIEDE, ufficio.scrive)
        with django_assert_num_queries(QUERY_CODA):
            assert numeri(client.get(qui("domande", bando))) == [1, 2, 3]


QUERY_CODA = 11


def test_an_officer_of_another_body_finds_nothing(client, bando, tre):
    altra = Ufficio(rete.ammesso(nome="Altro ente"))
    client.force_login(altra.pubblica)
    uno = tre[0].codice
    for nome, resto in (("domande", ()), ("domanda", (uno,)), ("chiedi", (uno,)), ("riesamina", (uno,))):
        assert client.get(qui(nome, bando, *resto)).status_code == 404
    for nome in ("decide", "controlla", "prende", "ripensa", "chiedi", "riesamina"):
        assert client.post(qui(nome, bando, uno)).status_code == 404
    assert client.post(qui("insieme", bando)).status_code == 404
    assert client.post(qui("ripensa_insieme", bando, "x")).status_code == 404


# ── One application ───────────────────────────────────────────────────────────────────────────────
def test_deciding_leads_to_the_next_and_the_decision_can_be_taken_back(client, ufficio, bando, tre):
    esito = client.post(qui("decide", bando, tre[0].codice, cosa="da_controllare"), {"esito": "ammissione", "letto": 1})
    assert esito.url == qui("domanda", bando, tre[1].codice, cosa="da_controllare")
    pagina = client.get(esito.url)
    (riga,) = pagina.context["sospese"]
    assert (riga["uno"].domanda, riga["quante"]) == (tre[0], 1)
    client.post(qui("ripensa", bando, tre[0].codice), {"provvedimento": riga["uno"].codice})
    assert not Provvedimento.objects.in_sospeso().exists()
    # The last one leads back to the queue, under the same filters.
    for una in tre[:2]:
        decisa(una, AMMETTE, ufficio.scrive)
    ultima = client.post(
        qui("decide", bando, tre[2].codice, cosa="da_controllare"), {"esito": "ammissione", "letto": 1}
    )
    assert ultima.url == qui("domande", bando, cosa="da_controllare")
    assert "Tutte controllate." in client.get(ultima.url).text


def test_a_refusal_of_the_form_keeps_what_was_typed(client, bando, tre):
    esito = client.post(qui("decide", bando, tre[0].codice), {"esito": "esclusione", "letto": 1, "motivo": " "})
    assert esito.status_code == 422
    assert esito.context["decide"].errors == {"motivo": ["Scrivi il motivo: chi lo riceve deve poter capire."]}
    assert client.post(qui("decide", bando, tre[0].codice), {"letto": 1}).status_code == 422
    lungo = {"esito": "esclusione", "letto": 2, "motivo": "Parole da non perdere."}
    esito = client.post(qui("decide", bando, tre[0].codice), lungo)
    assert (esito.status_code, "Parole da non perdere." in esito.text) == (422, True)
    assert "altro invio" in esito.text


def test_the_second_officer_reads_who_did_it_on_the_page(client, ufficio, bando, tre):
    decisa(tre[0], AMMETTE, ufficio.pubblica)
    esito = client.post(
        qui("decide", bando, tre[0].codice), {"esito": "esclusione", "letto": 1, "motivo": "Fuori provincia."}
    )
    assert f"Ha già deciso {ufficio.pubblica} alle" in esito.text
    assert "Fuori provincia." in esito.text
    pagina = client.get(qui("domanda", bando, tre[0].codice)).text
    assert f"l'ha deciso {ufficio.pubblica}" in pagina


def test_checks_are_shown_with_their_facts_and_kept(client, ufficio, bando, tre):
    pagina = client.get(qui("domanda", bando, tre[0].codice))
    chiavi = [riga.chiave for riga in pagina.context["controlli"]]
    assert chiavi[0] == "termine"
    assert {"req:eta", "dichiarazioni"} <= set(chiavi)
    client.post(
        qui("controlla", bando, tre[0].codice),
        {"letto": 1, "esito-termine": "va_bene", "nota-termine": "Visto.", "esito-inventata": "va_bene"},
    )
    assert list(Controllo.objects.values_list("chiave", "esito", "nota")) == [("termine", "va_bene", "Visto.")]
    assert client.post(qui("controlla", bando, tre[0].codice), {"letto": 2}).status_code == 404


def test_what_to_complete_is_asked_by_name(client, bando, tre):
    indirizzo = qui("chiedi", bando, tre[0].codice)
    campi = client.get(indirizzo).context["form"].fields
    # What bears on the score is not there; what does not is.
    assert "voce-inizio" in campi
    assert "voce-idea" not in campi
    assert client.post(indirizzo, {"letto": 1, "giorni": "5"}).status_code == 422
    assert client.post(indirizzo, {"letto": 1, "giorni": "99", "altro-1": "Il verbale."}).status_code == 422
    esito = client.post(
        indirizzo, {"letto": 1, "giorni": "5", "voce-inizio": "Non si legge.", "altro-1": "Il verbale."}
    )
    assert esito.status_code == 302
    chiesto = Provvedimento.objects.get()
    assert list(chiesto.voci.values_list("quesito", "che_cosa")) == [("inizio", "Non si legge."), ("", "Il verbale.")]
    # From the radios of the page one comes here.
    esito = client.post(qui("decide", bando, tre[1].codice), {"esito": "integrazione", "letto": 1})
    assert esito.url == qui("chiedi", bando, tre[1].codice)


def test_what_the_group_answers_is_read_only_once_it_is_sent(client, ufficio, bando, tre):
    chiesto = detta(tre[0], CHIEDE, ufficio.scrive)
    chiesto.voci.filter(n=1).update(testo="Ancora una bozza")
    assert "Ancora una bozza" not in client.get(qui("domanda", bando, tre[0].codice)).text
    Provvedimento.objects.filter(pk=chiesto.pk).update(
        risposto_il=adesso(), risposto_da=tre[0].componenti.get().persona
    )
    assert "Ancora una bozza" in client.get(qui("domanda", bando, tre[0].codice)).text


def test_it_is_given_to_somebody_who_works_on_the_call(client, ufficio, bando, tre):
    client.post(qui("prende", bando, tre[0].codice), {"chi": ufficio.pubblica.pk})
    tre[0].refresh_from_db()
    assert tre[0].seguita_da == ufficio.pubblica
    assert client.post(qui("prende", bando, tre[0].codice), {"chi": maggiorenne().pk}).status_code == 404
    # A page that is older than that changes nothing, and says whose it is.
    vecchia = client.post(qui("prende", bando, tre[0].codice), {"chi": "", "era": ""}, follow=True)
    assert escape(f"adesso {ufficio.pubblica}") in vecchia.text
    client.post(qui("prende", bando, tre[0].codice), {"chi": "", "era": ufficio.pubblica.pk})
    tre[0].refresh_from_db()
    assert tre[0].seguita_da is None


def test_what_was_told_is_opened_again_by_who_answers_for_the_call(client, ufficio, bando, tre):
    detta(tre[0], ESCLUDE, ufficio.scrive)
    assert "Riapri il controllo" not in client.get(qui("domanda", bando, tre[0].codice)).text
    assert client.post(qui("riesamina", bando, tre[0].codice), {"motivo": "Un errore."}).status_code == 403
    client.force_login(ufficio.pubblica)
    assert "Riapri il controllo" in client.get(qui("domanda", bando, tre[0].codice)).text
    assert client.post(qui("riesamina", bando, tre[0].codice), {"motivo": ""}).status_code == 422
    assert client.post(qui("riesamina", bando, tre[0].codice), {"motivo": "Un errore."}).status_code == 302
    tre[0].refresh_from_db()
    assert tre[0].stato == StatoDomanda.INVIATA


def test_a_pdf_is_read_beside_the_answers_and_in_no_other_frame(client, ufficio, bando):
    persona = maggiorenne()
    domanda = pronta(bando, persona)
    file = carica(rete.caricato("lettera.pdf"), per=domanda, da=persona)
    risposta(domanda, "altro", [file.codice], da=persona)
    actions.invia(domanda, gettone="uno", da=persona)
    indirizzo = qui("file", bando, domanda.codice, file.codice)
    salvato, mostrato = client.get(indirizzo), client.get(indirizzo + "?vedi=1")
    assert salvato["Content-Disposition"].startswith("attachment")
    assert "sandbox" in salvato["Content-Security-Policy"]
    assert (mostrato["Content-Disposition"].split(";")[0], mostrato["X-Frame-Options"]) == ("inline", "SAMEORIGIN")
    assert "frame-ancestors 'self'" in mostrato["Content-Security-Policy"]
    pagina = client.get(qui("domanda", bando, domanda.codice, file=file.codice)).text
    assert f'<iframe src="{indirizzo}?vedi=1#navpanes=0' in pagina
    assert "<iframe" not in client.get(qui("domanda", bando, domanda.codice, file="altro")).text


def test_the_card_of_the_call_says_how_many_are_left_to_check_once_it_is_closed(client, ufficio, bando, tre):
    scheda = reverse("admin:thinktown_bando_scheda", args=[bando.pk])
    decisa(tre[0], AMMETTE, ufficio.scrive)
    # One that is decided and not told yet waits for nobody.
    assert "2 da controllare" in client.get(scheda).text
    with a_quest_ora(bando.chiude_il - timedelta(hours=1)):
        assert "da controllare" not in client.get(scheda).text


def test_the_term_of_an_answer_is_a_day_and_never_the_midnight_after_it(client, ufficio, bando, tre):
    uno = detta(tre[0], CHIEDE, ufficio.scrive)
    uno.refresh_from_db()
    giorno = data(ultimo_giorno(uno.entro))
    pagina = client.get(qui("domanda", bando, tre[0].codice)).text
    assert (f"Si risponde entro {giorno}, fino alle 23:59." in pagina, "alle 0:00" in pagina) == (True, False)


# ── Many together ─────────────────────────────────────────────────────────────────────────────────
def test_many_are_read_once_more_decided_and_taken_back_together(client, ufficio, bando, tre):
    spunte = [f"{una.codice}:1" for una in tre[:2]]
    pagina = client.post(qui("insieme", bando), {"quali": spunte})
    assert [riga["domanda"].numero for riga in pagina.context["righe"]] == [1, 2]
    senza = client.post(qui("insieme", bando), {"quali": spunte, "esito": "esclusione", "motivo": ""})
    assert (senza.status_code, Provvedimento.objects.count()) == (422, 0)
    esito = client.post(qui("insieme", bando), {"quali": spunte, "esito": "esclusione", "motivo": "Fuori."})
    (riga,) = client.get(esito.url).context["sospese"]
    assert (riga["quante"], Provvedimento.objects.in_sospeso().count()) == (2, 2)
    # Back under the filters from which one pressed, like every other act.
    tolte = client.post(qui("ripensa_insieme", bando, riga["mazzo"], cosa="da_controllare"))
    assert tolte.url == qui("domande", bando, cosa="da_controllare")
    assert Provvedimento.objects.in_sospeso().count() == 0
    with a_quest_ora(adesso() + SI_RIPENSA + timedelta(minutes=1)):
        assert actions.comunica_dovuti() == 0


def test_all_those_of_the_filter_are_chosen_without_those_decided(client, ufficio, bando, tre):
    decisa(tre[1], AMMETTE, ufficio.pubblica)
    pagina = client.post(qui("insieme", bando), {"tutte": "si"})
    assert [riga["domanda"].numero for riga in pagina.context["righe"]] == [1, 3]
    assert client.post(qui("insieme", bando, q="2"), {"tutte": "si"}).url == qui("domande", bando, q="2")
    client.post(qui("insieme", bando), {"quali": [f"{tre[0].codice}:1"], "esito": "prendo"})
    tre[0].refresh_from_db()
    assert tre[0].seguita_da == ufficio.scrive


def test_one_that_cannot_be_is_named_and_the_others_go_on(client, ufficio, bando, tre):
    spunte = [f"{tre[0].codice}:1", f"{tre[1].codice}:7", "x:y", "\x00:1"]
    esito = client.post(qui("insieme", bando), {"quali": spunte, "esito": "ammissione"}, follow=True)
    detti = [str(uno) for uno in esito.context["messages"]]
    assert detti[0].startswith("1 domanda decisa: l'avviso parte alle")
    assert detti[1].startswith("Domanda n. 2: È arrivato un altro invio")
    assert Provvedimento.objects.count() == 1


def test_what_a_colleague_has_decided_and_told_meanwhile_is_said_too(client, ufficio, bando, tre):
    detta(tre[0], AMMETTE, ufficio.pubblica)
    spunte = [f"{tre[0].codice}:1"]
    assert [riga["domanda"] for riga in client.post(qui("insieme", bando), {"quali": spunte}).context["righe"]] == [
        tre[0]
    ]
    esito = client.post(qui("insieme", bando), {"quali": spunte, "esito": "ammissione"}, follow=True)
    [detto] = [str(uno) for uno in esito.context["messages"]]
    assert detto.startswith("Domanda n. 1: Lo stato è già «Ammessa»")


def test_of_her_own_group_she_meets_nothing_in_the_office(client, ufficio, bando):
    sua = rete.membro(ufficio.partner, ruoli.OPERATORE, persona=maggiorenne())
    domanda, altra = inviata(bando, altri=[sua]), inviata(bando)
    client.force_login(sua)
    with dopo_la_chiusura(bando):
        assert [riga["domanda"] for riga in client.get(qui("domande", bando)).context["righe"]] == [altra]
        assert client.get(qui("domanda", bando, domanda.codice)).status_code == 404
        dati = {"esito": "ammissione", "letto": 1}
        assert client.post(qui("decide", bando, domanda.codice), dati).status_code == 404
        assert client.post(qui("fascicolo", bando, domanda.codice)).status_code == 404


def test_a_check_of_a_colleague_stays_and_what_was_typed_is_said(client, ufficio, bando, tre):
    dove = qui("controlla", bando, tre[0].codice)
    actions.controlla(tre[0], {"termine": ("va_bene", "Visto.")}, letto=1, da=ufficio.pubblica)
    vecchia = {"letto": 1, "esito-termine": "dubbio", "nota-termine": "Da chiedere.", "era-termine": "|"}
    testo = client.post(dove, vecchia, follow=True).text
    assert escape(f"l'ha già controllato {ufficio.pubblica}") in testo
    assert escape("«Va bene – Visto.»") in testo
    assert escape("«Da chiarire – Da chiedere.»") in testo
    assert Controllo.objects.get().esito == "va_bene"
    # What she left as she found it is not hers, whatever has become of it.
    actions.controlla(tre[0], {"termine": ("non_va", "")}, letto=1, da=ufficio.pubblica)
    lasciata = {"letto": 1, "esito-termine": "va_bene", "nota-termine": "Visto.", "era-termine": "va_bene|Visto."}
    assert "Non è cambiato niente." in client.post(dove, lasciata, follow=True).text
    assert Controllo.objects.get().esito == "non_va"


def test_what_was_written_for_a_request_goes_along_and_is_asked_once(client, ufficio, bando, tre):
    scritto = {"esito": "integrazione", "letto": 1, "motivo": "Non si legge la data."}
    chiedi = client.post(qui("decide", bando, tre[0].codice), scritto).url
    assert client.get(chiedi).context["form"]["motivo"].value() == "Non si legge la data."
    chiesto = detta(tre[0], CHIEDE, ufficio.scrive)
    Provvedimento.objects.filter(pk=chiesto.pk).update(scaduto_il=adesso())
    Domanda.objects.filter(pk=tre[0].pk).update(stato="inviata")
    assert client.get(chiedi).status_code == 302


def test_the_call_passes_to_the_commission_from_its_card(client, ufficio, bando, tre):
    for una in tre:
        detta(una, AMMETTE, ufficio.scrive)
    client.force_login(ufficio.pubblica)
    atto = qui("atto", bando, "passa_alla_commissione")
    assert "Le domande ammesse sono 3" in client.get(atto).text
    client.post(atto)
    bando.refresh_from_db()
    assert bando.stato == "in_valutazione"
