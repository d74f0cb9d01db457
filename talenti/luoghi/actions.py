"""Loading what the portal ships about places."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps as registro_attuale
from django.apps.registry import Apps
from django.db import transaction

from talenti.luoghi.nomi import normalizza

DATI = Path(__file__).parent / "dati"
_NUMERI = ("pop2011", "pop2023", "eta14_17", "eta18_35")


def carica_comuni(modelli: Apps, *, using: str = "default") -> int:
    """Writes every comune and patron day from the shipped files; doing it again changes nothing.

    Takes the registry of models, because it runs right after a migration, when the tables may be older
    than the code.
    """
    comune, patrono = modelli.get_model("luoghi", "Comune"), modelli.get_model("luoghi", "Patrono")
    with transaction.atomic(using=using):
        scritti = _scrivi(comune, using, "istat", list(_attivi()))
        chiavi = dict(comune.objects.using(using).values_list("istat", "pk"))
        scritti += _scrivi(
            comune, using, "istat", [_soppresso(riga, chiavi) for riga in _righe("comuni_soppressi.csv")]
        )
        chiavi = dict(comune.objects.using(using).values_list("istat", "pk"))
        _scrivi(patrono, using, "comune", [_patrono(riga, chiavi) for riga in _righe("patroni.csv")])
    return scritti


def carica_dopo_migrazione(*, using: str, apps: Apps = registro_attuale, **_resto: Any) -> None:
    """Receiver of `post_migrate`: silent while the tables are not there yet, or any more.

    A flush sends the signal too, without `apps`: then the tables are today's.
    """
    try:
        apps.get_model("luoghi", "Patrono")
    except LookupError:
        return
    carica_comuni(apps, using=using)


def _righe(nome: str) -> Iterator[dict[str, str]]:
    with (DATI / nome).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _scrivi(modello: Any, using: str, chiave: str, righe: list[dict[str, Any]]) -> int:
    altri = [campo for campo in righe[0] if campo != chiave and campo != f"{chiave}_id"]
    modello.objects.using(using).bulk_create(
        [modello(**riga) for riga in righe], update_conflicts=True, unique_fields=[chiave], update_fields=altri
    )
    return len(righe)


def _attivi() -> Iterator[dict[str, Any]]:
    nati = {riga["istat"]: date.fromisoformat(riga["valido_dal"]) for riga in _righe("comuni_nati.csv")}
    for riga in _righe("comuni_cremona.csv"):
        yield {
            **{campo: riga[campo] for campo in ("istat", "belfiore", "nome", "cap")},
            **{campo: int(riga[campo]) for campo in _NUMERI},
            "chiave": normalizza(riga["nome"]),
            "ambito": riga["ambito"].lower(),
            "valido_dal": nati.get(riga["istat"]),
            "lat": Decimal(riga["lat"]),
            "lon": Decimal(riga["lon"]),
        }


def _soppresso(riga: dict[str, str], chiavi: dict[str, int]) -> dict[str, Any]:
    return {
        **{campo: riga[campo] for campo in ("istat", "belfiore", "nome")},
        "chiave": normalizza(riga["nome"]),
        "ambito": riga["ambito"].lower(),
        "valido_al": date.fromisoformat(riga["valido_al"]),
        "successore_id": chiavi[riga["successore"]],
    }


def _patrono(riga: dict[str, str], chiavi: dict[str, int]) -> dict[str, Any]:
    return {
        "comune_id": chiavi[riga["istat"]],
        "mese": int(riga["mese"]),
        "giorno": int(riga["giorno"]),
        "nome": riga["nome"],
        "fonte": riga["fonte"],
    }
