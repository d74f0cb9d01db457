"""Who may add pictures and look after them. Imported by RedazioneConfig.ready()."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from redazione.models import Immagine, Testata
from redazione.rules import coordina, e_in_redazione
from talenti.base.permissions import SI, Esito, no, regola

SOLO_CHI_CI_LAVORA = no("non_in_redazione", _("Lo fa chi lavora in redazione."))
DI_UN_ALTRO = no("di_un_altro", _("Lo fa chi ha caricato l'immagine, o chi coordina la redazione."))


@regola("redazione.carica_immagini")
def carica_immagini(persona: Any, testata: Testata) -> Esito:
    return SI if e_in_redazione(persona, testata) else SOLO_CHI_CI_LAVORA


@regola("redazione.cura_immagine")
def cura_immagine(persona: Any, immagine: Immagine) -> Esito:
    """Who uploaded it, as long as she works in the newsroom, and who coordinates."""
    if not e_in_redazione(persona, immagine.testata):
        return SOLO_CHI_CI_LAVORA
    if immagine.caricata_da_id == persona.pk or coordina(persona, immagine.testata):
        return SI
    return DI_UN_ALTRO
