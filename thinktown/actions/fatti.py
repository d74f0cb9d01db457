"""What a person says of herself for the rules of a call, in person, for the day that counts; and what is forgotten."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato
from thinktown import dichiarati, fatti
from thinktown.actions.domande import blocca, richiedi_aperto
from thinktown.actions.tardive import segna_se_tardi
from thinktown.dichiarati import Luogo
from thinktown.enums import Occupazione, StatoDomanda, TipoRequisito
from thinktown.enums_invio import Tardiva
from thinktown.models import Componente, Domanda

NIENTE = {
    **dichiarati.scritto("residenza", None, None),
    "occupazione": "",
    "occupazione_al": None,
    "fatti_il": None,
}


@segna_se_tardi(Tardiva.CONFERMA)
def dichiara_fatti(
    domanda: Domanda,
    *,
    da: Any,
    residenza: Luogo = None,
    occupazione: str = "",
    giorni: str = "",
    arrivo: datetime | None = None,
) -> None:
    """She says where she lives and what she does on the day that counts: what the call asks of her, and no more.

    ``giorni`` is the fingerprint of what the page asked, with its days; empty, where no page was. Nobody else confirms
    anew: none of it is in the text that they read. Once sent, what changes counts when it is sent again.
    """
    arrivo = arrivo or adesso()
    with transaction.atomic():
        blocca(domanda, da, "thinktown.conferma_domanda")
        richiedi_aperto(domanda.bando, da, arrivo, domanda=domanda)
        suo = domanda.componenti.attivi().select_related("residenza").get(persona=da)
        chiesti = dichiarati.chiesti(domanda, suo, dichiarati.chiusura(domanda, arrivo))
        dichiarati.richiedi_gli_stessi_giorni(chiesti, giorni)
        nuovi = _letti(chiesti, residenza, occupazione)
        if all(getattr(suo, nome) == valore for nome, valore in nuovi.items()):
            return
        _scrivi(suo, nuovi | {"fatti_il": adesso() if chiesti else None})
        if domanda.stato == StatoDomanda.INVIATA:
            domanda.aggiornata_il = adesso()
            domanda.save(update_fields=["aggiornata_il"])


def _letti(chiesti: fatti.Giorni, residenza: Luogo, occupazione: str) -> dict[str, Any]:
    """The columns, with nothing in those that are not asked."""
    vive, fa = chiesti.get(TipoRequisito.RESIDENZA), chiesti.get(TipoRequisito.OCCUPAZIONE)
    if vive and residenza is None:
        raise DatoNonAccettato(_("Scegli il comune in cui hai la residenza."), campo="residenza")
    if fa and occupazione not in Occupazione.values:
        raise DatoNonAccettato(_("Scegli che cosa fai quel giorno."), campo="occupazione")
    return dichiarati.scritto("residenza", residenza if vive else None, vive) | {
        "occupazione": occupazione if fa else "",
        "occupazione_al": fa,
    }


def dimentica_fatti(componente: Componente) -> None:
    """Who goes out of a group leaves nothing of herself in it."""
    _scrivi(componente, NIENTE)


def _scrivi(componente: Componente, campi: dict[str, Any]) -> None:
    for nome, valore in campi.items():
        setattr(componente, nome, valore)
    componente.save(update_fields=list(campi))
