"""What an application says of the place that would be made of it, as it was sent; and what must not be in its text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from talenti.documenti.lettere import LINGUA_DEGLI_ATTI
from talenti.luoghi.models import Comune
from thinktown import in_parole
from thinktown.definizione import Definizione, Quesito
from thinktown.enums_posti import CON_UN_CAMPO, NEL_TESTO, NelPosto
from thinktown.in_parole import Nomi
from thinktown.models import Invio

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
# As people write numbers of telephone here; sums, years and hours do not look so.
_TELEFONO = re.compile(r"(?<![\d.,/])(?:(?:\+|00)39[\s./-]*)?(?:3\d{2}|0\d{1,3})(?:[\s./-]*\d){5,8}(?!\d)")


@dataclass(frozen=True)
class Proposta:
    """``testi``: by what they say, in words. ``settore``: (key, name). Numbers that were not asked are None."""

    titolo: str = ""
    organizzazione: str = ""
    sezione: str = ""
    settore: tuple[str, str] = ("", "")
    comune: Comune | None = None
    posti: int | None = None
    addetti: int | None = None
    ospitati: int = 0
    # How many trainees its tutor follows already.
    segue: int = 0
    testi: Mapping[NelPosto, str] = field(default_factory=dict)


def proposta(invio: Invio) -> Proposta:
    """From what was sent, in the words of the version that it answered: whatever has been written since."""
    contenuto = invio.contenuto
    date = {una["chiave"]: una["valore"] for una in contenuto["risposte"]}
    detti = detti_da(invio.versione.definizione)
    campi = {cosa: date.get(detti[cosa].chiave) if cosa in detti else None for cosa in CON_UN_CAMPO}
    with translation.override(LINGUA_DEGLI_ATTI):
        testi = {cosa: _in_testo(detti[cosa], date) for cosa in NEL_TESTO if cosa in detti}
        settore = _in_testo(detti[NelPosto.SETTORE], date) if NelPosto.SETTORE in detti else ""
    return Proposta(
        titolo=str(campi[NelPosto.TITOLO] or ""),
        organizzazione=contenuto["soggetto"],
        sezione=contenuto["sezione"],
        settore=(str(campi[NelPosto.SETTORE] or ""), settore),
        comune=Comune.objects.attivi().da_testo(str(campi[NelPosto.COMUNE] or "")).first(),
        posti=campi[NelPosto.POSTI],
        addetti=campi[NelPosto.ADDETTI],
        ospitati=campi[NelPosto.OSPITATI] or 0,
        segue=campi[NelPosto.SEGUE] or 0,
        testi={cosa: testo for cosa, testo in testi.items() if testo},
    )


def detti_da(detta: Definizione) -> dict[NelPosto, Quesito]:
    """Which question says what of the place."""
    return {uno.nel_posto: uno for uno in detta.quesiti() if uno.nel_posto}


def titolo_inviato(invio: Invio) -> str:
    quesito = detti_da(invio.versione.definizione).get(NelPosto.TITOLO)
    date = {una["chiave"]: una["valore"] for una in invio.contenuto["risposte"]}
    return str(date.get(quesito.chiave) or "") if quesito else ""


def _in_testo(quesito: Quesito, date: Mapping[str, Any]) -> str:
    return in_parole.voce(quesito, date.get(quesito.chiave), Nomi()).in_testo


def ha_contatti(testo: str) -> bool:
    """An address of mail or a number of telephone: a page that everybody reads has none of a person."""
    return bool(_EMAIL.search(testo) or _TELEFONO.search(testo))
