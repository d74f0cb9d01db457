"""The points that a commission has given together: which ones count."""

from collections.abc import Mapping
from decimal import Decimal

from thinktown.enums_sedute import StatoSeduta
from thinktown.models import Bando, PuntoConcordato


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
