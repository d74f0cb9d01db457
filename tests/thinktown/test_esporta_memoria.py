"""Exports keep a few applications in memory, however many there are; a list of them keeps them all."""

import tracemalloc
from random import Random

import pytest

from bench._inviate import bando_pieno, inviate
from thinktown.esportazioni.archivio import Archivio
from thinktown.esportazioni.libro import Quale, in_csv, in_xlsx
from thinktown.esportazioni.raccolta import IN_BLOCCO, raccogli
from thinktown.models import Domanda

pytestmark = pytest.mark.django_db
# Two blocks meet in memory: the one that goes and the one that comes.
POCHE, MOLTE = 2 * IN_BLOCCO, 6 * IN_BLOCCO


def _fino_in_fondo(pezzi):
    for _pezzo in pezzi:
        pass


def _xlsx(raccolta):
    with in_xlsx(raccolta, "it") as file:
        _fino_in_fondo(iter(lambda: file.read(65_536), b""))


FORME = {
    "xlsx": _xlsx,
    "csv": lambda raccolta: _fino_in_fondo(in_csv(raccolta, Quale.DOMANDE, "it")),
    "zip": lambda raccolta: _fino_in_fondo(Archivio(raccolta)),
}


def picco(lavoro, *argomenti):
    """The most bytes that Python held at once."""
    tracemalloc.start()
    try:
        lavoro(*argomenti)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_three_times_the_applications_take_no_more_memory():
    poche, molte = (bando_pieno(quante, Random(quante), f"prova{quante}")[0] for quante in (POCHE, MOLTE))
    raccolte = [raccogli(uno, Domanda.objects.filter(bando=uno)) for uno in (poche, molte)]
    assert [len(una) for una in raccolte] == [POCHE, MOLTE]
    tutte = picco(lambda: list(inviate(molte)))
    cresce = {}
    for nome, forma in FORME.items():
        forma(raccolte[0])  # what a process keeps is filled the first time
        prima, dopo = (picco(forma, una) for una in raccolte)
        # The archive keeps a line of its index for each of its entries.
        cresce[nome] = (dopo < prima * 1.4, dopo < tutte * 0.6)
    assert cresce == dict.fromkeys(FORME, (True, True))
