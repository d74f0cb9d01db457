"""The kinds of notices: what the preferences page lists and what a person may silence.

The rooms above declare theirs with ``dichiara`` from their AppConfig.ready(); those of the rooms
below are declared here, because they do not know this one.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from talenti.avvisi.enums import Scelta
from talenti.base.exceptions import Frase
from talenti.base.registries import Registro


@dataclass(frozen=True)
class Tipo:
    """One kind. ``obbligatorio``: always by mail and at once (security, acts with legal effect)."""

    chiave: str
    etichetta: Frase
    descrizione: Frase
    predefinito: str = Scelta.SUBITO
    obbligatorio: bool = False


_tipi: Registro[Tipo] = Registro()


def dichiara(tipo: Tipo) -> Tipo:
    return _tipi.aggiungi(tipo.chiave, tipo)


def tipo(chiave: str) -> Tipo:
    trovato = _tipi.get(chiave)
    if trovato is None:
        raise LookupError(f"the kind of notices {chiave!r} is not declared (talenti.avvisi.tipi)")
    return trovato


def tutti() -> list[Tipo]:
    return list(_tipi)


SICUREZZA = dichiara(
    Tipo(
        "sicurezza",
        _("Accesso e sicurezza"),
        _("Accessi, password, chiavi, chiusura dell'account."),
        obbligatorio=True,
    )
)
RETE = dichiara(
    Tipo(
        "rete",
        _("Organizzazioni e ruoli"),
        _("Proposte di adesione, inviti, ruoli che hai o che cambiano."),
    )
)
REGISTRO = dichiara(
    Tipo(
        "registro",
        _("Sigillo del giorno"),
        _("L'ultima impronta del registro, per chi la custodisce fuori dal portale."),
        obbligatorio=True,
    )
)
