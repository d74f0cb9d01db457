"""The office chooses places, publishes and withdraws them: its pages, who opens them, what they ask of the database."""

import pytest
from django.urls import reverse

from talenti.base.clock import oggi
from talenti.persone.models import Lettura
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.posti import DueBandi, chiuso, inviata_da, pubblicata, scelta
from tests.factories.thinktown import Ufficio, completa, maggiorenne
from tests.thinktown.browser import compila, giorno, modulo
from thinktown import actions
from thinktown.misure import Modello
from thinktown.models import Bando, Offerta

pytestmark = pytest.mark.django_db


def posti(bando):
    return reverse("admin:thinktown_bando_posti", args=[bando.pk])


def scegli(domanda):
    return reverse("admin:thinktown_bando_scegli", args=[domanda.bando_id, domanda.codice])


def posto(offerta, verbo=""):
    nome, altro = ("posto_verbo", (verbo,)) if verbo else ("posto", ())
    return reverse(f"admin:thinktown_bando_{nome}", args=[offerta.bando_id, offerta.codice, *altro])


@pytest.fixture
def raccolta(client):
    ufficio, bando, (domanda,) = chiuso()
    client.force_login(ufficio.pubblica)
    return ufficio, bando, domanda


def test_from_an_application_to_a_place_that_everybody_reads_and_back(client, raccolta):
    _ufficio, bando, domanda = raccolta
    elenco = client.get(posti(bando))
    assert [(riga["domanda"].pk, riga["titolo"]) for riga in elenco.context["righe"]] == [
        (domanda.pk, "Etichette che raccontano il campo 1")
    ]
    pagina = client.get(scegli(domanda))
    dati, _bottoni = modulo(pagina)
    assert (dati["titolo"], dati["comune"], dati["posti"], dati["tutor"]) == (
        ["Etichette che raccontano il campo 1"],
        ["Soresina"],
        ["1"],
        ["Segue la produzione da dieci anni."],
    )
    assert "Tutoreprivato" not in pagina.content.decode()
    scelto = compila(client, pagina, numero="91/2026", **giorno("data", oggi()))
    offerta = Offerta.objects.get()
    assert (scelto.url, offerta.stato, offerta.atto_numero) == (posto(offerta), "proposta", "91/2026")
    compila(client, client.get(posto(offerta, "rivedi")), tutor="Un perito agrario.")
    compila(client, client.get(posto(offerta, "pubblica")))
    offerta.refresh_from_db()
    assert (offerta.stato, offerta.contenuto["tutor"], list(Offerta.objects.pubblicate())) == (
        "pubblicata",
        "Un perito agrario.",
        [offerta],
    )
    elenco = client.get(posti(bando))
    assert (elenco.context["righe"], [uno.pk for uno in elenco.context["offerte"]]) == ([], [offerta.pk])
    compila(client, client.get(posto(offerta, "ritira")), motivo="Ha chiuso.")
    assert Offerta.objects.get().stato == "ritirata"
    assert [riga["domanda"].pk for riga in client.get(posti(bando)).context["righe"]] == [domanda.pk]


def test_what_is_refused_stays_as_it_was_typed_with_the_rule_beside_it(client, raccolta):
    _ufficio, _bando, domanda = raccolta
    pagina = client.get(scegli(domanda))
    assert "Tirocini ammessi insieme: 1" in pagina.content.decode()
    rifiutata = compila(client, pagina, posti="3", titolo="Un altro titolo", motivo="Li ha scelti la rete.")
    assert (rifiutata.status_code, list(rifiutata.context["form"].errors)) == (422, ["deroga"])
    assert modulo(rifiutata)[0]["titolo"] == ["Un altro titolo"]
    for campi, dove in (
        ({"posti": "", "motivo": "Sì."}, "posti"),
        ({"comune": "Atlantide", "motivo": "Sì."}, "comune"),
        ({"titolo": "", "motivo": "Sì."}, "titolo"),
        ({"tutor": "Chiamate il 333 1234567", "motivo": "Sì."}, "tutor"),
        ({"motivo": ""}, "numero"),
        ({"numero": "3"}, "data"),
    ):
        rifiutata = compila(client, pagina, **campi)
        assert (rifiutata.status_code, list(rifiutata.context["form"].errors)) == (422, [dove])
    assert Offerta.objects.count() == 0
    compila(client, pagina, posti="3", deroga="Un accordo.", motivo="Li ha scelti la rete.", comune="")
    offerta = Offerta.objects.get()
    assert (offerta.posti, offerta.deroga, offerta.comune) == (3, "Un accordo.", None)


