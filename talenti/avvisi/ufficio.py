"""What the office is told of the post: how many notices did not leave, and whether the post is well."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.avvisi import queries
from talenti.avvisi.models import Consegna
from talenti.base.permissions import puo
from talenti.base.registries import Controllo, InAttesaInUfficio

CONTROLLO = Controllo("consegne", queries.stato_consegne)


def non_partiti(persona: Any) -> Iterator[InAttesaInUfficio]:
    if not puo(persona, "avvisi.gestisci_consegne"):
        return
    righe = Consegna.objects.da_guardare()
    prima = righe.order_by("prossimo").first()
    yield InAttesaInUfficio(
        etichetta=_("Avvisi non partiti"),
        url=reverse("admin:avvisi_consegna_non_partite"),
        quanti=righe.count(),
        dal=prima.prossimo if prima else None,
        azione=_("Guarda perché"),
    )
