"""Messages that wait: for the office on its first page, for the group in its own area."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.registries import Cosa, InAttesaInUfficio
from thinktown.enums_messaggi import Lato
from thinktown.models import MessaggioDomanda


def in_ufficio(persona: Any) -> Iterator[InAttesaInUfficio]:
    """Applications, not messages: one answer is one thing to do."""
    aspettano = MessaggioDomanda.objects.visibili_in_ufficio(persona).da_evadere().order_by()
    conto = aspettano.aggregate(quante=Count("domanda", distinct=True), dal=Min("scritto_il"))
    if conto["quante"]:
        url = f"{reverse('admin:thinktown_messaggiodomanda_changelist')}?aspetta=si"
        yield InAttesaInUfficio(
            _("Domande con un messaggio che aspetta risposta"), url, conto["quante"], conto["dal"], _("apri l'elenco")
        )


def linea(persona: Any) -> Iterator[Cosa]:
    """What the office wrote and nobody of the group has read."""
    righe = (
        MessaggioDomanda.objects.visibili_a(persona)
        .da_leggere(Lato.GRUPPO)
        .order_by("domanda__codice")
        .values("domanda__codice", "domanda__bando__titolo")
        .annotate(quando=Max("scritto_il"))
    )
    for riga in righe:
        yield Cosa(
            gruppo="da_fare",
            testo=_("L'ufficio ti ha scritto sulla tua domanda: %(bando)s") % {"bando": riga["domanda__bando__titolo"]},
            url=reverse("thinktown:messaggi", args=[riga["domanda__codice"]]),
            azione=_("Leggi il messaggio"),
            quando=riga["quando"],
        )