def test_who_writes_calls_reads_and_does_not_choose(client, raccolta):
    ufficio, bando, domanda = raccolta
    offerta = scelta(domanda, ufficio.pubblica)
    client.force_login(ufficio.scrive)
    assert [client.get(una).status_code for una in (posti(bando), posto(offerta))] == [200, 200]
    assert [client.get(posto(offerta, verbo)).status_code for verbo in ("rivedi", "pubblica", "ritira")] == [403] * 3
    assert client.post(posto(offerta, "pubblica")).status_code == 403
    actions.ritira_offerta(offerta, motivo="Un errore.", da=ufficio.pubblica)
    assert client.get(scegli(domanda)).status_code == 403
    assert f'href="{scegli(domanda)}"' not in client.get(posti(bando)).content.decode()


def test_who_does_not_follow_the_call_finds_no_page(client, raccolta):
    ufficio, bando, domanda = raccolta
    offerta = scelta(domanda, ufficio.pubblica)
    altrove = rete.ammesso(tipo="ente_pubblico", nome="Comune di Altrove", codice_fiscale="90000000282")
    client.force_login(rete.membro(altrove, ruoli.AMMINISTRAZIONE))
    indirizzi = [posti(bando), scegli(domanda), posto(offerta), posto(offerta, "ritira")]
    assert [client.get(una).status_code for una in indirizzi] == [404] * 4
    assert [client.post(una).status_code for una in indirizzi] == [404] * 4


def test_what_is_not_there_is_not_found(client, raccolta):
    ufficio, _bando, domanda = raccolta
    senza = Ufficio(ufficio.partner).pubblicato()
    assert client.get(posti(senza)).status_code == 404
    offerta = scelta(domanda, ufficio.pubblica)
    assert client.get(posto(offerta, "inventa")).status_code == 404
    altro = reverse("admin:thinktown_bando_posto", args=[senza.pk, offerta.codice])
    assert client.get(altro).status_code == 404


def test_when_it_is_not_the_moment_one_is_led_back(client, raccolta):
    ufficio, bando, domanda = raccolta
    offerta = pubblicata(domanda, ufficio.pubblica)
    for indirizzo, dove in (
        (scegli(domanda), posti(bando)),
        (posto(offerta, "rivedi"), posto(offerta)),
        (posto(offerta, "pubblica"), posto(offerta)),
    ):
        assert [client.get(indirizzo).url, client.post(indirizzo).url] == [dove, dove]
    aperto = ufficio.pubblicato(completa(Modello.INNOVAZIONE), misura="innovazione")
    nuova = inviata_da(aperto, Modello.INNOVAZIONE)
    pagina = client.get(posti(aperto)).content.decode()
    assert ("ancora aperto: si sceglie quando è chiuso" in pagina, scegli(nuova) in pagina) == (True, False)
    assert client.get(scegli(nuova)).status_code == 404


def test_of_two_who_choose_the_same_application_one_reads_that_it_is_done(client, raccolta):
    ufficio, _bando, domanda = raccolta
    pagina = client.get(scegli(domanda))
    scelta(domanda, ufficio.pubblica)
    seconda = compila(client, pagina, motivo="Anche io.")
    assert (seconda.status_code, Offerta.objects.count()) == (302, 1)


def test_each_reading_of_an_application_is_noted(client, raccolta):
    _ufficio, bando, domanda = raccolta
    persona = domanda.componenti.get().persona_id
    for indirizzo in (posti(bando), scegli(domanda)):
        Lettura.objects.all().delete()
        client.get(indirizzo)
        assert list(Lettura.objects.values_list("persona", "pagina")) == [(persona, "thinktown.posti")]


def test_the_office_reads_who_has_chosen_and_which_were_withdrawn(client):
    due = DueBandi(2)
    client.force_login(due.ufficio.scrive)
    domanda = due.bozza()
    due.bozza(codici=due.codici[::-1])
    due.invia(domanda)
    assert "1 domanda inviata, 1 come prima scelta" in client.get(posto(due.offerte[0])).content.decode()
    altra = client.get(posto(due.offerte[1])).content.decode()
    assert ("1 domanda inviata" in altra, "come prima scelta" in altra) == (True, False)
    actions.ritira_offerta(due.offerte[0], motivo="Si trasferisce.", da=due.ufficio.pubblica)
    letta = client.get(reverse("admin:thinktown_bando_domanda", args=[due.secondo.pk, domanda.codice])).content.decode()
    assert ("Posti scelti che poi sono stati ritirati:" in letta, "Si trasferisce." in letta) == (True, True)
    assert "1. Etichette che raccontano il campo 1 · Organizzazione 1, Soresina<br>2." in letta


