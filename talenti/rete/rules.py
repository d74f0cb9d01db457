"""Relations and states that decide beside the roles. What roles grant is in ruoli.py."""

from typing import Any

from django.utils.translation import gettext as _

from talenti.base.permissions import SENZA_RUOLO, SI, Esito, concesso, no, puo, regola
from talenti.rete.enums import Stato, StatoInvito
from talenti.rete.models import Appartenenza, Invito, Partner


def _autenticata(persona: Any) -> bool:
    return bool(getattr(persona, "is_authenticated", False))


def adulta(persona: Any) -> Esito:
    """Who commits an organisation is of age, and has said so."""
    return puo(persona, "persone.puo_impegnarsi")


@regola("rete.proponi_partner")
def proponi_partner(persona: Any, partner: Partner | None) -> Esito | bool:
    """Any adult with an account proposes; a draft only by who is writing it."""
    if not _autenticata(persona):
        return False
    if partner is not None and partner.proposto_da_id != persona.pk:
        return no("di_un_altro", _("Questa proposta la sta scrivendo un'altra persona."))
    return adulta(persona)


@regola("rete.esamina_partner")
def esamina_partner(persona: Any, partner: Partner | None) -> Esito | bool:
    if not _autenticata(persona) or not concesso(persona, "rete.esamina_partner", partner):
        return SENZA_RUOLO
    if partner is not None and partner.proposto_da_id == persona.pk:
        return no(
            "propria", _("Questa organizzazione l'hai proposta tu: la esamina un'altra persona del coordinamento.")
        )
    if partner is not None and Appartenenza.objects.filter(persona=persona, partner=partner).exists():
        return no(
            "di_casa",
            _("In questa organizzazione hai o hai avuto un ruolo: la esamina un'altra persona del coordinamento."),
        )
    return SI


@regola("rete.vede_fascicolo")
def vede_fascicolo(persona: Any, _partner: Partner | None) -> bool:
    """The lead's file names other proposals that look alike: it is read with a role of the network, and in no
    partner's office."""
    return _autenticata(persona) and concesso(persona, "rete.vede_ufficio")


@regola("rete.ferma_partner")
def ferma_partner(persona: Any, partner: Partner) -> Esito | bool:
    if not _autenticata(persona) or not concesso(persona, "rete.governa_partner", partner):
        return SENZA_RUOLO
    if partner.capofila:
        return no("capofila", _("Questa organizzazione guida la rete. Prima affida la guida a un'altra."))
    return SI


@regola("rete.ruoli_di_rete")
def ruoli_di_rete(persona: Any, _partner: Partner | None) -> bool:
    """Roles of the network are given by who coordinates it, not by who runs the lead partner's page."""
    return _autenticata(persona) and concesso(persona, "rete.governa_partner")


@regola("rete.entra_con_invito")
def entra_con_invito(persona: Any, partner: Partner) -> bool:
    return _autenticata(persona) and Invito.objects.aperti().per(persona).filter(partner=partner).exists()


@regola("rete.rispondi_invito")
def rispondi_invito(persona: Any, invito: Invito) -> Esito | bool:
    if not _autenticata(persona):
        return False
    if invito.email.lower() != persona.email.lower():
        return no(
            "altro_indirizzo",
            _("Questo invito è per un altro indirizzo email. Esci e accedi con quello, o chiedi un nuovo invito."),
        )
    if invito.stato == StatoInvito.MANDATO and not invito.aperto:
        return no("scaduto", _("Questo invito è scaduto. Chiedine uno nuovo a chi te l'ha mandato."))
    return SI


@regola("rete.scadi_invito")
def scadi_invito(_persona: Any, _invito: Invito) -> bool:
    """Only time makes an invitation expire: the background actor passes by itself."""
    return False


@regola("rete.lascia_partner")
def lascia_partner(persona: Any, partner: Partner) -> bool:
    return _autenticata(persona) and Appartenenza.objects.di_oggi().filter(persona=persona, partner=partner).exists()


@regola("rete.risponde_del_gruppo")
def risponde_del_gruppo(persona: Any, partner: Partner) -> Esito | bool:
    """Nobody answers for a group without a yes of her own."""
    if not _autenticata(persona):
        return False
    if partner.responsabile_proposto_id != persona.pk:
        return no("non_chiesto", _("Nessuno ti ha chiesto di rispondere di questo gruppo."))
    return SI


@regola("rete.vede_pagina")
def vede_pagina(persona: Any, partner: Partner) -> bool:
    """The public page; before admission, only for who follows the proposal."""
    if partner.visibile_a_tutti:
        return True
    propria = partner.proposto_da_id is not None and partner.proposto_da_id == getattr(persona, "pk", None)
    return propria or (partner.stato != Stato.BOZZA and concesso(persona, "rete.vede_scrivania", partner))


@regola("rete.segui_proposta")
def segui_proposta(persona: Any, partner: Partner) -> bool:
    """Who runs the organisation; while it is a draft nobody does, but who writes it."""
    if not _autenticata(persona):
        return False
    scrive = partner.stato == Stato.BOZZA and partner.proposto_da_id == persona.pk
    return scrive or concesso(persona, "rete.segui_proposta", partner)
