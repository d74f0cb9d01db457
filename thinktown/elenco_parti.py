"""Where an application stands, part by part: what is done, what is left, in the order of the pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from thinktown import risposte
from thinktown.definizione import Definizione, Parte

FATTO, FACOLTATIVA, DA_INIZIARE, DA_FINIRE, DA_CORREGGERE = "fatto", "facoltativa", "iniziare", "finire", "correggere"
PAROLE: dict[str, str | Promise] = {
    FATTO: gettext_lazy("Fatto"),
    FACOLTATIVA: gettext_lazy("Se volete"),
    DA_INIZIARE: gettext_lazy("Da iniziare"),
    DA_FINIRE: gettext_lazy("Da finire"),
    DA_CORREGGERE: gettext_lazy("Da correggere"),
}
TONI = {FATTO: "fatto", FACOLTATIVA: "", DA_INIZIARE: "", DA_FINIRE: "attesa", DA_CORREGGERE: "err"}


@dataclass(frozen=True)
class StatoParte:
    parte: Parte
    stato: str

    @property
    def pronta(self) -> bool:
        return self.stato in (FATTO, FACOLTATIVA)

    @property
    def parola(self) -> str:
        return str(PAROLE[self.stato])

    @property
    def tono(self) -> str:
        return TONI[self.stato]


def parti_di(detta: Definizione, valori: Mapping[str, Any], sezione: str) -> list[StatoParte]:
    """The parts that this application has: one in which its section is asked nothing is none."""
    return [
        StatoParte(parte, _stato(parte, valori, sezione))
        for parte in detta.parti
        if any(not uno.sezioni or sezione in uno.sezioni for uno in parte.quesiti)
    ]


def _stato(parte: Parte, valori: Mapping[str, Any], sezione: str) -> str:
    chiesti = [uno for uno in parte.quesiti if risposte.si_chiede(uno, valori, sezione)]
    piene = [uno for uno in chiesti if valori.get(uno.chiave) not in (None, "", [])]
    if any(risposte.difetto_di(uno, valori.get(uno.chiave)) for uno in piene):
        return DA_CORREGGERE
    if not any(uno.obbligatorio and uno not in piene for uno in chiesti):
        return FATTO if piene else FACOLTATIVA
    return DA_FINIRE if piene else DA_INIZIARE


def dopo(parti: Iterable[StatoParte], chiave: str) -> Parte | None:
    """The part that follows; None after the last one."""
    elenco = [una.parte for una in parti]
    posto = next((n for n, una in enumerate(elenco) if una.chiave == chiave), len(elenco))
    return elenco[posto + 1] if posto + 1 < len(elenco) else None


def quante_pronte(pronte: int, tutte: int) -> str:
    frase = ngettext("%(pronte)s parte su %(tutte)s pronta", "%(pronte)s parti su %(tutte)s pronte", pronte)
    return frase % {"pronte": pronte, "tutte": tutte}
