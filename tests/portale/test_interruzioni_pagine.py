"""The office reads when the portal could not be used, with the calls that were open then; a real server that stops."""

import csv
import io
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talenti.base.clock import a_quest_ora, adesso
from talenti.portale import sonda
from talenti.portale.enums import Segno
from talenti.portale.interruzioni import misura, segnala
from talenti.portale.models import Guasti, Interruzione
from talenti.portale.ufficio import interruzioni_da_spiegare
from tests.factories import rete
from tests.factories.persone import PersonaFactory, con_fattore
from tests.factories.thinktown import Ufficio, a_mezzogiorno, completa, dati_atto, giorno_lavorativo
from thinktown import actions
from thinktown.allora import aperti_allora

pytestmark = pytest.mark.django_db
ELENCO = reverse("admin:portale_interruzione_changelist")
CSV = reverse("admin:portale_interruzione_csv")
SEGNALA = reverse("admin:portale_interruzione_segnala")


@pytest.fixture
def ufficio():
    uno = Ufficio()
    con_fattore(uno.scrive)
    return uno


@pytest.fixture
def nora(client):
    persona = PersonaFactory(nome="Nora")
    rete.capofila(persona)
    client.force_login(persona)
    return persona


def ferma(dal, minuti=10):
    """The site does not answer for so long; the measure sees it."""
    for n in range(-1, minuti):
        with a_quest_ora(dal + timedelta(minutes=n)):
            misura("" if n < 0 else Segno.SILENZIO)
    with a_quest_ora(dal + timedelta(minutes=minuti)):
        misura("")
    return Interruzione.objects.order_by("-dal").first()


def scheda(una):
    return reverse("admin:portale_interruzione_scheda", args=[una.pk])


def atto(una, verbo):
    return reverse("admin:portale_interruzione_atto", args=[una.pk, verbo])


# ── What was open then ────────────────────────────────────────────────────────────────────────────
def test_the_calls_that_were_open_then_with_the_closing_in_force_then(ufficio):
    bando = ufficio.pubblicato()
    prima = bando.chiude_il
    ufficio.bozza()
    futuro = ufficio.pubblicato(completa(apre=prima - timedelta(hours=1), chiude=a_mezzogiorno(giorno_lavorativo(40))))
    sera = prima - timedelta(hours=3)
    with a_quest_ora(prima - timedelta(hours=2)):
        nuova = a_mezzogiorno(giorno_lavorativo(50))
        actions.proroga(bando, nuova, dati_atto("13", motivo="Il portale era fermo."), da=ufficio.pubblica)
    tratti = [
        (bando.pubblicato_il - timedelta(hours=2), bando.pubblicato_il - timedelta(hours=1)),
        (sera, sera + timedelta(minutes=20)),
        (prima - timedelta(minutes=10), prima + timedelta(minutes=10)),
        (prima, prima + timedelta(minutes=10)),
    ]
    allora = [[(uno.url, uno.fino) for uno in aperti] for aperti in aperti_allora(tratti)]
    suo, altro = bando.get_absolute_url(), (futuro.get_absolute_url(), futuro.chiude_il)
    assert allora == [[], [(suo, prima)], [altro, (suo, nuova)], [altro, (suo, nuova)]]


def test_a_call_that_had_been_stopped_was_not_open(ufficio):
    bando = ufficio.pubblicato()
    actions.revoca(bando, dati_atto("99", motivo="I fondi sono venuti meno."), da=ufficio.pubblica)
    ora = adesso()
    prima, dopo = (ora - timedelta(minutes=1), ora), (ora + timedelta(hours=1), ora + timedelta(hours=2))
    assert [len(aperti) for aperti in aperti_allora([prima, dopo])] == [1, 0]


