"""Two cards of one organisation become one."""

from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.clock import oggi
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import Attore
from talenti.registro.actions import atto
from talenti.rete.actions.comune import scrivi
from talenti.rete.actions.membri import revoca_invito
from talenti.rete.actions.vita import blocca_in_ordine
from talenti.rete.models import Appartenenza, Partecipazione, Partner
from talenti.rete.proiezione import proietta
from talenti.rete.ruoli import RUOLI, Ambito, di_ambito


def unisci(doppio: Partner, *, superstite: Partner, da: Attore, motivo: str = "") -> None:
    """Merge ``doppio`` into ``superstite``: people and actions move, the old address leads to the new page.

    Nothing moves from a card that never took part in the network: whoever proposed it only said to be that body.
    """
    if doppio.pk == superstite.pk:
        raise DatoNonAccettato(_("Scegli la scheda che resta: dev'essere un'altra."), campo="superstite")
    with transaction.atomic():
        blocca_in_ordine(doppio, superstite)
        for invito in doppio.inviti.filter(stato="mandato"):
            revoca_invito(invito, da=da)
        dati = {"doppio": doppio.codice, "nome": doppio.nome, "superstite": superstite.codice}
        with (
            atto(superstite, "accogli_unione", da=da, motivo=motivo, dati=dati),
            atto(doppio, "unisci", da=da, motivo=motivo, dati=dati) as passo,
        ):
            if doppio.ammesso_il is None:
                passo.dati["lasciate"] = _chiudi_tutto(doppio)
            else:
                _sposta_persone(doppio, superstite)
                _sposta_azioni(doppio, superstite)
            Partner.objects.filter(unito_a=doppio).update(unito_a=superstite)
            Partner.objects.filter(successore=doppio).exclude(pk=superstite.pk).update(successore=superstite)
            if superstite.successore_id == doppio.pk:
                scrivi(superstite, successore=None)
            scrivi(doppio, unito_a=superstite)
            proietta(doppio)
            proietta(superstite)


def _chiudi_tutto(doppio: Partner) -> list[int]:
    """Roles and actions of a proposal end with it. Gives back whose roles they were."""
    lasciate = set()
    for riga in doppio.appartenenze.exclude(al__lte=oggi()):
        _chiudi(riga)
        lasciate.add(riga.persona_id)
    for azione in doppio.partecipazioni.filter(al__isnull=True):
        _chiudi(azione)
    return sorted(lasciate)


def _sposta_persone(doppio: Partner, superstite: Partner) -> None:
    """Roles not ended move; who had one on both sides keeps the one that may do more.

    Roles of the network do not: they mean something only where they were given, in the lead partner.
    """
    giorno = oggi()
    for riga in doppio.appartenenze.exclude(al__lte=giorno):
        gia = superstite.appartenenze.exclude(al__lte=giorno).filter(persona=riga.persona, ruolo__in=_DEL_PARTNER)
        minori = [altra for altra in gia if _puo_di_meno(altra, riga)]
        if riga.ruolo not in _DEL_PARTNER or (gia.exists() and not minori):
            _chiudi(riga)
            continue
        for altra in minori:
            _chiudi(altra)
        riga.partner = superstite
        riga.save(update_fields=["partner"])


_DEL_PARTNER = di_ambito(Ambito.PARTNER)


def _puo_di_meno(altra: Appartenenza, riga: Appartenenza) -> bool:
    """A role with a last day takes the place of none without: who answers for a group would be gone with it."""
    return _rango(altra) > _rango(riga) and (riga.al is None or altra.al is not None)


def _rango(riga: Appartenenza) -> int:
    return list(RUOLI).index(riga.ruolo)


def _chiudi(riga: Appartenenza | Partecipazione) -> None:
    riga.al = max(oggi(), riga.dal)
    riga.save(update_fields=["al"])


def _sposta_azioni(doppio: Partner, superstite: Partner) -> None:
    for riga in doppio.partecipazioni.filter(al__isnull=True):
        if superstite.partecipazioni.filter(azione=riga.azione, ruolo=riga.ruolo, al__isnull=True).exists():
            _chiudi(riga)
        else:
            riga.partner = superstite
            riga.save(update_fields=["partner"])
