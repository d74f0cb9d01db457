"""Names of files that other people's machines must take: in an archive that is unpacked who knows where.

No path, no sign that a file system refuses, no name that Windows keeps for its devices, no two that differ only in
capitals; short enough for a folder within folders.
"""

import re
import unicodedata

from talenti.base.files import nome_pulito

# What Windows refuses in a name; what comes before 32 is gone already.
_VIETATI = re.compile(r'[<>:"/\\|?*]')
# Names of devices, with whatever extension, the small raised digits too.
_DISPOSITIVI = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.DOTALL)
MASSIMO_BYTE = 100


def nome_sicuro(nome: str, *, massimo: int = MASSIMO_BYTE) -> str:
    """At most ``massimo`` bytes of UTF-8, the extension among them; "file" where nothing is left."""
    pulito = _VIETATI.sub("_", nome_pulito(nome)).strip(" ")
    fusto, estensione = _spezza(pulito)
    if fusto.startswith(".") or _DISPOSITIVI.fullmatch(f"{fusto}{estensione}"):
        fusto = f"_{fusto}"
    return _taglia(fusto, massimo - len(estensione.encode())) + estensione


def _spezza(nome: str) -> tuple[str, str]:
    """(stem, extension with its point); no extension where what follows the last point is none."""
    fusto, punto, estensione = nome.rpartition(".")
    if punto and fusto and estensione.isascii() and estensione.isalnum():
        return fusto, f".{estensione}"
    return nome, ""


def _taglia(testo: str, byte: int) -> str:
    """Never in the middle of a sign, never ending as Windows does not let a name end."""
    return testo.encode()[: max(byte, 1)].decode("utf-8", "ignore").rstrip(" .") or "file"


class NomiUnici:
    """Safe names within one folder: what would take another's place gets a number."""

    def __init__(self, *presi: str) -> None:
        self._presi = {_uguale(nome) for nome in presi}

    def dai(self, nome: str, *, massimo: int = MASSIMO_BYTE) -> str:
        proposto, n = nome_sicuro(nome, massimo=massimo), 1
        fusto, estensione = _spezza(proposto)
        while _uguale(proposto) in self._presi:
            n += 1
            coda = f" ({n}){estensione}"
            proposto = _taglia(fusto, massimo - len(coda.encode())) + coda
        self._presi.add(_uguale(proposto))
        return proposto


def _uguale(nome: str) -> str:
    """The same for two names that some file system takes for one: capitals and compositions do not count."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", nome).casefold())