def test_the_page_of_an_application_leads_to_its_place(client, raccolta):
    ufficio, bando, domanda = raccolta
    pagina = reverse("admin:thinktown_bando_domanda", args=[bando.pk, domanda.codice])
    assert f'href="{scegli(domanda)}"' in client.get(pagina).content.decode()
    assert (
        f'href="{posti(bando)}"'
        in client.get(reverse("admin:thinktown_bando_scheda", args=[bando.pk])).content.decode()
    )
    scelta(domanda, ufficio.pubblica)
    assert f'href="{scegli(domanda)}"' not in client.get(pagina).content.decode()


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_many(client, quante, django_assert_num_queries):
    ufficio, bando, domande = chiuso(quante=quante * 2)
    for domanda in domande[:quante]:
        pubblicata(domanda, ufficio.pubblica)
    client.force_login(ufficio.pubblica)
    client.get(posti(bando))
    with django_assert_num_queries(16):
        pagina = client.get(posti(bando))
    assert (len(pagina.context["offerte"]), len(pagina.context["righe"])) == (quante, quante)


# ── The call is written ───────────────────────────────────────────────────────────────────────────
def test_the_second_call_is_begun_from_its_template_and_says_whose_places_it_offers(client):
    due = DueBandi(1)
    client.force_login(due.ufficio.scrive)
    nuovo = client.get("/admin/thinktown/bando/add/")
    compila(client, nuovo, partner=str(due.ufficio.partner.pk), modello="innovazione_giovani")
    bando = Bando.objects.get(stato="bozza")
    assert (bando.misura, bando.risponde_a) == ("innovazione", None)
    voce = reverse("admin:thinktown_bando_quesito", args=[bando.pk, "preferenze"])
    pagina = client.get(voce)
    offerti = dict(pagina.context["pagina"].form.fields["bando"].choices)
    assert list(offerti) == ["", due.primo.codice]
    compila(client, pagina, bando=due.primo.codice, minimo="1", massimo="3")
    bando.refresh_from_db()
    quesito = bando.bozza.preferenze
    assert (bando.risponde_a, quesito.bando, quesito.minimo, quesito.massimo) == (due.primo, due.primo.codice, 1, 3)


def test_what_an_answer_says_of_the_place_is_chosen_with_its_question(client):
    ufficio = Ufficio()
    client.force_login(ufficio.scrive)
    bando = ufficio.bozza(completa(Modello.VOLONTARIATO), misura="volontariato")
    voce = reverse("admin:thinktown_bando_quesito", args=[bando.pk, "ente"])
    compila(client, client.get(voce), nel_posto="chi")
    bando.refresh_from_db()
    assert bando.bozza.quesito("ente").nel_posto == "chi"
    anteprima = client.get(reverse("admin:thinktown_bando_anteprima", args=[bando.pk])).content.decode()
    assert "Nel posto che si pubblica: Chi si cerca" in anteprima
    compila(client, client.get(voce), nel_posto="")
    bando.refresh_from_db()
    assert bando.bozza.quesito("ente").nel_posto is None


def test_who_applies_reads_which_answers_are_published(client):
    bando = Ufficio().pubblicato(completa(Modello.INNOVAZIONE), misura="innovazione")
    persona = maggiorenne()
    domanda = actions.comincia(
        bando, proponente="impresa", sezione="imprese", soggetto="Noi", codice_fiscale="1", da=persona
    )
    client.force_login(persona)
    pagina = client.get(reverse("thinktown:parte", args=[domanda.codice, "tirocinio"]))
    aiuti = {nome: campo.help_text for nome, campo in pagina.context["form"].fields.items()}
    si_pubblica = {nome.removeprefix("v-") for nome, aiuto in aiuti.items() if "Si pubblica" in aiuto}
    assert si_pubblica == {
        "comune", "dove", "tutor_ruolo", "chi_cercate", "ore", "orario", "posti", "quota"
    }  # fmt: skip
