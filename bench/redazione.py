"""The search of the portal over twenty thousand public cards, then home, article and feed among ten thousand articles.

Rows, not acts: organisations and spaces with texts made of a few hundred Italian words, some in almost every
card and most in few. Searches are of one to three words, whole or still being typed, found and not, after a first
round that fills what a process keeps; the time of each is the median of three. The reference is what was promised.

Pages and feeds are asked in this process, each in turn with the list of fifty rows, after a first visit; of each group
(homes, articles, feeds) the figure is that of its dearest page.
"""

import gc
import re
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils.http import urlencode

from bench import _articoli
from bench._driver import Contesto, Misura
from bench._ufficio import ELENCO
from coworking.enums import StatoSpazio, Tipo
from coworking.models import Spazio
from redazione.models import Articolo
from talenti.base.clock import adesso
from talenti.base.memoria import dimentica
from talenti.luoghi.models import Comune
from talenti.portale.indice import indicizza
from talenti.rete.models import Partner

DOMANDA = "redazione"
PROMESSO_MS = 150.0
PARTNER, SPAZI = 12_000, 8_000
RICERCHE, GIRI, IN_BLOCCO = 200, 3, 1_000
VISITE = 21
DOMANDE_PROMESSE = {"home": 10.0, "article": 10.0, "feed": 3.0, "feed_304": 2.0}
# Of the partner that runs the newsroom.
_FEED_DI_UNO = "/notizie/feed/partner/misura-0/"
# In almost every text; in many; in few (made of these with a beginning).
OVUNQUE = ("giovani", "lavoro", "provincia", "spazio", "progetto")
COMUNI = re.findall(
    "[a-z]+",
    """
    cooperativa associazione musica teatro biblioteca orientamento impresa scuola fotografia radio orto agricoltura
    disegno ceramica laboratorio formazione volontariato quartiere cinema danza sport ambiente turismo artigiano
    sartoria informatica cucina lettura viaggio memoria festa mercato officina studio incontro ricerca salute
    """,
)
INIZI = ("bio", "auto", "micro", "foto", "video", "tele", "eco", "agro", "socio", "info", "multi", "inter", "mini")


