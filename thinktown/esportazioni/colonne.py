"""From answers to the cells of a sheet: which columns there are, and what stands in them.

Versions of a call ask different things. A column is a key; columns stand in the order of the latest version answered,
and behind them those that only earlier ones had.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from thinktown import in_parole, risposte
from thinktown.definizione import Colonna as ColonnaDiTabella
from thinktown.definizione import Definizione, Quesito
from thinktown.enums import TipoQuesito
from thinktown.in_parole import Nomi

Cella = str | int | Decimal | date | None


@dataclass(frozen=True)
class Colonna:
    """A column of the sheet of applications; ``di``: of a table, the column whose sum it is, or its rows counted."""

    chiave: str
    di: str = ""


_RIGHE = "#"


def colonne(versioni: Iterable[Definizione]) -> dict[Colonna, str]:
    """Column → its heading, in the words of the latest version that has it. ``versioni``: the latest first."""
    titoli: dict[Colonna, str] = {}
    for detta in versioni:
        for quesito in detta.quesiti():
            for colonna, titolo in _di_un_quesito(quesito):
                titoli.setdefault(colonna, titolo)
    return titoli


def _di_un_quesito(quesito: Quesito) -> list[tuple[Colonna, str]]:
    if quesito.tipo != TipoQuesito.TABELLA:
        return [(Colonna(quesito.chiave), quesito.domanda)]
    con_somma = [uno for uno in quesito.colonne if uno.totale]
    if not con_somma:
        return [(Colonna(quesito.chiave, _RIGHE), _("%(voce)s: righe") % {"voce": quesito.domanda})]
    titolo = _("%(voce)s: in tutto, %(colonna)s")
    return [
        (Colonna(quesito.chiave, uno.chiave), titolo % {"voce": quesito.domanda, "colonna": uno.nome.lower()})
        for uno in con_somma
    ]


def celle(detta: Definizione, date_: Mapping[str, Any], nomi: Nomi) -> dict[Colonna, Cella]:
    """What was answered, column by column; nothing for what was not asked."""
    fatte: dict[Colonna, Cella] = {}
    for quesito in detta.quesiti():
        valore = date_.get(quesito.chiave)
        if valore in (None, "", []):
            continue
        if quesito.tipo == TipoQuesito.TABELLA:
            fatte |= _somme(quesito, valore)
        else:
            fatte[Colonna(quesito.chiave)] = _cella(quesito, valore, nomi)
    return fatte


def _somme(quesito: Quesito, righe: list[Mapping[str, Any]]) -> dict[Colonna, Cella]:
    somme = risposte.totali(quesito, righe)
    tipi = {uno.chiave: uno.tipo for uno in quesito.colonne}
    if not somme:
        return {Colonna(quesito.chiave, _RIGHE): len(righe)}
    return {
        Colonna(quesito.chiave, chiave): somma if tipi[chiave] == TipoQuesito.DENARO else int(somma)
        for chiave, somma in somme.items()
    }


def _cella(quesito: Quesito, valore: Any, nomi: Nomi) -> Cella:
    semplice = valore_semplice(quesito.tipo, valore)
    if semplice is not None:
        return semplice
    return in_parole.voce(quesito, valore, nomi).valore.replace("\n", "; ")


def valore_semplice(tipo: TipoQuesito, valore: Any) -> Cella:
    """Numbers, sums, days and text as such; None of every other kind, and of what is empty."""
    if valore in (None, ""):
        return None
    match tipo:
        case TipoQuesito.NUMERO:
            return int(valore)
        case TipoQuesito.DENARO:
            return Decimal(valore)
        case TipoQuesito.DATA:
            return date.fromisoformat(valore)
        case TipoQuesito.TESTO | TipoQuesito.TESTO_LUNGO:
            return str(valore)
        case _:
            return None


# ── The rows of tables ────────────────────────────────────────────────────────────────────────────
def tabelle(detta: Definizione) -> list[Quesito]:
    return [uno for uno in detta.quesiti() if uno.tipo == TipoQuesito.TABELLA]


def colonne_di_tabelle(versioni: Iterable[Definizione]) -> dict[tuple[str, TipoQuesito], str]:
    """All the tables on one sheet: those that have a column of the same key and kind share it, with their names."""
    nomi: dict[tuple[str, TipoQuesito], list[str]] = {}
    for detta in versioni:
        for quesito in tabelle(detta):
            for colonna in quesito.colonne:
                detti = nomi.setdefault(chiave_di(colonna), [])
                if colonna.nome not in detti:
                    detti.append(colonna.nome)
    return {chiave: " / ".join(detti) for chiave, detti in nomi.items()}


def chiave_di(colonna: ColonnaDiTabella) -> tuple[str, TipoQuesito]:
    return colonna.chiave, colonna.tipo
