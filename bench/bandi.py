"""The closing hour of a call: 500 people who send, half of them in the last thirty seconds, some too late.

An open loop: every request leaves at its planned time, whatever became of those before it, and its time is counted from
then. Each person saves three answers, looks at the page of sending, and sends; that page must have come before its form
can leave, so a form that has to wait for it counts the wait too (``delayed`` says how many did).

The portal is served as in production (gunicorn, threads) by four workers, behind this client in the place of the proxy:
it writes when each request left, which is what the closing is measured with. Client, server and database share the
machine: with two cores, what is measured is less than the server alone would do. No worker of background jobs runs.

Then the office: its list of two thousand applications, and the memory of exporting them all.
"""

import asyncio
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from secrets import token_hex

from bench._cliente import Risposta, Sessione, campi_del_modulo, manda, prendi
from bench._domande import DA_SALVARE, Concorrente, bando_che_chiude, entra, in_banca_dati, scrivono
from bench._driver import ROOT, Contesto, Misura
from bench._ufficio import ufficio
from thinktown.models import Bando

DOMANDA = "bandi"
LAVORATORI, FILI = 4, 4
# Before the instant of sending, in seconds: the saves of a person, then her last look.
SALVA, GUARDA = (16.0, 11.0, 7.0), 4.0
# What a refusal that comes too late must say.
_TERMINE = ("termine", "chius")


@dataclass(frozen=True)
class Ora:
    """How many, and when: ``concorrenti`` in time over ``secondi``, half of them in the ``ultimi``; ``tardi`` after."""

    concorrenti: int = 500
    secondi: float = 120.0
    ultimi: float = 30.0
    tardi: int = 25
    dopo: float = 3.0
    soli: int = 9
    # Before it begins: to write the drafts, one after the other.
    scrivere: float = 20.0
    anticipo: tuple[float, ...] = (*SALVA, GUARDA)

    @property
    def tutti(self) -> int:
        return self.concorrenti + self.tardi + self.soli

    def partenze(self, caso: Random) -> list[float]:
        """When each sends, in seconds from the closing: those in time, then those who are late."""
        meta = self.concorrenti // 2
        presto = (-self.ultimi - caso.random() * (self.secondi - self.ultimi) for _ in range(self.concorrenti - meta))
        # Never the very instant: a clock read twice would decide.
        ultimi = (-0.01 - caso.random() * (self.ultimi - 0.01) for _ in range(meta))
        return [*presto, *ultimi, *(0.01 + caso.random() * self.dopo for _ in range(self.tardi))]


@dataclass
class Esito:
    """What became of one who sent: ``previsto`` is when the form had to leave, ``invio`` what was answered."""

    chi: Concorrente
    previsto: float
    gettone: str = ""
    pagina: Risposta = field(default_factory=lambda: Risposta(0))
    invio: Risposta = field(default_factory=lambda: Risposta(0))
    salvataggi: list[tuple[float, Risposta]] = field(default_factory=list)

    @property
    def ricevuta(self) -> bool:
        return self.invio.stato == 302 and self.invio.dove.split("?")[0].endswith(f"/{self.chi.codice}/ricevuta/")

    @property
    def rifiuto_chiaro(self) -> bool:
        """A page that says so, not an error."""
        testo = self.invio.corpo.casefold()
        return self.invio.stato == 409 and any(parola in testo for parola in _TERMINE)

    @property
    def ms(self) -> float:
        return (self.invio.arrivata - self.previsto) * 1000


def misura(ctx: Contesto) -> Iterable[Misura]:
    cores = os.cpu_count()
    print(f"bandi: client, {LAVORATORI} workers and {ctx.database} share {cores} cores.", file=sys.stderr, flush=True)
    ora = Ora(concorrenti=500 * ctx.scala, tardi=25 * ctx.scala)
    with _server() as porta:
        yield from list(chiusura(ora, porta, ctx.caso))
    # Afterwards, what the office does with what has come (bench/_ufficio.py).
    yield from ufficio(ctx.caso)


