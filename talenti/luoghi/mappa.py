"""The drawing of the province: outlines, coloured areas, numbered circles, names.

Everything is computed here; the template only writes it down. Outlines and points come from the shipped
files and are projected once a process, so drawing a map asks nothing of the database.
"""

import csv
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, pairwise
from math import cos, hypot, radians
from pathlib import Path

from talenti.luoghi.models import Comune

DATI = Path(__file__).parent / "dati"
CONFINI = DATI / "comuni_cremona.geojson"

# 1000 × 712 has the shape of the province with a margin: 358 × 255 px on a phone.
LARGHEZZA, ALTEZZA, MARGINE = 1000, 712, 18
# In the units above, as a phone shows them: 36 → 12.9 px, a circle of 34 → 24 px across.
CORPO, RAGGIO, RAGGIO_LARGO = 36, 34, 42
_LARGHEZZA_LETTERA = 0.5 * CORPO
_SPOSTAMENTO_MASSIMO = 24
_GIRI = 12

BASE = "#F3EEF9"
CLASSI = ("#F1EAF8", "#D3BDE9", "#A97FD1", "#7A3FB3", "#4A1A7D")
# Edges of the comuni left white, from the most frequent reason.
TRATTI = ("", "9 6", "2 5")

Valore = int | float
# A number, the word that stands in its place ("meno di 5"), or nothing.
Detto = Valore | str | None
DelComune = Comune | str


def codice(comune: DelComune) -> str:
    return comune.istat if isinstance(comune, Comune) else comune


@dataclass(frozen=True)
class Sagoma:
    istat: str
    nome: str
    d: str
    x: float
    y: float


@dataclass(frozen=True)
class Proiezione:
    """Equirectangular, true to scale at the middle latitude: at this size the error is under a pixel."""

    lon_min: float
    lat_max: float
    coseno: float
    scala: float
    dx: float
    dy: float

    @classmethod
    def per(cls, punti: Sequence[tuple[float, float]]) -> "Proiezione":
        lon, lat = [p[0] for p in punti], [p[1] for p in punti]
        coseno = cos(radians((min(lat) + max(lat)) / 2))
        largo, alto = (max(lon) - min(lon)) * coseno, max(lat) - min(lat)
        scala = min((LARGHEZZA - 2 * MARGINE) / largo, (ALTEZZA - 2 * MARGINE) / alto)
        dx, dy = (LARGHEZZA - largo * scala) / 2, (ALTEZZA - alto * scala) / 2
        return cls(min(lon), max(lat), coseno, scala, dx, dy)

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        x = (lon - self.lon_min) * self.coseno * self.scala + self.dx
        return x, (self.lat_max - lat) * self.scala + self.dy


@cache
def sagome() -> dict[str, Sagoma]:
    """Each comune's outline as SVG path data, and its point, keyed by ISTAT code."""
    forme = [
        (zona["properties"]["istat"], zona["properties"]["nome"], _anelli(zona["geometry"]["coordinates"]))
        for zona in json.loads(CONFINI.read_text(encoding="utf-8"))["features"]
    ]
    proietta = Proiezione.per([punto for _istat, _nome, anelli in forme for anello in anelli for punto in anello])
    punti = {istat: proietta(lon, lat) for istat, (lon, lat) in centri().items()}
    return {
        istat: Sagoma(istat, nome, "".join(_percorso(anello, proietta) for anello in anelli), *punti[istat])
        for istat, nome, anelli in forme
    }


@cache
def centri() -> dict[str, tuple[float, float]]:
    """A point inside each comune, longitude first: where its circle stands."""
    with (DATI / "comuni_cremona.csv").open(encoding="utf-8", newline="") as file:
        return {riga["istat"]: (float(riga["lon"]), float(riga["lat"])) for riga in csv.DictReader(file)}


def _anelli(coordinate: list[list[list[list[float]]]]) -> list[list[tuple[float, float]]]:
    return [[(lon, lat) for lon, lat in anello] for poligono in coordinate for anello in poligono]


def _percorso(anello: list[tuple[float, float]], proietta: Proiezione) -> str:
    """Relative steps in whole units: neighbours round the same corner to the same unit."""
    interi = [(round(x), round(y)) for x, y in (proietta(lon, lat) for lon, lat in anello)]
    passi = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(interi) if a != b]
    testo = " ".join(f"{dx} {dy}" for dx, dy in passi).replace(" -", "-")
    return f"M{interi[0][0]} {interi[0][1]}l{testo}z"


@dataclass(frozen=True)
class Punto:
    """What a comune has: ``numero`` in the circle, ``testo`` the same in words ("3 spazi"), ``url`` where it leads."""

    comune: DelComune
    numero: int
    testo: str
    url: str = ""


@dataclass
class Cerchio:
    punto: Punto
    sagoma: Sagoma
    x: float
    y: float
    r: int

    @property
    def cx(self) -> int:
        return round(self.x)

    @property
    def cy(self) -> int:
        return round(self.y)

    @property
    def base_testo(self) -> int:
        """The digits' baseline, so that they stand in the middle: Titillium's figures are 0.69 em high."""
        return round(self.y + 0.345 * CORPO)


