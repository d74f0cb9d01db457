"""What each page costs the server and the reader, beside two references measured in the same run.

Time is the median seen by a client on the same machine, pages and references asked in turn so that a busy moment falls
on all alike. Weight is what Chromium fetches with an empty cache.
"""

import contextlib
import gzip
import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench._driver import ROOT, Contesto, Misura
from talenti.base.clock import adesso
from talenti.luoghi.models import Comune
from talenti.rete.models import Partner

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Response

DOMANDA = "pagine"
GIRI = 40
MODELLO, ELENCO = "/riferimento/modello/", "/riferimento/elenco/"
ACCESSO = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Pagina:
    nome: str
    url: str
    di_chi: str = ""
    tempi: list[float] = field(default_factory=list)

    @property
    def ms(self) -> float:
        return statistics.median(self.tempi) * 1000


@dataclass
class Peso:
    """What a reader's browser fetched: the bytes of each kind, compressed as the server may send them."""

    html: int = 0
    css: int = 0
    js: int = 0
    font: int = 0
    richieste: int = 0
    di_terzi: int = 0


def misura(ctx: Contesto) -> Iterable[Misura]:
    call_command("demo", verbosity=0, stdout=sys.stderr)
    _moltiplica(ctx)
    pagine, riferimenti = _pagine(), [Pagina("modello", MODELLO), Pagina("elenco", ELENCO)]
    biscotti = {chi: _biscotto(chi) for chi in {pagina.di_chi for pagina in pagine} if chi}
    with _server() as porta:
        _cronometra([*pagine, *riferimenti], porta, biscotti)
        pesi = {pagina.nome: peso for pagina, peso in _pesa(pagine, porta, biscotti)}
    modello, elenco = (riferimento.ms for riferimento in riferimenti)
    for pagina in pagine:
        yield from _cifre(pagina, _interrogazioni(pagina), modello, elenco, pesi[pagina.nome])


def _cifre(pagina: Pagina, query: int, modello: float, elenco: float, peso: Peso) -> Iterator[Misura]:
    def cifra(nome: str, valore: float, unita: str, riferimento: float | None = None) -> Misura:
        return Misura(f"{pagina.nome}.{nome}", valore, unita, reference=riferimento)

    yield cifra("queries", query, "queries", 1)
    yield cifra("server_ms", pagina.ms, "ms", elenco)
    yield cifra("ratio_to_template", pagina.ms / modello, "×")
    yield cifra("ratio_to_list", pagina.ms / elenco, "×")
    yield cifra("html_gz", peso.html, "bytes")
    yield cifra("css_gz", peso.css, "bytes")
    yield cifra("js_gz", peso.js, "bytes")
    yield cifra("font_bytes", peso.font, "bytes")
    yield cifra("requests", peso.richieste, "requests")
    yield cifra("third_party", peso.di_terzi, "requests")


def _moltiplica(ctx: Contesto) -> None:
    """``--scala N``: N times the organisations of the demonstration, spread over the comuni."""
    comuni, ora, caso = list(Comune.objects.attivi()), adesso(), ctx.caso
    quanti = Partner.objects.in_rete().count() * (ctx.scala - 1)
    Partner.objects.bulk_create(
        Partner(
            nome=f"Organizzazione {n}",
            slug=f"organizzazione-{n}",
            stato="ammesso",
            tipo="associazione",
            in_una_frase="Una organizzazione che c'è solo per misurare.",
            comune=caso.choice(comuni),
            creato_il=ora,
            aggiornato_il=ora,
        )
        for n in range(quanti)
    )


def _pagine() -> list[Pagina]:
    partner = Partner.objects.in_rete().order_by("pk").first()
    if partner is None:
        raise RuntimeError("the demonstration has no partner")
    return [
        Pagina("home", reverse("portale:home")),
        Pagina("rete", reverse("rete:elenco")),
        Pagina("partner", partner.get_absolute_url()),
        Pagina("indicatori", reverse("cruscotto:indicatori")),
        Pagina("cerca", reverse("portale:cerca") + "?q=cremona"),
        Pagina("aiuto", reverse("portale:aiuto")),
        Pagina("sigilli", reverse("registro:sigilli")),
        Pagina("accedi", reverse("account_login")),
        Pagina("area", reverse("portale:area"), "sara"),
        Pagina("messaggi", reverse("avvisi:elenco"), "sara"),
    ]


def _entrata(chi: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.get(email=f"{chi}@example.org"), backend=ACCESSO)
    return client


