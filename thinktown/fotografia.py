"""What is sent: the application as it is in that moment, whole."""

from collections.abc import Mapping
from typing import Any

from talenti.documenti.models import FileCaricato
from talenti.registro.catena import istante
from thinktown import risposte
from thinktown.enums import TipoQuesito
from thinktown.models import Domanda


def fotografia(domanda: Domanda, date: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent, whole: it says what was asked and what was answered, whoever changes either afterwards."""
    detta = domanda.bando.in_vigore
    chiesti = risposte.chiesti(detta, date, domanda.sezione)
    codici = [codice for uno in chiesti if uno.tipo == TipoQuesito.FILE for codice in date.get(uno.chiave) or ()]
    return {
        "bando": domanda.bando.codice,
        "versione": domanda.bando.versione_n,
        "proponente": domanda.proponente,
        "sezione": domanda.sezione,
        "soggetto": domanda.soggetto,
        "codice_fiscale": domanda.codice_fiscale,
        "risposte": [{"chiave": uno.chiave, "domanda": uno.domanda, "valore": date.get(uno.chiave)} for uno in chiesti],
        "file": _file(domanda, codici),
        "gruppo": _gruppo(domanda),
        "dichiarazioni": [
            {
                "chiave": resa.chiave,
                "versione": resa.versione,
                "persona": resa.persona_id,
                "resa_il": istante(resa.resa_il),
            }
            for resa in domanda.dichiarazioni.order_by("chiave", "persona_id")
        ],
    }


def _file(domanda: Domanda, codici: list[str]) -> list[dict[str, Any]]:
    righe = FileCaricato.objects.di(domanda).presenti().filter(codice__in=codici).order_by("codice")
    return [{"codice": f.codice, "nome": f.nome, "byte": f.byte, "sha256": f.sha256} for f in righe]


def _gruppo(domanda: Domanda) -> list[dict[str, Any]]:
    return [
        {
            "codice": uno.codice,
            "persona": uno.persona_id,
            "nome": str(uno.persona.get_full_name()) if uno.persona else "",
            "ruolo": uno.ruolo,
            "riceve": uno.riceve,
            "confermato_il": istante(uno.confermato_il) if uno.confermato_il else None,
        }
        for uno in domanda.componenti.attivi().select_related("persona")
    ]
