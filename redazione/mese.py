"""A month of the plan: its weeks, what stands in each day, its fingerprint, what has changed since it was read."""

import calendar
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from redazione.enums import StatoMese
from redazione.models import MesePiano, Testata, Voce
from talenti.registro.models import Transizione

Riga = dict[str, Any]


@dataclass(frozen=True)
class Giorno:
    giorno: date
    voci: Sequence[Voce]
    # Of the month before or after, drawn so that each week is whole.
    fuori: bool


@dataclass(frozen=True)
class Settimana:
    giorni: Sequence[Giorno]

    @property
    def vuota(self) -> bool:
        """Nothing is meant to come out in it: said aloud, so that it is seen."""
        return not any(uno.voci for uno in self.giorni)

    @property
    def dal(self) -> date:
        return self.giorni[0].giorno

    @property
    def al(self) -> date:
        return self.giorni[-1].giorno


def settimane(mese: date, voci: Iterable[Voce]) -> list[Settimana]:
    """The whole weeks, from Monday, that the month touches."""
    per_giorno: dict[date, list[Voce]] = {}
    for una in voci:
        if una.prevista_per:
            per_giorno.setdefault(una.prevista_per, []).append(una)
    return [
        Settimana([Giorno(uno, per_giorno.get(uno, []), uno.month != mese.month) for uno in sette])
        for sette in calendar.Calendar().monthdatescalendar(mese.year, mese.month)
    ]


def confini(mese: date) -> tuple[date, date]:
    """The first and the last day that its page shows."""
    giorni = calendar.Calendar().monthdatescalendar(mese.year, mese.month)
    return giorni[0][0], giorni[-1][-1]


def dopo(mese: date, quanti: int = 1) -> date:
    """The first of the month so many months later (earlier, if negative)."""
    n = mese.year * 12 + mese.month - 1 + quanti
    return date(n // 12, n % 12 + 1, 1)


def ultimo(mese: date) -> date:
    return dopo(mese) - timedelta(days=1)


# ── What is approved ──────────────────────────────────────────────────────────────────────────────
def righe(piano: MesePiano) -> list[Riga]:
    """What the plan of that month says, as it is approved: plain values, in order."""
    voci = Voce.objects.previste().filter(
        testata=piano.testata_id, prevista_per__range=(piano.mese, ultimo(piano.mese))
    )
    ordinate = voci.prefetch_related("pubblici", "autori", "riguardano").order_by("prevista_per", "pk")
    return [
        {
            "codice": una.codice,
            "titolo": una.titolo,
            "nota": una.nota,
            "giorno": una.prevista_per.isoformat() if una.prevista_per else "",
            "tipo": una.tipo,
            "canale": una.canale,
            "azione": una.azione,
            "pubblici": sorted(uno.pubblico for uno in una.pubblici.all()),
            "autori": [uno.persona_id for uno in una.autori.all()],
            "riguarda": sorted(uno.partner_id for uno in una.riguardano.all()),
        }
        for una in ordinate
    ]


def impronta(righe_: list[Riga]) -> str:
    """SHA-256 of the rows in canonical JSON: the same plan has always the same one."""
    return hashlib.sha256(json.dumps(righe_, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def cambiate(piano: MesePiano) -> dict[str, list[str]]:
    """What is no longer as it was proposed or approved: titles ``aggiunte``, ``tolte``, ``diverse``."""
    if piano.stato == StatoMese.IN_LAVORO:
        return {}
    atto = Transizione.objects.di(piano).filter(verbo="proponi").select_related("dettaglio").last()
    dette = (atto.dettaglio.dati or {}).get("voci", []) if atto else []
    prima = {una["codice"]: una for una in dette}
    ora = {una["codice"]: una for una in righe(piano)}
    return {
        "aggiunte": [una["titolo"] for codice, una in ora.items() if codice not in prima],
        "tolte": [una["titolo"] for codice, una in prima.items() if codice not in ora],
        "diverse": [una["titolo"] for codice, una in ora.items() if codice in prima and prima[codice] != una],
    }


def del_piano(testata: Testata, mese: date) -> MesePiano:
    """The row of that month, or one that is not kept: looking at a month writes nothing."""
    primo = mese.replace(day=1)
    return MesePiano.objects.filter(testata=testata, mese=primo).first() or MesePiano(testata=testata, mese=primo)
