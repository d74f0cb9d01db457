"""The points that a commission has given together: which ones count."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from thinktown.enums_sedute import StatoSeduta
from thinktown.models import Bando, Domanda, PuntoConcordato


def motivi_concordati(domanda: Domanda, al: datetime) -> dict[str, str]:
    """Criterion → why, of the last sitting that had closed by that instant with points for this application."""
    righe = PuntoConcordato.objects.filter(
        domanda=domanda, seduta__stato=StatoSeduta.CHIUSA, seduta__chiusa_il__lte=al
    ).order_by("seduta__n")
    ultima = righe.last()
    return {uno.criterio: uno.motivo for uno in righe if ultima is not None and uno.seduta_id == ultima.seduta_id}


def concordati(bando: Bando) -> Mapping[int, Mapping[str, Decimal]]:
    """Application (its key) → criterion → points, of the last closed sitting in which each was given points."""
    righe = PuntoConcordato.objects.filter(seduta__commissione__bando=bando, seduta__stato=StatoSeduta.CHIUSA).order_by(
        "seduta__n"
    )
    ultimi: dict[int, tuple[int, dict[str, Decimal]]] = {}
    for domanda, seduta, criterio, punti in righe.values_list("domanda", "seduta", "criterio", "punti"):
        prima, dati = ultimi.get(domanda, (seduta, {}))
        ultimi[domanda] = (seduta, (dati if prima == seduta else {}) | {criterio: punti})
    return {domanda: dati for domanda, (_seduta, dati) in ultimi.items()}
