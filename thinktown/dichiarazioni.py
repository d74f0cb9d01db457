"""Which statements of a call are asked of whom: each person makes her own."""

from collections.abc import Mapping
from typing import Any

from thinktown import risposte
from thinktown.definizione import Definizione, Dichiarazione
from thinktown.enums import DiChi, RuoloComponente
from thinktown.models import Componente, Domanda

# A statement as it was made: key, version of its words, who.
Resa = tuple[str, int, int]


def chieste(detta: Definizione, date: Mapping[str, Any], componente: Componente) -> list[Dichiarazione]:
    """Of this person, by what is answered so far; those that she may leave out too."""
    return [
        una
        for una in detta.dichiarazioni
        if (una.di_chi != DiChi.PRESENTA or componente.ruolo == RuoloComponente.REFERENTE)
        and (una.solo_se is None or risposte.vale(una.solo_se, date))
    ]


def rese(domanda: Domanda) -> set[Resa]:
    return set(domanda.dichiarazioni.values_list("chiave", "versione", "persona_id"))


def che_mancano(
    detta: Definizione, date: Mapping[str, Any], componente: Componente, gia: set[Resa]
) -> list[Dichiarazione]:
    """The compulsory ones that she has not made yet, in the words of today."""
    return [
        una
        for una in chieste(detta, date, componente)
        if una.obbligatoria and (una.chiave, una.versione, componente.persona_id) not in gia
    ]