def chiusura(ora: Ora, porta: int, caso: Random) -> Iterator[Misura]:
    """The whole hour against a portal that already listens there."""
    entrati = entra(ora.tutti, caso)
    chiude = time.time() + ora.scrivere + 0.06 * ora.tutti + ora.secondi + max(ora.anticipo)
    bando = bando_che_chiude(datetime.fromtimestamp(chiude, UTC))
    concorrenti = scrivono(bando, entrati)
    soli, altri = concorrenti[: ora.soli], concorrenti[ora.soli :]
    da_solo = statistics.median(asyncio.run(_da_soli(soli, porta)))
    if time.time() > chiude - ora.secondi - max(ora.anticipo):
        raise RuntimeError("writing the drafts took longer than there was: raise Ora.scrivere")
    piano = [(uno, chiude + quando) for uno, quando in zip(altri, ora.partenze(caso), strict=True)]
    esiti = asyncio.run(_tutti(piano, porta, ora))
    yield from _cifre(esiti, bando, chiude, da_solo, len(soli))


# ── What people do ────────────────────────────────────────────────────────────────────────────────
async def _da_soli(soli: list[Concorrente], porta: int) -> list[float]:
    """The reference: one after the other, with nobody else."""
    tempi = []
    for uno in soli:
        esito = Esito(uno, 0.0)
        chi = _sessione(uno, porta)
        for chiave in DA_SALVARE:
            await _salva(chi, esito, chiave, time.time())
        esito.pagina = await prendi(chi, _percorso(uno, "invia/"))
        esito.previsto = time.time()
        await _invia(chi, esito)
        if not esito.ricevuta:
            raise RuntimeError(f"sending alone answers {esito.invio.stato}: {esito.invio.corpo[:400]}")
        tempi.append(esito.ms)
    return tempi


async def _tutti(piano: list[tuple[Concorrente, float]], porta: int, ora: Ora) -> list[Esito]:
    return list(await asyncio.gather(*(_una_persona(uno, quando, porta, ora) for uno, quando in piano)))


async def _una_persona(uno: Concorrente, quando: float, porta: int, ora: Ora) -> Esito:
    chi, esito = _sessione(uno, porta), Esito(uno, quando)
    *salva, guarda = ora.anticipo
    async with asyncio.TaskGroup() as insieme:
        for chiave, prima in zip(DA_SALVARE, salva, strict=True):
            insieme.create_task(_alle(quando - prima, _salva(chi, esito, chiave, quando - prima)))
        insieme.create_task(_alle(quando - guarda, _guarda_e_invia(chi, esito)))
    return esito


async def _alle(quando: float, lavoro: object) -> None:
    await asyncio.sleep(max(quando - time.time(), 0))
    await lavoro  # type: ignore[misc]  # a coroutine


async def _salva(chi: Sessione, esito: Esito, chiave: str, previsto: float) -> None:
    campi = {f"v-{chiave}": DA_SALVARE[chiave], "versione": "0", "gettone": token_hex(8)}
    testate = {"X-Requested-With": "fetch", "X-CSRFToken": chi.segreto, "Accept": "application/json"}
    risposta = await manda(chi, _percorso(esito.chi, f"voci/{chiave}/"), campi, testate)
    esito.salvataggi.append((previsto, risposta))


async def _guarda_e_invia(chi: Sessione, esito: Esito) -> None:
    esito.pagina = await prendi(chi, _percorso(esito.chi, "invia/"))
    await asyncio.sleep(max(esito.previsto - time.time(), 0))
    await _invia(chi, esito)


async def _invia(chi: Sessione, esito: Esito) -> None:
    """What the form of the page holds, every statement ticked; a page without the form is sent all the same."""
    campi = campi_del_modulo(esito.pagina.corpo, "gettone")
    esito.gettone = campi.setdefault("gettone", token_hex(8))
    esito.invio = await manda(chi, _percorso(esito.chi, "invia/"), campi)


