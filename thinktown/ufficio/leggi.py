"""What was sent, in the words of who reads it: only from the snapshot, whatever has changed since."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.templatetags.italiano import data, euro, numero
from thinktown.definizione import Colonna, Definizione, Quesito
from thinktown.enums import RuoloComponente, TipoQuesito

_NIENTE = ("", None, [])


def risposte_di(dentro: dict[str, Any], detta: Definizione) -> Iterator[dict[str, Any]]:
    """Each answer with how it is shown: text, a list, a table or files."""
    nomi = {uno["codice"]: uno["nome"] for uno in dentro["gruppo"]}
    file = {uno["codice"]: uno for uno in dentro["file"]}
    for una in dentro["risposte"]:
        quesito = detta.quesito(una["chiave"]) or Quesito(chiave=una["chiave"])
        yield {"domanda": una["domanda"], **_mostra(quesito, una["valore"], nomi, file)}


def _mostra(quesito: Quesito, valore: Any, nomi: dict[str, str], file: dict[str, Any]) -> dict[str, Any]:
    if valore in _NIENTE:
        return {"testo": ""}
    match quesito.tipo:
        case TipoQuesito.TABELLA:
            return {"colonne": [una.nome for una in quesito.colonne], "righe": _righe(quesito, valore)}
        case TipoQuesito.FILE:
            return {"file": [file[codice] for codice in valore if codice in file]}
        case TipoQuesito.SCELTA | TipoQuesito.SCELTE:
            offerte = {una.chiave: una.nome for una in quesito.opzioni}
            scelte = valore if isinstance(valore, list) else [valore]
            return {"testo": ", ".join(offerte.get(una, str(una)) for una in scelte)}
        case TipoQuesito.PERSONA:
            return {"testo": nomi.get(valore, "")}
        case _:
            return {"testo": _in_parole(quesito.tipo, valore)}


def _righe(quesito: Quesito, righe: Any) -> list[list[str]]:
    return [[_cella(colonna, riga.get(colonna.chiave)) for colonna in quesito.colonne] for riga in righe]


def _cella(colonna: Colonna, valore: Any) -> str:
    return "" if valore in _NIENTE else _in_parole(colonna.tipo, valore)


def _in_parole(tipo: str, valore: Any) -> str:
    match tipo:
        case TipoQuesito.NUMERO:
            return numero(valore)
        case TipoQuesito.DENARO:
            return euro(valore)
        case TipoQuesito.DATA:
            return data(date.fromisoformat(valore))
        case _:
            return str(valore)


def gruppo_di(dentro: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "nome": uno["nome"],
            "ruolo": RuoloComponente(uno["ruolo"]).label,
            "riceve": uno["riceve"],
            "confermato_il": datetime.fromisoformat(uno["confermato_il"]) if uno["confermato_il"] else None,
        }
        for uno in dentro["gruppo"]
    ]


def dichiarazioni_di(dentro: dict[str, Any], detta: Definizione) -> list[dict[str, Any]]:
    """Each statement with who made it, by name where she was in the group."""
    nomi = {uno["persona"]: uno["nome"] for uno in dentro["gruppo"]}
    testi = {una.chiave: una.testo for una in detta.dichiarazioni}
    fatte: dict[str, list[str]] = {}
    for una in dentro["dichiarazioni"]:
        fatte.setdefault(una["chiave"], []).append(nomi.get(una["persona"], _("una persona non più nel gruppo")))
    return [{"testo": testi.get(chiave, chiave), "chi": ", ".join(chi)} for chiave, chi in fatte.items()]
