"""Every write of the room. Pages, the office and background work call the same functions."""

from thinktown.actions.bandi import (
    DatiAtto,
    annulla,
    crea,
    ferma_invii,
    incarica,
    manda_in_verifica,
    proroga,
    pubblica,
    rettifica,
    revoca,
    riapri,
    rimanda,
    riprendi_invii,
    salva,
    termina_incarico,
)
from thinktown.actions.correzione import abbandona_rettifica, affida_aiuto, prepara_rettifica
from thinktown.actions.domande import ammetti_tardi, comincia, salva_risposta
from thinktown.actions.gruppo import acconsenti, conferma, invita, risponde, sceglie_chi_riceve, togli
from thinktown.actions.invio import dichiara, invia, ritira

__all__ = [
    "DatiAtto",
    "abbandona_rettifica",
    "acconsenti",
    "affida_aiuto",
    "ammetti_tardi",
    "annulla",
    "comincia",
    "conferma",
    "crea",
    "dichiara",
    "ferma_invii",
    "incarica",
    "invia",
    "invita",
    "manda_in_verifica",
    "prepara_rettifica",
    "proroga",
    "pubblica",
    "rettifica",
    "revoca",
    "riapri",
    "rimanda",
    "riprendi_invii",
    "risponde",
    "ritira",
    "salva",
    "salva_risposta",
    "sceglie_chi_riceve",
    "termina_incarico",
    "togli",
]
