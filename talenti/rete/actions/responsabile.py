"""The adult who answers for an informal group: asked by who decides the roles, and only with a yes of her own."""

from typing import Any

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato, NonPermesso
from talenti.base.permissions import Attore
from talenti.registro.actions import atto
from talenti.rete.actions.comune import scrivi
from talenti.rete.models import Partner
from talenti.rete.rules import adulta


def chiedi_responsabile(partner: Partner, *, persona: Any, da: Attore) -> None:
    """Ask one of the group to answer for it. Until she says yes, who answers today goes on."""
    if not partner.e_gruppo:
        raise DatoNonAccettato(_("Solo un gruppo informale ha una persona responsabile."), campo="persona")
    if persona.e_minorenne:
        raise DatoNonAccettato(_("Scegli una persona con almeno 18 anni."), campo="persona")
    with atto(partner, "chiedi_responsabile", da=da, dati={"persona": persona.pk}):
        _ne_fa_parte(partner, persona)
        if partner.responsabile_id == persona.pk:
            raise DatoNonAccettato(_("Questa persona risponde già del gruppo."), campo="persona")
        scrivi(partner, responsabile_proposto=persona)


def accetta_responsabile(partner: Partner, *, da: Any) -> None:
    """Her yes: from now on she answers, and who did before no longer does."""
    esito = adulta(da)
    if not esito:
        raise NonPermesso(esito)
    with atto(partner, "accetta_responsabile", da=da) as passo:
        _ne_fa_parte(partner, da)
        passo.dati.update(persona=da.pk, prima=partner.responsabile_id)
        scrivi(partner, responsabile=da, responsabile_proposto=None)


def rifiuta_responsabile(partner: Partner, *, da: Any) -> None:
    with atto(partner, "rifiuta_responsabile", da=da, dati={"persona": da.pk}):
        scrivi(partner, responsabile_proposto=None)


def _ne_fa_parte(partner: Partner, persona: Any) -> None:
    """With a role that has no last day: else one morning nobody would answer."""
    if not partner.appartenenze.di_oggi().filter(persona=persona, al__isnull=True).exists():
        raise DatoNonAccettato(_("Del gruppo risponde chi ne fa parte, con un ruolo senza scadenza."), campo="persona")
