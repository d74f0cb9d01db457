"""A commission of seven, two thousand applications, six criteria: the ranking, the chair's view, a sheet, a save.

Everything is asked in this process, its time the median of some turns. Pages stand beside the reference list (one
SELECT of fifty rows), the ranking beside one SQL aggregation of the same sheets.
"""

import gc
import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from django.db import connection
from django.db.models import Avg, Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from bench._domande import ACCESSO
from bench._driver import Contesto, Misura
from bench._ufficio import ELENCO
from bench._valutate import CRITERI, bando_valutato
from talenti.base.clock import adesso
from thinktown.actions.graduatorie import calcolata
from thinktown.models import Bando, Commissario, FaseValutazione, Scheda, Voto

DOMANDA = "graduatorie"
DOMANDE, GIRI, CONTI = 2_000, 41, 5
# Sheets that a member has still to write, for the desk to have something left.
DA_SCRIVERE = 50


def misura(ctx: Contesto) -> Iterable[Misura]:
    quante = DOMANDE * ctx.scala
    piccolo, _seggi = bando_valutato(quante // 10, ctx.caso, "piccolo")
    grande, seggi = bando_valutato(quante, ctx.caso, "grande")
    # As a process of the portal does once it has loaded (talenti/wsgi.py): what was made here is not its own.
    gc.collect()
    gc.freeze()
    yield from _graduatoria(piccolo, grande)
    yield from _pagine(grande, seggi)


# ── The ranking ───────────────────────────────────────────────────────────────────────────────────
def _graduatoria(piccolo: Bando, grande: Bando) -> Iterator[Misura]:
    domande = _domande(lambda: calcolata(_riletto(grande)))
    # In turn, so that a busy moment falls on all alike.
    giri = [
        (_ms(lambda: calcolata(_riletto(grande))), _ms(lambda: calcolata(_riletto(piccolo))), _ms(lambda: _sql(grande)))
        for _giro in range(CONTI)
    ]
    grande_ms, piccolo_ms, sql_ms = (statistics.median(uno) for uno in zip(*giri, strict=True))
    yield Misura("ranking_queries", domande, "queries", 6)
    yield Misura("ranking_ms", grande_ms, "ms", sql_ms)
    yield Misura("ratio_to_sql", grande_ms / sql_ms, "times")
    yield Misura("growth_10x", grande_ms / piccolo_ms, "times", 12)


def _riletto(bando: Bando) -> Bando:
    """As a page finds it: nothing of it has been read before."""
    return Bando.objects.get(pk=bando.pk)


def _sql(bando: Bando) -> None:
    """What a database does of the same sheets by itself: the mean of each criterion, and the sum."""
    voti = Voto.objects.filter(scheda__domanda__bando=bando).order_by()
    list(voti.values("scheda__domanda", "criterio").annotate(media=Avg("punti")))
    list(voti.values("scheda__domanda").annotate(somma=Sum("punti")))


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────────
def _pagine(bando: Bando, seggi: list[Commissario]) -> Iterator[Misura]:
    presidente, membro = seggi[0], seggi[1]
    with override_settings(ROOT_URLCONF="bench._indirizzi"):
        chi = _entra(presidente)
        url = reverse("thinktown:presidenza", args=[bando.slug])
        # Signed sheets are counted once by each process, and again when somebody signs.
        _apre(chi, ELENCO)
        yield Misura("chair_first_ms", _ms(lambda: _apre(chi, url)), "ms")
        yield from _una(chi, "chair", url, 60)
        _restano(membro)
        chi = _entra(membro)
        yield from _una(chi, "desk", reverse("thinktown:commissione", args=[bando.slug]))
        scheda = Scheda.objects.filter(commissario=membro).latest("pk")
        url = reverse("thinktown:scheda_valutazione", args=[bando.slug, scheda.domanda.codice])
        yield from _una(chi, "open", url, 8)
        yield from _salva(chi, scheda, reverse("thinktown:scheda_voto", args=[bando.slug, scheda.domanda.codice]))


def _entra(commissario: Commissario) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(commissario.persona, backend=ACCESSO)
    client.get(ELENCO)
    return client


def _restano(membro: Commissario) -> None:
    """The last sheets of hers are open, as in the days of scoring alone."""
    ultime = list(Scheda.objects.filter(commissario=membro).order_by("-pk").values_list("pk", flat=True)[:DA_SCRIVERE])
    Scheda.objects.filter(pk__in=ultime).update(stato="aperta", firmata_il=None, impronta="")
    FaseValutazione.objects.filter(commissione=membro.commissione_id, tipo="insieme").update(
        dal=adesso() + timedelta(days=1)
    )


def _una(client: Client, nome: str, url: str, limite: int | None = None) -> Iterator[Misura]:
    """Queries of the page, and its time beside the reference list's."""
    client.get(url)  # what a process keeps is filled at the first visit
    yield Misura(f"{nome}_queries", _domande(lambda: _apre(client, url)), "queries")
    tempi = [(_ms(lambda: _apre(client, url)), _ms(lambda: _apre(client, ELENCO))) for _giro in range(GIRI)]
    sua, elenco = (statistics.median(uno) for uno in zip(*tempi, strict=True))
    yield Misura(f"{nome}_ms", sua, "ms", elenco)
    if limite:
        yield Misura("sheet_ratio" if nome == "open" else f"{nome}_ratio", sua / elenco, "times")


def _apre(client: Client, url: str) -> None:
    risposta = client.get(url)
    if risposta.status_code != 200:
        raise RuntimeError(f"{url} answers {risposta.status_code}")


def _salva(client: Client, scheda: Scheda, url: str) -> Iterator[Misura]:
    """One criterion changed at a time, as its page sends it."""

    def salva(n: int) -> None:
        scheda.refresh_from_db()
        criterio = CRITERI[n % len(CRITERI)].chiave
        dati = {
            "criterio": criterio,
            "revisione": scheda.revisione,
            f"punti-{criterio}": str(n % 20),
            f"motivo-{criterio}": "Perché sì.",
        }
        risposta = client.post(url, dati, headers={"accept": "application/json"})
        if risposta.status_code != 200:
            raise RuntimeError(f"{url} answers {risposta.status_code}: {json.dumps(risposta.content.decode())[:200]}")

    salva(1)
    # The reading of the revision is the bench's own.
    yield Misura("save_queries", _domande(lambda: salva(2)) - 1, "queries", 6)
    tempi = [(_ms(lambda n=n: salva(n)), _ms(lambda: _apre(client, ELENCO))) for n in range(3, GIRI + 3)]
    sua, elenco = (statistics.median(uno) for uno in zip(*tempi, strict=True))
    yield Misura("save_ms", sua, "ms", elenco)
    yield Misura("save_ratio", sua / elenco, "times")


# ── Measured ──────────────────────────────────────────────────────────────────────────────────────
def _ms(fai: Callable[[], object]) -> float:
    inizio = time.perf_counter()
    fai()
    return (time.perf_counter() - inizio) * 1000


def _domande(fai: Callable[[], object]) -> int:
    """How many questions the database is asked; beginning and ending a transaction asks nothing."""
    with CaptureQueriesContext(connection) as fatte:
        fai()
    muti = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not una["sql"].startswith(muti) for una in fatte)
