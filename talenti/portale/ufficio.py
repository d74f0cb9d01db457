"""What waits in the back office for whoever reads the opinions."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.registries import InAttesaInUfficio
from talenti.portale.models import Opinione


def opinioni_da_leggere(persona: Any) -> Iterator[InAttesaInUfficio]:
    righe = Opinione.objects.visibili_in_ufficio(persona).da_leggere().aggregate(n=Count("pk"), dal=Min("creata_il"))
    if righe["n"]:
        url = reverse("admin:portale_opinione_changelist") + "?letta_il__isempty=1"
        yield InAttesaInUfficio(_("Opinioni da leggere"), url, righe["n"], righe["dal"], _("Leggi le opinioni"))
