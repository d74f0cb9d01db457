"""What an organisation has to do now, as its own page lists it."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.rete import ruoli
from talenti.rete.enums import Stato
from talenti.rete.models import Partner


def da_fare(partner: Partner, *, puo_cambiare: bool, puo_invitare: bool) -> list[dict[str, Any]]:
    """Lines with one button each, the binding ones first; only what this person can do."""
    cose: list[dict[str, Any]] = []
    if partner.stato == Stato.INTEGRAZIONE and puo_cambiare:
        primo = partner.documenti_richiesti.filter(mandato_il__isnull=True).order_by("entro").first()
        cose.append(_cosa(partner.codice, "documenti", _("Manda i documenti chiesti"), primo.entro if primo else None))
    if puo_cambiare and partner.stato in (Stato.AMMESSO, Stato.SOSPESO):
        cose += _della_pagina(partner)
    if puo_invitare and partner.stato in (Stato.AMMESSO, Stato.SOSPESO):
        cose += _delle_persone(partner)
    return cose


def _della_pagina(partner: Partner) -> list[dict[str, Any]]:
    cose = []
    if not partner.descrizione:
        cose.append(_cosa(partner.slug, "pagina", _("Racconta qualcosa di più sulla pagina")))
    if not partner.logo:
        cose.append(_cosa(partner.slug, "cambia_logo", _("Aggiungi il logo")))
    if not partner.partecipazioni.in_corso().exists():
        cose.append(_cosa(partner.slug, "azioni", _("Di' a quale azione prendete parte")))
    return cose


def _delle_persone(partner: Partner) -> list[dict[str, Any]]:
    cose = []
    attesi = partner.inviti.aperti().count()
    if attesi:
        testo = _("Inviti senza risposta: %(n)s") % {"n": attesi}
        cose.append(_cosa(partner.slug, "persone", testo))
    amministrano = partner.appartenenze.di_oggi().filter(ruolo=ruoli.AMMINISTRAZIONE, persona__is_active=True)
    if amministrano.count() == 1 and not attesi:
        cose.append(_cosa(partner.slug, "invita", _("Invita un'altra persona: oggi amministra una persona sola")))
    return cose


def _cosa(chiave: str, nome: str, testo: str, entro: date | datetime | None = None) -> dict[str, Any]:
    parole = {
        "documenti": _("Manda i documenti"),
        "pagina": _("Cambia la pagina"),
        "cambia_logo": _("Carica il logo"),
        "azioni": _("Aggiungi un'azione"),
        "persone": _("Guarda gli inviti"),
        "invita": _("Invita"),
    }
    return {"testo": testo, "url": reverse(f"rete:{nome}", args=[chiave]), "azione": parole[nome], "entro": entro}
