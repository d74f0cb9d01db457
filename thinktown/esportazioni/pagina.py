"""What an application says when it is read apart from the portal: the same words on paper and in the archive."""

from collections.abc import Sequence
from typing import Any

from talenti.base.clock import adesso
from thinktown import da_controllare
from thinktown.enums import Proponente
from thinktown.esportazioni.allegati import Allegato
from thinktown.esportazioni.libro import chi_presenta
from thinktown.istanti import al_secondo
from thinktown.models import Invio
from thinktown.ufficio.leggi import dichiarazioni_di, gruppo_di


def contesto(invio: Invio, allegati: Sequence[Allegato], storia: Sequence[Invio]) -> dict[str, Any]:
    """For the templates of ``templates/pdf/``. ``storia``: every sending of the application, the last one first."""
    domanda, dentro, detta = invio.domanda, invio.contenuto, invio.versione.definizione
    sezione = detta.sezione(dentro["sezione"])
    return {
        "domanda": domanda,
        "bando": domanda.bando,
        "ente": domanda.bando.partner,
        "invio": invio,
        "chi": chi_presenta(invio),
        "proponente": Proponente(dentro["proponente"]).label,
        "codice_fiscale": dentro["codice_fiscale"],
        "sezione": sezione.nome if sezione else dentro["sezione"],
        "arrivata": al_secondo(invio.arrivata_il),
        "parti": da_controllare.parti_inviate(invio),
        "gruppo": gruppo_di(dentro),
        "dichiarazioni": dichiarazioni_di(dentro, detta),
        "allegati": allegati,
        "invii": [
            {"n": uno.n, "quando": al_secondo(uno.arrivata_il), "chi": uno.da, "impronta": uno.impronta}
            for uno in storia
        ],
        "stampata": al_secondo(adesso()),
    }
