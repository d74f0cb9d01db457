"""Refused because it came too late, and written down: whatever door it came through."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from talenti.base.exceptions import Frase, TransizioneNonAmmessa
from thinktown.enums_invio import Tardiva
from thinktown.models import Bando, Componente, Domanda, Provvedimento, RichiestaTardiva
from thinktown.models.tardive import TARDIVE_SI_TENGONO


class FuoriTermine(TransizioneNonAmmessa):
    """The request arrived before the opening or from a closing on (``tardi``)."""

    codice = "fuori_termine"

    def __init__(self, frase: Frase, *, arrivo: datetime, tardi: bool) -> None:
        super().__init__(frase)
        self.arrivo, self.tardi = arrivo, tardi


def segna_se_tardi(che_cosa: Tardiva) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A verb whose late refusals are kept. Its transaction is over by then: what it began has left nothing."""

    def decora(verbo: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(verbo)
        def prova(oggetto: Any, /, *altro: Any, da: Any, **altri: Any) -> Any:
            try:
                return verbo(oggetto, *altro, da=da, **altri)
            except FuoriTermine as errore:
                if errore.tardi and getattr(da, "pk", None):
                    _segna(oggetto, che_cosa, da, errore.arrivo)
                raise

        return prova

    return decora


def _segna(
    oggetto: Bando | Domanda | Componente | Provvedimento, che_cosa: Tardiva, persona: Any, arrivo: datetime
) -> None:
    """One row, that counts."""
    if isinstance(oggetto, Componente | Provvedimento):
        oggetto = oggetto.domanda
    domanda = oggetto if isinstance(oggetto, Domanda) else None
    bando = domanda.bando_id if domanda is not None else oggetto.pk
    chiave = {"bando_id": bando, "domanda": domanda, "persona": persona, "che_cosa": che_cosa}
    if _conta(chiave, arrivo):
        return
    try:
        with transaction.atomic():
            RichiestaTardiva.objects.create(**chiave, prima_il=arrivo, ultima_il=arrivo)
    except IntegrityError:  # another one of hers, in this very moment
        _conta(chiave, arrivo)


def _conta(chiave: dict[str, Any], arrivo: datetime) -> int:
    sue = RichiestaTardiva.objects.filter(**chiave)
    # Two that cross: neither instant goes back.
    sue.filter(ultima_il__lt=arrivo).update(ultima_il=arrivo)
    return sue.update(quante=F("quante") + 1)


def dimentica_tardive(ora: datetime) -> int:
    """Those that no appeal can ask of any more. Returns how many."""
    return RichiestaTardiva.objects.filter(ultima_il__lte=ora - TARDIVE_SI_TENGONO).delete()[0]
