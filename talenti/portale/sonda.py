"""Asks the portal for a page as a person would, through the address that people use."""

import http.client
import json
import logging
import ssl
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from talenti.portale.enums import Segno

registro = logging.getLogger(__name__)
# Slower than this is no answer for who has a form to send.
SECONDI = 10
PERCORSO = "/salute/"
# What must work for an application to be sent; mail that is late is no interruption.
SERVONO = (("database", Segno.DATABASE), ("archivio", Segno.ARCHIVIO))


def prova(indirizzo: str = "") -> str:
    """Empty when the portal answers as it should; else what was met instead (a Segno)."""
    try:
        stato, corpo = _chiedi(urlsplit(indirizzo or settings.INDIRIZZO_SONDA))
    except ssl.SSLError as errore:
        registro.warning("probe: %s", errore)
        return Segno.CERTIFICATO
    except (OSError, http.client.HTTPException) as errore:
        registro.warning("probe: %s", errore)
        return Segno.SILENZIO
    return _giudica(stato, corpo)


def _chiedi(dove: Any) -> tuple[int, bytes]:
    sito = urlsplit(settings.INDIRIZZO_SITO)
    classe = http.client.HTTPSConnection if dove.scheme == "https" else http.client.HTTPConnection
    collegamento = classe(dove.hostname, dove.port, timeout=SECONDI)
    # The name and the scheme of the site also where it is asked from inside, behind its proxy.
    intestazioni = {"Host": sito.netloc, "X-Forwarded-Proto": sito.scheme, "User-Agent": "talenti-sonda (monitor)"}
    try:
        collegamento.request("GET", PERCORSO, headers=intestazioni)
        risposta = collegamento.getresponse()
        return risposta.status, risposta.read(100_000)
    finally:
        collegamento.close()


def _giudica(stato: int, corpo: bytes) -> str:
    """The health page says 503 for late mail too: what counts is what people need to work on a page."""
    try:
        controlli = json.loads(corpo)["controlli"]
        rotto = next((segno for chiave, segno in SERVONO if not controlli[chiave]["bene"]), "")
    except (ValueError, KeyError, TypeError):
        return Segno.ERRORE
    return rotto if stato in (200, 503) else Segno.ERRORE
