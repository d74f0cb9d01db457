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

__all__ = [
    "DatiAtto",
    "annulla",
    "crea",
    "ferma_invii",
    "incarica",
    "manda_in_verifica",
    "proroga",
    "pubblica",
    "rettifica",
    "revoca",
    "riapri",
    "rimanda",
    "riprendi_invii",
    "salva",
    "termina_incarico",
]
