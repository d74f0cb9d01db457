"""What was sent, in the words of who reads it: only from the snapshot, whatever has changed since."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from thinktown.definizione import Definizione
from thinktown.enums import RuoloComponente


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
