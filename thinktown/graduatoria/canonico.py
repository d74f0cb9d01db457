"""The one written form of inputs and result, and its fingerprint.

JSON in UTF-8, keys sorted, no spaces. Decimals are text without exponent and without zeros that say nothing ("7.5");
fractions "22/3" (whole ones too: "22/1"); instants in UTC with microseconds and a Z; applications sorted by code,
sheets by member. ``formato`` says which form and which way of computing this is: when either changes it grows, so that
an old fingerprint is never compared with a new computation by mistake.
"""

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import msgspec

from thinktown.graduatoria.dati import Ingressi, Risultato
from thinktown.graduatoria.numeri import semplice

FORMATO = 1


def scrivi_ingressi(ingressi: Ingressi) -> str:
    """All that the ranking depends on; names too, so that the arithmetic can be said again from this alone."""
    concorrenti = sorted(
        (replace(uno, schede=tuple(sorted(uno.schede, key=lambda scheda: scheda.chi))) for uno in ingressi.concorrenti),
        key=lambda uno: uno.codice,
    )
    return _scrivi(replace(ingressi, concorrenti=tuple(concorrenti)))


def leggi_ingressi(testo: str) -> Ingressi:
    """What ``scrivi_ingressi`` wrote. Raises ValueError for another form, msgspec.ValidationError for another shape."""
    letto = json.loads(testo)
    if letto.pop("formato", None) != FORMATO:
        raise ValueError("unknown form of the inputs of a ranking")
    return msgspec.convert(letto, Ingressi)


def scrivi_risultato(risultato: Risultato) -> str:
    """Rows are already in the one order that they have."""
    return _scrivi(risultato)


def leggi_risultato(testo: str) -> Risultato:
    """What ``scrivi_risultato`` wrote. Raises as ``leggi_ingressi`` does."""
    letto = json.loads(testo)
    if letto.pop("formato", None) != FORMATO:
        raise ValueError("unknown form of the result of a ranking")
    return msgspec.convert(letto, Risultato, dec_hook=_frazione)


def _frazione(tipo: Any, valore: Any) -> Any:
    """Fractions are written "22/3", which msgspec does not know."""
    if tipo is Fraction:
        return Fraction(valore)
    raise NotImplementedError(tipo)


def impronta_ingressi(ingressi: Ingressi) -> str:
    """SHA-256, 64 hexadecimal digits."""
    return _impronta(scrivi_ingressi(ingressi))


def impronta_per_il_sorteggio(ingressi: Ingressi) -> str:
    """The same, of everything but the seed: what is made known before the event that makes the seed."""
    return impronta_ingressi(replace(ingressi, seme=""))


def impronta_risultato(risultato: Risultato) -> str:
    """SHA-256, 64 hexadecimal digits."""
    return _impronta(scrivi_risultato(risultato))


def _impronta(testo: str) -> str:
    return hashlib.sha256(testo.encode()).hexdigest()


def _scrivi(cosa: Ingressi | Risultato) -> str:
    detto = {"formato": FORMATO, **_piano(cosa)}
    return json.dumps(detto, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _piano(valore: Any) -> Any:
    """Builtins that JSON can hold. Raises TypeError for what has no one written form, such as a float."""
    match valore:
        case Decimal():
            return semplice(valore)
        case Enum():
            return valore.value
        case None | bool() | int() | str():
            return valore
        case Fraction():
            return f"{valore.numerator}/{valore.denominator}"
        case datetime():
            return _istante(valore)
        case dict():
            return {chiave: _piano(uno) for chiave, uno in valore.items()}
        case tuple():
            return [_piano(uno) for uno in valore]
        case _ if is_dataclass(valore):
            return {campo.name: _piano(getattr(valore, campo.name)) for campo in fields(valore)}
    raise TypeError(type(valore).__name__)


def _istante(valore: datetime) -> str:
    if valore.tzinfo is None:
        raise TypeError("an instant without its time zone")
    return valore.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
