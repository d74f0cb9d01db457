"""Ways of looking at a queue that an officer has saved: her own, and nothing in them but known filters."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.db.models import QuerySet

from thinktown.models import Bando, FiltroSalvato

# More in one address than a person could have chosen.
CAMPI_MASSIMI = 50


def puliti(indirizzo: str, ammessi: Iterable[str]) -> str:
    """The part of an address after "?", with the filters of ``ammessi`` alone, in that order; empty, none is chosen.

    Two ways of writing the same filters give the same text. What cannot be read is left out.
    """
    try:
        scritti = parse_qs(indirizzo.lstrip("?"), max_num_fields=CAMPI_MASSIMI)
    except ValueError:
        return ""
    tenuti = [(nome, _pulito(valore)) for nome in ammessi for valore in scritti.get(nome, ())]
    return urlencode([(nome, valore) for nome, valore in tenuti if valore], errors="replace")


def _pulito(valore: str) -> str:
    return valore.replace("\x00", "").strip()


def di(persona: Any, bando: Bando) -> QuerySet[FiltroSalvato]:
    """Hers on this call: nobody sees another's."""
    return FiltroSalvato.objects.filter(bando=bando, persona=persona).order_by("nome")
