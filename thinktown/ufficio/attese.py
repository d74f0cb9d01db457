"""What of calls waits in the office, for the first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.registries import InAttesaInUfficio
from thinktown.enums import StatoBando
from thinktown.models import Bando


def in_ufficio(persona: Any) -> Iterator[InAttesaInUfficio]:
    """Calls to be read by somebody else than who sent them, and drafts; nothing for who follows no call."""
    miei = Bando.objects.visibili_in_ufficio(persona)
    righe = list(
        miei.filter(stato__in=(StatoBando.BOZZA, StatoBando.IN_VERIFICA)).values_list(
            "stato", "mandato_da", "aggiornato_il"
        )
    )
    da_rileggere = [quando for stato, chi, quando in righe if stato == StatoBando.IN_VERIFICA and chi != persona.pk]
    bozze = [quando for stato, _chi, quando in righe if stato == StatoBando.BOZZA]
    elenco = reverse("admin:thinktown_bando_changelist")
    for quando, nome, stato, azione in (
        (da_rileggere, _("Bandi da rileggere e pubblicare"), StatoBando.IN_VERIFICA, _("apri l'elenco")),
        (bozze, _("Bandi da finire di scrivere"), StatoBando.BOZZA, _("apri l'elenco")),
    ):
        if quando:
            yield InAttesaInUfficio(nome, f"{elenco}?stato__exact={stato}", len(quando), min(quando), azione=azione)
