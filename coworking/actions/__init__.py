"""Every write of the room. Pages, mail links, the office and background work call the same functions."""

from coworking.actions.assegna import assegna, revoca_assegnazione, revoca_tutte
from coworking.actions.bozza import comincia_bozza, imposta_postazioni, proponi, riprendi, salva_bozza, scarta_bozza
from coworking.actions.foto import aggiungi_foto, togli_foto
from coworking.actions.ospita import blocca, chiudi_giorni, riapri_giorni, sblocca
from coworking.actions.prenota import annulla, annulla_tutte, dimentica, prenota
from coworking.actions.ricerche import conta_senza_risultato
from coworking.actions.risposte import (
    acconsenti,
    chiudi_scadute,
    conferma,
    disdici,
    nega,
    registra_assenza,
    registra_presenza,
    rifiuta,
    scade,
)
from coworking.actions.spazi import (
    cambia_orari,
    cambia_regole,
    modifica,
    prendi_in_esame,
    pubblica,
    respingi,
    riapri,
    ritira,
    sospendi,
)

__all__ = [
    "acconsenti",
    "aggiungi_foto",
    "annulla",
    "annulla_tutte",
    "assegna",
    "blocca",
    "cambia_orari",
    "cambia_regole",
    "chiudi_giorni",
    "chiudi_scadute",
    "comincia_bozza",
    "conferma",
    "conta_senza_risultato",
    "dimentica",
    "disdici",
    "imposta_postazioni",
    "modifica",
    "nega",
    "prendi_in_esame",
    "prenota",
    "proponi",
    "pubblica",
    "registra_assenza",
    "registra_presenza",
    "respingi",
    "revoca_assegnazione",
    "revoca_tutte",
    "riapri",
    "riapri_giorni",
    "rifiuta",
    "riprendi",
    "ritira",
    "salva_bozza",
    "sblocca",
    "scade",
    "scarta_bozza",
    "sospendi",
    "togli_foto",
]
