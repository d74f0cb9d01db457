"""The pages of the places, for everybody: what is shown of each and what is not, by comune, by sector, in English."""

import html

import pytest
from django.urls import reverse

from talenti.luoghi.models import Comune
from tests.factories.posti import DueBandi, chiuso, inviata_da, pubblicata, scelta
from tests.factories.thinktown import Ufficio, completa, dati_atto, maggiorenne
from thinktown import actions
from thinktown.enums import BANDI_PUBBLICI
from thinktown.misure import Modello
from thinktown.models import Bando, Offerta
from thinktown.views.posti import PostiView

pytestmark = pytest.mark.django_db


def letto(risposta):
    """The words of the page, as one reads them."""
    return html.unescape(risposta.content.decode())


def _elenco(due):
    return reverse("thinktown:posti", args=[due.secondo.slug])


def _pagina(due, offerta):
    return reverse("thinktown:posto", args=[due.secondo.slug, offerta.codice])


@pytest.fixture
def due():
    return DueBandi(2)


def test_the_call_lists_its_places_and_each_has_a_page(client, due):
    bando = letto(client.get(due.secondo.get_absolute_url()))
    elenco = letto(client.get(_elenco(due)))
    for offerta in due.offerte:
        assert f'href="{_pagina(due, offerta)}"' in bando
        assert f'href="{_pagina(due, offerta)}"' in elenco
    pagina = client.get(_pagina(due, due.offerte[0]))
    testo = letto(pagina)
    attesi = ("Etichette che raccontano il campo 1", "Organizzazione 1", "Soresina", "Via dei Campi 4",
              "Segue la produzione da dieci anni.", "250\u00a0€", "Da lunedì a venerdì, la mattina.", "30",
              "Agroalimentare e patrimonio rurale", "Chi ha voglia di imparare.")  # fmt: skip
    assert [uno for uno in attesi if uno not in testo] == []
    assert [str(cosa) for cosa, _parole in pagina.context["voci"]][:2] == ["Sede", "Che cosa si fa"]


def test_what_the_office_keeps_stands_on_no_page(client, due):
    """The tutor's name, the staff, the tax code, what was said for the choice only."""
    for indirizzo in (due.secondo.get_absolute_url(), _elenco(due), _pagina(due, due.offerte[0]),
                      due.primo.get_absolute_url()):  # fmt: skip
        testo = letto(client.get(indirizzo))
        trovati = (
            "Tutoreprivato",
            "01234560199",
            "Coltiviamo ortaggi.",
            "Li ha scelti la rete.",
            due.domande[0].codice,
        )
        assert [uno for uno in trovati if uno in testo] == []


def test_the_collecting_call_leads_to_the_one_that_answers_once_it_is_out(client):
    ufficio, primo, (domanda,) = chiuso()
    pubblicata(domanda, ufficio.pubblica)
    secondo = ufficio.in_verifica(completa(Modello.INNOVAZIONE_GIOVANI, posti_di=primo.codice), misura="innovazione")
    pagina = primo.get_absolute_url()
    assert secondo.codice not in (prima := letto(client.get(pagina)))
    assert secondo.titolo not in prima
    actions.pubblica(secondo, dati_atto(), da=ufficio.pubblica)
    assert f'href="{secondo.get_absolute_url()}"' in letto(client.get(pagina))


def test_places_are_found_by_comune_and_by_sector(client, due):
    offerte, comune = due.offerte, Comune.objects.attivi().get(nome="Crema")
    Offerta.objects.filter(pk=offerte[1].pk).update(comune=comune, settore="ict", nome_settore="Informatica")

    def trovati(**parametri):
        risposta = client.get(_elenco(due), parametri)
        return [uno.titolo[-1] for uno in risposta.context["posti"]]

    soresina, crema = offerte[0].comune.istat, comune.istat
    assert trovati() == ["1", "2"]
    assert (trovati(comune=soresina), trovati(comune=crema), trovati(settore="ict")) == (["1"], ["2"], ["2"])
    assert trovati(comune=crema, settore="agricoltura") == []
    assert (trovati(comune="x"), trovati(settore="<b>")) == (["1", "2"], ["1", "2"])
    vuota = letto(client.get(_elenco(due), {"comune": crema, "settore": "agricoltura"}))
    assert "Nessun posto con questi filtri" in vuota


def test_a_withdrawn_place_says_why_and_a_hidden_one_is_not_there(client, due):
    offerta = due.offerte[0]
    actions.ritira_offerta(offerta, motivo="L'impresa si trasferisce.", da=due.ufficio.pubblica)
    pagina = client.get(_pagina(due, offerta))
    testo = letto(pagina)
    assert (pagina.status_code, "L'impresa si trasferisce." in testo) == (410, True)
    assert ("Segue la produzione" in testo, 'content="noindex"' in testo) == (False, True)
    assert [uno.pk for uno in client.get(_elenco(due)).context["posti"]] == [due.offerte[1].pk]
    proposta_ = scelta(due.domande[0], due.ufficio.pubblica)
    client.force_login(due.ufficio.pubblica)
    assert client.get(_pagina(due, proposta_)).status_code == 404


