"""What the office's list of a call with two thousand applications costs, and what taking them all away weighs.

Part of the question ``bandi``: the list is asked in this process, its time is the median of some visits beside the
reference list (one SELECT of fifty rows); each export is served by a fresh process, beside one that only reads the same
snapshots into a list.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from random import Random

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from bench._domande import ACCESSO
from bench._driver import ROOT, Misura
from bench._inviate import bando_pieno
from talenti.persone.models import Persona
from thinktown.models import Bando

DOMANDE, GIRI = 2_000, 15
ELENCO = "/riferimento/elenco/"


def ufficio(caso: Random, quante: int = DOMANDE) -> Iterator[Misura]:
    piccolo, suo = bando_pieno(1, caso, "piccolo")
    grande, chi = bando_pieno(quante, caso, "grande")
    domande, ms, elenco = _lista(grande, chi)
    yield Misura("officer_list_queries", domande, "queries", 12)
    yield Misura("officer_list_ms", ms, "ms", elenco)
    chiavi = [str(uno.pk) for uno in (piccolo, suo, grande, chi)]
    lista, _secondi = _in_un_processo("lista", chiavi)
    for formato in ("xlsx", "csv", "zip"):
        mb, secondi = _in_un_processo(formato, chiavi)
        yield Misura(f"{formato}_peak_mb", mb, "MB", lista)
        yield Misura(f"{formato}_s", secondi, "s")


def _lista(bando: Bando, chi: Persona) -> tuple[int, float, float]:
    """Of the list's first page: queries and milliseconds; and the milliseconds of the reference."""
    client = Client(headers={"host": "localhost"})
    client.force_login(chi, backend=ACCESSO)
    url = reverse("admin:thinktown_bando_domande", args=[bando.pk])
    with override_settings(ROOT_URLCONF="bench._indirizzi"):
        client.get(url)  # what a process keeps is filled at the first visit
        client.get(ELENCO)
        with CaptureQueriesContext(connection) as fatte:
            risposta = client.get(url)
        # Now, before the next request forgets them; beginning and ending a transaction asks nothing.
        domande = sum(not una["sql"].startswith(("BEGIN", "COMMIT")) for una in fatte)
        if risposta.status_code != 200:
            raise RuntimeError(f"{url} answers {risposta.status_code}")
        tempi = [(_ms(client, url), _ms(client, ELENCO)) for _giro in range(GIRI)]
    return domande, *(statistics.median(uno) for uno in zip(*tempi, strict=True))


def _ms(client: Client, url: str) -> float:
    inizio = time.perf_counter()
    client.get(url)
    return (time.perf_counter() - inizio) * 1000


def _in_un_processo(che_cosa: str, chiavi: list[str]) -> tuple[float, float]:
    """(MB at the highest, seconds) of a process that does only this."""
    comando = [sys.executable, "-m", "bench._memoria", che_cosa, *chiavi]
    fatto = subprocess.run(comando, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    mb, secondi = fatto.stdout.split()
    return float(mb), float(secondi)