@pytest.mark.parametrize("quanti", [1, 3])
def test_what_was_open_costs_the_same_however_many_stretches(ufficio, quanti, django_assert_num_queries):
    for _n in range(quanti):
        ufficio.pubblicato()
    ora = adesso()
    with django_assert_num_queries(3):
        trovati = aperti_allora([(ora, ora + timedelta(minutes=n + 1)) for n in range(quanti)])
    assert [len(aperti) for aperti in trovati] == [quanti] * quanti


# ── The pages ─────────────────────────────────────────────────────────────────────────────────────
def test_the_list_says_how_it_is_known_and_what_is_not(client, ufficio, nora):
    bando = ufficio.pubblicato()
    ferma(bando.pubblicato_il + timedelta(hours=1))
    testo = client.get(ELENCO).content.decode()
    assert "Adesso non si misura" in testo
    assert "Misurata: nessuna risposta" in testo
    assert ("11 minuti" in testo, "Che cosa si misura, e che cosa no" in testo) == (True, True)
    with a_quest_ora(adesso()):
        misura("")
        assert "il sito rispondeva" in client.get(ELENCO).content.decode()


def test_the_list_opens_while_nothing_has_happened(client, nora):
    assert "Nessuna misura ancora" in client.get(ELENCO).content.decode()


def test_the_card_names_the_call_and_its_errors(client, ufficio, nora):
    bando = ufficio.pubblicato()
    una = ferma(bando.chiude_il - timedelta(minutes=20))
    Guasti.objects.create(minuto=una.dal - timedelta(minutes=2), quanti=7)
    with a_quest_ora(bando.chiude_il):
        testo = client.get(scheda(una)).content.decode()
    assert (f'href="{bando.get_absolute_url()}"' in testo, "7 risposte con errore" in testo) == (True, True)
    assert "Non ancora scritta" in testo


def test_who_works_on_calls_reads_and_does_not_write(client, ufficio):
    ufficio.pubblicato()
    una = ferma(adesso() - timedelta(hours=1))
    client.force_login(ufficio.scrive)
    assert [client.get(indirizzo).status_code for indirizzo in (ELENCO, scheda(una), CSV)] == [200] * 3
    assert [client.get(indirizzo).status_code for indirizzo in (SEGNALA, atto(una, "spiega"))] == [403] * 2
    assert client.post(atto(una, "spiega"), {"causa": "x"}).status_code == 403
    assert "Scrivi la causa" not in client.get(scheda(una)).content.decode()


def test_who_works_on_none_finds_nothing(client):
    una = ferma(adesso() - timedelta(hours=1))
    altra = con_fattore(rete.membro(rete.ammesso(nome="Altro"), "amministrazione"))
    client.force_login(altra)
    assert [client.get(indirizzo).status_code for indirizzo in (ELENCO, scheda(una), CSV)] == [403, 404, 403]


def test_the_lead_explains_and_reports_from_the_pages(client, nora):
    una = ferma(adesso() - timedelta(hours=1))
    assert [(str(voce.etichetta), voce.quanti) for voce in interruzioni_da_spiegare(nora)] == [
        ("Interruzioni da spiegare", 1)
    ]
    assert client.post(atto(una, "spiega"), {"causa": " "}).status_code == 200
    assert client.post(atto(una, "spiega"), {"causa": "La corrente."}).url == scheda(una)
    assert (list(interruzioni_da_spiegare(nora)), "La corrente." in client.get(scheda(una)).content.decode()) == (
        [],
        True,
    )
    # What was measured is not taken out, by whatever door.
    rifiutata = client.post(atto(una, "ritira"), {"motivo": "Non mi piace."})
    assert "si può spiegare, non togliere" in rifiutata.content.decode()
    ieri = (adesso() - timedelta(days=1)).date().isoformat()
    campi = {"dal_0": ieri, "dal_1": "09:00", "al_0": ieri, "al_1": "09:30", "causa": "La rete era ferma."}
    sbagliati = client.post(SEGNALA, campi | {"al_1": "08:00"})
    assert list(sbagliati.context["form"].errors) == ["al"]
    assert list(client.post(SEGNALA, {"causa": "x", "dal_0": "boh"}).context["form"].errors) == ["dal", "al"]
    altra = Interruzione.objects.exclude(pk=una.pk).filter(tipo="segnalata")
    assert client.post(SEGNALA, campi).url == scheda(altra.get())
    assert altra.get().durata == timedelta(minutes=30)
    assert [client.get(atto(una, verbo)).status_code for verbo in ("rileva", "finisce", "x")] == [404] * 3


