"""Cells that a spreadsheet opens without executing anything, and the CSV made of them."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import TypeVar, overload

from talenti.base.clock import a_roma

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"); some take the full-width forms too.
_FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
T = TypeVar("T")


@overload
def cella_sicura(valore: str) -> str: ...
@overload
def cella_sicura(valore: T) -> T: ...
def cella_sicura(valore: object) -> object:
    """Text that would be computed gets an apostrophe in front; numbers, dates and nothing stay what they are."""
    if not isinstance(valore, str):
        return valore
    pulito = valore.replace("\x00", "")
    return f"'{pulito}" if pulito.startswith(_FORMULE) or _visibile(pulito).startswith(_FORMULE) else pulito


def _visibile(testo: str) -> str:
    """From the first sign that is seen on: what stands before it may be dropped by who opens the file."""
    inizio = next((n for n, segno in enumerate(testo) if not _non_si_vede(segno)), len(testo))
    return testo[inizio:]


def _non_si_vede(segno: str) -> bool:
    return segno.isspace() or unicodedata.category(segno)[0] == "C"


def csv_a_pezzi(righe: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """UTF-8 with its mark and semicolons, as spreadsheets in Italian expect: each row as soon as it is there."""
    testo = io.StringIO()
    scrittore = csv.writer(testo, delimiter=";", lineterminator="\r\n")
    testo.write("\ufeff")
    for riga in righe:
        scrittore.writerow([_in_testo(cella_sicura(valore)) for valore in riga])
        yield testo.getvalue().encode("utf-8")
        testo.seek(0)
        testo.truncate()


def _in_testo(valore: object) -> object:
    """Decimals with a comma, instants on the clocks of Rome: what a spreadsheet in Italian takes for what it is."""
    if isinstance(valore, Decimal):
        return f"{valore:f}".replace(".", ",")
    if isinstance(valore, datetime):
        return f"{a_roma(valore):%Y-%m-%d %H:%M:%S}"
    return valore


def csv_sicuro(righe: Iterable[Iterable[str]]) -> bytes:
    """The whole file at once; of no rows at all, its mark alone."""
    return b"".join(csv_a_pezzi(righe)) or "\ufeff".encode()
