"""Where a call stands at an instant, in a word: *open* and *closed* are what the clock says, not states."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talenti.base.clock import adesso
from talenti.base.exceptions import Frase
from thinktown.definizione import Definizione, Finestra
from thinktown.enums import StatoBando
from thinktown.models import Bando

# Words for people where the official one says little.
_PAROLE: dict[str, Frase] = {
    StatoBando.ANNULLATO: pgettext_lazy("bando", "Cancellato"),
    StatoBando.REVOCATO: pgettext_lazy("bando", "Fermato"),
}
FINITI_PRIMA = (StatoBando.ANNULLATO, StatoBando.REVOCATO)
APERTO, IN_ARRIVO, RIAPRE, CHIUSO = "aperto", "in_arrivo", "riapre", "chiuso"
# What a call that is out is at this instant.
PAROLE_DI_ADESSO: dict[str, Frase] = {
    APERTO: pgettext_lazy("bando", "Aperto"),
    IN_ARRIVO: _("In arrivo"),
    RIAPRE: _("Riapre"),
    CHIUSO: pgettext_lazy("bando", "Chiuso"),
}


@dataclass(frozen=True)
class Momento:
    """``finestra``: the window that counts now: the one open, the next one, or the last that has closed."""

    chiave: str
    parola: Frase
    tono: str = ""
    finestra: Finestra | None = None

    @property
    def aperto(self) -> bool:
        return self.chiave == APERTO

    @property
    def arriva(self) -> bool:
        return self.chiave in (IN_ARRIVO, RIAPRE)


def momento(bando: Bando, ora: datetime | None = None) -> Momento:
    detta, ora = bando.in_vigore, ora or adesso()
    if bando.stato != StatoBando.PUBBLICATO:
        tono = "err" if bando.stato in FINITI_PRIMA else ""
        parola = _PAROLE.get(bando.stato, StatoBando(bando.stato).label)
        return Momento(bando.stato, parola, tono, finestra_utile(detta, ora))
    finestra = finestra_utile(detta, ora)
    if finestra is None or finestra.chiude <= ora:
        return Momento(CHIUSO, PAROLE_DI_ADESSO[CHIUSO], "", finestra)
    if finestra.apre <= ora:
        return Momento(APERTO, PAROLE_DI_ADESSO[APERTO], "ok", finestra)
    if finestra != detta.tempi.finestre[0]:
        return Momento(RIAPRE, PAROLE_DI_ADESSO[RIAPRE], "attesa", finestra)
    return Momento(IN_ARRIVO, PAROLE_DI_ADESSO[IN_ARRIVO], "attesa", finestra)


def finestra_utile(detta: Definizione, ora: datetime) -> Finestra | None:
    """The first window that has not closed yet, else the last one."""
    finestre = detta.tempi.finestre
    return next((una for una in finestre if ora < una.chiude), finestre[-1] if finestre else None)
