"""The four templates from which a call is begun: what ThinkTown has learned to ask, to be adapted each time.

They are content, in the language of who writes calls: gettext has nothing to do with them.
"""

from thinktown.definizione import Definizione
from thinktown.enums import Misura
from thinktown.misure.gruppi import GRUPPI
from thinktown.misure.impresa import IMPRESA
from thinktown.misure.innovazione import INNOVAZIONE
from thinktown.misure.volontariato import VOLONTARIATO

_MODELLI = {
    Misura.GRUPPI: GRUPPI,
    Misura.IMPRESA: IMPRESA,
    Misura.INNOVAZIONE: INNOVAZIONE,
    Misura.VOLONTARIATO: VOLONTARIATO,
}


def modello(misura: Misura) -> Definizione:
    """Where a call of this measure begins: everything but the dates, the money of this year and the acts."""
    return _MODELLI[misura]
