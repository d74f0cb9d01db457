"""What searching, looking and booking cost in a province of 200 places and in one of 2,000, with 90 days of bookings.

Search and grid are the pages, asked in this process; their time is the median of some visits, beside the list of the
reference (one SELECT of fifty rows in a plain template) and, at 2,000 places, beside the same search at 200.

A booking is the verb, beside its own statements sent by hand: each is recorded as the verb sends it, rolled back, and
sent again through a bare cursor in one transaction. The storm is 200 people in 8 processes who all want one of the
same 20 places: who comes too late takes the next free half day.
"""

import gc
import multiprocessing
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from bench._driver import Contesto, Misura
from bench._provincia import cresci, persone
from coworking.actions import prenota
from coworking.actions.prenota import Richiesta
from coworking.disponibilita import Disponibilita
from coworking.enums import TIENE_IL_POSTO, Stato, Tipo
from coworking.esiti import PostoPreso
from coworking.models import Occupazione, Postazione, Prenotazione, Spazio
from talenti.base.clock import oggi
from talenti.persone.models import Persona

DOMANDA = "prenotazioni"
POSTI = (200, 2_000)
GIRI = 15
PRENOTAZIONI = 120
CLIENTI, GENTE, POSTI_DELLA_TEMPESTA = 8, 200, 20
ELENCO = "/riferimento/elenco/"


def misura(ctx: Contesto) -> Iterable[Misura]:
    prima = 0.0
    for posti in POSTI:
        cresci(ctx.caso, posti * ctx.scala)
        cerca, griglia, elenco = _pagine()
        yield Misura(f"{posti}.search_queries", cerca.domande, "queries", 8)
        yield Misura(f"{posti}.search_ms", cerca.ms, "ms", prima or elenco)
        yield Misura(f"{posti}.grid_queries", griglia.domande, "queries", 8)
        yield Misura(f"{posti}.grid_ms", griglia.ms, "ms", elenco)
        prima = cerca.ms
    # As a process of the portal does once it has loaded (talenti/wsgi.py): the province read here is not its own.
    gc.collect()
    gc.freeze()
    verbo, a_mano = _al_secondo()
    yield Misura("booking_ratio", verbo, "bookings/s, one client", a_mano)
    yield from _insieme()


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass
class Pagina:
    """Several addresses of one page: the worst of them counts."""

    url: list[str]
    domande: int = 0
    ms: float = 0.0
    tempi: dict[str, list[float]] = field(default_factory=dict)


def _pagine() -> tuple[Pagina, Pagina, float]:
    giorno = _feriale(oggi() + timedelta(days=9))
    hub = Spazio.objects.filter(tipo=Tipo.HUB).order_by("pk")[0]
    cerca = reverse("coworking:elenco")
    pagine = [
        Pagina(
            [
                cerca,
                f"{cerca}?giorno={giorno}&parte=pomeriggio",
                f"{cerca}?comune=Cremona&km=15&giorno={giorno}&tipo=studio",
                f"{cerca}?giorno={giorno}&dotazione=wifi&accessibile=ruote&posti=2",
                # Nothing is free on a Sunday: others are offered.
                f"{cerca}?comune=Crema&giorno={giorno + timedelta(days=6 - giorno.weekday())}",
            ]
        ),
        Pagina([reverse("coworking:griglia", args=[hub.slug]) + f"?giorno={giorno}"]),
        Pagina([ELENCO]),
    ]
    with override_settings(ROOT_URLCONF="bench._indirizzi"):
        client = Client(headers={"host": "localhost"})
        for pagina in pagine:
            _visita(client, pagina)
    return pagine[0], pagine[1], pagine[2].ms


def _visita(client: Client, pagina: Pagina) -> None:
    for url in pagina.url:
        client.get(url)  # what a process keeps is filled at the first visit
        with CaptureQueriesContext(connection) as fatte:
            risposta = client.get(url)
        if risposta.status_code != 200:
            raise RuntimeError(f"{url} answers {risposta.status_code}")
        pagina.domande = max(pagina.domande, len(fatte))
        pagina.ms = max(pagina.ms, statistics.median(_durata(client.get, url) for _ in range(GIRI)) * 1000)


def _durata(lavoro: Callable[..., Any], *argomenti: Any) -> float:
    inizio = time.perf_counter()
    lavoro(*argomenti)
    return time.perf_counter() - inizio


def _feriale(giorno: date) -> date:
    """The first Tuesday from that day on: no holiday falls on it twice in a row."""
    return giorno + timedelta(days=(1 - giorno.weekday()) % 7)