def _biscotto(chi: str) -> str:
    return str(_entrata(chi).cookies["sessionid"].value)


def _interrogazioni(pagina: Pagina) -> int:
    """How many statements a second visit asks the database (the first fills what a process keeps)."""
    client = _entrata(pagina.di_chi) if pagina.di_chi else Client(headers={"host": "localhost"})
    client.get(pagina.url)
    with CaptureQueriesContext(connection) as fatte:
        risposta = client.get(pagina.url)
    if risposta.status_code != 200:
        raise RuntimeError(f"{pagina.url} answers {risposta.status_code}")
    return sum(not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for q in fatte)


# ── Time ──────────────────────────────────────────────────────────────────────────────────────────
@contextlib.contextmanager
def _server() -> Iterator[int]:
    """The portal as the demo serves it, in one process, with the two references."""
    with socket.socket() as libera:
        libera.bind(("127.0.0.1", 0))
        porta = int(libera.getsockname()[1])
    comando = [sys.executable, "-m", "gunicorn", "talenti.wsgi:application", "--bind", f"127.0.0.1:{porta}"]
    comando += ["--workers", "1", "--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
    ambiente = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench._riferimento"}
    processo = subprocess.Popen(comando, cwd=ROOT, env=ambiente, stdout=sys.stderr)
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


def _cronometra(pagine: list[Pagina], porta: int, biscotti: dict[str, str]) -> None:
    collegamento = http.client.HTTPConnection("127.0.0.1", porta, timeout=60)
    for giro in range(GIRI + 3):
        for pagina in pagine:
            durata = _chiedi(collegamento, porta, pagina, biscotti)
            if giro >= 3:  # the first rounds fill what the process keeps
                pagina.tempi.append(durata)
    collegamento.close()


def _chiedi(collegamento: http.client.HTTPConnection, porta: int, pagina: Pagina, biscotti: dict[str, str]) -> float:
    testate = {"Host": f"localhost:{porta}", "Accept": "text/html"}
    if pagina.di_chi:
        testate["Cookie"] = f"sessionid={biscotti[pagina.di_chi]}"
    inizio = time.perf_counter()
    collegamento.request("GET", pagina.url, headers=testate)
    risposta = collegamento.getresponse()
    risposta.read()
    durata = time.perf_counter() - inizio
    if risposta.status != 200:
        raise RuntimeError(f"{pagina.url} answers {risposta.status}")
    return durata


# ── Weight ────────────────────────────────────────────────────────────────────────────────────────
def _pesa(pagine: list[Pagina], porta: int, biscotti: dict[str, str]) -> Iterator[tuple[Pagina, Peso]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as gioco:
        browser = gioco.chromium.launch(executable_path=_chromium())
        for pagina in pagine:
            contesto = browser.new_context(viewport={"width": 1280, "height": 900})
            if pagina.di_chi:
                casa = f"http://localhost:{porta}"
                contesto.add_cookies([{"name": "sessionid", "value": biscotti[pagina.di_chi], "url": casa}])
            yield pagina, _peso(contesto, f"http://localhost:{porta}{pagina.url}")
            contesto.close()
        browser.close()


def _chromium() -> str:
    """The browser that bin/bench found, as bin/test does."""
    trovato = os.environ.get("TALENTI_CHROMIUM")
    if not trovato:
        sys.exit("Manca TALENTI_CHROMIUM: scrivi «bin/bench pagine», che trova il browser da sé.")
    return trovato


def _peso(contesto: "BrowserContext", url: str) -> Peso:
    peso, risposte = Peso(), list["Response"]()
    scheda = contesto.new_page()
    # A built-in method cannot carry the mark that the listener leaves on it.
    scheda.on("response", lambda una: risposte.append(una))  # noqa: PLW0108 – Playwright writes on its handler
    scheda.goto(url, wait_until="networkidle")
    for risposta in risposte:
        if risposta.url.startswith("data:"):
            continue
        peso.richieste += 1
        peso.di_terzi += urlsplit(risposta.url).netloc != urlsplit(url).netloc
        _somma(peso, risposta)
    return peso


def _somma(peso: Peso, risposta: "Response") -> None:
    corpo = risposta.body()
    genere = risposta.request.resource_type
    if genere == "font":
        peso.font += len(corpo)
    elif genere in {"document", "stylesheet", "script"}:
        nome = {"document": "html", "stylesheet": "css", "script": "js"}[genere]
        setattr(peso, nome, getattr(peso, nome) + len(gzip.compress(corpo, 6)))
