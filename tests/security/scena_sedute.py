"""What the scene has of a sitting: open, of the commission over which ``membro`` presides, with its first minutes."""

from datetime import timedelta
from typing import Any

from talenti.base.clock import adesso
from thinktown.enums_sedute import ComePresente, StatoSeduta
from thinktown.models import Commissione, Presenza, PuntoOrdine, Seduta, Verbale


def sedute(slug: str) -> dict[str, Any]:
    """Written as they stand: number 1 is closed and its minutes are to write, 2 is being held, 3 is to come."""
    commissione = Commissione.objects.get(bando__slug=slug)
    ora = adesso()
    comune = {"commissione": commissione, "dove": "Sala"}
    prima = Seduta.objects.create(
        n=1, stato=StatoSeduta.CHIUSA, quando=ora - timedelta(days=2), aperta_il=ora - timedelta(days=2),
        chiusa_il=ora - timedelta(days=1), **comune
    )  # fmt: skip
    Verbale.objects.create(seduta=prima)
    aperta = Seduta.objects.create(n=2, stato=StatoSeduta.APERTA, quando=ora, aperta_il=ora, **comune)
    Seduta.objects.create(n=3, quando=ora + timedelta(days=3), **comune)
    PuntoOrdine.objects.create(seduta=aperta, n=1, testo="Ordine dei lavori")
    posti = list(commissione.commissari.order_by("pk"))
    Presenza.objects.bulk_create(Presenza(seduta=aperta, commissario=uno, come=ComePresente.IN_SEDE) for uno in posti)
    return {"in_seduta": posti[0].pk}