@dataclass(frozen=True)
class Etichetta:
    nome: str
    x: int
    y: int
    ancora: str

    @property
    def riquadro(self) -> tuple[float, float, float, float]:
        largo = len(self.nome) * _LARGHEZZA_LETTERA
        sinistra = {"start": self.x, "middle": self.x - largo / 2, "end": self.x - largo}[self.ancora]
        return sinistra, self.y - 0.8 * CORPO, sinistra + largo, self.y + 0.25 * CORPO


@dataclass
class Classe:
    """An area colour with what it means in words."""

    colore: str
    minimo: Valore
    massimo: Valore
    sagome: list[Sagoma] = field(default_factory=list)

    @property
    def d(self) -> str:
        return _insieme(self.sagome)


@dataclass
class Assenza:
    """The comuni without a number for one same reason: each reason has its own edge, whole, dashed, dotted."""

    parola: str
    tratto: str = ""
    sagome: list[Sagoma] = field(default_factory=list)

    @property
    def d(self) -> str:
        return _insieme(self.sagome)


@dataclass
class Disegno:
    """A map ready to be written."""

    base: str = ""
    classi: list[Classe] = field(default_factory=list)
    assenze: list[Assenza] = field(default_factory=list)
    righe: list[tuple[str, Detto]] = field(default_factory=list)
    cerchi: list[Cerchio] = field(default_factory=list)
    scelta: Sagoma | None = None
    etichette: list[Etichetta] = field(default_factory=list)

    @property
    def con_link(self) -> bool:
        return any(cerchio.punto.url for cerchio in self.cerchi)


def disegna(
    *,
    valori: Mapping[DelComune, Detto] | None = None,
    punti: Iterable[Punto] = (),
    selezionato: DelComune | None = None,
) -> Disegno:
    """A base map; with ``valori`` its areas are coloured, with ``punti`` it carries circles."""
    disegno = Disegno(scelta=sagome().get(codice(selezionato)) if selezionato else None)
    if valori:
        _colora(disegno, {codice(comune): valore for comune, valore in valori.items()})
    else:
        disegno.base = _provincia()
    disegno.cerchi = _cerchi(punti)
    disegno.etichette = _etichette(disegno)
    return disegno


@cache
def _provincia() -> str:
    return _insieme(sagome().values())


def _insieme(molte: Iterable[Sagoma]) -> str:
    """Outlines of one colour as one path: a page writes it at once instead of comune by comune."""
    return "".join(sagoma.d for sagoma in molte)


def _colora(disegno: Disegno, valori: Mapping[str, Detto]) -> None:
    per_nome = sorted(sagome().values(), key=lambda sagoma: sagoma.nome)
    disegno.righe = [(sagoma.nome, valori.get(sagoma.istat)) for sagoma in per_nome]
    assenti: dict[str, list[Sagoma]] = {}
    presenti: list[tuple[Valore, Sagoma]] = []
    for sagoma in per_nome:
        valore = valori.get(sagoma.istat)
        if valore is None or isinstance(valore, str):
            assenti.setdefault(valore or "", []).append(sagoma)
        else:
            presenti.append((valore, sagoma))
    frequenti = sorted(assenti.items(), key=lambda voce: -len(voce[1]))
    disegno.assenze = [
        Assenza(parola, TRATTI[min(n, len(TRATTI) - 1)], quali) for n, (parola, quali) in enumerate(frequenti)
    ]
    disegno.classi = _classi(presenti, CLASSI[1:] if disegno.assenze else CLASSI)


