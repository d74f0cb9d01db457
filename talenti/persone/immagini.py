"""Portraits: small, square enough, without anything hidden in them."""

import io
from typing import Any

from PIL import Image, ImageOps

from talenti.base.files import IMMAGINI, controlla

LATO = 640


def ritratto(caricata: Any, *, lato: int = LATO) -> bytes:
    """A JPEG of at most ``lato`` px a side, drawn again; DatoNonAccettato with its sentence when it is no picture."""
    controllata = controlla(caricata, tipi=IMMAGINI)
    with Image.open(io.BytesIO(controllata.byte)) as immagine:
        foglio = Image.new("RGB", immagine.size, "white")
        sopra = ImageOps.exif_transpose(immagine).convert("RGBA")
        foglio.paste(sopra, mask=sopra.getchannel("A"))
    foglio.thumbnail((lato, lato))
    uscita = io.BytesIO()
    foglio.save(uscita, "JPEG", quality=85, optimize=True)
    return uscita.getvalue()
