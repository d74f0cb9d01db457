"""The archive of one's own data: JSON for machines, a page for people, the files as they are."""

import io
import json
import posixpath
import re
import zipfile
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from talenti.base import registries
from talenti.base.clock import adesso
from talenti.persone.models import Persona

_NON_NOME = re.compile(r"[^\w.\- ]")


def archivio(persona: Persona) -> bytes:
    """The ZIP of everything that every room holds of the person."""
    quando = adesso()
    stanze = [(voce, voce.esporta(persona)) for voce in registries.dati_personali]
    dati = {voce.chiave: contenuto for voce, contenuto in stanze}
    pagina = render_to_string(
        "persone/esportazione.html",
        {
            "persona": persona,
            "quando": quando,
            "lingua": get_language(),
            "stanze": [{"voce": voce, "righe": righe(contenuto)} for voce, contenuto in stanze],
        },
    )
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as zip_aperto:
        zip_aperto.writestr("dati.json", json.dumps(dati, ensure_ascii=False, indent=2, default=str))
        zip_aperto.writestr("i-miei-dati.html", pagina)
        for voce in registries.dati_personali:
            for nome, contenuto in voce.file(persona):
                zip_aperto.writestr(f"file/{voce.chiave}/{_nome(nome)}", contenuto)
    return uscita.getvalue()


def righe(contenuto: Any, profondita: int = 0) -> list[dict[str, Any]]:
    """JSON-ready data as lines to read: name, value, depth."""
    if isinstance(contenuto, dict):
        voci = [(str(nome).replace("_", " "), valore) for nome, valore in contenuto.items()]
    elif isinstance(contenuto, list):
        voci = [(str(n), valore) for n, valore in enumerate(contenuto, start=1)]
    else:
        voci = [("", contenuto)]
    uscita: list[dict[str, Any]] = []
    for nome, valore in voci:
        annidato = isinstance(valore, dict | list) and bool(valore)
        uscita.append({"nome": nome, "valore": "" if annidato else _parola(valore), "profondita": min(profondita, 4)})
        if annidato:
            uscita += righe(valore, profondita + 1)
    return uscita


def _parola(valore: Any) -> str:
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    return "—" if valore in (None, "", [], {}) else str(valore)


def _nome(nome: str) -> str:
    return _NON_NOME.sub("_", posixpath.basename(nome))[:120] or "file"
