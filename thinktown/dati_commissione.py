"""What the room holds of who sits in a commission: her seats, what she declared, the points she gave."""

from typing import Any

from django.utils.translation import gettext_lazy

from talenti.base.registries import Conservazione
from thinktown.models import Commissario, Scheda


def esporta(persona: Any) -> dict[str, Any]:
    """Of what she judged, its code and nothing of what is written in it."""
    suoi = Commissario.objects.filter(persona=persona).select_related("commissione__bando", "nomina").order_by("pk")
    return {"commissioni": [_posto(suo) for suo in suoi]}


def _posto(suo: Commissario) -> dict[str, Any]:
    return {
        "bando": str(suo.commissione.bando),
        "ruolo": str(suo.get_ruolo_display()),
        "rappresenta": suo.rappresenta,
        "dal": suo.dal.isoformat(),
        "al": suo.al.isoformat() if suo.al else None,
        "atto": str(suo.nomina),
        "senza_condanne_il": suo.senza_condanne_il.isoformat() if suo.senza_condanne_il else None,
        "dichiarazioni": [
            {
                "domanda": una.domanda.codice,
                "conflitto": str(una.get_motivo_display()) if una.conflitto else None,
                "spiegazione": una.spiegazione,
                "resa_il": una.resa_il.isoformat(),
            }
            for una in suo.dichiarazioni.select_related("domanda")
        ],
        "supplenze": [una.domanda.codice for una in suo.supplenze.select_related("domanda")],
        "sedute": [
            {
                "quando": una.seduta.quando.isoformat(),
                "come": str(una.get_come_display()),
                "entra": una.entra.isoformat() if una.entra else None,
                "esce": una.esce.isoformat() if una.esce else None,
            }
            for una in suo.presenze.select_related("seduta")
        ],
        "verbali_firmati": [
            {"seduta": una.verbale.seduta.n, "quando": una.quando.isoformat()}
            for una in suo.firme_verbali.select_related("verbale__seduta")
        ],
        "schede": [_scheda(una) for una in suo.schede.select_related("domanda").prefetch_related("voti")],
    }


def _scheda(una: Scheda) -> dict[str, Any]:
    return {
        "domanda": una.domanda.codice,
        "stato": str(una.get_stato_display()),
        "firmata_il": una.firmata_il.isoformat() if una.firmata_il else None,
        "ripresa_perche": una.motivo,
        "note": una.note,
        "voti": [
            {"criterio": uno.criterio, "punti": str(uno.punti) if uno.punti is not None else None, "motivo": uno.motivo}
            for uno in una.voti.all()
        ],
    }


CONSERVAZIONI = {
    "thinktown.commissione": Conservazione(
        "thinktown",
        gettext_lazy(
            "Chi siede in una commissione, che cosa dichiara, i punti che dà, le sedute a cui va e i loro verbali: "
            "finché la legge vuole le domande negli archivi dell'ente."
        ),
        resta=gettext_lazy("Sono atti di una procedura pubblica: li scarta l'ente, con le regole dei suoi archivi."),
    ),
}
