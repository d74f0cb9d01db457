"""The register of requests of access: its sheets, its list, what waits, and how much the pages ask of the database."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talenti.base import registries
from talenti.base.clock import oggi
from tests.factories.persone import con_fattore
from tests.factories.registri import CHE_COSA, accesso, accesso_su_carta, decidi
from tests.factories.thinktown import Ufficio, inviata, maggiorenne
from thinktown.actions.accessi import interpella
from thinktown.attese_registri import in_ufficio

pytestmark = pytest.mark.django_db
ELENCO = "/admin/thinktown/richiestaaccesso/"


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia():
    return maggiorenne(nome="Giulia", cognome="Chiede")


def porta(bando):
    return reverse("thinktown:accesso", args=[bando.slug])


def scheda(una):
    return reverse("admin:thinktown_bando_accesso", args=[una.bando_id, una.codice])


def entra(client, persona, *, ufficio=False):
    client.force_login(con_fattore(persona) if ufficio else persona)
    return client


# ── The register ──────────────────────────────────────────────────────────────────────────────────
def foglio(client, quale, coda=""):
    risposta = client.get(f"{ELENCO}registro/{quale}/{coda}")
    assert (risposta.status_code, risposta["Content-Type"]) == (200, "text/csv; charset=utf-8")
    testo = risposta.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(testo, newline=""), delimiter=";"))


def test_the_sheets_of_the_two_registers(client, ufficio, bando, giulia):
    una = accesso(bando, giulia, "generalizzato")
    decidi(una, "accogli_in_parte", ufficio.pubblica, oggetto="=Verbali")
    accesso(bando, giulia, "civico")
    accesso_su_carta(bando, ufficio.scrive, nome="+Carla")
    entra(client, ufficio.scrive, ufficio=True)
    civico, documentale = foglio(client, "civico"), foglio(client, "documentale")
    assert [(r["Numero"], r["Oggetto"], r["Esito"], r["Decisa il"]) for r in civico] == [
        (f"1/{oggi().year}", "'=Verbali", "Accolta in parte", oggi().isoformat()),
        (f"2/{oggi().year}", "", "Da esaminare", ""),
    ]
    # Without anybody's name, and without the words that may hold one.
    testo = client.get(f"{ELENCO}registro/civico/").content.decode()
    assert ("Chiede" in testo, CHE_COSA in testo, "Chi chiede" in testo) == (False, False, False)
    assert [(r["Numero"], r["Chi chiede"], r["Come è arrivata"]) for r in documentale] == [
        (f"3/{oggi().year}", "'+Carla", "Su carta")
    ]
    assert client.get(f"{ELENCO}registro/altro/").status_code == 404


def test_the_sheets_hold_what_the_filters_show(client, ufficio, bando, giulia):
    _aperta, decisa, _altra = (accesso_su_carta(bando, ufficio.scrive, nome=nome) for nome in ("Ada", "Bice", "Carla"))
    decidi(decisa, "accogli", ufficio.pubblica)
    accesso_su_carta(ufficio.pubblicato(), ufficio.scrive, nome="Dora")
    accesso(bando, giulia, "civico")
    entra(client, ufficio.scrive, ufficio=True)
    for coda, nomi in (
        ("", ["Ada", "Bice", "Carla", "Dora"]),
        ("?scade=aperte", ["Ada", "Carla", "Dora"]),
        (f"?scade=aperte&bando__id__exact={bando.pk}", ["Ada", "Carla"]),
        ("?stato__exact=accolta", ["Bice"]),
        ("?q=Carla", ["Carla"]),
        ("?tipo__exact=civico", []),
    ):
        assert [riga["Chi chiede"] for riga in foglio(client, "documentale", coda)] == nomi, coda
    assert [riga["Numero"] for riga in foglio(client, "civico", "?scade=aperte")] == [f"5/{oggi().year}"]
    # The buttons carry them; what is no filter shows everything, as in the list.
    testo = client.get(f"{ELENCO}?q=Ada&scade=aperte").content.decode()
    assert f'href="{ELENCO}registro/documentale/?q=Ada&amp;scade=aperte"' in testo
    storto = client.get(f"{ELENCO}registro/civico/?niente=1")
    assert (storto.status_code, storto["Location"]) == (302, f"{ELENCO}registro/civico/")


def test_the_list_says_by_when_and_filters_what_expires(client, ufficio, bando, giulia):
    presto = accesso_su_carta(bando, ufficio.scrive, il=oggi() - timedelta(days=25))
    scaduta = accesso_su_carta(bando, ufficio.scrive, il=oggi() - timedelta(days=40))
    tempo = accesso(bando, giulia)
    decisa = accesso(bando, maggiorenne())
    decidi(decisa, "accogli", ufficio.pubblica)
    entra(client, ufficio.scrive, ufficio=True)

    def numeri(coda):
        testo = client.get(f"{ELENCO}{coda}").content.decode()
        return {una for una in (presto, scaduta, tempo, decisa) if f">n. {una}</a>" in testo}

    assert numeri("") == {presto, scaduta, tempo, decisa}
    testo = client.get(ELENCO).content.decode()
    in_ordine = [testo.index(f">n. {una}</a>") for una in (scaduta, presto, tempo, decisa)]
    assert in_ordine == sorted(in_ordine)
    assert numeri("?scade=presto") == {presto}
    assert numeri("?scade=scadute") == {scaduta}
    assert numeri("?scade=aperte") == {presto, scaduta, tempo}
    assert numeri("?scade=niente") == {presto, scaduta, tempo, decisa}
    testo = client.get(ELENCO).content.decode()
    for luce, parole in (("giallo", "mancano 5 giorni"), ("rosso", "scaduta da 10 giorni"), ("verde", "mancano 30")):
        assert (f"semaforo-{luce}" in testo, parole in testo) == (True, True)
    for pezzo in ("change", "history"):
        assert client.get(f"{ELENCO}{tempo.pk}/{pezzo}/")["Location"] == scheda(tempo)


def test_the_first_page_of_the_office_says_what_waits_and_by_when(ufficio, bando, giulia):
    assert list(in_ufficio(ufficio.scrive)) == []
    accesso(bando, giulia)
    accesso_su_carta(bando, ufficio.scrive, il=oggi() - timedelta(days=20))
    accesso_su_carta(bando, ufficio.scrive, il=oggi() - timedelta(days=40))
    scadute, restano = in_ufficio(ufficio.scrive)
    assert (str(scadute.etichetta), scadute.quanti, scadute.url) == (
        "Richieste di accesso scadute",
        1,
        f"{ELENCO}?scade=scadute",
    )
    assert (restano.quanti, restano.url) == (2, f"{ELENCO}?scade=aperte")
    assert "la prima entro" in restano.etichetta
    assert list(in_ufficio(maggiorenne())) == []
    assert registries.ufficio.get("thinktown.registri") is in_ufficio


@pytest.mark.parametrize("quante", [1, 3])
def test_the_pages_ask_the_same_however_many(client, ufficio, bando, quante, django_assert_num_queries):
    una = accesso(bando, chi := maggiorenne())
    terzi = interpella(una, [inviata(bando, altri=[maggiorenne() for _n in range(quante - 1)])], da=ufficio.scrive)
    for _n in range(quante - 1):
        accesso(bando, chi)
    entra(client, ufficio.scrive, ufficio=True).get(ELENCO)
    with CaptureQueriesContext(connection) as chieste:
        client.get(ELENCO)
    # Of its own table: what else the admin asks is of every page of the office.
    proprie = [u["sql"] for u in chieste if u["sql"].startswith("SELECT") and "richiestaaccesso" in u["sql"][:900]]
    assert len(proprie) == 2
    client.get(scheda(una))
    with django_assert_num_queries(27):
        client.get(scheda(una))
    entra(client, chi).get(porta(bando))
    with django_assert_num_queries(5):
        client.get(porta(bando))
    entra(client, terzi[0].persona).get(terzi[0].get_absolute_url())
    with django_assert_num_queries(4):
        client.get(terzi[0].get_absolute_url())


def test_the_register_is_there_while_it_is_empty(client, ufficio, bando):
    testo = entra(client, ufficio.scrive, ufficio=True).get(ELENCO)
    assert (testo.status_code, "Registro civico, senza nomi (CSV)" in testo.content.decode()) == (200, True)
