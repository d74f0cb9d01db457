"""What the scene has of questions and of help on Alfa's call: Alfa itself helps, ``giovane`` asks."""

from typing import Any

from tests.factories.persone import PersonaFactory
from thinktown.actions.aiuto import chiedi_aiuto
from thinktown.actions.chiarimenti import chiedi, rispondi
from thinktown.models import Bando

ALTRO_CHIARIMENTO = "Vale anche per chi studia?"


def dialogo(persone: dict[str, Any], alfa: Any, bando: str) -> dict[str, Any]:
    uscito = Bando.objects.get(slug=bando)
    uscito.aiuta = alfa
    uscito.save(update_fields=["aiuta"])
    rispondi(chiedi(uscito, ALTRO_CHIARIMENTO, da=persone["giovane"]), "Sì.", da=persone["ufficio"])
    return {
        "chiarimento": chiedi(uscito, "E per chi lavora?", da=persone["giovane"]).pk,
        "richiesta": chiedi_aiuto(uscito, "Non so fare il bilancio.", da=PersonaFactory()).codice,
        "richiesta_ritirabile": chiedi_aiuto(uscito, "Da dove comincio?", da=persone["giovane"]).codice,
    }
