"""Every write about people that is more than one plain form save."""

from talenti.persone.actions.accesso import annota, pulisci_sessioni, togli_fattori
from talenti.persone.actions.chiusura import chiudi
from talenti.persone.actions.identita import (
    collega_identita,
    correggi_nascita,
    dichiara_codice_fiscale,
    scollega_identita,
)
from talenti.persone.actions.iscrizione import dai_consenso, iscrivi, ritira_consenso, salva_dati, salva_profilo
from talenti.persone.actions.recupero import accogli_recupero, annulla_recupero, chiedi_recupero, respingi_recupero
from talenti.persone.actions.tutela import (
    conferma_tutela,
    dimentica_tutele,
    invita_tutore,
    revoca_in_ufficio,
    revoca_tutela,
    rifiuta_tutela,
    rimanda_invito,
    ritira_tutela,
    scadi_tutele,
)

__all__ = [
    "accogli_recupero",
    "annota",
    "annulla_recupero",
    "chiedi_recupero",
    "chiudi",
    "collega_identita",
    "conferma_tutela",
    "correggi_nascita",
    "dai_consenso",
    "dichiara_codice_fiscale",
    "dimentica_tutele",
    "invita_tutore",
    "iscrivi",
    "pulisci_sessioni",
    "respingi_recupero",
    "revoca_in_ufficio",
    "revoca_tutela",
    "rifiuta_tutela",
    "rimanda_invito",
    "ritira_consenso",
    "ritira_tutela",
    "salva_dati",
    "salva_profilo",
    "scadi_tutele",
    "scollega_identita",
    "togli_fattori",
]
