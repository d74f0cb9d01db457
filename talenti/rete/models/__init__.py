"""The network: partners, what they take part in, who is in them."""

from talenti.rete.models.documenti import Allegato, DocumentoRichiesto
from talenti.rete.models.membri import Appartenenza, GruppoRuolo, Invito
from talenti.rete.models.partner import NomePartner, Partecipazione, Partner, PartnerQuerySet
from talenti.rete.models.permessi import PartnerGroupObjectPermission, PartnerUserObjectPermission

__all__ = [
    "Allegato",
    "Appartenenza",
    "DocumentoRichiesto",
    "GruppoRuolo",
    "Invito",
    "NomePartner",
    "Partecipazione",
    "Partner",
    "PartnerGroupObjectPermission",
    "PartnerQuerySet",
    "PartnerUserObjectPermission",
]
