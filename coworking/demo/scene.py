"""What stands in the rooms of the generated photos, by trade."""

from coworking.demo.foto import (
    AMBRA,
    BIANCO,
    GRIGIO,
    INCHIOSTRO,
    LEGNO,
    LEGNO_SCURO,
    VERDE,
    VIOLA,
    Scena,
    Stanza,
)

_AVORIO, _COTTO, _ASSI, _CEMENTO = "#f2ece2", "#c08a66", "#d9b48a", "#b9b4ba"


def hub(s: Stanza) -> None:
    for n, (y, alto, grande) in enumerate(((520, 46, 0.55), (580, 62, 0.75), (668, 86, 1.0))):
        largo = 150 + 60 * n
        for x in (470 - largo * 1.12, 500 + largo * 0.12):
            sopra = s.tavolo(x, y, largo, alto, LEGNO, 0.12)
            s.schermo(x + largo / 2, sopra, largo * 0.42, largo * 0.27, VIOLA if x < 480 else AMBRA)
            s.sedia(x + largo / 2 - 33 * grande, y + 24 * grande, INCHIOSTRO, grande)
    s.tratto([(330, 0), (330, 190)], INCHIOSTRO, 3)
    s.piano([(300, 220), (316, 186), (344, 186), (360, 220)], AMBRA)
    s.tratto([(630, 0), (630, 190)], INCHIOSTRO, 3)
    s.piano([(600, 220), (616, 186), (644, 186), (660, 220)], AMBRA)
    s.pianta(770, 560, 170)


def riunioni(s: Stanza) -> None:
    s.riquadro(360, 190, 240, 140, INCHIOSTRO, 8)
    s.riquadro(370, 200, 220, 120, VIOLA)
    s.tratto([(390, 296), (440, 262), (490, 278), (566, 222)], AMBRA, 6)
    for x, y, g in ((300, 560, 0.75), (610, 560, 0.75), (372, 520, 0.6), (546, 520, 0.6)):
        s.sedia(x, y, VERDE, g)
    s.piano([(380, 470), (580, 470), (700, 610), (260, 610)], LEGNO)
    s.piano([(260, 610), (700, 610), (700, 630), (260, 630)], LEGNO_SCURO)
    s.riquadro(300, 630, 18, 70, INCHIOSTRO)
    s.riquadro(642, 630, 18, 70, INCHIOSTRO)
    s.riquadro(420, 520, 60, 8, BIANCO)
    s.riquadro(500, 548, 66, 9, BIANCO)
    s.sedia(330, 712, INCHIOSTRO, 1.1)
    s.sedia(548, 712, INCHIOSTRO, 1.1)


def studio(s: Stanza) -> None:
    s.riquadro(560, 190, 110, 130, VIOLA, 4)
    s.riquadro(572, 202, 86, 106, BIANCO)
    s.tratto([(588, 280), (612, 236), (640, 262)], VIOLA, 4)
    s.tondo(612, 232, 8, AMBRA)
    s.riquadro(300, 200, 190, 8, LEGNO_SCURO)
    for n, (largo, alto, colore) in enumerate(
        ((18, 66, VIOLA), (14, 54, AMBRA), (20, 72, VERDE), (16, 60, INCHIOSTRO), (22, 50, VIOLA), (14, 68, AMBRA))
    ):
        s.riquadro(312 + n * 28, 200 - alto, largo, alto, colore)
    sopra = s.tavolo(250, 640, 430, 150, LEGNO, 0.22)
    s.schermo(500, sopra - 14, 190, 120)
    s.riquadro(420, sopra - 12, 120, 10, BIANCO, 4)
    s.lampada(330, sopra - 10)
    s.riquadro(600, sopra - 40, 26, 34, BIANCO, 4)
    s.sedia(440, 706, VIOLA, 1.25)


def radio(s: Stanza) -> None:
    for riga in range(4):
        for colonna in range(6):
            scuro = (riga + colonna) % 2
            s.riquadro(262 + colonna * 74, 162 + riga * 84, 66, 76, "#2d2138" if scuro else "#43335a", 4)
    sopra = s.tavolo(230, 650, 500, 130, LEGNO, 0.2)
    s.riquadro(500, sopra - 46, 190, 46, INCHIOSTRO, 6)
    for n in range(6):
        s.riquadro(518 + n * 27, sopra - 38, 5, 28, GRIGIO)
        s.riquadro(513 + n * 27, sopra - 34 + n % 3 * 8, 15, 9, AMBRA, 2)
    s.tratto([(330, sopra), (330, sopra - 90), (400, sopra - 190)], GRIGIO, 8)
    s.riquadro(300, sopra - 10, 60, 10, GRIGIO, 4)
    s.riquadro(384, sopra - 262, 54, 84, "#cfc7da", 27)
    s.riquadro(384, sopra - 212, 54, 8, AMBRA)
    s.tratto([(376, sopra - 190), (411, sopra - 168), (446, sopra - 190)], GRIGIO, 6)
    s.riquadro(560, 186, 96, 34, "#f03a84", 8)


