"""Who may write, review and publish. Imported by RedazioneConfig.ready()."""

from typing import Any

from django.utils.translation import gettext as _

from redazione.enums import Ruolo, StatoVoce
from redazione.models import Articolo, Collaborazione, Voce
from redazione.rules import SOLO_REDAZIONE, coordina, e_in_redazione
from talenti.base.permissions import SENZA_RUOLO, SI, Esito, no, regola

RIVEDONO = (Ruolo.REVISORE, Ruolo.CAPOREDATTORE)


def firma_la_voce(persona: Any, voce: Voce) -> bool:
    """Does the plan name her among who writes it?"""
    return voce.autori.filter(persona=persona.pk).exists()


def ci_ha_scritto(persona: Any, articolo: Articolo) -> bool:
    """Named as an author, or with a revision of her own: in either case it is also her text."""
    return firma_la_voce(persona, articolo.voce) or articolo.revisioni.filter(da=persona.pk).exists()


@regola("redazione.comincia")
def comincia(persona: Any, voce: Voce) -> Esito | bool:
    """Who is to write it according to the plan, or who coordinates."""
    if voce.stato != StatoVoce.PREVISTA:
        return no("non_nel_piano", _("Questa voce non è più nel piano: chi coordina la può rimettere."))
    return _scrive(persona, voce)


@regola("redazione.scrive")
def scrive(persona: Any, articolo: Articolo) -> Esito | bool:
    return _scrive(persona, articolo.voce)


def _scrive(persona: Any, voce: Voce) -> Esito | bool:
    if coordina(persona, voce.testata):
        return SI
    if not e_in_redazione(persona, voce.testata):
        return SENZA_RUOLO
    if firma_la_voce(persona, voce):
        return SI
    return no("non_lo_scrive", _("Lo scrive chi è indicato nel piano. Per scriverlo anche tu, chiedi a chi coordina."))


@regola("redazione.firma")
def firma(persona: Any, articolo: Articolo) -> Esito:
    if firma_la_voce(persona, articolo.voce):
        return SI
    return no("non_lo_firma", _("Firma solo chi è indicato nel piano fra chi scrive."))


@regola("redazione.revisiona")
def revisiona(persona: Any, articolo: Articolo) -> Esito | bool:
    """Who reviews for the newsroom, never on a text of her own; while somebody has it, only she."""
    sue = Collaborazione.objects.attive().filter(testata=articolo.testata_id, persona=persona.pk)
    ruolo = sue.values_list("ruolo", flat=True).first()
    if ruolo not in RIVEDONO:
        return no("non_rivede", _("Lo rivede chi in redazione fa revisione."))
    if ci_ha_scritto(persona, articolo):
        return no("proprio", _("Ci hai scritto anche tu: lo approva un'altra persona."))
    if articolo.revisore_id != persona.pk and ruolo != Ruolo.CAPOREDATTORE and _qualcuno_rivede(articolo):
        return no("preso", _("Lo sta già rivedendo un'altra persona."))
    return SI


def _qualcuno_rivede(articolo: Articolo) -> bool:
    """Has somebody claimed it who still reviews for the newsroom? Who has left holds nothing."""
    if articolo.revisore_id is None:
        return False
    sue = Collaborazione.objects.attive().filter(testata=articolo.testata_id, persona=articolo.revisore_id)
    return sue.filter(ruolo__in=RIVEDONO).exists()


@regola("redazione.revisiona_o_scrive")
def revisiona_o_scrive(persona: Any, articolo: Articolo) -> Esito | bool:
    return scrive(persona, articolo) or revisiona(persona, articolo)


@regola("redazione.pubblica")
def pubblica(persona: Any, oggetto: Any) -> Esito:
    """An article, or what a reader says of one: who coordinates its newsroom."""
    articolo = oggetto if isinstance(oggetto, Articolo) else oggetto.articolo
    return SI if coordina(persona, articolo.testata) else SOLO_REDAZIONE


@regola("redazione.verifica")
def verifica(_persona: Any, _articolo: Articolo) -> Esito:
    """Nobody with an account: the answer comes through the signed link alone."""
    return SENZA_RUOLO


@regola("redazione.segnala")
def segnala(_persona: Any, _segnalazione: Any) -> Esito:
    """Whoever reads."""
    return SI
