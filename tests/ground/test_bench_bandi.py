"""The closing hour, as bench/bandi.py plays it: a small one over HTTP, and faults that it must not miss."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections

from bench import bandi
from bench._cliente import Risposta, campi_del_modulo
from bench._domande import Concorrente
from tests.factories.thinktown import Ufficio, inviata, pronta
from thinktown.models import Bando


class Zitto(WSGIRequestHandler):
    def log_message(self, *_altro):
        pass


class OraPiccola(bandi.Ora):
    def partenze(self, caso):
        """Nobody so near to the closing that a slow machine decides."""
        return [-4.0, -3.6, -3.2, -2.8, -2.4, -2.0, 0.2, 0.4]


@contextmanager
def portale():
    """One thread that answers, with its own connection."""
    servito = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Zitto)

    def servi():
        servito.serve_forever(poll_interval=0.02)
        connections.close_all()

    filo = threading.Thread(target=servi)
    filo.start()
    try:
        yield servito.server_port
    finally:
        servito.shutdown()
        filo.join()
        servito.server_close()


def in_un_filo(lavoro):
    """In a thread of its own: the one of the tests may have the event loop of the browser's."""

    def fai():
        try:
            return lavoro()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as filo:
        return filo.submit(fai).result()


@pytest.mark.django_db(transaction=True)
def test_a_small_closing_hour(settings):
    # The client writes when each request left, as the proxy does: a slow machine makes nobody late.
    settings.ARRIVO_DAL_PROXY = True
    ora = OraPiccola(concorrenti=6, secondi=5, ultimi=3, tardi=2, soli=2, scrivere=8, anticipo=(4.0, 3.6, 3.2, 2.0))
    with portale() as porta:
        cifre = {una.measure: una for una in in_un_filo(lambda: list(bandi.chiusura(ora, porta, Random(1))))}

    valori = {nome: una.value for nome, una in cifre.items()}
    assert {nome: valori[nome] for nome in ("sent", "acknowledged", "lost", "late_accepted", "late_refused")} == {
        "sent": 8,
        "acknowledged": 6,
        "lost": 0,
        "late_accepted": 0,
        "late_refused": 2,
    }
    assert {nome: valori[nome] for nome in ("number_gaps", "in_time_refused", "saves_failed")} == {
        "number_gaps": 0,
        "in_time_refused": 0,
        "saves_failed": 0,
    }
    assert cifre["late_refused"].reference == 2
    assert valori["send_p95_ms"] > 0
    assert Bando.objects.get().ultimo_numero == 8


# ── Faults are seen ───────────────────────────────────────────────────────────────────────────────
def _esito(domanda, *, stato=302, gettone="", partita=0.0, corpo=""):
    chi = Concorrente(domanda.codice, domanda.pk, "", "")
    invio = Risposta(stato, f"/domande/{domanda.codice}/ricevuta/", corpo, partita, partita + 0.1)
    pagina = Risposta(200, partita=partita - 1, arrivata=partita - 0.5)
    return bandi.Esito(chi, partita, gettone=gettone, pagina=pagina, invio=invio)


def _cifre(bando, *esiti, soli=0):
    chiude = bando.chiude_il.timestamp()
    return {una.measure: una.value for una in bandi._cifre(list(esiti), bando, chiude, 100.0, soli)}


@pytest.fixture
def bando(db):
    return Ufficio().pubblicato()


def test_a_receipt_without_its_sending_is_lost_and_a_number_that_nobody_has_is_a_gap(bando):
    ora = time.time()
    vera, finta = inviata(bando), pronta(bando)
    sua = vera.invii.get().gettone
    assert _cifre(bando, _esito(vera, gettone=sua, partita=ora))["lost"] == 0

    perse = _cifre(bando, _esito(vera, gettone=sua, partita=ora), _esito(finta, gettone="mai", partita=ora))
    assert (perse["acknowledged"], perse["lost"], perse["number_gaps"]) == (2, 1, 1)
    Bando.objects.filter(pk=bando.pk).update(ultimo_numero=3)
    assert _cifre(bando)["number_gaps"] == 2


def test_what_is_taken_too_late_and_what_is_not_said_clearly_are_seen(bando):
    dopo = bando.chiude_il.timestamp() + 1
    una = inviata(bando)
    assert _cifre(bando, _esito(una, partita=dopo))["late_accepted"] == 1
    rifiuti = [
        _esito(una, stato=409, partita=dopo, corpo="Il termine è passato."),
        _esito(una, stato=409, partita=dopo, corpo="Qualcosa non va."),
        _esito(una, stato=500, partita=dopo, corpo="Il termine è passato."),
        _esito(una, stato=0, partita=dopo),
    ]
    cifre = _cifre(bando, *rifiuti)
    assert (cifre["late_refused"], cifre["late_accepted"], cifre["in_time_refused"]) == (1, 0, 0)
    prima = bando.chiude_il.timestamp() - 1
    assert _cifre(bando, _esito(una, stato=500, partita=prima))["in_time_refused"] == 1


def test_half_of_them_in_the_last_part_and_the_late_ones_after():
    ora = bandi.Ora()
    partenze = ora.partenze(Random(7))
    presto, ultimi, tardi = partenze[:250], partenze[250:500], partenze[500:]
    assert (min(presto) >= -120, max(presto) < -30, min(ultimi) >= -30, max(ultimi) < 0) == (True,) * 4
    assert (len(tardi), min(tardi) > 0) == (25, True)
    assert ora.partenze(Random(7)) == partenze


def test_a_form_is_read_as_the_page_shows_it():
    pagina = """<form><input name="q"></form><form method="post"><input type="hidden" name="gettone" value="a&amp;b">
      <input type=checkbox name="dichiara_vero"><input type="checkbox" name="d-letto" value="1" checked>
      <input type="text" name="testo" value="x"><input type="submit" name="vai"></form>"""
    assert campi_del_modulo(pagina, "gettone") == {"gettone": "a&b", "dichiara_vero": "on", "d-letto": "1"}
    assert campi_del_modulo(pagina, "altro") == {}
