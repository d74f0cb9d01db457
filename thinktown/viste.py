"""Who of the office, or of the commission, has read an application, with the files that each opened."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from thinktown.models import Commissario, Domanda, Invio, Provvedimento, VistaDomanda


@dataclass
class DaChi:
    persona: Any
    prima_il: datetime
    ultima_il: datetime
    # How often the application itself; 0, only a file of it.
    quante: int = 0
    file: list[str] = field(default_factory=list)
    # Does she sit, or has she sat, in the commission of the call?
    valuta: bool = False


def di_domanda(
    domanda: Domanda,
    invio: Invio,
    provvedimenti: Iterable[Provvedimento] = (),
    copie: Iterable[dict[str, Any]] = (),
) -> list[DaChi]:
    """Who read it last comes first; files by the name that they were sent with. One query.

    ``provvedimenti``: with their items read, for the files of the answers. ``copie``: rows of copie.sulla_scheda.
    """
    nomi = {uno["codice"]: uno["nome"] for uno in invio.contenuto["file"]}
    risposte = [voce for uno in provvedimenti if uno.risposto_il for voce in uno.voci.all()]
    nomi |= {voce.file.codice: voce.file.nome for voce in risposte if voce.file}
    nomi |= {una["copia"].file.codice: _("copia di %(file)s") % {"file": una["nome"]} for una in copie if una["copia"]}
    righe: dict[int, DaChi] = {}
    posti = Commissario.objects.filter(persona=OuterRef("persona"), commissione__bando=domanda.bando_id)
    viste = VistaDomanda.objects.filter(domanda=domanda).select_related("persona").order_by("prima_il", "pk")
    viste = viste.annotate(valuta=Exists(posti))
    for una in viste:
        sua = righe.setdefault(una.persona_id, DaChi(una.persona, una.prima_il, una.ultima_il, valuta=una.valuta))
        sua.ultima_il = max(sua.ultima_il, una.ultima_il)
        if una.file:
            sua.file.append(nomi.get(una.file, una.file))
        else:
            sua.quante = una.quante
    return sorted(righe.values(), key=lambda sua: sua.ultima_il, reverse=True)
