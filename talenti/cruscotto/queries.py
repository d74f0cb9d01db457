"""The indicators as pages and files show them: asked one by one, with small numbers of people kept back."""

import logging
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min

from talenti.base import registries
from talenti.base.clock import a_roma, oggi
from talenti.base.exceptions import Frase
from talenti.base.permissions import puo
from talenti.base.registries import Indicatore, Serie
from talenti.cruscotto.enums import Periodo, Velo
from talenti.cruscotto.quadri import Quadro, componi
from talenti.cruscotto.riservatezza import vela
from talenti.registro.models import Transizione

registro = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tempo:
    """The first and the last day asked for, both included; ``inizio`` is the first that any period can ask for."""

    dal: date
    al: date
    inizio: date


@dataclass(frozen=True)
class Azione:
    """The indicators of one action; ``mancano`` are those that could not be computed."""

    nome: Frase
    quadri: list[Quadro]
    mancano: list[Frase]

    @property
    def mascherata(self) -> bool:
        return any(quadro.mascherato for quadro in self.quadri)


def tempo_di(periodo: str) -> Tempo:
    """The days of a period."""
    al = oggi()
    primo = Transizione.objects.aggregate(primo=Min("quando"))["primo"]
    # Whole months: the first of the twelve starts on its first day.
    mese = al.month % 12 + 1
    dodici_mesi = date(al.year - (1 if mese > 1 else 0), mese, 1)
    primo_atto = a_roma(primo).date() if primo else date(al.year, 1, 1)
    dal = {Periodo.DODICI_MESI: dodici_mesi, Periodo.TUTTO: primo_atto}.get(Periodo(periodo), date(al.year, 1, 1))
    return Tempo(dal, al, min(primo_atto, dodici_mesi))


def vede_tutto(persona: Any) -> bool:
    """Who may see the people themselves may also read how many they are."""
    return bool(puo(persona, "persone.vede_persone"))


def visibili(persona: Any) -> list[Indicatore]:
    intero = vede_tutto(persona)
    return [indicatore for indicatore in registries.indicatori if indicatore.pubblico or intero]


def trova(chiave: str, persona: Any) -> Indicatore | None:
    return next((uno for uno in visibili(persona) if uno.chiave == chiave), None)


def per_azione(periodo: str, persona: Any) -> list[Azione]:
    """Every indicator the person may read, by action, in the order of their declaration."""
    tempo = tempo_di(periodo)
    intero = vede_tutto(persona)
    azioni: dict[str, Azione] = {}
    for indicatore in visibili(persona):
        azione = azioni.setdefault(str(indicatore.azione), Azione(indicatore.azione, [], []))
        try:
            azione.quadri.append(quadro(indicatore, tempo, intero=intero))
        except Exception:  # noqa: BLE001 – one figure that fails takes away itself alone
            registro.exception("an indicator failed: %s", indicatore.chiave)
            azione.mancano.append(indicatore.titolo)
    return list(azioni.values())


def quadro(indicatore: Indicatore, tempo: Tempo, *, intero: bool = False) -> Quadro:
    """One indicator in a period; ``intero`` shows the small numbers too.

    Where the total is public the veils are laid on the whole series, and the period is a part of it.
    """
    protetto = indicatore.persone and not intero
    tutta = indicatore.calcola(tempo.inizio if protetto and indicatore.totale else tempo.dal, tempo.al)
    veli = _veli(indicatore, tutta, tempo) if protetto else _senza(tutta)
    da = max(bisect_right(tutta.inizi, tempo.dal) - 1, 0)
    parte = Serie(tutta.punti[da:], tutta.al, tutta.inizi[da:], tutta.comuni[da:], tutta.dal)
    return componi(indicatore, parte, veli[da:], dal=tempo.dal)


def _senza(serie: Serie) -> list[Velo]:
    return [Velo.ASSENTE if valore is None else Velo.MOSTRATO for _etichetta, valore in serie.punti]


def _veli(indicatore: Indicatore, tutta: Serie, tempo: Tempo) -> list[Velo]:
    """How each number of the whole series is told; parts of one total are veiled as one series."""
    prima: list[int | None] = []
    dopo: list[int | None] = []
    if indicatore.parte:
        parti = [uno for uno in registries.indicatori if uno.parte and uno.pubblico and uno.totale == indicatore.totale]
        posto = parti.index(indicatore)
        prima = [valore for uno in parti[:posto] for valore in _valori(uno.calcola(tempo.inizio, tempo.al))]
        dopo = [valore for uno in parti[posto + 1 :] for valore in _valori(uno.calcola(tempo.inizio, tempo.al))]
    propri = _valori(tutta)
    veli = vela([*prima, *propri, *dopo], totale_noto=bool(indicatore.totale))
    return veli[len(prima) : len(prima) + len(propri)]


def _valori(serie: Serie) -> list[int | None]:
    return [valore for _etichetta, valore in serie.punti]
