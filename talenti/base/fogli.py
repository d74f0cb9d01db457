"""Cells and sheets that a spreadsheet opens without executing anything."""

import csv
import io
from collections.abc import Iterable
from typing import Any

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), in its full-width forms too.
_FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def cella_sicura(valore: Any) -> Any:
    """The value for a cell: an apostrophe before text that would be computed. What is no text stays what it is."""
    if not isinstance(valore, str):
        return valore
    pulito = valore.replace("\x00", "")
    return f"'{pulito}" if pulito.startswith(_FORMULE) else pulito


def cella(valore: str) -> str:
    """The value as text: an apostrophe before what would be computed."""
    return str(cella_sicura(valore))


def csv_sicuro(righe: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with its mark and semicolons, as spreadsheets in Italian expect."""
    testo = io.StringIO()
    scrittore = csv.writer(testo, delimiter=";", lineterminator="\r\n")
    scrittore.writerows([cella(valore) for valore in riga] for riga in righe)
    return ("\ufeff" + testo.getvalue()).encode("utf-8")
