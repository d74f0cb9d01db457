"""Who may write in the registers of the office, ask for access, object, grant money: nobody in what is her own."""

from typing import Any

from django.utils.translation import gettext as _

from talenti.base.permissions import DA_ANONIMO, SENZA_RUOLO, SI, Esito, no, regola
from thinktown.enums import StatoDomanda
from thinktown.models import (
    Bando,
    Beneficio,
    Componente,
    Controinteressato,
    Domanda,
    Protocollazione,
    RichiestaAccesso,
)
from thinktown.rules import pubblica_bandi, scrive_bandi


def _fa_parte(persona: Any, domanda: Domanda) -> bool:
    return Componente.objects.attivi().filter(domanda=domanda, persona=persona).exists()


# ── Protocol ──────────────────────────────────────────────────────────────────────────────────────
@regola("thinktown.protocolla")
def protocolla(persona: Any, oggetto: Domanda | Protocollazione) -> Esito | bool:
    """Who works on the call, of what was sent; never of her own application."""
    domanda = oggetto.domanda if isinstance(oggetto, Protocollazione) else oggetto
    if domanda.stato == StatoDomanda.BOZZA or not scrive_bandi(persona, domanda.bando):
        return SENZA_RUOLO
    if _fa_parte(persona, domanda):
        return no("proprio", _("Di questa domanda fai parte: ci pensa un'altra persona dell'ufficio."))
    return SI


# ── Requests of access ────────────────────────────────────────────────────────────────────────────
@regola("thinktown.chiede_accesso")
def chiede_accesso(persona: Any, bando: Bando) -> Esito | bool:
    """Whoever has an account, on a call that is out or has been."""
    if not getattr(persona, "is_authenticated", False):
        return DA_ANONIMO
    return SI if bando.pubblico else SENZA_RUOLO


@regola("thinktown.registra_accesso")
def registra_accesso(persona: Any, bando: Bando) -> Esito | bool:
    return SI if bando.pubblico and scrive_bandi(persona, bando) else SENZA_RUOLO


def _e_sua(persona: Any, richiesta: RichiestaAccesso) -> bool:
    """Has she asked, or is she one of those whom it is about?"""
    if not getattr(persona, "pk", None):
        return False
    return richiesta.persona_id == persona.pk or richiesta.controinteressati.filter(persona=persona).exists()


def _di_un_altra() -> Esito:
    return no("proprio", _("Questa richiesta riguarda te: ci pensa un'altra persona dell'ufficio."))


@regola("thinktown.segue_accesso")
def segue_accesso(persona: Any, richiesta: RichiestaAccesso) -> Esito | bool:
    """Who works on the call."""
    if not scrive_bandi(persona, richiesta.bando):
        return SENZA_RUOLO
    return _di_un_altra() if _e_sua(persona, richiesta) else SI


@regola("thinktown.decide_accesso")
def decide_accesso(persona: Any, richiesta: RichiestaAccesso) -> Esito | bool:
    """Who runs the body, or answers for the call."""
    esito = pubblica_bandi(persona, richiesta.bando)
    if not esito:
        return esito
    return _di_un_altra() if _e_sua(persona, richiesta) else SI


@regola("thinktown.controinteressato")
def controinteressato(persona: Any, richiesta: RichiestaAccesso) -> Esito | bool:
    """One of those who were told of it."""
    if not getattr(persona, "pk", None):
        return DA_ANONIMO
    sue = Controinteressato.objects.filter(richiesta=richiesta, persona=persona)
    return SI if sue.exists() else SENZA_RUOLO


@regola("thinktown.lascia_accesso")
def lascia_accesso(persona: Any, richiesta: RichiestaAccesso) -> Esito | bool:
    """Who asked; and the office, for who told it so by mail or on paper."""
    if getattr(persona, "pk", None) and richiesta.persona_id == persona.pk:
        return SI
    if richiesta.persona_id is not None:
        return no("di_un_altro", _("La ritira solo chi l'ha fatta."))
    return segue_accesso(persona, richiesta)


# ── Grants ────────────────────────────────────────────────────────────────────────────────────────
@regola("thinktown.concede")
def concede(persona: Any, oggetto: Bando | Domanda | Beneficio) -> Esito | bool:
    """Who publishes the call; never to her own group."""
    domanda = oggetto.domanda if isinstance(oggetto, Beneficio) else oggetto if isinstance(oggetto, Domanda) else None
    bando = oggetto if isinstance(oggetto, Bando) else oggetto.bando
    esito = pubblica_bandi(persona, bando)
    if not esito:
        return esito
    if domanda is not None and _fa_parte(persona, domanda):
        return no("proprio", _("Di questa domanda fai parte: ci pensa un'altra persona dell'ufficio."))
    return SI
