"""Who comes before whom, where totals are equal: the call's own rules in order, and a draw that leaves no tie.

**The draw.** The call names a public event that nobody here can bend, on a day after the closing. When it has happened
its outcome, as it was published, and the fingerprint of the inputs make the seed (``seme``): SHA-256 of
``outcome:fingerprint``, in hexadecimal. Each application then has a place, the SHA-256 of ``seed:code``, also in
hexadecimal (``thinktown/estrazione.py``), and among equals the lowest place comes first. Anybody can do it again with
``sha256sum``. The seed of the first ranking stays that of its later versions: an observation changes scores, never the
draw.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato
from thinktown.definizione import Spareggio
from thinktown.enums import TipoSpareggio
from thinktown.estrazione import posto
from thinktown.graduatoria.dati import Concorrente, Ingressi, Regole
from thinktown.graduatoria.punti import Punteggio

# A key for sorting: the total, then one thing for each tie-break. The lowest comes first.
Chiave = tuple[Any, ...]


class MancaIlSeme(DatoNonAccettato):
    """Only the draw can tell some apart, and it has not been: ``codici`` are theirs, sorted."""

    codice = "manca_il_seme"

    def __init__(self, codici: Sequence[str]) -> None:
        frase = _("Ci sono domande pari in tutto: serve il sorteggio (%(codici)s).")
        super().__init__(frase % {"codici": ", ".join(codici)})
        self.codici = tuple(codici)


@dataclass(frozen=True)
class InOrdine:
    """A suitable application with the key that puts it in its place."""

    concorrente: Concorrente
    punteggio: Punteggio
    chiave: Chiave


def seme(esito: str, impronta: str) -> str:
    """The seed of the draw: 64 hexadecimal digits.

    ``esito``: the outcome of the public event, as published; ``impronta``: of the inputs, without a seed
    (``canonico.impronta_per_il_sorteggio``), which must have been made known before the event.
    """
    return hashlib.sha256(f"{esito}:{impronta}".encode()).hexdigest()


def ordina(ingressi: Ingressi, punteggi: Mapping[str, Punteggio]) -> list[InOrdine]:
    """The suitable ones, best first, whatever their section. Raises ``MancaIlSeme``."""
    regole, dato = ingressi.regole, ingressi.seme
    idonee = [
        InOrdine(uno, punteggi[uno.codice], _chiave(regole, uno, punteggi[uno.codice], dato))
        for uno in ingressi.concorrenti
        if uno.codice in punteggi and not punteggi[uno.codice].sotto
    ]
    if not dato:
        _niente_pari(regole, idonee)
    # Without a seed the code stands last, so that sections that do not touch each other come in one order all the same.
    return sorted(idonee, key=lambda una: (una.chiave, una.concorrente.codice))


def che_cosa_decide(prima: InOrdine, dopo: InOrdine) -> int | None:
    """The tie-break that tells two neighbours apart, from 0; None, where their totals do."""
    if prima.chiave[0] != dopo.chiave[0]:
        return None
    coppie = zip(prima.chiave[1:], dopo.chiave[1:], strict=True)
    return next((n for n, (una, altra) in enumerate(coppie) if una != altra), None)


def _niente_pari(regole: Regole, idonee: Iterable[InOrdine]) -> None:
    """Equals may stay equal only where it makes no difference: in sections that take nothing from each other."""
    viste: dict[Chiave, list[str]] = {}
    for una in idonee:
        dove = "" if regole.si_toccano else una.concorrente.sezione
        viste.setdefault((dove, una.chiave), []).append(una.concorrente.codice)
    pari = sorted(codice for insieme in viste.values() if len(insieme) > 1 for codice in insieme)
    if pari:
        raise MancaIlSeme(pari)


def _chiave(regole: Regole, uno: Concorrente, punteggio: Punteggio, dato: str) -> Chiave:
    # copy_negate, because the minus sign would round to the context.
    regola = [_uno_spareggio(spareggio, uno, punteggio, dato) for spareggio in regole.spareggi]
    return (punteggio.totale.copy_negate(), *regola)


def _uno_spareggio(spareggio: Spareggio, uno: Concorrente, punteggio: Punteggio, dato: str) -> Any:
    match spareggio.tipo:
        case TipoSpareggio.CRITERIO:
            return -punteggio.di(spareggio.criterio)
        case TipoSpareggio.PIU_GIOVANI:
            # Who has no age comes after who has one.
            ignota = uno.giorni_di_eta is None or uno.persone < 1
            return (1,) if ignota else (0, Fraction(uno.giorni_di_eta or 0, uno.persone))
        case TipoSpareggio.PRIMA_INVIATA:
            return (1,) if uno.inviata_il is None else (0, uno.inviata_il)
        case _:
            return posto(dato, uno.codice) if dato else ""
