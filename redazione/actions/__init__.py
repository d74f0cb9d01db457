"""Every write of the newsroom. Pages, office and background work call the same functions."""

from redazione.actions.calendari import nuovo_indirizzo, togli_indirizzo
from redazione.actions.idee import dimentica_idee, proponi, ritira, scarta, sostieni
from redazione.actions.immagini import (
    aggiungi_consenso,
    carica,
    descrivi,
    dimentica_consensi,
    dimentica_immagini,
    ritira_consenso,
    togli,
)
from redazione.actions.mesi import approva, proponi_mese, rimanda
from redazione.actions.persone import allontana, cambia_ruolo, declina, entra, esci_da_tutto, invita, lascia
from redazione.actions.piano import collega, commenta, lascia_voce, modifica, pianifica, riprendi, scollega, sposta

__all__ = [
    "aggiungi_consenso",
    "allontana",
    "approva",
    "cambia_ruolo",
    "carica",
    "collega",
    "commenta",
    "declina",
    "descrivi",
    "dimentica_consensi",
    "dimentica_idee",
    "dimentica_immagini",
    "entra",
    "esci_da_tutto",
    "invita",
    "lascia",
    "lascia_voce",
    "modifica",
    "nuovo_indirizzo",
    "pianifica",
    "proponi",
    "proponi_mese",
    "rimanda",
    "riprendi",
    "ritira",
    "ritira_consenso",
    "scarta",
    "scollega",
    "sostieni",
    "sposta",
    "togli",
    "togli_indirizzo",
]
