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
from thinktown.actions.conferme import RICORDI, UN_RICORDO_OGNI, acconsenti, conferma, nega, ricorda
from thinktown.actions.correzione import abbandona_rettifica, affida_aiuto, prepara_rettifica
from thinktown.actions.domande import ammetti_tardi, cambia_chi, comincia, salva_risposta
from thinktown.actions.fatti import dichiara_fatti
from thinktown.actions.file import aggiungi_file, rimetti_file, togli_file
from thinktown.actions.gruppo import FUORI, invita, lascia, passa, risponde, sceglie_chi_riceve, togli
from thinktown.actions.invio import dichiara, invia, ritira

__all__ = [
    "FUORI",
    "RICORDI",
    "UN_RICORDO_OGNI",
    "DatiAtto",
    "abbandona_rettifica",
    "acconsenti",
    "affida_aiuto",
    "aggiungi_file",
    "ammetti_tardi",
    "annulla",
    "cambia_chi",
    "comincia",
    "conferma",
    "crea",
    "dichiara",
    "dichiara_fatti",
    "ferma_invii",
    "incarica",
    "invia",
    "invita",
    "lascia",
    "manda_in_verifica",
    "nega",
    "passa",
    "prepara_rettifica",
    "proroga",
    "pubblica",
    "rettifica",
    "revoca",
    "riapri",
    "ricorda",
    "rimanda",
    "rimetti_file",
    "riprendi_invii",
    "risponde",
    "ritira",
    "salva",
    "salva_risposta",
    "sceglie_chi_riceve",
    "termina_incarico",
    "togli",
    "togli_file",
]
