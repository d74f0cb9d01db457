"""The pages of the messages: of the group, of the office; what each may not see, whichever way it looks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from talenti.base import registries
from talenti.documenti.models import FileCaricato
from talenti.persone.models import Lettura
from tests.factories import rete
from tests.factories.messaggi import CHIEDE, RISPONDE, file, risposto, scritto
from tests.factories.persone import con_fattore
from tests.factories.thinktown import Ufficio, cominciata, entra, inviata, maggiorenne, risposta
from thinktown.attese_messaggi import in_ufficio, linea
from thinktown.models import MessaggioDomanda

pytestmark = pytest.mark.django_db
ELENCO = "/admin/thinktown/messaggiodomanda/"


@pytest.fixture(autouse=True)
def _privati(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia():
    return maggiorenne(nome="Giulia", cognome="Delgruppo")


@pytest.fixture
def domanda(bando, giulia):
    return cominciata(bando, giulia)


def _qui(domanda):
    return reverse("thinktown:messaggi", args=[domanda.codice])


def _la(domanda):
    return reverse("admin:thinktown_messaggiodomanda_conversazione", args=[domanda.codice])


def _entra(client, persona, *, ufficio=False):
    client.force_login(con_fattore(persona) if ufficio else persona)
    return client


# ── The group ─────────────────────────────────────────────────────────────────────────────────────
def test_an_empty_page_says_what_it_is_for(client, domanda, giulia):
    risposta_ = _entra(client, giulia).get(_qui(domanda))
    testo = risposta_.content.decode()
    assert "Nessun messaggio, per ora" in testo
    assert "Finché la domanda non è inviata l" in testo


def test_written_with_a_file_and_shown_to_the_whole_group(client, domanda, giulia):
    altra = maggiorenne()
    entra(domanda, altra, da=giulia, ruolo="legge")
    dati = {"testo": CHIEDE, "file": rete.caricato("preventivo.pdf"), "gettone": "a" * 16}
    risposta_ = _entra(client, giulia).post(_qui(domanda), dati, follow=True)

    assert risposta_.redirect_chain == [(_qui(domanda), 302)]
    assert "Messaggio inviato. Quando l" in risposta_.content.decode()
    testo = _entra(client, altra).get(_qui(domanda)).content.decode()
    assert (escape(CHIEDE) in testo, "preventivo.pdf" in testo, "Delgruppo" in testo) == (True, True, True)
    assert ("Invia il messaggio" in testo, "Qui puoi leggere, non scrivere" in testo) == (False, True)
    messaggio = domanda.messaggi.get()
    assert client.get(messaggio.file.get_absolute_url()).status_code == 200
    assert client.post(_qui(domanda), {"testo": "x"}).status_code == 403


@pytest.mark.parametrize("dati", [{}, {"testo": " "}, {"testo": "x" * 3001}, {"testo": "Sì", "gettone": "<b>"}])
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(client, domanda, giulia, dati):
    risposta_ = _entra(client, giulia).post(_qui(domanda), dati)
    assert (risposta_.status_code, domanda.messaggi.count()) == (422, 0)
    assert dati.get("testo", "")[:40] in risposta_.content.decode()


def test_a_file_that_is_not_what_it_says_is_refused(client, domanda, giulia):
    finto = rete.caricato("foto.pdf", b"MZ" + b"\0" * 200)
    risposta_ = _entra(client, giulia).post(_qui(domanda), {"testo": CHIEDE, "file": finto})
    assert (risposta_.status_code, domanda.messaggi.count(), FileCaricato.objects.count()) == (422, 0, 0)
    assert escape(CHIEDE) in risposta_.content.decode()


def test_without_a_token_a_message_is_sent_all_the_same(client, domanda, giulia):
    _entra(client, giulia).post(_qui(domanda), {"testo": CHIEDE})
    assert len(domanda.messaggi.get().gettone) >= 12


def test_opening_marks_nothing_and_the_button_marks_what_was_shown(client, ufficio, bando, giulia):
    spedita = inviata(bando, giulia)
    risposto(spedita, ufficio.scrive)
    testo = _entra(client, giulia).get(_qui(spedita)).content.decode()
    assert ("Segna come letto" in testo, 'name="fino_a" value="1"' in testo) == (True, True)
    assert spedita.messaggi.get().letto_il is None
    risposto(spedita, ufficio.scrive, "Un altro.")

    letti = reverse("thinktown:messaggi_letti", args=[spedita.codice])
    assert client.post(letti, {"fino_a": "1"}).status_code == 302
    assert [m.letto_il is not None for m in spedita.messaggi.all()] == [True, False]
    parte = client.post(letti, {"fino_a": "2"}, headers={"HX-Request": "true"})
    assert (parte.status_code, parte.content.decode().strip()) == (200, "")
    for sbagliato in ("", "x", "-1", "9" * 40, "²"):
        assert client.post(letti, {"fino_a": sbagliato}).status_code == 302


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_page_asks_the_same_however_many_there_are(
    client, ufficio, bando, giulia, quanti, django_assert_num_queries
):
    spedita = inviata(bando, giulia)
    for n in range(quanti):
        scritto(spedita, giulia, str(n), file=file())
        risposto(spedita, ufficio.scrive, str(n))
    _entra(client, giulia).get(_qui(spedita))
    with django_assert_num_queries(9):
        assert client.get(_qui(spedita)).status_code == 200


def test_my_area_says_what_the_office_wrote_until_it_is_read(ufficio, bando, giulia):
    spedita = inviata(bando, giulia)
    altra = inviata(bando)
    for una in (spedita, altra):
        risposto(una, ufficio.scrive)
        risposto(una, ufficio.scrive, "Ancora.")
    (cosa,) = linea(giulia)
    assert (cosa.gruppo, cosa.url) == ("da_fare", _qui(spedita))
    scritto(spedita, giulia)
    assert list(linea(giulia)) == []


# ── The office ────────────────────────────────────────────────────────────────────────────────────
def test_of_a_draft_the_office_sees_the_message_and_the_code_and_nothing_else(client, ufficio, domanda, giulia):
    risposta(domanda, "titolo", "Titolosegreto", da=giulia)
    scritto(domanda, giulia)

    _entra(client, ufficio.scrive, ufficio=True)
    for indirizzo in (
        ELENCO,
        f"{ELENCO}?aspetta=si&_facets=1",
        f"{ELENCO}?q={domanda.codice}",
        _la(domanda),
        "/admin/",
    ):
        testo = client.get(indirizzo).content.decode()
        for segreto in ("Delgruppo", "Radio Quartiere", "Titolosegreto", giulia.email):
            assert segreto not in testo, (indirizzo, segreto)
    testo = client.get(_la(domanda)).content.decode()
    assert (escape(CHIEDE) in testo, domanda.codice in testo) == (True, True)
    assert CHIEDE not in client.get(ELENCO).content.decode()


def test_of_what_was_sent_it_sees_who_writes_and_her_log_says_so(client, ufficio, bando, giulia):
    spedita = inviata(bando, giulia)
    scritto(spedita, giulia)
    testo = _entra(client, ufficio.scrive, ufficio=True).get(_la(spedita)).content.decode()
    assert ("Delgruppo" in testo, "Radio Quartiere" in testo) == (True, True)
    lettura = Lettura.objects.get(persona=giulia)
    assert (lettura.chi, lettura.per_conto, lettura.pagina) == (
        ufficio.scrive,
        str(bando.partner),
        "thinktown.messaggi",
    )


def test_a_draft_nobody_wrote_about_is_not_there(client, ufficio, domanda):
    _entra(client, ufficio.pubblica, ufficio=True)
    assert client.get(_la(domanda)).status_code == 404
    assert client.post(_la(domanda), {"verbo": "rispondi", "testo": "Ciao"}).status_code == 404


def test_another_bodys_office_finds_nothing(client, domanda, giulia):
    scritto(domanda, giulia, file=file())
    altro = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    altro.pubblicato()
    _entra(client, altro.pubblica, ufficio=True)
    messaggio = domanda.messaggi.get()

    assert client.get(_la(domanda)).status_code == 404
    assert client.post(_la(domanda), {"verbo": "rispondi", "testo": "Ciao"}).status_code == 404
    assert client.get(f"{ELENCO}{messaggio.pk}/change/").status_code == 404
    assert f"/{domanda.codice}/" not in client.get(f"{ELENCO}?q={domanda.codice}").content.decode()
    assert client.get(messaggio.file.get_absolute_url()).status_code == 404


def test_the_office_answers_and_says_that_nothing_is_needed(client, ufficio, domanda, giulia):
    scritto(domanda, giulia)
    _entra(client, ufficio.scrive, ufficio=True)

    assert client.post(_la(domanda), {"verbo": "rispondi", "testo": " "}).status_code == 422
    assert client.post(_la(domanda), {"verbo": "niente"}).status_code == 400
    assert client.post(_la(domanda), {"verbo": "non_serve", "fino_a": "9"}).status_code == 404
    assert client.post(_la(domanda), {"verbo": "non_serve", "fino_a": "boh"}).status_code == 404
    dati = {"verbo": "rispondi", "testo": RISPONDE, "file": rete.caricato("modulo.pdf")}
    assert client.post(_la(domanda), dati)["Location"] == _la(domanda)
    assert [(m.lato, m.testo) for m in domanda.messaggi.all()] == [("gruppo", CHIEDE), ("ufficio", RISPONDE)]

    scritto(domanda, giulia, "Grazie.")
    # What came meanwhile still waits.
    scritto(domanda, giulia, "Ancora una cosa.")
    testo = client.post(_la(domanda), {"verbo": "non_serve", "fino_a": "3"}, follow=True).content.decode()
    assert "non aspetta più una risposta" in testo
    assert [m.n for m in MessaggioDomanda.objects.da_evadere()] == [4]
    di_nuovo = client.post(_la(domanda), {"verbo": "non_serve", "fino_a": "3"}, follow=True).content.decode()
    assert "Questo messaggio non aspetta più una risposta." in di_nuovo


def test_the_first_page_of_the_office_counts_applications(ufficio, domanda, giulia, bando):
    assert list(in_ufficio(ufficio.scrive)) == []
    primo = scritto(domanda, giulia)
    scritto(domanda, giulia, "Un'altra cosa.")
    altra = cominciata(bando)
    scritto(altra, altra.componenti.get().persona)
    (attesa,) = in_ufficio(ufficio.scrive)
    assert (attesa.quanti, attesa.dal, attesa.url) == (2, primo.scritto_il, f"{ELENCO}?aspetta=si")
    assert list(in_ufficio(maggiorenne())) == []
    assert registries.ufficio.get("thinktown.messaggi") is in_ufficio


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_list_asks_the_same_however_many_there_are(client, ufficio, bando, quanti):
    for _volta in range(quanti):
        domanda = cominciata(bando)
        scritto(domanda, domanda.componenti.get().persona)
    _entra(client, ufficio.scrive, ufficio=True).get(ELENCO)
    with CaptureQueriesContext(connection) as chieste:
        testo = client.get(ELENCO).content.decode()
    # Of its own table: what else the admin asks is of every page of the office.
    proprie = [una["sql"] for una in chieste if 'FROM "thinktown_messaggiodomanda"' in una["sql"]]
    assert len(proprie) == 2
    assert testo.count("meno di un giorno") == quanti


def test_a_row_leads_to_its_application_and_answered_ones_wait_no_more(client, ufficio, domanda, giulia):
    uno = scritto(domanda, giulia)
    _entra(client, ufficio.scrive, ufficio=True)
    for pezzo in ("change", "history"):
        assert client.get(f"{ELENCO}{uno.pk}/{pezzo}/")["Location"] == _la(domanda)
    risposto(domanda, ufficio.scrive)
    testo = client.get(ELENCO).content.decode()
    assert ("meno di un giorno" in testo, testo.count(f">{domanda.codice}</a>")) == (False, 2)
    assert f">{domanda.codice}</a>" not in client.get(f"{ELENCO}?aspetta=si").content.decode()


def test_the_list_is_there_while_it_is_empty(client, ufficio, bando):
    assert _entra(client, ufficio.scrive, ufficio=True).get(ELENCO).status_code == 200
    fuori = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    assert _entra(client, fuori.scrive, ufficio=True).get(ELENCO).status_code == 403
