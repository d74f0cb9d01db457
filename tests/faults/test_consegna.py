"""The worker is killed, the broker is silent: the notice arrives all the same."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from tests.faults.posta import UfficioPostale
from tests.processi import RADICE, esegui

pytestmark = pytest.mark.concorrenza
# How long a worker may take to start, on a machine that has much else to do.
ATTESA = 180


# ── What the children do ──────────────────────────────────────────────────────────────────────────
def agisci(_posto):
    """An act that tells somebody; how long it took and where its delivery stands."""
    from talenti.registro import annunci
    from tests.factories.avvisi import messaggio
    from tests.factories.registro import partner_in, passa

    annunci._avvisatori.clear()
    annunci.avvisa("rete.partner", "riprendi")(lambda *_: [messaggio(email="giulia@example.org")])
    partner = partner_in("ritirato")
    inizio = time.monotonic()
    passa(partner, "riprendi")
    return {"secondi": time.monotonic() - inizio, "stato": partner.stato, **guarda(0)}


def guarda(_posto):
    from talenti.avvisi.models import Consegna

    riga = Consegna.objects.get()
    return {"situazione": riga.situazione.value, "tentativi": riga.tentativi, "message_id": riga.message_id}


def spazza(_posto, minuti):
    """The sweep as it runs so many minutes from now, each time: how many mails left, and where it stands."""
    from talenti.avvisi.actions import spazza as spazza_ora
    from talenti.base.clock import a_quest_ora, adesso

    visti = []
    for tra in minuti:
        with a_quest_ora(adesso() + timedelta(minutes=tra)):
            visti.append({"partite": spazza_ora(), **guarda(0)})
    return visti


# ── What they need ────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def ufficio_postale():
    """At one door for all the tests: its address is in the environment of those who write to it."""
    ufficio = UfficioPostale()
    yield ufficio
    ufficio.chiudi()


@pytest.fixture
def posta(ufficio_postale):
    ufficio_postale.ricomincia()
    return ufficio_postale


@pytest.fixture
def ambiente(base_a_parte, posta):
    return base_a_parte | {
        "TALENTI_MODO": "sviluppo",
        "DJANGO_SETTINGS_MODULE": "tests.faults.impostazioni",
        "PORTA_POSTA": str(posta.porta),
        "REDIS_URL": "",
    }


@pytest.fixture
def worker(ambiente):
    """A Celery worker on the embedded broker, in a process of its own."""
    comando = [sys.executable, "-m", "celery", "-A", "talenti.celery", "worker", "--pool", "solo", "-l", "warning"]
    processo = subprocess.Popen(comando, env=ambiente, cwd=RADICE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield processo
    if processo.poll() is None:
        os.kill(processo.pid, signal.SIGKILL)
        processo.wait()


def uccidi(processo):
    os.kill(processo.pid, signal.SIGKILL)
    assert processo.wait() == -signal.SIGKILL


def test_worker_brings_the_notice_at_once(ambiente, posta, worker):
    [fatto] = esegui(ambiente, agisci)
    assert posta.arrivato.wait(ATTESA)
    assert [lettera["Message-ID"] for lettera in posta.ricevuti] == [fatto["message_id"]]


def test_worker_killed_between_claim_and_delivery(ambiente, posta, worker):
    posta.silenzio = "saluto"
    esegui(ambiente, agisci)
    assert posta.arrivato.wait(ATTESA), "the worker never came to the post office"
    uccidi(worker)
    posta.silenzio = ""
    [[subito, dopo]] = esegui(ambiente, spazza, minuti=[0, 6])
    assert (subito["partite"], subito["situazione"], subito["tentativi"]) == (0, "in_corso", 1)
    assert (dopo["partite"], dopo["situazione"], dopo["tentativi"]) == (1, "consegnata", 2)
    assert [lettera["Message-ID"] for lettera in posta.ricevuti] == [dopo["message_id"]]


def test_worker_killed_between_delivery_and_mark(ambiente, posta, worker):
    """The post office has the mail and nobody wrote it down: it leaves twice, as the same message."""
    posta.silenzio = "ricevuta"
    esegui(ambiente, agisci)
    assert posta.arrivato.wait(ATTESA), "the worker never came to the post office"
    uccidi(worker)
    posta.silenzio = ""
    [[dopo]] = esegui(ambiente, spazza, minuti=[6])
    assert (dopo["partite"], dopo["situazione"]) == (1, "consegnata")
    assert [lettera["Message-ID"] for lettera in posta.ricevuti] == [dopo["message_id"]] * 2


def test_broker_that_does_not_answer_neither_stops_nor_slows_the_act(ambiente, posta):
    senza_broker = ambiente | {"REDIS_URL": "redis://127.0.0.1:1/0"}
    [fatto] = esegui(senza_broker, agisci)
    assert (fatto["stato"], fatto["situazione"], posta.ricevuti) == ("bozza", "in_coda", [])
    assert fatto["secondi"] < 5
    [[dopo]] = esegui(senza_broker, spazza, minuti=[0])
    assert (dopo["partite"], dopo["situazione"], len(posta.ricevuti)) == (1, "consegnata", 1)


def test_eight_sweeps_at_once_send_each_mail_once(ambiente, posta):
    partite = esegui(ambiente, spazza_ora, processi=8, prima=venti_avvisi)
    assert sum(partite) == 20
    assert len({lettera["Message-ID"] for lettera in posta.ricevuti}) == len(posta.ricevuti) == 20


def venti_avvisi():
    from tests.factories.avvisi import avviso

    for n in range(20):
        avviso(email=f"persona{n}@example.org")
    return {}


def spazza_ora(_posto):
    from talenti.avvisi.actions import spazza

    return spazza()
