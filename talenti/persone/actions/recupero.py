""" "Ho perso il telefono": asked by the person, decided by the lead."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.exceptions import TransizioneNonAmmessa
from talenti.base.permissions import richiedi
from talenti.persone.actions.accesso import chiudi_sessioni, togli_fattori
from talenti.persone.models import Persona, RecuperoFattore
from talenti.registro.actions import atto, registra_nascita


def chiedi_recupero(persona: Persona, racconto: str) -> RecuperoFattore:
    """Ask for the second factor to be taken away. One request at a time."""
    try:
        with transaction.atomic():
            recupero = RecuperoFattore.objects.create(persona=persona, racconto=racconto, chiesto_il=adesso())
            registra_nascita(recupero, "chiedi", da=persona, dati={"racconto": racconto})
    except IntegrityError as errore:
        raise TransizioneNonAmmessa(
            _("Hai già chiesto aiuto: l'ufficio ti risponde per email."), codice="recupero_gia_chiesto"
        ) from errore
    return recupero


def annulla_recupero(recupero: RecuperoFattore, *, da: Persona) -> None:
    """Its owner stops it: from the mail, or because she found the phone."""
    with atto(recupero, "annulla", da=da) as passo:
        _chiudi(recupero, quando=passo.quando, da=None)


def accogli_recupero(recupero: RecuperoFattore, *, da: Persona, motivo: str) -> None:
    """Take the second factor away and put out whoever is inside. Not before the wait is over (rules)."""
    richiedi(da, "persone.accoglie_recupero", recupero)
    persona = recupero.persona
    # People are locked before what belongs to them.
    with atto(persona, "azzera_fattore", da=da, motivo=motivo) as passo:
        with atto(recupero, "accogli", da=da, motivo=motivo):
            _chiudi(recupero, quando=passo.quando, da=da)
        passo.dati["tolti"] = togli_fattori(persona)
        chiudi_sessioni(persona)


def respingi_recupero(recupero: RecuperoFattore, *, da: Persona, motivo: str) -> None:
    with atto(recupero, "respingi", da=da, motivo=motivo) as passo:
        _chiudi(recupero, quando=passo.quando, da=da)


def _chiudi(recupero: RecuperoFattore, *, quando: datetime, da: Persona | None) -> None:
    RecuperoFattore.objects.filter(pk=recupero.pk).update(deciso_il=quando, deciso_da=da)
    recupero.deciso_il, recupero.deciso_da = quando, da
