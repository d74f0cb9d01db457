"""The six templates from which a call is begun: what ThinkTown has learned to ask, to be adapted each time.

They are content, in the language of who writes calls: gettext has nothing to do with them. Measures 3 and 4 are two
linked calls each: the first collects places, the second lets young people choose among them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thinktown.definizione import Definizione
from thinktown.enums import Misura
from thinktown.misure.gruppi import GRUPPI
from thinktown.misure.impresa import IMPRESA
from thinktown.misure.innovazione import INNOVAZIONE
from thinktown.misure.innovazione_giovani import INNOVAZIONE_GIOVANI
from thinktown.misure.volontariato import VOLONTARIATO
from thinktown.misure.volontariato_giovani import VOLONTARIATO_GIOVANI


class Modello(models.TextChoices):
    """The first template of a measure is called as the measure."""

    GRUPPI = Misura.GRUPPI, _("Misura 1: progetti di associazioni e gruppi giovanili")
    IMPRESA = Misura.IMPRESA, _("Misura 2: idee che diventano impresa")
    INNOVAZIONE = Misura.INNOVAZIONE, _("Misura 3, primo bando: le imprese dicono che cosa vogliono innovare")
    INNOVAZIONE_GIOVANI = "innovazione_giovani", _("Misura 3, secondo bando: i giovani scelgono fra quelle imprese")
    VOLONTARIATO = Misura.VOLONTARIATO, _("Misura 4, primo bando: gli enti dicono in quali servizi ospitano")
    VOLONTARIATO_GIOVANI = "volontariato_giovani", _("Misura 4, secondo bando: i giovani scelgono fra quei servizi")

    @property
    def misura(self) -> Misura:
        return Misura(self.value.removesuffix("_giovani"))


_MODELLI = {
    Modello.GRUPPI: GRUPPI,
    Modello.IMPRESA: IMPRESA,
    Modello.INNOVAZIONE: INNOVAZIONE,
    Modello.INNOVAZIONE_GIOVANI: INNOVAZIONE_GIOVANI,
    Modello.VOLONTARIATO: VOLONTARIATO,
    Modello.VOLONTARIATO_GIOVANI: VOLONTARIATO_GIOVANI,
}


def modello(quale: str) -> Definizione:
    """Where a call begins: everything but the dates, the money of this year, the acts, and whose places it offers.

    ``quale``: a template; of a measure, the first.
    """
    return _MODELLI[Modello(quale)]