def bici(s: Stanza) -> None:
    s.riquadro(300, 180, 360, 150, LEGNO_SCURO, 4)
    for n, lungo in enumerate((70, 92, 60, 84, 100, 66, 88)):
        x = 326 + n * 50
        s.riquadro(x, 196, 12, lungo, GRIGIO, 4)
        s.tondo(x + 6, 196 + lungo, 13, GRIGIO)
        s.tondo(x + 6, 196 + lungo, 6, LEGNO_SCURO)
    s.riquadro(472, 520, 16, 170, INCHIOSTRO)
    s.piano([(400, 700), (560, 700), (500, 676), (460, 676)], INCHIOSTRO)
    for x in (350, 620):
        s.anello(x, 560, 100, INCHIOSTRO, 11)
        s.anello(x, 560, 82, GRIGIO, 3)
        s.tondo(x, 560, 12, INCHIOSTRO)
    for punti in (
        [(350, 560), (440, 430), (580, 430), (478, 570), (440, 430)],
        [(350, 560), (478, 570)],
        [(580, 430), (620, 560)],
        [(570, 392), (590, 460)],
    ):
        s.tratto(punti, VIOLA, 13)
    s.tratto([(440, 430), (430, 396)], INCHIOSTRO, 9)
    s.riquadro(394, 382, 76, 16, INCHIOSTRO, 8)
    s.tratto([(570, 392), (614, 380), (620, 408)], INCHIOSTRO, 9)
    s.tondo(478, 570, 22, AMBRA)
    s.scatola(740, 690, 130, 130, AMBRA, 0.16)


def sartoria(s: Stanza) -> None:
    for n, colore in enumerate((VIOLA, AMBRA, VERDE, "#f03a84", BIANCO, VIOLA)):
        s.riquadro(270 + n * 36, 178, 30, 96 - n % 3 * 16, colore, 6)
    s.riquadro(258, 168, 234, 10, LEGNO_SCURO)
    sopra = s.tavolo(200, 650, 560, 140, LEGNO, 0.2)
    s.riquadro(330, sopra - 34, 320, 34, BIANCO, 8)
    s.riquadro(580, sopra - 160, 70, 130, BIANCO, 10)
    s.riquadro(360, sopra - 176, 290, 62, BIANCO, 20)
    s.riquadro(360, sopra - 176, 64, 120, BIANCO, 12)
    s.riquadro(388, sopra - 58, 6, 30, GRIGIO)
    s.riquadro(372, sopra - 32, 40, 5, GRIGIO)
    s.tondo(664, sopra - 130, 30, INCHIOSTRO, 36)
    s.tondo(664, sopra - 130, 14, GRIGIO, 17)
    s.riquadro(440, sopra - 156, 60, 10, VIOLA, 5)
    for x, colore in ((500, "#f03a84"), (556, AMBRA)):
        s.riquadro(x, sopra - 226, 34, 44, colore, 3)
        s.riquadro(x - 4, sopra - 232, 42, 8, LEGNO_SCURO, 2)
        s.riquadro(x - 4, sopra - 184, 42, 8, LEGNO_SCURO, 2)
    s.piano([(220, sopra - 4), (384, sopra - 26), (404, sopra - 6), (250, sopra + 60)], VIOLA)


def falegname(s: Stanza) -> None:
    s.riquadro(300, 190, 150, 22, GRIGIO)
    s.piano([(300, 212), (450, 212), (450, 220), (300, 252)], GRIGIO)
    s.riquadro(446, 182, 54, 58, LEGNO_SCURO, 14)
    s.riquadro(462, 198, 20, 26, "#f2ece2", 8)
    s.riquadro(552, 216, 120, 30, LEGNO_SCURO, 6)
    s.riquadro(572, 192, 18, 30, INCHIOSTRO, 6)
    s.tondo(646, 214, 14, INCHIOSTRO)
    s.riquadro(300, 300, 12, 90, LEGNO, 4)
    s.riquadro(282, 286, 50, 24, INCHIOSTRO, 4)
    s.riquadro(380, 300, 14, 46, AMBRA, 5)
    s.piano([(382, 346), (392, 346), (390, 398), (384, 398)], GRIGIO)
    s.scatola(210, 520, 560, 34, LEGNO, 0.2)
    for x in (232, 700):
        s.riquadro(x, 520, 46, 160, LEGNO_SCURO)
    s.riquadro(278, 620, 422, 26, LEGNO_SCURO)
    s.riquadro(640, 500, 96, 60, INCHIOSTRO, 6)
    s.riquadro(736, 522, 40, 14, GRIGIO, 6)
    s.riquadro(776, 500, 10, 60, GRIGIO, 4)
    s.piano([(330, 470), (560, 456), (566, 470), (336, 486)], AMBRA)
    for x, y in ((350, 690), (404, 704), (470, 694), (520, 708)):
        s.anello(x, y, 12, AMBRA, 4)


