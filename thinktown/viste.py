"""Who of the office has read an application, person by person, with the files that each opened."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from thinktown.models import Domanda, Invio, Provvedimento, VistaDomanda


@dataclass
class DaChi:
    persona: Any
    prima_il: datetime
    ultima_il: datetime
    # How often the application itself; 0, only a file of it.
    quante: int = 0
    file: list[str] = field(default_factory=list)


def di_domanda(domanda: Domanda, invio: Invio, provvedimenti: Iterable[Provvedimento] = ()) -> list[DaChi]:
    """Who read it last comes first; files by the name that they were sent with. One query.

    ``provvedimenti``: with their items read, for the files of the answers.
    """
    nomi = {uno["codice"]: uno["nome"] for uno in invio.contenuto["file"]}
    risposte = [voce for uno in provvedimenti if uno.risposto_il for voce in uno.voci.all()]
    nomi |= {voce.file.codice: voce.file.nome for voce in risposte if voce.file}
    righe: dict[int, DaChi] = {}
    viste = VistaDomanda.objects.filter(domanda=domanda).select_related("persona").order_by("prima_il", "pk")
    for una in viste:
        sua = righe.setdefault(una.persona_id, DaChi(una.persona, una.prima_il, una.ultima_il))
        sua.ultima_il = max(sua.ultima_il, una.ultima_il)
        if una.file:
            sua.file.append(nomi.get(una.file, una.file))
        else:
            sua.quante = una.quante
    return sorted(righe.values(), key=lambda sua: sua.ultima_il, reverse=True)
