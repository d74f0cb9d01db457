"""Who works in a newsroom: invited, in, with another role, out."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from redazione.enums import MOTIVO_MASSIMO, Ruolo, StatoCollaborazione
from redazione.models import Calendario, Collaborazione, Testata
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import Attore, Sistema, richiedi
from talenti.persone.actions.comune import blocca
from talenti.registro.actions import atto, registra_nascita
from thinktown.actions.testi import motivo_accettato

_APERTE = (StatoCollaborazione.INVITATA, StatoCollaborazione.ATTIVA)


def invita(testata: Testata, persona: Any, *, ruolo: str, da: Attore, perche: str = "") -> Collaborazione:
    """Ask her to join. Raises DatoNonAccettato beside ``email`` when she is in already, or has an invitation open."""
    richiedi(da, "redazione.cura_persone", testata)
    _ruolo_noto(ruolo)
    with transaction.atomic():
        # The person first: of two who invite her, the second finds that she has been.
        blocca(persona)
        if Collaborazione.objects.filter(testata=testata, persona=persona, stato__in=_APERTE).exists():
            raise DatoNonAccettato(
                _("%(chi)s è già in redazione, o ha già un invito.") % {"chi": persona}, codice="gia", campo="email"
            )
        collaborazione = Collaborazione.objects.create(
            testata=testata, persona=persona, ruolo=ruolo, perche=perche[:200]
        )
        registra_nascita(collaborazione, "invita", da=da, dati={"ruolo": ruolo})
    return collaborazione


def entra(collaborazione: Collaborazione, *, da: Attore) -> None:
    with atto(collaborazione, "entra", da=da, insieme={"entrata_il": adesso()}):
        pass


def declina(collaborazione: Collaborazione, *, da: Attore) -> None:
    with atto(collaborazione, "declina", da=da):
        pass


def cambia_ruolo(collaborazione: Collaborazione, ruolo: str, *, da: Attore) -> None:
    """Of who is in, or has been invited. One's own is changed by somebody else."""
    _ruolo_noto(ruolo)
    with atto(collaborazione, "cambia_ruolo", da=da) as passo:
        if collaborazione.ruolo == ruolo:
            raise DatoNonAccettato(_("Il ruolo è già questo."), codice="uguale", campo="ruolo")
        if collaborazione.persona_id == getattr(da, "pk", None):
            raise DatoNonAccettato(_("Il tuo ruolo lo cambia un'altra persona."), codice="proprio", campo="ruolo")
        passo.dati |= {"prima": collaborazione.ruolo, "dopo": ruolo}
        collaborazione.ruolo = ruolo
        collaborazione.save(update_fields=["ruolo"])


def lascia(collaborazione: Collaborazione, *, da: Attore) -> None:
    with atto(collaborazione, "lascia", da=da, insieme={"finita_il": adesso()}):
        _chiudi_il_calendario(collaborazione)


def allontana(collaborazione: Collaborazione, motivo: str, *, da: Attore) -> None:
    motivo = motivo_accettato(motivo, MOTIVO_MASSIMO)
    with atto(collaborazione, "allontana", da=da, motivo=motivo, insieme={"finita_il": adesso()}):
        _chiudi_il_calendario(collaborazione)


def _chiudi_il_calendario(collaborazione: Collaborazione) -> None:
    """Its address goes for good: it does not open again by itself if she comes back."""
    Calendario.objects.filter(testata=collaborazione.testata_id, persona=collaborazione.persona_id).delete()


def esci_da_tutto(persona: Any) -> None:
    """Her account is being closed: what she is in ends, what she has not answered is not accepted."""
    da = Sistema("chiusura-account")
    for una in Collaborazione.objects.filter(persona=persona, stato__in=_APERTE).order_by("pk"):
        if una.stato == StatoCollaborazione.ATTIVA:
            lascia(una, da=da)
        else:
            declina(una, da=da)


def _ruolo_noto(ruolo: str) -> None:
    if ruolo not in Ruolo.values:
        raise DatoNonAccettato(_("Scegli un ruolo."), codice="ruolo", campo="ruolo")
