"""What the room of calls holds of a person: what she asked, and for how long it is kept."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.exceptions import Frase
from talenti.base.registries import Conservazione, DatiPersonali
from thinktown.actions.aiuto import dimentica_richieste, lascia_richieste
from thinktown.actions.chiarimenti import dimentica_chiarimenti, lascia_chiarimenti
from thinktown.enums_dialogo import SI_TIENE
from thinktown.models import Chiarimento, RichiestaAiuto


def esporta(persona: Any) -> dict[str, Any]:
    return {"chiarimenti": _chiarimenti(persona), "richieste_di_aiuto": _richieste(persona)}


def _chiarimenti(persona: Any) -> list[dict[str, Any]]:
    righe = Chiarimento.objects.filter(persona=persona).select_related("bando").order_by("chiesto_il", "pk")
    return [
        {
            "codice": uno.codice,
            "bando": str(uno.bando),
            "testo": uno.testo,
            "chiesto_il": uno.chiesto_il.isoformat(),
            "stato": str(uno.get_stato_display()),
            "risposta": uno.risposta,
            "motivo": uno.motivo,
            "deciso_il": uno.deciso_il.isoformat() if uno.deciso_il else None,
        }
        for uno in righe
    ]


def _richieste(persona: Any) -> list[dict[str, Any]]:
    righe = RichiestaAiuto.objects.filter(persona=persona).select_related("bando", "partner")
    return [
        {
            "codice": una.codice,
            "bando": str(una.bando),
            "a_chi": str(una.partner),
            "testo": una.testo,
            "chiesta_il": una.chiesta_il.isoformat(),
            "stato": str(una.get_stato_display()),
            "risposta": una.risposta,
            "finita_il": una.finita_il.isoformat() if una.finita_il else None,
        }
        for una in righe.order_by("chiesta_il", "pk")
    ]


def chiudi(persona: Any) -> list[Frase]:
    frasi: list[Frase] = []
    if lascia_chiarimenti(persona):
        frasi.append(_("Restano i chiarimenti pubblicati che avevi chiesto, senza il tuo nome: servono a tutti."))
    if lascia_richieste(persona):
        frasi.append(_("Resta che hai chiesto aiuto per un bando, e quando, senza il tuo nome e senza i testi."))
    return frasi


DATI = DatiPersonali(
    chiave="thinktown", etichetta=gettext_lazy("Che cosa chiedi sui bandi"), esporta=esporta, chiudi=chiudi
)

CONSERVAZIONI = {
    "thinktown.chiarimenti": Conservazione(
        "thinktown",
        gettext_lazy("Chi ha chiesto un chiarimento: 2 anni dopo la risposta, che resta pubblica senza nome."),
        periodo=SI_TIENE,
        cancella=dimentica_chiarimenti,
    ),
    "thinktown.aiuto": Conservazione(
        "thinktown",
        gettext_lazy("I testi delle richieste di aiuto: 2 anni da quando finiscono."),
        periodo=SI_TIENE,
        cancella=dimentica_richieste,
    ),
}
