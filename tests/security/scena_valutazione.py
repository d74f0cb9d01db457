"""What the scene has of a commission: ``membro`` presides over it and has scored, ``estraneo`` has still to declare."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from talenti.base.clock import adesso
from thinktown.actions.schede import Punti, apri, salva
from thinktown.enums_valutazione import RuoloCommissario, TipoFase
from thinktown.models import Commissario, Commissione, DichiarazioneConflitto, Domanda, FaseValutazione


def valutazione(persone: dict[str, Any], ammessa: str) -> dict[str, Any]:
    """Written as it stands on the second day of scoring; ``ammessa`` is the code of an application that was admitted.

    ``giovane`` is in its group: an applicant. The office of its call is Alfa's.
    """
    domanda = Domanda.objects.select_related("bando").get(codice=ammessa)
    commissione = Commissione.objects.create(bando=domanda.bando)
    nomina = domanda.bando.atti.order_by("pk")[0]
    FaseValutazione.objects.create(commissione=commissione, tipo=TipoFase.DA_SOLI, dal=adesso() - timedelta(days=1))
    comune = {"commissione": commissione, "rappresenta": "Ente", "nomina": nomina}
    membro = Commissario.objects.create(
        persona=persone["membro"], ruolo=RuoloCommissario.PRESIDENTE, senza_condanne_il=adesso(), **comune
    )
    Commissario.objects.create(persona=persone["estraneo"], ruolo=RuoloCommissario.COMPONENTE, **comune)
    DichiarazioneConflitto.objects.create(commissario=membro, domanda=domanda, conflitto=False)
    dati = {uno.chiave: Punti(Decimal(1), "Perché sì.") for uno in domanda.bando.in_vigore.criteri}
    salva(apri(membro, domanda), dati, revisione=0, da=persone["membro"])
    return {"commissione": domanda.bando.slug, "domanda_da_valutare": ammessa}
