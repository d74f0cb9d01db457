"""What the verbs share."""

from typing import Any

from talenti.base import codici
from talenti.base.clock import adesso
from talenti.rete.models import Partner

# Addresses under /rete/ that are pages of ours.
_RISERVATI = {"proponi", "inviti", "allegati"}


def blocca(partner: Partner) -> Partner:
    """Lock the row and read it again: for what must be judged before the act begins."""
    partner.refresh_from_db(from_queryset=Partner.objects.select_for_update(no_key=True))
    return partner


def scrivi(partner: Partner, **campi: Any) -> None:
    """Set fields of a locked partner, and say when it last changed."""
    for nome, valore in campi.items():
        setattr(partner, nome, valore)
    partner.aggiornato_il = adesso()
    partner.save(update_fields=[*campi, "aggiornato_il"])


def slug_libero(partner: Partner) -> str:
    return codici.slug_libero(partner, riservati=_RISERVATI)
