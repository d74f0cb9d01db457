"""The shape of a transition table, which each room fills for its own models."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import Frase


@dataclass(frozen=True)
class Passo:
    """One verb: from which states, to which one, with which permission.

    ``a=None``: the state stays as it is (an act that only leaves its trace). ``da=()``: from any
    state. ``etichetta`` is the verb in words, for logs and buttons. ``motivo``: a reason is compulsory.
    """

    da: tuple[str, ...]
    a: str | None
    permesso: str
    etichetta: Frase = ""
    motivo: bool = False


Tabella = dict[str, Passo]

TRANSIZIONI_ANNUNCIO: Tabella = {
    "riprova": Passo(da=(), a=None, permesso="registro.gestisci_annunci", etichetta=_("Ha fatto riprovare un lavoro")),
}