def _sessione(uno: Concorrente, porta: int) -> Sessione:
    return Sessione(porta, uno.biscotto, uno.segreto)


def _percorso(uno: Concorrente, dove: str) -> str:
    return f"/domande/{uno.codice}/{dove}"


# ── What came of it ───────────────────────────────────────────────────────────────────────────────
def _cifre(esiti: list[Esito], bando: Bando, chiude: float, da_solo: float, soli: int) -> Iterator[Misura]:
    scritti = in_banca_dati(bando)
    in_tempo = [uno for uno in esiti if uno.invio.partita < chiude]
    tardi = [uno for uno in esiti if uno.invio.partita >= chiude]
    ricevute = [uno for uno in esiti if uno.ricevuta]
    perse = [uno for uno in ricevute if uno.gettone not in {invio.gettone for invio in scritti[uno.chi.codice]}]
    oltre = [invio for invii in scritti.values() for invio in invii if invio.arrivata_il.timestamp() >= chiude]
    rifiutati = Counter(uno.invio.stato for uno in in_tempo if not uno.ricevuta)
    if rifiutati:
        print(f"bandi: in time, without a receipt, by status: {dict(rifiutati)}", file=sys.stderr, flush=True)
    yield Misura("sent", len(esiti), "forms")
    yield Misura("acknowledged", len(ricevute), "receipts", len(in_tempo))
    yield Misura("lost", len(perse), "receipts")
    yield Misura("late_accepted", len(oltre) + sum(uno.ricevuta for uno in tardi), "forms")
    yield Misura("late_refused", sum(uno.rifiuto_chiaro for uno in tardi), "clear refusals", len(tardi))
    yield Misura("number_gaps", _buchi(bando, len(ricevute) + soli), "numbers")
    yield Misura("send_p95_ms", _p95([uno.ms for uno in in_tempo]), "ms", da_solo)
    yield Misura("in_time_refused", rifiutati.total(), "forms")
    yield Misura("delayed", sum(uno.pagina.arrivata > uno.previsto for uno in esiti), "forms")
    yield Misura("page_p95_ms", _p95([(u.pagina.arrivata - u.pagina.partita) * 1000 for u in esiti]), "ms", da_solo)
    yield Misura("save_p95_ms", _p95([(r.arrivata - t) * 1000 for u in esiti for t, r in u.salvataggi]), "ms", da_solo)
    yield Misura("saves_failed", sum(r.stato != 200 for u in esiti for _t, r in u.salvataggi), "saves")


def _buchi(bando: Bando, almeno: int) -> int:
    """Numbers that nobody has, up to the last one given; and receipts beyond the numbers that there are."""
    bando.refresh_from_db()
    numeri = set(bando.domande.exclude(numero=None).values_list("numero", flat=True))
    mancano = set(range(1, bando.ultimo_numero + 1)) - numeri
    return len(mancano) + max(almeno - len(numeri), 0)


def _p95(valori: list[float]) -> float:
    return statistics.quantiles(valori, n=20, method="inclusive")[-1] if len(valori) > 1 else sum(valori)


# ── The portal ────────────────────────────────────────────────────────────────────────────────────
@contextlib.contextmanager
def _server() -> Iterator[int]:
    """As in production (Dockerfile), with four workers; what this client writes is believed, as a proxy's."""
    with socket.socket() as libera:
        libera.bind(("127.0.0.1", 0))
        porta = int(libera.getsockname()[1])
    comando = [sys.executable, "-m", "gunicorn", "talenti.wsgi:application", "--bind", f"127.0.0.1:{porta}"]
    comando += ["--workers", str(LAVORATORI), "--worker-class", "gthread", "--threads", str(FILI)]
    ambiente = {**os.environ, "ARRIVO_DAL_PROXY": "1"}
    processo = subprocess.Popen([*comando, "--log-level", "error"], cwd=ROOT, env=ambiente, stdout=sys.stderr)
    try:
        _aspetta(porta)
        yield porta
    finally:
        processo.terminate()
        processo.wait(30)


def _aspetta(porta: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", porta), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")