# ── One booking ───────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Piano:
    """A half day that is free, and who will book it."""

    spazio: int
    persona: int
    dal: datetime
    al: datetime

    def fai(self) -> None:
        """As a page does it: the person and the space read anew, then the verb."""
        spazio = Spazio.objects.select_related("partner", "comune").get(pk=self.spazio)
        chi = Persona.objects.get(pk=self.persona)
        self._prenota(spazio, chi)

    def _prenota(self, spazio: Spazio, chi: Persona) -> None:
        prenota(spazio, Richiesta(dal=self.dal, al=self.al, scopo="Una misura.", gettone="misura"), da=chi)

    def pronto(self) -> Callable[[], None]:
        """The verb alone, with what it is given already read."""
        spazio = Spazio.objects.select_related("partner", "comune").get(pk=self.spazio)
        chi = Persona.objects.get(pk=self.persona)
        return lambda: self._prenota(spazio, chi)


def _piani(quanti: int, nome: str) -> list[Piano]:
    """Free half days, each of another space, each for another person."""
    spazi = list(Spazio.objects.filter(tipo__in=(Tipo.HUB, Tipo.STUDIO)).order_by("pk"))
    libero = Disponibilita(spazi, oggi() + timedelta(days=2), oggi() + timedelta(days=50))
    caselle = [
        (spazio.pk, casella)
        for n in range((libero.al - libero.dal).days)
        for spazio in spazi
        for casella in libero.libere(spazio, libero.dal + timedelta(days=n))[:1]
    ]
    presi = caselle[:: max(1, len(caselle) // quanti)][:quanti]
    chi = persone(len(presi), nome)
    return [Piano(spazio, uno, casella.dal, casella.al) for (spazio, casella), uno in zip(presi, chi, strict=True)]


def _al_secondo() -> tuple[float, float]:
    """Bookings a second by one client: through the verb, and the same statements by hand. One of each in turn."""
    piani = _piani(2 * PRENOTAZIONI, "prenota")
    piani[0].pronto()()  # what a process does once is not what is measured
    verbo, a_mano = [], []
    for pari, dispari in zip(piani[1::2], piani[2::2], strict=False):
        verbo.append(_durata(pari.pronto()))
        a_mano.append(_durata(_ripeti, _registra(dispari)))
    return len(verbo) / sum(verbo), len(a_mano) / sum(a_mano)


Istruzioni = list[tuple[str, Any]]


def _registra(piano: Piano) -> Istruzioni:
    """The statements of a booking that is then taken back, keys included."""
    fatte: Istruzioni = []

    def annota(esegui: Any, sql: str, parametri: Any, molti: bool, contesto: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE")):
            fatte.append((sql, parametri))
        return esegui(sql, parametri, molti, contesto)

    pronto = piano.pronto()
    with _chiavi_di_prima(), transaction.atomic(), connection.execute_wrapper(annota):
        pronto()
        transaction.set_rollback(True)
    return fatte


@contextmanager
def _chiavi_di_prima() -> Iterator[None]:
    """PostgreSQL does not give back the keys of what is rolled back: what refers to them is sent again as it was."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursore:
        cursore.execute("SELECT schemaname || '.' || sequencename, coalesce(last_value, 0) FROM pg_sequences")
        prima = cursore.fetchall()
    yield
    with connection.cursor() as cursore:
        for nome, ultimo in prima:
            cursore.execute("SELECT setval(%s, greatest(%s, 1), %s)", [nome, ultimo, ultimo > 0])


def _ripeti(istruzioni: Istruzioni) -> None:
    with transaction.atomic(), connection.cursor() as cursore:
        for sql, parametri in istruzioni:
            cursore.execute(sql, parametri)
            if cursore.description:
                cursore.fetchall()


# ── Many at once ──────────────────────────────────────────────────────────────────────────────────
@dataclass
class Esito:
    """What one client saw: how long each booking took, and how many ended in something nobody had foreseen."""

    durate: list[float] = field(default_factory=list)
    errori: int = 0


def _insieme() -> Iterator[Misura]:
    # Beside the eight, as many as there are cores: what waiting for a core adds is seen.
    nuclei = os.cpu_count() or 1
    p95_a_nucleo, errori_a_nucleo = _p95(nuclei, "nucleo")
    p95, errori = _p95(CLIENTI, "cliente")
    yield Misura("booking_p95_ms", p95, f"ms, {CLIENTI} clients; beside them {nuclei}, one a core", p95_a_nucleo)
    tempesta, secondi = _clienti(_tempesta, _posti_della_tempesta())
    fatte = sum(len(esito.durate) for esito in tempesta)
    yield Misura("storm_bookings_per_s", fatte / secondi, f"bookings/s, {GENTE} people, {CLIENTI} clients")
    yield Misura("double_bookings", _doppie(), "half hours given twice, or held by nobody")
    yield Misura("unhandled_errors", errori + errori_a_nucleo + sum(esito.errori for esito in tempesta), "errors")
    if fatte != GENTE:
        raise RuntimeError(f"{GENTE} people, {fatte} bookings")


def _p95(clienti: int, nome: str) -> tuple[float, int]:
    """Ninety-five bookings of a hundred took no longer (ms), each client busy all the time; and the errors."""
    piani = _piani(2 * PRENOTAZIONI, nome)
    esiti, _secondi = _clienti(_ognuno_il_suo, [piani[n::clienti] for n in range(clienti)])
    durate = sorted(durata for esito in esiti for durata in esito.durate)
    return durate[int(len(durate) * 0.95)] * 1000, sum(esito.errori for esito in esiti)


def _clienti(lavoro: Callable[[Any], Esito], parti: list[Any]) -> tuple[list[Esito], float]:
    """Every client in a process of its own, all beginning together. What each saw, and the seconds of the slowest."""
    connections.close_all()
    contesto = multiprocessing.get_context("fork")
    via, esiti = contesto.Barrier(len(parti)), contesto.Queue()
    processi = [contesto.Process(target=_cliente, args=(lavoro, parte, via, esiti)) for parte in parti]
    for processo in processi:
        processo.start()
    raccolti = [esiti.get(timeout=600) for _ in processi]
    for processo in processi:
        processo.join()
    return [esito for esito, _secondi in raccolti], max(secondi for _esito, secondi in raccolti)


def _cliente(lavoro: Callable[[Any], Esito], parte: Any, via: Barrier, esiti: "Queue[tuple[Esito, float]]") -> None:
    connection.ensure_connection()
    via.wait()
    inizio = time.perf_counter()
    esito = lavoro(parte)
    esiti.put((esito, time.perf_counter() - inizio))


def _ognuno_il_suo(piani: list[Piano]) -> Esito:
    esito = Esito()
    piani[0].fai()  # what a process does once is not what is measured
    for piano in piani[1:]:
        try:
            esito.durate.append(_durata(piano.fai))
        except Exception:  # noqa: BLE001 – whatever nobody had foreseen is what is counted
            esito.errori += 1
    return esito


def _posti_della_tempesta() -> list[list[Piano]]:
    """Twenty seats of one hub, and for each of 200 people the half days of some weeks, the first one first."""
    hub = Spazio.objects.filter(tipo=Tipo.HUB).order_by("-pk")[0]
    Postazione.objects.bulk_create(Postazione(spazio=hub, numero=n) for n in range(100, 100 + POSTI_DELLA_TEMPESTA))
    hub.postazioni.filter(numero__lt=100).update(attiva=False)
    libero = Disponibilita([hub], oggi() + timedelta(days=2), oggi() + timedelta(days=40))
    caselle = [casella for n in range(38) for casella in libero.libere(hub, libero.dal + timedelta(days=n))]
    gente = persone(GENTE, "tempesta")
    di_ognuno = [[Piano(hub.pk, chi, casella.dal, casella.al) for casella in caselle] for chi in gente]
    return [[piano for piani in di_ognuno[n::CLIENTI] for piano in piani] for n in range(CLIENTI)]


def _tempesta(piani: list[Piano]) -> Esito:
    """Each person tries until she has one."""
    esito, serviti = Esito(), set()
    for piano in piani:
        if piano.persona in serviti:
            continue
        try:
            esito.durate.append(_durata(piano.fai))
            serviti.add(piano.persona)
        except PostoPreso:
            continue
        except Exception:  # noqa: BLE001 – as above
            esito.errori += 1
    return esito


def _doppie() -> int:
    """Half hours of a seat given twice, and bookings that hold none: counted, whatever the constraint says."""
    doppie = Occupazione.objects.values("postazione", "istante").annotate(n=Count("pk")).filter(n__gt=1).count()
    tengono = Prenotazione.objects.filter(stato__in=TIENE_IL_POSTO, gettone="misura")
    vuote = tengono.annotate(n=Count("occupazioni")).filter(n=0).count()
    per_posto = (
        tengono.filter(stato=Stato.CONFERMATA)
        .values("postazioni", "dal")
        .annotate(n=Count("pk"))
        .filter(n__gt=1, postazioni__isnull=False)
        .count()
    )
    return doppie + vuote + per_posto
