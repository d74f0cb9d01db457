"""Files with the same numbers as the page: CSV that a spreadsheet opens without executing anything, JSON."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from talenti.cruscotto.quadri import Quadro, perche
from talenti.cruscotto.riservatezza import SOGLIA


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
