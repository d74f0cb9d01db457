"""Photos of the demonstration, drawn here: a room seen from its door, daylight from the left, the tool of a trade.

The page says of each that it is a generated picture (``Foto.generata``). The same picture at every run.
"""

import io
from collections.abc import Callable, Sequence

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

LARGA, ALTA = 960, 720
# Drawn twice as large and made smaller: edges come out smooth.
_VOLTE = 2
# Where the lines of the room meet, and the corners of the wall opposite the door.
_FUGA = (480, 292)
_FONDO = (250, 150, 710, 500)
INCHIOSTRO, VIOLA, AMBRA, BIANCO = "#1d1129", "#5d2299", "#ffb81c", "#ffffff"
LEGNO, LEGNO_SCURO, GRIGIO, VERDE = "#c98f55", "#8f5e31", "#8d8798", "#2a6b53"
Punto = tuple[float, float]


class Stanza:
    """A room and a pencil: coordinates are those of the finished picture."""

    def __init__(self, pareti: str, pavimento: str) -> None:
        self.immagine = Image.new("RGB", (LARGA * _VOLTE, ALTA * _VOLTE), pareti)
        self.disegno = ImageDraw.Draw(self.immagine)
        x1, y1, x2, y2 = _FONDO
        self.piano([(0, 0), (LARGA, 0), (x2, y1), (x1, y1)], _scurito(pareti, 1.06))
        self.piano([(0, 0), (x1, y1), (x1, y2), (0, ALTA)], _scurito(pareti, 0.8))
        self.piano([(LARGA, 0), (x2, y1), (x2, y2), (LARGA, ALTA)], _scurito(pareti, 0.94))
        self.piano([(0, ALTA), (x1, y2), (x2, y2), (LARGA, ALTA)], pavimento)
        for inizio, fine in ((0.08, 0.36), (0.48, 0.72), (0.8, 0.95)):
            self._finestra(inizio, fine, pavimento)

    def _finestra(self, inizio: float, fine: float, pavimento: str) -> None:
        """A window of the left wall between two depths, and its light on the floor."""
        vetro = [_sinistra(inizio, 0.2), _sinistra(fine, 0.2), _sinistra(fine, 0.66), _sinistra(inizio, 0.66)]
        self.piano(vetro, "#e9f3fb")
        self.tratto([*vetro, vetro[0]], BIANCO, 8)
        meta = (inizio + fine) / 2
        self.tratto([_sinistra(meta, 0.2), _sinistra(meta, 0.66)], BIANCO, 5)
        luce = [_pavimento(inizio, 0.12), _pavimento(fine, 0.12), _pavimento(fine, 0.62), _pavimento(inizio, 0.5)]
        self.piano(luce, _scurito(pavimento, 1.16))

    def piano(self, punti: Sequence[Punto], colore: str) -> None:
        self.disegno.polygon([(x * _VOLTE, y * _VOLTE) for x, y in punti], fill=colore)

    def tratto(self, punti: Sequence[Punto], colore: str, spesso: float) -> None:
        grosso = [(x * _VOLTE, y * _VOLTE) for x, y in punti]
        self.disegno.line(grosso, fill=colore, width=round(spesso * _VOLTE), joint="curve")

    def riquadro(self, x: float, y: float, w: float, h: float, colore: str, raggio: float = 0) -> None:
        dove = (x * _VOLTE, y * _VOLTE, (x + w) * _VOLTE, (y + h) * _VOLTE)
        self.disegno.rounded_rectangle(dove, radius=raggio * _VOLTE, fill=colore)

    def tondo(self, x: float, y: float, r: float, colore: str, ry: float = 0) -> None:
        ry = ry or r
        self.disegno.ellipse(((x - r) * _VOLTE, (y - ry) * _VOLTE, (x + r) * _VOLTE, (y + ry) * _VOLTE), fill=colore)

    def anello(self, x: float, y: float, r: float, colore: str, spesso: float) -> None:
        dove = ((x - r) * _VOLTE, (y - r) * _VOLTE, (x + r) * _VOLTE, (y + r) * _VOLTE)
        self.disegno.ellipse(dove, outline=colore, width=round(spesso * _VOLTE))

    def scatola(self, x: float, y: float, w: float, h: float, colore: str, fondo: float = 0.2) -> None:
        """A box that stands at ``y``: its front, its top, the side that is seen from the middle of the door."""
        davanti = [(x, y - h), (x + w, y - h), (x + w, y), (x, y)]
        dietro = [_verso_la_fuga(punto, fondo) for punto in davanti]
        if x > _FUGA[0]:
            self.piano([davanti[0], dietro[0], dietro[3], davanti[3]], _scurito(colore, 1.12))
        if x + w < _FUGA[0]:
            self.piano([davanti[1], dietro[1], dietro[2], davanti[2]], _scurito(colore, 0.72))
        if y - h > _FUGA[1]:
            self.piano([davanti[0], davanti[1], dietro[1], dietro[0]], _scurito(colore, 1.2))
        self.piano(davanti, colore)

    def tavolo(self, x: float, y: float, w: float, alto: float, colore: str, fondo: float = 0.25) -> float:
        """A table whose front legs stand at ``y``; returns the height of its top."""
        for gamba in (x + 8, x + w - 20):
            dietro = _verso_la_fuga((gamba, y), fondo * 0.8)
            self.riquadro(dietro[0], dietro[1] - alto * 0.9, 9, alto * 0.9, _scurito(INCHIOSTRO, 1.5))
            self.riquadro(gamba, y - alto, 12, alto, INCHIOSTRO)
        self.scatola(x, y - alto, w, 14, colore, fondo)
        return y - alto - 14

    def sedia(self, x: float, y: float, colore: str, grande: float = 1.0) -> None:
        """Seen from behind."""
        g = grande
        self.tratto([(x, y), (x + 6 * g, y - 52 * g)], INCHIOSTRO, 7 * g)
        self.tratto([(x + 66 * g, y), (x + 60 * g, y - 52 * g)], INCHIOSTRO, 7 * g)
        self.riquadro(x - 2 * g, y - 62 * g, 70 * g, 14 * g, colore, 6 * g)
        self.riquadro(x + 3 * g, y - 134 * g, 60 * g, 58 * g, colore, 12 * g)

    def schermo(self, x: float, y: float, w: float, h: float, colore: str = VIOLA) -> None:
        """A screen whose foot stands at ``y``, in the middle of ``x``."""
        self.riquadro(x - w * 0.16, y - 7, w * 0.32, 7, INCHIOSTRO, 3)
        self.riquadro(x - 6, y - 28, 12, 24, INCHIOSTRO)
        self.riquadro(x - w / 2, y - 24 - h, w, h, INCHIOSTRO, 6)
        self.riquadro(x - w / 2 + 7, y - 17 - h, w - 14, h - 14, colore)

    def lampada(self, x: float, y: float, colore: str = AMBRA) -> None:
        self.riquadro(x - 26, y - 8, 52, 8, INCHIOSTRO, 4)
        self.tratto([(x, y - 4), (x - 22, y - 76), (x + 34, y - 128)], INCHIOSTRO, 7)
        self.piano([(x + 18, y - 140), (x + 56, y - 128), (x + 72, y - 92), (x + 14, y - 106)], colore)

    def pianta(self, x: float, y: float, alta: float = 150) -> None:
        self.piano([(x - 28, y - 52), (x + 28, y - 52), (x + 20, y), (x - 20, y)], "#b5562e")
        for dx, su in ((-46, 0.72), (-22, 0.94), (4, 1.06), (28, 0.9), (48, 0.68)):
            cima = y - 48 - alta * su
            self.piano([(x - 5, y - 50), (x + dx - 15, (y + cima) / 2), (x + dx, cima), (x + 5, y - 50)], VERDE)

    def file(self) -> bytes:
        uscita = io.BytesIO()
        self.immagine.reduce(_VOLTE).save(uscita, "JPEG", quality=82, optimize=True)
        return uscita.getvalue()


