"""What waits in the back office: opinions to read, interruptions that nobody has explained."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.permissions import concesso
from talenti.base.registries import InAttesaInUfficio
from talenti.portale.models import Interruzione, Opinione


def opinioni_da_leggere(persona: Any) -> Iterator[InAttesaInUfficio]:
    righe = Opinione.objects.visibili_in_ufficio(persona).da_leggere().aggregate(n=Count("pk"), dal=Min("creata_il"))
    if righe["n"]:
        url = reverse("admin:portale_opinione_changelist") + "?letta_il__isempty=1"
        yield InAttesaInUfficio(_("Opinioni da leggere"), url, righe["n"], righe["dal"], _("Leggi le opinioni"))


def interruzioni_da_spiegare(persona: Any) -> Iterator[InAttesaInUfficio]:
    """For who may write why. Nothing at all while there is none: it is not a work of every day."""
    if not concesso(persona, "portale.scrive_interruzioni"):
        return
    righe = Interruzione.objects.da_spiegare().aggregate(n=Count("pk"), dal=Min("dal"))
    if righe["n"]:
        url = reverse("admin:portale_interruzione_changelist") + "?causa__isempty=1"
        yield InAttesaInUfficio(_("Interruzioni da spiegare"), url, righe["n"], righe["dal"], _("Apri l'elenco"))
