"""What was decided on one application, as its officers read it: the letter, whom it reached, what came back."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from thinktown import recapito
from thinktown.models import Domanda, Provvedimento, VoceRichiesta
from thinktown.termini import ultimo_giorno


def di_una(domanda: Domanda) -> list[Provvedimento]:
    """Every measure on it, the first taken first, with what was asked."""
    voci = Prefetch("voci", VoceRichiesta.objects.select_related("file"))
    tutti = domanda.provvedimenti.select_related("da", "letto_da", "risposto_da").prefetch_related(voci)
    return list(tutti.order_by("pk"))


def righe(provvedimenti: Iterable[Provvedimento]) -> list[dict[str, Any]]:
    """One row for each. Drafts of an answer are the group's alone: until it is sent the office reads what it asked."""
    lista = list(provvedimenti)
    arrivati = recapito.di(uno for uno in lista if uno.comunicato_il)
    return [_riga(uno, arrivati.get(uno.pk, [])) for uno in lista]


def _riga(uno: Provvedimento, arrivato: list[recapito.Riga]) -> dict[str, Any]:
    return {
        "uno": uno,
        "ultimo_giorno": ultimo_giorno(uno.entro) if uno.entro else None,
        "voci": uno.voci.all() if uno.richiesta else (),
        "data": uno.risposto_il,
        "arrivato": arrivato,
        "letta_da": sum(una.letto_il is not None for una in arrivato),
        "non_arrivata": any(una.non_arrivata for una in arrivato),
    }