def _scurito(colore: str, quanto: float) -> str:
    """The same colour with less light (or more, over 1)."""
    parti = (int(colore[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{min(255, round(parte * quanto)):02x}" for parte in parti)


def _verso_la_fuga(punto: Punto, quanto: float) -> Punto:
    return punto[0] + (_FUGA[0] - punto[0]) * quanto, punto[1] + (_FUGA[1] - punto[1]) * quanto


def _sinistra(profondo: float, giu: float) -> Punto:
    """A point of the left wall: how deep in the room, how far down."""
    su, sotto = _FONDO[1] * profondo, ALTA - (ALTA - _FONDO[3]) * profondo
    return _FONDO[0] * profondo, su + (sotto - su) * giu


def _pavimento(profondo: float, destra: float) -> Punto:
    """A point of the floor: how deep in the room, how far from the left wall."""
    y = ALTA - (ALTA - _FONDO[3]) * profondo
    da, a = _FONDO[0] * profondo, LARGA - (LARGA - _FONDO[2]) * profondo
    return da + (a - da) * destra, y


def foto(nome: str) -> ContentFile:
    """The picture of that name, as a file sent by a host."""
    from coworking.demo.scene import SCENE

    disegna, pareti, pavimento = SCENE[nome]
    stanza = Stanza(pareti, pavimento)
    disegna(stanza)
    return ContentFile(stanza.file(), name=f"{nome}.jpg")


Scena = tuple[Callable[[Stanza], None], str, str]
