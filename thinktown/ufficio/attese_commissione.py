"""What of the commissions waits in the office, for the first page: one to name, a place left empty by a conflict."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.registries import InAttesaInUfficio
from thinktown.enums import StatoBando
from thinktown.models import Bando, Offerta
from thinktown.supplenze import scoperti


def in_ufficio(persona: Any) -> Iterator[InAttesaInUfficio]:
    """Nothing where nothing waits. Where places are made of the applications, the office itself has chosen."""
    miei = Bando.objects.seguiti_da(persona).order_by()
    scelti = Offerta.objects.filter(bando=OuterRef("pk"))
    da_nominare = miei.filter(~Exists(scelti), stato=StatoBando.IN_VALUTAZIONE, commissione__isnull=True)
    for bando, titolo, dal in da_nominare.order_by("chiude_il", "pk").values_list("pk", "titolo", "chiude_il"):
        yield _voce(_("Commissione da nominare: %(bando)s"), bando, titolo, 1, dal)
    vuoti = scoperti().filter(domanda__bando__in=miei.values("pk")).order_by()
    conto = vuoti.values("domanda__bando").annotate(
        titolo=F("domanda__bando__titolo"), quanti=Count("pk"), dal=Min("resa_il")
    )
    for uno in conto.order_by("dal"):
        yield _voce(_("Serve un supplente: %(bando)s"), uno["domanda__bando"], uno["titolo"], uno["quanti"], uno["dal"])


def _voce(etichetta: str, bando: int, titolo: str, quante: int, dal: datetime) -> InAttesaInUfficio:
    url = reverse("admin:thinktown_bando_commissione", args=[bando])
    return InAttesaInUfficio(etichetta % {"bando": titolo}, url, quante, dal, _("apri la commissione"))