def test_the_sheet_has_every_row_and_executes_nothing(client, ufficio, nora):
    bando = ufficio.pubblicato()
    ferma(bando.pubblicato_il + timedelta(hours=1))
    ora = adesso()
    segnala(dal=ora - timedelta(hours=2), al=ora - timedelta(hours=1), causa="=HYPERLINK(1)", da=nora)
    Guasti.objects.create(minuto=ora.replace(second=0, microsecond=0), quanti=3)
    righe = list(csv.reader(io.StringIO(client.get(CSV).content.decode("utf-8-sig")), delimiter=";"))
    assert [len(riga) for riga in righe] == [7, 7, 7, 0, 3, 3]
    assert bando.titolo in righe[1][6] + righe[2][6]
    assert [riga[5] for riga in righe[1:3]].count("'=HYPERLINK(1)") == 1


def test_the_list_costs_the_same_whatever_its_length(client, ufficio, nora):
    """What the office asks for its own frame grows with the tables of the portal: only that one costs as three."""
    ufficio.pubblicato()
    costi = []
    for n in range(3):
        ferma(adesso() + timedelta(hours=n + 1))
        client.get(ELENCO)
        with CaptureQueriesContext(connection) as contate:
            client.get(ELENCO)
        costi.append((len(contate), sum("versionebando" in una["sql"] for una in contate.captured_queries)))
    assert costi == [(costi[0][0], 1)] * 3


# ── A real server, stopped ────────────────────────────────────────────────────────────────────────
def _porta_libera():
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        return presa.getsockname()[1]


@pytest.fixture
def sito(tmp_path, settings):
    """A web server of our own, on an empty database: its page of health tells whether it can be used."""
    porta = _porta_libera()
    settings.INDIRIZZO_SONDA = settings.INDIRIZZO_SITO = f"http://127.0.0.1:{porta}"
    ambiente = os.environ | {"TALENTI_MODO": "sviluppo", "TALENTI_DATI": str(tmp_path), "DEBUG": "0"}
    for nome in ("DATABASE_URL", "REDIS_URL"):
        ambiente.pop(nome, None)
    argomenti = [sys.executable, "-m", "gunicorn", "talenti.wsgi:application", "--bind", f"127.0.0.1:{porta}"]
    vivi = []

    def accendi():
        figlio = subprocess.Popen(
            argomenti, cwd=Path(__file__).parents[2], env=ambiente, stderr=subprocess.DEVNULL, start_new_session=True
        )
        vivi.append(figlio)
        fino = time.monotonic() + 60
        while sonda.prova() and time.monotonic() < fino:
            time.sleep(0.1)

    def spegni():
        os.killpg(vivi[-1].pid, signal.SIGKILL)
        vivi.pop().wait(10)

    accendi()
    yield accendi, spegni
    while vivi:
        spegni()


def test_a_server_that_is_really_killed_leaves_a_row_from_its_last_answer_to_the_first(sito):
    accendi, spegni = sito
    inizio = adesso()

    def minuti(*quali):
        for n in quali:
            with a_quest_ora(inizio + timedelta(minutes=n)):
                misura(sonda.prova())

    minuti(0, 1)
    spegni()
    minuti(2, 3, 4, 5)
    assert Interruzione.objects.in_corso().count() == 1
    accendi()
    minuti(6, 7)
    (una,) = Interruzione.objects.all()
    assert (una.tipo, una.segno, una.dal, una.al) == (
        "misurata",
        Segno.SILENZIO,
        inizio + timedelta(minutes=1),
        inizio + timedelta(minutes=6),
    )
