"""What a person did of late, from the log: one source for every room, present and to come."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.permissions import attore_in_parole
from talenti.base.registries import Cosa
from talenti.portale.queries import FATTO_DI_RECENTE
from talenti.registro.models import Transizione

MASSIMO = 20


def linea(persona: Any) -> Iterator[Cosa]:
    """The acts of ``persona`` in the last thirty days, newest first."""
    dal = adesso() - FATTO_DI_RECENTE
    righe = Transizione.objects.filter(attore=attore_in_parole(persona), quando__gte=dal).order_by("-pk")[:MASSIMO]
    oggetti = _oggetti(righe)
    for riga in righe:
        oggetto = oggetti.get((riga.oggetto_tipo, riga.oggetto_id))
        passo = getattr(oggetto, "TRANSIZIONI", {}).get(riga.verbo)
        if passo is not None and passo.etichetta:
            yield Cosa("fatto", _testo(str(passo.etichetta), oggetto, persona), _indirizzo(oggetto), quando=riga.quando)


def _oggetti(righe: Any) -> dict[tuple[str, int], Model]:
    """The objects of the rows, one query for each kind."""
    per_tipo: dict[str, set[int]] = defaultdict(set)
    for riga in righe:
        per_tipo[riga.oggetto_tipo].add(riga.oggetto_id)
    trovati: dict[tuple[str, int], Model] = {}
    for tipo, chiavi in per_tipo.items():
        modello = _modello(tipo)
        if modello is not None:
            trovati |= {(tipo, pk): uno for pk, uno in modello._base_manager.in_bulk(chiavi).items()}
    return trovati


def _modello(tipo: str) -> type[Model] | None:
    try:
        return apps.get_model(tipo)
    except LookupError:
        # A kind of object that this version no longer has: its acts stay in the log alone.
        return None


def _testo(etichetta: str, oggetto: Any, persona: Any) -> str:
    """The verb as one says it to who did it, and on what; on oneself, the verb is enough."""
    verbo = f"Hai {etichetta[3:]}" if etichetta.startswith("Ha ") else etichetta[:1].upper() + etichetta[1:]
    if oggetto == persona:
        return verbo
    return _("%(verbo)s: %(oggetto)s") % {"verbo": verbo, "oggetto": oggetto}


def _indirizzo(oggetto: Any) -> str:
    try:
        return str(oggetto.get_absolute_url())
    except (AttributeError, NoReverseMatch):
        return ""
