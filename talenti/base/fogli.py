"""CSV that a spreadsheet opens without executing anything."""

import csv
import io
from collections.abc import Iterable

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection").
_FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n")


def cella(valore: str) -> str:
    """The value as text: an apostrophe before what would be computed."""
    pulito = valore.replace("\x00", "")
    return f"'{pulito}" if pulito.startswith(_FORMULE) else pulito


def csv_sicuro(righe: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with its mark and semicolons, as spreadsheets in Italian expect."""
    testo = io.StringIO()
    scrittore = csv.writer(testo, delimiter=";", lineterminator="\r\n")
    scrittore.writerows([cella(valore) for valore in riga] for riga in righe)
    return ("\ufeff" + testo.getvalue()).encode("utf-8")
