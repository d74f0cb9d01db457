"""One spelling for names of places, whatever accents, apostrophes and capitals people type."""

import re
import unicodedata

LUNGHEZZA_MASSIMA = 100

_APOSTROFI = re.compile("['’‘`´ʼ]")
_NON_PAROLA = re.compile("[^a-z0-9]+")


def normalizza(testo: str) -> str:
    """Words in lower case without accents, one space between them: "Corte de' Frati" → "corte de frati".

    What comes out is plain ASCII, so it can be ordered alike by every database and searched with
    anything a person may send.
    """
    minuscolo = _APOSTROFI.sub("", testo[:LUNGHEZZA_MASSIMA].casefold())
    scomposto = unicodedata.normalize("NFKD", minuscolo)
    senza_accenti = "".join(lettera for lettera in scomposto if not unicodedata.combining(lettera))
    return _NON_PAROLA.sub(" ", senza_accenti).strip()


def unisci(testo: str) -> str:
    """As `normalizza`, without spaces: "d'Oglio", "d Oglio" and "dOglio" are one name."""
    return normalizza(testo).replace(" ", "")