def _classi(presenti: list[tuple[Valore, Sagoma]], scala: Sequence[str]) -> list[Classe]:
    """Up to five classes with about as many comuni each; equal values are never parted."""
    ordinati = sorted(valore for valore, _sagoma in presenti)
    soglie = (
        sorted({ordinati[len(ordinati) * k // len(CLASSI)] for k in range(1, len(CLASSI))} - {ordinati[0]})
        if ordinati
        else []
    )
    gruppi: list[list[tuple[Valore, Sagoma]]] = [[] for _soglia in range(len(soglie) + 1)]
    for valore, sagoma in presenti:
        gruppi[bisect_right(soglie, valore)].append((valore, sagoma))
    pieni = [gruppo for gruppo in gruppi if gruppo]
    return [
        Classe(colore, min(v for v, _s in gruppo), max(v for v, _s in gruppo), [s for _v, s in gruppo])
        for gruppo, colore in zip(pieni, _colori(len(pieni), scala), strict=True)
    ]


def _colori(quante: int, scala: Sequence[str]) -> list[str]:
    """Colours as far apart as the scale allows; beside comuni left white the lightest is used only if all five are."""
    if quante == 1:
        return [CLASSI[2]]
    scelta = scala if quante <= len(scala) else CLASSI
    return [scelta[round(k * (len(scelta) - 1) / (quante - 1))] for k in range(quante)]


def _cerchi(punti: Iterable[Punto]) -> list[Cerchio]:
    """Largest first, so that when they touch the smaller one stays on top; unknown comuni are left out."""
    noti = [(punto, sagoma) for punto in punti if (sagoma := sagome().get(codice(punto.comune)))]
    cerchi = [
        Cerchio(punto, sagoma, sagoma.x, sagoma.y, RAGGIO_LARGO if punto.numero > 99 else RAGGIO)
        for punto, sagoma in sorted(noti, key=lambda coppia: (-coppia[0].numero, coppia[1].nome))
    ]
    vicini = [coppia for coppia in combinations(cerchi, 2) if _si_possono_toccare(*coppia)]
    for _giro in range(_GIRI):
        mossi = False
        for primo, secondo in vicini:
            if (secondo.x - primo.x) ** 2 + (secondo.y - primo.y) ** 2 < (primo.r + secondo.r) ** 2:
                _scosta(primo, secondo)
                mossi = True
        if not mossi:
            break
    return cerchi


def _si_possono_toccare(primo: Cerchio, secondo: Cerchio) -> bool:
    """Are their comuni so near that the circles may meet, wherever both are pushed?"""
    # The edge of the sheet may push a circle by its radius more.
    spazio = 2 * (_SPOSTAMENTO_MASSIMO + primo.r + secondo.r)
    return abs(primo.sagoma.x - secondo.sagoma.x) < spazio and abs(primo.sagoma.y - secondo.sagoma.y) < spazio


def _scosta(primo: Cerchio, secondo: Cerchio) -> None:
    """Two circles that overlap give way by half, neither farther than a few units from its comune."""
    dx, dy = secondo.x - primo.x, secondo.y - primo.y
    distanza = hypot(dx, dy) or 1.0
    sovrapposti = (primo.r + secondo.r - distanza) / 2
    for cerchio, verso in ((primo, -1), (secondo, 1)):
        cerchio.x = _entro(cerchio.x + verso * sovrapposti * dx / distanza, cerchio.sagoma.x, cerchio.r, LARGHEZZA)
        cerchio.y = _entro(cerchio.y + verso * sovrapposti * dy / distanza, cerchio.sagoma.y, cerchio.r, ALTEZZA)


def _entro(valore: float, centro: float, raggio: int, lato: int) -> float:
    vicino = max(centro - _SPOSTAMENTO_MASSIMO, min(centro + _SPOSTAMENTO_MASSIMO, valore))
    return max(raggio, min(lato - raggio, vicino))


def _etichette(disegno: Disegno) -> list[Etichetta]:
    """Names of the chosen comune and of circles that count two or more, where there is room."""
    occupati = [(c.x - c.r, c.y - c.r, c.x + c.r, c.y + c.r) for c in disegno.cerchi]
    scritte: list[Etichetta] = []
    for sagoma, cerchio in _da_nominare(disegno):
        proposte = [etichetta for etichetta in _posizioni(sagoma, cerchio) if _nel_foglio(etichetta.riquadro)]
        if not proposte:
            continue
        migliore = min(proposte, key=lambda etichetta: _coperto(etichetta.riquadro, occupati))
        # The chosen one is always named, even a little over something else.
        if sagoma is disegno.scelta or not _coperto(migliore.riquadro, occupati):
            scritte.append(migliore)
            occupati.append(migliore.riquadro)
    return scritte


def _da_nominare(disegno: Disegno) -> list[tuple[Sagoma, Cerchio | None]]:
    per_comune = {cerchio.sagoma.istat: cerchio for cerchio in disegno.cerchi}
    scelta = disegno.scelta
    prima = [(scelta, per_comune.get(scelta.istat))] if scelta else []
    altre = [(c.sagoma, c) for c in disegno.cerchi if c.punto.numero >= 2 and c.sagoma is not scelta]
    return prima + altre


def _posizioni(sagoma: Sagoma, cerchio: Cerchio | None) -> list[Etichetta]:
    # Without a circle the name stands off by as much, so as not to hide the comune that it names.
    x, y, r = (cerchio.x, cerchio.y, cerchio.r + 6) if cerchio else (sagoma.x, sagoma.y, RAGGIO + 6)
    mezzo = y + 0.3 * CORPO
    posti = (
        (x + r, mezzo, "start"),
        (x - r, mezzo, "end"),
        (x, y + r + 0.75 * CORPO, "middle"),
        (x, y - r, "middle"),
    )
    return [Etichetta(sagoma.nome, round(lungo), round(alto), ancora) for lungo, alto, ancora in posti]


Riquadro = tuple[float, float, float, float]


def _nel_foglio(riquadro: Riquadro) -> bool:
    return riquadro[0] >= 0 and riquadro[1] >= 0 and riquadro[2] <= LARGHEZZA and riquadro[3] <= ALTEZZA


def _coperto(riquadro: Riquadro, altri: Iterable[Riquadro]) -> float:
    """How much of the others it would hide."""
    return sum(
        (min(riquadro[2], altro[2]) - max(riquadro[0], altro[0]))
        * (min(riquadro[3], altro[3]) - max(riquadro[1], altro[1]))
        for altro in altri
        if altro[0] < riquadro[2] and altro[2] > riquadro[0] and altro[1] < riquadro[3] and altro[3] > riquadro[1]
    )
