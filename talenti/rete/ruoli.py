"""Roles as code: who they are, where they hold, what they grant.

``Appartenenza`` says who holds which role from when to when; groups are only its projection.
Rooms above add what a role may do in them by ``concedi`` from their ``AppConfig.ready()``.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import Frase


class Ambito(StrEnum):
    RETE = "rete"
    PARTNER = "partner"


@dataclass
class Ruolo:
    """``permessi`` hold as long as the role does; ``operativi`` only while the partner takes part in the network.

    A role of the network is held through membership in the lead partner. ``ufficio``: it opens the back office.
    """

    chiave: str
    etichetta: Frase
    spiegazione: Frase
    ambito: Ambito
    permessi: set[str]
    operativi: set[str] = field(default_factory=set)
    ufficio: bool = False
    solo_maggiorenni: bool = False


COORDINAMENTO = "coordinamento"
REVISIONE = "revisione"
AMMINISTRAZIONE = "amministrazione"
OPERATORE = "operatore"
COLLABORAZIONE = "collaborazione"

RUOLI: dict[str, Ruolo] = {
    ruolo.chiave: ruolo
    for ruolo in (
        Ruolo(
            COORDINAMENTO,
            _("Coordinamento della rete"),
            _("Esamina le proposte e segue tutta la rete."),
            Ambito.RETE,
            {
                "rete.esamina_partner",
                "rete.governa_partner",
                "rete.vede_ufficio",
                "rete.vede_scrivania",
                "rete.modifica_pagina",
                "rete.gestisci_membri",
                "persone.vede_persone",
                "persone.azzera_secondo_fattore",
                "persone.cura_i_piani",
                "persone.corregge_persone",
                "registro.vede_registro",
                "registro.gestisci_annunci",
            },
            ufficio=True,
            solo_maggiorenni=True,
        ),
        Ruolo(
            REVISIONE,
            _("Revisione"),
            _("Legge tutto, non cambia niente."),
            Ambito.RETE,
            {"rete.vede_ufficio", "persone.vede_persone", "registro.vede_registro"},
            ufficio=True,
            solo_maggiorenni=True,
        ),
        Ruolo(
            AMMINISTRAZIONE,
            _("Amministrazione"),
            _("Cambia la pagina, invita le persone e decide i ruoli."),
            Ambito.PARTNER,
            {"rete.segui_proposta", "rete.vede_scrivania", "rete.modifica_pagina", "rete.gestisci_membri"},
            operativi={"rete.vede_ufficio"},
            ufficio=True,
            solo_maggiorenni=True,
        ),
        Ruolo(
            OPERATORE,
            _("Ufficio"),
            _("Lavora nell'ufficio dell'organizzazione, senza cambiare pagina e persone."),
            Ambito.PARTNER,
            {"rete.vede_scrivania"},
            operativi={"rete.vede_ufficio"},
            ufficio=True,
            solo_maggiorenni=True,
        ),
        Ruolo(
            COLLABORAZIONE,
            _("Collaborazione"),
            _("Fa parte dell'organizzazione e ne segue il lavoro."),
            Ambito.PARTNER,
            {"rete.vede_scrivania"},
        ),
    )
}


def concedi(chiave: str, *permessi: str) -> None:
    """A room above lets a role act in it: everywhere for roles of the network, in one's own partner for the others."""
    ruolo = RUOLI[chiave]
    (ruolo.operativi if ruolo.ambito is Ambito.PARTNER else ruolo.permessi).update(permessi)


def con_permesso(permesso: str) -> list[str]:
    """The roles that grant it, in one's own partner or in the network."""
    return [r.chiave for r in RUOLI.values() if permesso in r.permessi | r.operativi]


def scelte(ambito: Ambito | None = None) -> list[tuple[str, Frase]]:
    return [(r.chiave, r.etichetta) for r in RUOLI.values() if ambito is None or r.ambito is ambito]


def di_ambito(ambito: Ambito) -> list[str]:
    return [r.chiave for r in RUOLI.values() if r.ambito is ambito]


def dell_ufficio() -> list[str]:
    return [r.chiave for r in RUOLI.values() if r.ufficio]
