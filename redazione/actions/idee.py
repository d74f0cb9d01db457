"""Ideas: proposed and supported by anybody, put aside or taken up by who coordinates."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from redazione.enums import MOTIVO_MASSIMO, PITCH_MASSIMO, StatoIdea, Tipo
from redazione.models import Idea, Sostegno, Testata
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import Attore, richiedi
from talenti.persone.actions.comune import blocca
from talenti.registro.actions import atto, registra_nascita
from thinktown.actions.testi import accettato, motivo_accettato


def proponi(testata: Testata, testo: str, *, tipo: str, da: Any) -> Idea:
    """A pitch. Raises DatoNonAccettato beside ``testo``, NonPermesso when too many of hers wait."""
    richiedi(da, "redazione.propone_idee", testata)
    testo = accettato(
        testo, campo="testo", massimo=PITCH_MASSIMO, se_manca=_("Scrivi l'idea in poche righe: chi, che cosa, perché.")
    )
    if tipo not in Tipo.values:
        raise DatoNonAccettato(_("Scegli che cosa può diventare."), codice="tipo", campo="tipo")
    with transaction.atomic():
        # What is counted of hers stays true.
        blocca(da)
        richiedi(da, "redazione.propone_idee", testata)
        idea = Idea.objects.create(testata=testata, testo=testo, tipo=tipo, da=da)
        registra_nascita(idea, "proponi", da=da)
    return idea


def sostieni(idea: Idea, *, da: Any) -> bool:
    """Say that it interests one too; said again, it is taken back. Returns whether she supports it now."""
    richiedi(da, "redazione.sostiene_idee", idea)
    with transaction.atomic():
        blocca(da)
        if Sostegno.objects.filter(idea=idea, persona=da).delete()[0]:
            return False
        if not Idea.objects.filter(pk=idea.pk, stato__in=(StatoIdea.PROPOSTA, StatoIdea.IN_PIANO)).exists():
            raise DatoNonAccettato(_("Questa idea non si può più sostenere."), codice="chiusa")
        Sostegno.objects.create(idea=idea, persona=da)
    return True


def ritira(idea: Idea, *, da: Any) -> None:
    with atto(idea, "ritira", da=da):
        pass


def scarta(idea: Idea, motivo: str, *, da: Attore) -> None:
    """Not now: who proposed it is told why."""
    with atto(idea, "scarta", da=da, motivo=motivo_accettato(motivo, MOTIVO_MASSIMO)):
        pass


def dimentica_idee(persona: Any) -> int:
    """Her account closes: what she proposed stays without her. Returns how many."""
    Sostegno.objects.filter(persona=persona).delete()
    return Idea.objects.filter(da=persona).update(da=None)
