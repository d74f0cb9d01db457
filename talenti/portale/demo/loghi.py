"""Logos of the demonstration: drawn here, initials on a flat colour of the identity."""

import io
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

_LATO = 320
_FONDI = ("#5D2299", "#2A6B53", "#47197A", "#341307", "#7F4BBB", "#0A6640")
_SENZA_PESO = {"di", "del", "della", "dello", "la", "il", "e", "al", "srl"}


def logo(nome: str, numero: int) -> ContentFile:
    """A PNG with the initials of ``nome``; ``numero`` chooses shape and colour."""
    immagine = Image.new("RGB", (_LATO, _LATO), "#FFFFFF")
    disegno = ImageDraw.Draw(immagine)
    fondo = _FONDI[numero % len(_FONDI)]
    if numero % 3 == 0:
        disegno.ellipse((8, 8, _LATO - 8, _LATO - 8), fill=fondo)
    else:
        disegno.rounded_rectangle((8, 8, _LATO - 8, _LATO - 8), radius=24 if numero % 3 == 1 else 96, fill=fondo)
    disegno.rectangle((72, 228, _LATO - 72, 240), fill="#FFB81C")
    lettere = iniziali(nome)
    disegno.text(
        (_LATO / 2, 148), lettere, font=_carattere(132 if len(lettere) < 3 else 96), fill="#FFFFFF", anchor="mm"
    )
    uscita = io.BytesIO()
    immagine.save(uscita, "PNG")
    return ContentFile(uscita.getvalue(), name="logo.png")


def iniziali(nome: str) -> str:
    parole = [parola for parola in nome.replace("'", " ").split() if parola.lower() not in _SENZA_PESO]
    return "".join(parola[0] for parola in parole if parola[0].isalpha()).upper()[:3]


@cache
def _carattere(corpo: int) -> Any:
    """Our own type when the front end is built; else the one that Pillow carries."""
    percorso = finders.find("fonts/titillium-web-700.ttf") or Path(settings.STATIC_ROOT) / "fonts/titillium-web-700.ttf"
    if Path(str(percorso)).is_file():
        return ImageFont.truetype(str(percorso), corpo)
    return ImageFont.load_default(corpo)