def test_where_there_is_nothing_to_choose_the_pages_say_so_or_are_not_there(client, due):
    for offerta in due.offerte:
        actions.ritira_offerta(offerta, motivo="Ha chiuso.", da=due.ufficio.pubblica)
    assert "Adesso non c'è nessun posto" in letto(client.get(_elenco(due)))
    assert "Adesso non c'è nessun posto da scegliere" in letto(client.get(due.secondo.get_absolute_url()))
    senza = Ufficio(due.ufficio.partner).pubblicato()
    for nome, altro in (("posti", ()), ("posto", (due.offerte[0].codice,))):
        assert client.get(reverse(f"thinktown:{nome}", args=[senza.slug, *altro])).status_code == 404


def test_a_place_of_another_call_is_not_on_this_one(client, due):
    altri = DueBandi(1, ufficio=due.ufficio)
    assert client.get(_pagina(due, altri.offerte[0])).status_code == 404


def test_the_places_of_a_draft_are_read_by_who_writes_it(client, due):
    bozza = due.ufficio.bozza(completa(Modello.INNOVAZIONE_GIOVANI, posti_di=due.primo.codice), misura="innovazione")
    elenco = reverse("thinktown:posti", args=[bozza.slug])
    assert client.get(elenco).status_code == 404
    client.force_login(due.ufficio.scrive)
    assert client.get(elenco).status_code == 200


def test_in_english_the_words_around_are_english(client, due):
    pagina, elenco = _pagina(due, due.offerte[0]), _elenco(due)
    testo = letto(client.get(f"/en{pagina}"))
    assert ("Who guides you" in testo, "Chi ti segue" in testo, "Segue la produzione" in testo) == (True, False, True)
    assert "The places to choose from" in letto(client.get(f"/en{elenco}"))


@pytest.mark.parametrize("quante", [1, 3])
def test_the_pages_ask_the_same_of_the_database_for_one_and_for_many(client, quante, django_assert_num_queries):
    due = DueBandi(quante)
    for indirizzo, domande in ((_elenco(due), 6), (due.secondo.get_absolute_url(), 7)):
        client.get(indirizzo)
        with django_assert_num_queries(domande):
            client.get(indirizzo)


def test_the_list_of_places_has_pages(client):
    assert PostiView.paginate_by == 24
    due = DueBandi(1)
    modello = Offerta.objects.get()
    for n in range(2, 27):
        domanda = modello.domanda
        domanda.pk, domanda.codice, domanda.numero = None, f"copia{n}", n
        domanda.save(force_insert=True)
        una = Offerta.objects.get(n=1)
        una.pk, una.codice, una.n, una.domanda = None, f"posto{n}", n, domanda
        una.save(force_insert=True)
    assert len(client.get(_elenco(due)).context["posti"]) == 24
    assert len(client.get(_elenco(due), {"page": 2}).context["posti"]) == 2
    assert len(client.get(due.secondo.get_absolute_url()).context["posti"]) == 6


# ── More than one application ─────────────────────────────────────────────────────────────────────
def test_where_one_may_ask_for_several_services_another_application_is_begun(client):
    ufficio = Ufficio()
    bando = ufficio.pubblicato(completa(Modello.VOLONTARIATO), misura="volontariato")
    domanda = inviata_da(bando, Modello.VOLONTARIATO)
    client.force_login(domanda.componenti.get().persona)
    comincia = reverse("thinktown:comincia", args=[bando.slug])
    assert f'href="{comincia}"' in letto(client.get(bando.get_absolute_url()))
    assert client.get(comincia).status_code == 200
    dati = {"come": "servizi|terzo_settore", "soggetto": "Organizzazione 1", "codice_fiscale": "90000000191"}
    nuova = client.post(comincia, dati)
    assert (nuova.status_code, bando.domande.count()) == (302, 2)
    # While it is being written, it is found again.
    assert client.get(comincia).url == nuova.url
    assert f'href="{comincia}"' not in letto(client.get(bando.get_absolute_url()))


def test_where_one_application_is_all_there_is_no_other_to_begin(client, due):
    domanda = due.bozza()
    due.invia(domanda)
    client.force_login(domanda.componenti.get().persona)
    comincia = reverse("thinktown:comincia", args=[due.secondo.slug])
    assert client.get(comincia).status_code == 302
    assert f'href="{comincia}"' not in letto(client.get(due.secondo.get_absolute_url()))


def test_the_list_of_ones_applications_asks_the_same_for_one_and_for_many(client, due, django_assert_num_queries):
    persona = maggiorenne()
    client.force_login(persona)
    contate = []
    for _volta in range(2):
        due.bozza(persona)
        altri = DueBandi(1, quale=Modello.VOLONTARIATO, ufficio=due.ufficio)
        altri.bozza(persona)
        client.get(reverse("thinktown:mie"))
        with django_assert_num_queries(16) as lette:
            client.get(reverse("thinktown:mie"))
        contate.append(len(lette))
    assert contate == [16, 16]


def test_a_place_is_public_as_long_as_its_call_is(due):
    assert Bando.objects.get(pk=due.primo.pk).stato in BANDI_PUBBLICI
    assert set(Offerta.objects.visibili_a(None)) == set(due.offerte)
