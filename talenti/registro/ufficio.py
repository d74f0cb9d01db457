"""What the office is told of the work that follows the acts: how much failed, and whether it is done in time."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.permissions import puo
from talenti.base.registries import Controllo, InAttesaInUfficio
from talenti.registro import queries
from talenti.registro.models import Annuncio

CONTROLLO = Controllo("annunci", queries.stato_annunci)


def lavori_non_riusciti(persona: Any) -> Iterator[InAttesaInUfficio]:
    """Nothing at all while all is well: it is not a work of every day."""
    if not puo(persona, "registro.gestisci_annunci"):
        return
    righe = Annuncio.objects.da_guardare()
    prima = righe.per_elenco().first()
    if prima is not None:
        yield InAttesaInUfficio(
            etichetta=_("Lavori non riusciti"),
            url=reverse("admin:registro_annuncio_non_riusciti"),
            quanti=righe.count(),
            dal=prima.transizione.quando,
            azione=_("Guarda perché"),
        )
