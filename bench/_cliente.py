"""A small HTTP client for open loops: one connection a request, many at once, nothing that waits its turn.

It stands where the proxy stands in production: it writes the instant at which the request left in ``X-Request-Start``.
"""

import asyncio
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode

PAZIENZA = 60


@dataclass(frozen=True)
class Risposta:
    """``stato`` 0: no answer came (the connection broke, or too long a time)."""

    stato: int
    dove: str = ""
    corpo: str = ""
    partita: float = 0.0
    arrivata: float = 0.0


@dataclass(frozen=True)
class Sessione:
    """A browser that is signed in: its cookies, and the secret of its forms."""

    porta: int
    biscotto: str
    segreto: str

    def testate(self, altre: dict[str, str] | None = None) -> dict[str, str]:
        return {
            "Host": f"localhost:{self.porta}",
            "Cookie": f"sessionid={self.biscotto}; csrftoken={self.segreto}",
            "X-Request-Start": f"t={time.time():.6f}",
            "Connection": "close",
            **(altre or {}),
        }


async def prendi(chi: Sessione, percorso: str) -> Risposta:
    return await _chiedi(chi, "GET", percorso, chi.testate({"Accept": "text/html"}), b"")


async def manda(chi: Sessione, percorso: str, campi: dict[str, str], testate: dict[str, str] | None = None) -> Risposta:
    corpo = urlencode({"csrfmiddlewaretoken": chi.segreto, **campi}).encode()
    scritte = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(corpo))}
    return await _chiedi(chi, "POST", percorso, chi.testate({**scritte, **(testate or {})}), corpo)


async def _chiedi(chi: Sessione, metodo: str, percorso: str, testate: dict[str, str], corpo: bytes) -> Risposta:
    partita = time.time()
    try:
        async with asyncio.timeout(PAZIENZA):
            grezza = await _sul_filo(chi.porta, metodo, percorso, testate, corpo)
    except (OSError, TimeoutError):
        return Risposta(0, partita=partita, arrivata=time.time())
    return _letta(grezza, partita)


async def _sul_filo(porta: int, metodo: str, percorso: str, testate: dict[str, str], corpo: bytes) -> bytes:
    lettore, scrittore = await asyncio.open_connection("127.0.0.1", porta)
    try:
        testa = "".join(f"{nome}: {valore}\r\n" for nome, valore in testate.items())
        scrittore.write(f"{metodo} {percorso} HTTP/1.1\r\n{testa}\r\n".encode() + corpo)
        await scrittore.drain()
        return await lettore.read(-1)
    finally:
        scrittore.close()


def _letta(grezza: bytes, partita: float) -> Risposta:
    testa, _, corpo = grezza.partition(b"\r\n\r\n")
    righe = testa.decode("latin-1").split("\r\n")
    pezzi = righe[0].split(" ", 2)
    if len(pezzi) < 2 or not pezzi[1].isdigit():
        return Risposta(0, partita=partita, arrivata=time.time())
    testate = {nome.lower(): valore.strip() for nome, _, valore in (riga.partition(":") for riga in righe[1:])}
    return Risposta(int(pezzi[1]), testate.get("location", ""), corpo.decode("utf-8", "replace"), partita, time.time())


class _Modulo(HTMLParser):
    """The form of a page that has a field of that name: what is hidden in it as it is, every box ticked."""

    def __init__(self, con: str) -> None:
        super().__init__()
        self.con, self.trovato = con, dict[str, str]()
        self._aperto: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        voci = {nome: valore or "" for nome, valore in attrs}
        if tag == "form":
            self._aperto = {}
        elif tag == "input" and self._aperto is not None and voci.get("name"):
            tipo = voci.get("type", "text")
            if tipo == "hidden":
                self._aperto[voci["name"]] = voci.get("value", "")
            elif tipo == "checkbox":
                self._aperto[voci["name"]] = voci.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._aperto is not None:
            if self.con in self._aperto:
                self.trovato = self._aperto
            self._aperto = None


def campi_del_modulo(pagina: str, con: str) -> dict[str, str]:
    """What pressing the button of that form sends, with all its boxes ticked; empty when there is no such form."""
    lettore = _Modulo(con)
    lettore.feed(pagina)
    return lettore.trovato