def misura(ctx: Contesto) -> Iterable[Misura]:
    caso = ctx.caso
    rare = [inizio + parola for inizio in INIZI for parola in COMUNI]
    riempi(caso, rare, ctx.scala)
    inizio = time.perf_counter()
    scritte = indicizza().scritte
    print(f"redazione: {scritte} cards indexed in {time.perf_counter() - inizio:.1f} s", file=sys.stderr, flush=True)
    ricerche = list(_ricerche(caso, rare))
    with connection.cursor() as cursore:
        cursore.execute("ANALYZE")
    gc.collect()
    gc.freeze()
    client = Client()
    for testo in ricerche[: RICERCHE // 10]:
        _millisecondi(client, testo)
    tempi = [statistics.median(_millisecondi(client, testo) for _ in range(GIRI)) for testo in ricerche]
    yield Misura("search_p95_ms", statistics.quantiles(tempi, n=20, method="inclusive")[-1], "ms", PROMESSO_MS)
    yield from _si_legge(ctx, rare)


# ── Ten thousand articles ─────────────────────────────────────────────────────────────────────────
def _si_legge(ctx: Contesto, rare: list[str]) -> Iterator[Misura]:
    _articoli.riempi(ctx.caso, [*OVUNQUE, *COMUNI, *rare], ctx.scala)
    with connection.cursor() as cursore:
        cursore.execute("ANALYZE")
    dimentica()
    letti = Articolo.objects.pubblicati().order_by("-dal")
    corretto = letti.filter(correzioni__isnull=False)[3]
    gruppi = {
        "home": (
            "/",
            "/per-chi-cerca-lavoro/",
            "/notizie/",
            "/notizie/?per=imprese&che_cosa=storie",
            "/notizie/?page=400",
        ),
        "article": (corretto.get_absolute_url(), f"{letti[7].get_absolute_url()}?per=lavoro"),
        "feed": ("/notizie/feed/", "/notizie/feed/per/lavoro/", "/notizie/feed/argomenti/orti/", _FEED_DI_UNO),
    }
    with override_settings(ROOT_URLCONF="bench._indirizzi"):
        client = Client(headers={"host": "localhost"})
        for nome, indirizzi in gruppi.items():
            yield from _un_gruppo(client, nome, indirizzi)
        yield from _immutati(client, gruppi["feed"])


def _un_gruppo(client: Client, nome: str, indirizzi: Iterable[str]) -> Iterator[Misura]:
    costi = [_costo(client, url) for url in indirizzi]
    domande, (tempo, elenco) = max(costo[0] for costo in costi), max(costo[1] for costo in costi)
    yield Misura(f"{nome}_queries", domande, "queries", DOMANDE_PROMESSE[nome])
    yield Misura(f"{nome}_ms", tempo, "ms", elenco)


def _immutati(client: Client, indirizzi: Iterable[str]) -> Iterator[Misura]:
    """Asked again by who has it already."""
    costi = []
    for url in indirizzi:
        ha = {"if-none-match": client.get(url)["ETag"]}
        costi.append(_costo(client, url, attesa=304, headers=ha))
    domande, (tempo, elenco) = max(costo[0] for costo in costi), max(costo[1] for costo in costi)
    yield Misura("feed_304", domande, "queries", DOMANDE_PROMESSE["feed_304"])
    yield Misura("feed_304_ms", tempo, "ms", elenco)


def _costo(client: Client, url: str, attesa: int = 200, **altro: Any) -> tuple[int, tuple[float, float]]:
    """Queries, and the medians of its time and of the list's, asked in turn."""
    client.get(url, **altro)
    with CaptureQueriesContext(connection) as fatte:
        risposta = client.get(url, **altro)
    # The next request forgets them.
    domande = len(fatte)
    if risposta.status_code != attesa:
        raise RuntimeError(f"{url} answers {risposta.status_code}")
    tempi = [(_durata(client, url, **altro), _durata(client, ELENCO)) for _giro in range(VISITE)]
    return domande, (statistics.median(uno for uno, _e in tempi), statistics.median(uno for _u, uno in tempi))


def _durata(client: Client, url: str, **altro: Any) -> float:
    inizio = time.perf_counter()
    client.get(url, **altro)
    return (time.perf_counter() - inizio) * 1000


def _millisecondi(client: Client, testo: str) -> float:
    inizio = time.perf_counter()
    risposta = client.get(f"/cerca/?{urlencode({'q': testo})}")
    passati = (time.perf_counter() - inizio) * 1000
    if risposta.status_code != 200:
        raise RuntimeError(f"searching {testo!r} answers {risposta.status_code}")
    return passati


def _ricerche(caso: Random, rare: list[str]) -> Iterator[str]:
    """A third of what is everywhere, a third of the rest, a third not whole or not there."""
    for n in range(RICERCHE):
        parola = caso.choice((OVUNQUE, COMUNI, rare)[n % 3])
        altra = caso.choice((COMUNI, OVUNQUE, ["Cremona", "Crema", "Soresina"])[n // 3 % 3])
        yield (parola, f"{parola} {altra}", f"{altra} {parola[:4]}", f"{parola[:-3]}zx", f"{parola} {altra} nuova")[
            n % 5
        ]


# ── Twenty thousand cards ─────────────────────────────────────────────────────────────────────────
def riempi(caso: Random, rare: list[str], scala: int) -> None:
    comuni = list(Comune.objects.attivi())
    for dal in range(0, PARTNER * scala, IN_BLOCCO):
        Partner.objects.bulk_create(_partner(n, caso, rare, comuni) for n in range(dal, dal + IN_BLOCCO))
    ospiti = list(Partner.objects.in_rete().select_related("comune").order_by("pk"))
    for dal in range(0, SPAZI * scala, IN_BLOCCO):
        Spazio.objects.bulk_create(_spazio(n, caso, rare, ospiti[n]) for n in range(dal, dal + IN_BLOCCO))


def _partner(n: int, caso: Random, rare: list[str], comuni: list[Comune]) -> Partner:
    testi = _testi(n, caso, rare)
    return Partner(slug=f"misura-{n}", stato="ammesso", tipo="associazione", comune=caso.choice(comuni), **testi)


def _spazio(n: int, caso: Random, rare: list[str], ospite: Partner) -> Spazio:
    stato = {"stato": StatoSpazio.PUBBLICATO, "pubblicato_il": adesso()}
    dove = {"partner": ospite, "comune": ospite.comune, "lat": ospite.comune.lat, "lon": ospite.comune.lon}
    return Spazio(
        slug=f"misura-{n}", tipo=Tipo.HUB, indirizzo="via della Misura 1", **stato, **dove, **_testi(n, caso, rare)
    )


def _testi(n: int, caso: Random, rare: list[str]) -> dict[str, Any]:
    """A title of three words, a line of ten, a description of about a hundred and twenty."""
    frase = [caso.choice(COMUNI) if caso.random() < 0.7 else caso.choice(rare) for _ in range(130)]
    return {
        "nome": f"{frase[0].title()} {frase[1]} {caso.choice(rare)} {n}",
        "in_una_frase": f"Per i {OVUNQUE[0]}: {' e '.join(frase[2:8])}."[:160],
        "descrizione": f"Un {OVUNQUE[n % 5]} della {OVUNQUE[2]}. {' '.join(frase[8:])}.",
        "creato_il": adesso(),
        "aggiornato_il": adesso() - timedelta(minutes=caso.randrange(1_000_000)),
    }
