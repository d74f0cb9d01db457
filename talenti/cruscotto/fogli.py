"""Files with the same numbers as the page: CSV that a spreadsheet opens without executing anything, JSON."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from talenti.cruscotto.quadri import Quadro, perche
from talenti.cruscotto.riservatezza import SOGLIA

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


def righe_csv(quadro: Quadro) -> Iterator[list[str]]:
    """The table behind the chart, with where it comes from."""
    yield [_("Indicatore"), str(quadro.indicatore.titolo)]
    yield [_("Periodo"), f"{quadro.dal.isoformat()} / {quadro.al.isoformat()}"]
    yield [_("Dati al"), quadro.al.isoformat()]
    if quadro.mascherato:
        yield [_("Nota"), perche()]
    yield []
    yield [_("Voce"), str(quadro.indicatore.unita or quadro.indicatore.titolo)]
    for punto in quadro.punti:
        yield [punto.etichetta, punto.parola if punto.valore is None else str(punto.valore)]


def per_macchine(quadro: Quadro) -> dict[str, Any]:
    """The same for programs: ``stato`` says why a value is missing."""
    return {
        "chiave": quadro.indicatore.chiave,
        "titolo": str(quadro.indicatore.titolo),
        "unita": str(quadro.indicatore.unita),
        "dal": quadro.dal.isoformat(),
        "al": quadro.al.isoformat(),
        "soglia": SOGLIA if quadro.indicatore.persone else None,
        "punti": [
            {"etichetta": punto.etichetta, "valore": punto.valore, "stato": punto.velo.value} for punto in quadro.punti
        ],
    }
