"""Charts drawn by the server: geometry in per cent, so that words keep their size at every width.

``barre``, ``linee`` and ``punti`` return what the component ``grafico`` draws, with its table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, log10
from typing import Any

from talenti.base.templatetags.italiano import numero

MASSIMO_SERIE = 6
# Left, right, top and bottom of the drawing area of a line chart, in per cent. With several lines their
# names stand at the right of it: on a phone there is room for some fourteen letters.
SINISTRA, DESTRA, ALTO, BASSO = 12.0, 96.0, 9.0, 84.0
DESTRA_CON_NOMI = 68.0
# Two names nearer than this (per cent of the height) would lie on each other.
DISTACCO = 8.0


@dataclass(frozen=True)
class Serie:
    """One line of the chart: a name and a value (or None: missing) for each label."""

    nome: str
    valori: Sequence[float | None]


@dataclass(frozen=True)
class Punto:
    x: str
    y: str
    valore: str


@dataclass(frozen=True)
class Tratto:
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class LineaDisegnata:
    nome: str
    colore: int
    tratti: list[Tratto]
    punti: list[Punto]
    nome_y: str
    ultimo: Punto | None


@dataclass(frozen=True)
class Grafico:
    """What the component draws. ``tabella`` holds rows of words under ``intestazioni``."""

    forma: str
    intestazioni: list[str]
    tabella: list[list[str]]
    voci: list[Any] = field(default_factory=list)
    destra: str = ""
    tacche: list[dict[str, str]] = field(default_factory=list)
    etichette: list[dict[str, str]] = field(default_factory=list)


def percento(valore: float) -> str:
    return f"{valore:.2f}".rstrip("0").rstrip(".") + "%"


def cima(massimo: float) -> int:
    """The first round number not below whose half is whole too: 2, 4, 6, 8 or 10 times a power of ten."""
    if massimo <= 2:
        return 2
    decina = 10 ** int(log10(massimo))
    return next(passo for k in (1, 2, 4, 6, 8, 10) if (passo := ceil(k * decina)) >= massimo)


def barre(voci: Iterable[tuple[str, float]], *, intestazioni: tuple[str, str], unita: str = "") -> Grafico:
    """Horizontal bars, one for each (label, value)."""
    righe = list(voci)
    massimo = max((valore for _, valore in righe), default=0) or 1
    return Grafico(
        forma="barre",
        intestazioni=list(intestazioni),
        tabella=[[etichetta, numero(valore)] for etichetta, valore in righe],
        voci=[
            {
                "etichetta": etichetta,
                "valore": f"{numero(valore)} {unita}".strip(),
                "lunga": percento(100 * valore / massimo),
            }
            for etichetta, valore in righe
        ],
    )


def punti(righe: Iterable[tuple[str, Sequence[float]]], *, massimo: float, intestazioni: tuple[str, str]) -> Grafico:
    """Dots on one scale from 0 to ``massimo``: one row for each (label, values)."""
    elenco = list(righe)
    return Grafico(
        forma="punti",
        intestazioni=list(intestazioni),
        tabella=[[etichetta, " · ".join(numero(v) for v in sorted(valori))] for etichetta, valori in elenco],
        voci=[
            {
                "etichetta": etichetta,
                "da": percento(2 + 96 * min(valori, default=0) / massimo),
                "a": percento(2 + 96 * max(valori, default=0) / massimo),
                "punti": [percento(2 + 96 * v / massimo) for v in valori],
                "valore": f"{numero(min(valori))}–{numero(max(valori))}" if valori else "",
            }
            for etichetta, valori in elenco
        ],
    )


def linee(etichette: Sequence[str], serie: Sequence[Serie], *, intestazione: str) -> Grafico:
    """Lines over the same labels. A missing value breaks the line: it is not a zero."""
    if len(serie) > MASSIMO_SERIE:
        raise ValueError("past six series, group the others under one name")
    tetto = cima(max((v for s in serie for v in s.valori if v is not None), default=0))
    destra = DESTRA_CON_NOMI if len(serie) > 1 else DESTRA
    disegnate = [_linea(s, posto, tetto, destra) for posto, s in enumerate(serie, start=1)]
    return Grafico(
        forma="linee",
        intestazioni=[intestazione, *(s.nome for s in serie)],
        tabella=[[e, *(_parola(s.valori[i]) for s in serie)] for i, e in enumerate(etichette)],
        voci=_nomi_staccati(disegnate),
        tacche=[{"y": percento(_y(v, tetto)), "testo": numero(v)} for v in (0, tetto / 2, tetto)],
        etichette=_tacche_sotto(etichette, destra),
        destra=percento(destra),
    )


def _parola(valore: float | None) -> str:
    return "–" if valore is None else numero(valore)


def _x(posto: int, quanti: int, destra: float) -> float:
    return SINISTRA + (destra - SINISTRA) * (posto / (quanti - 1) if quanti > 1 else 0.5)


def _y(valore: float, tetto: float) -> float:
    return BASSO - (BASSO - ALTO) * valore / tetto


def _linea(serie: Serie, colore: int, tetto: float, destra: float) -> LineaDisegnata:
    posti = [
        None if v is None else Punto(percento(_x(i, len(serie.valori), destra)), percento(_y(v, tetto)), numero(v))
        for i, v in enumerate(serie.valori)
    ]
    tratti = [Tratto(a.x, a.y, b.x, b.y) for a, b in pairwise(posti) if a is not None and b is not None]
    visti = [p for p in posti if p is not None]
    ultimo = visti[-1] if visti else None
    return LineaDisegnata(serie.nome, colore, tratti, visti, ultimo.y if ultimo else "", ultimo)


def _nomi_staccati(linee_disegnate: list[LineaDisegnata]) -> list[LineaDisegnata]:
    """Names stand at the end of their line; from the top down, each is pushed below the one before."""
    if len(linee_disegnate) == 1:
        return linee_disegnate
    fatte, sopra = {}, -DISTACCO
    for linea in sorted((v for v in linee_disegnate if v.ultimo), key=lambda v: float(v.nome_y[:-1])):
        sopra = max(float(linea.nome_y[:-1]), sopra + DISTACCO)
        fatte[linea.colore] = LineaDisegnata(**{**linea.__dict__, "nome_y": percento(sopra)})
    return [fatte.get(linea.colore, linea) for linea in linee_disegnate]


def _tacche_sotto(etichette: Sequence[str], destra: float) -> list[dict[str, str]]:
    """First, middle and last label: the others are in the table, and on a phone there is room for three."""
    ultimo = len(etichette) - 1
    scelti = sorted({0, ultimo // 2, ultimo} if ultimo >= 2 else set(range(len(etichette))))
    ancore = {0: "start", ultimo: "end"} if ultimo else {}
    return [
        {"x": percento(_x(i, len(etichette), destra)), "testo": etichette[i], "ancora": ancore.get(i, "middle")}
        for i in scelti
    ]
