"""Every write of the newsroom. Pages, office and background work call the same functions."""

from redazione.actions.calendari import nuovo_indirizzo, togli_indirizzo
from redazione.actions.idee import dimentica_idee, proponi, ritira, scarta, sostieni
from redazione.actions.mesi import approva, proponi_mese, rimanda
from redazione.actions.persone import allontana, cambia_ruolo, declina, entra, esci_da_tutto, invita, lascia
from redazione.actions.piano import collega, commenta, lascia_voce, modifica, pianifica, riprendi, scollega, sposta

__all__ = [
    "allontana",
    "approva",
    "cambia_ruolo",
    "collega",
    "commenta",
    "declina",
    "dimentica_idee",
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
    "scarta",
    "scollega",
    "sostieni",
    "sposta",
    "togli_indirizzo",
]