def colloqui(s: Stanza) -> None:
    s.riquadro(390, 190, 180, 110, VERDE, 4)
    s.piano([(396, 294), (452, 226), (496, 270), (526, 240), (564, 294)], BIANCO)
    s.tondo(536, 216, 12, AMBRA)
    s.tondo(480, 640, 260, "#8e6fb3", 62)
    for x, colore in ((250, VIOLA), (560, AMBRA)):
        s.riquadro(x + 20, 630, 14, 36, INCHIOSTRO)
        s.riquadro(x + 116, 630, 14, 36, INCHIOSTRO)
        s.riquadro(x, 430, 150, 150, colore, 34)
        s.scatola(x - 6, 636, 162, 76, colore, 0.06)
        s.riquadro(x - 14 if x < 480 else x + 136, 510, 30, 128, colore, 12)
        s.riquadro(x + 136 if x < 480 else x - 14, 510, 30, 128, colore, 12)
    s.tondo(480, 590, 52, LEGNO, 16)
    s.riquadro(474, 590, 12, 70, LEGNO_SCURO)
    s.pianta(480, 588, 120)


def fienile(s: Stanza) -> None:
    for y1, y2, largo in ((60, 66, 20), (112, 116, 15), (146, 149, 11)):
        da, a = 250 * y1 / 150, 960 - 250 * y1 / 150
        s.piano([(da, y1), (a, y1), (a, y2 + largo), (da, y2 + largo)], LEGNO_SCURO)
    s.piano([(480, 150), (466, 150), (330, 330), (346, 330)], LEGNO_SCURO)
    s.piano([(480, 150), (494, 150), (630, 330), (614, 330)], LEGNO_SCURO)
    for x in (330, 614):
        s.riquadro(x, 330, 16, 172, LEGNO_SCURO)
    s.riquadro(430, 360, 100, 140, VIOLA)
    s.tratto([(480, 360), (480, 500)], INCHIOSTRO, 4)
    s.tratto([(432, 362), (480, 498)], INCHIOSTRO, 3)
    s.tratto([(528, 362), (480, 498)], INCHIOSTRO, 3)
    for x, y, w, h in ((680, 640, 170, 84), (708, 556, 120, 70)):
        s.scatola(x, y, w, h, "#e3b23c", 0.18)
        s.tratto([(x + w * 0.3, y - h), (x + w * 0.3, y)], LEGNO_SCURO, 4)
        s.tratto([(x + w * 0.7, y - h), (x + w * 0.7, y)], LEGNO_SCURO, 4)
    for x in (250, 420):
        s.scatola(x, 640, 130, 16, LEGNO, 0.1)
        s.riquadro(x + 12, 640, 12, 44, LEGNO_SCURO)
        s.riquadro(x + 106, 640, 12, 44, LEGNO_SCURO)


def stampa3d(s: Stanza) -> None:
    sopra = s.tavolo(200, 650, 560, 140, BIANCO, 0.2)
    s.scatola(250, sopra, 250, 18, INCHIOSTRO, 0.1)
    for x in (256, 478):
        s.riquadro(x, sopra - 270, 16, 256, INCHIOSTRO)
    s.riquadro(250, sopra - 282, 250, 18, INCHIOSTRO, 4)
    s.riquadro(268, sopra - 170, 216, 10, GRIGIO)
    s.riquadro(346, sopra - 196, 56, 52, VIOLA, 6)
    s.piano([(362, sopra - 144), (386, sopra - 144), (377, sopra - 122), (371, sopra - 122)], AMBRA)
    for n, largo in enumerate((100, 100, 92, 80, 64, 44)):
        s.riquadro(374 - largo / 2, sopra - 36 - n * 16, largo, 14, "#338af6", 4)
    s.anello(520, sopra - 250, 44, AMBRA, 18)
    s.tratto([(520, sopra - 294), (440, sopra - 320), (374, sopra - 196)], AMBRA, 3)
    s.schermo(640, sopra, 190, 124)
    s.tratto([(590, sopra - 60), (640, sopra - 110), (690, sopra - 60), (590, sopra - 60)], BIANCO, 4)
    s.riquadro(500, 170, 170, 8, LEGNO_SCURO)
    for n, colore in enumerate((AMBRA, "#338af6", VERDE)):
        s.riquadro(514 + n * 52, 130, 38, 40, colore, 4)


SCENE: dict[str, Scena] = {
    "hub": (hub, "#ece7f2", _ASSI),
    "riunioni": (riunioni, _AVORIO, "#7a6f86"),
    "studio": (studio, "#efe9df", _ASSI),
    "radio": (radio, "#5b4a6b", "#4a3b33"),
    "bici": (bici, "#e4e2dd", _CEMENTO),
    "sartoria": (sartoria, "#f4e6dc", _COTTO),
    "falegname": (falegname, "#e9dfcf", _CEMENTO),
    "colloqui": (colloqui, "#e7efe9", _ASSI),
    "fienile": (fienile, "#d8b893", "#b98d63"),
    "stampa3d": (stampa3d, "#e3e8ee", _CEMENTO),
}
