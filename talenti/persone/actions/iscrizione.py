"""Signing up, the texts agreed with, the profile."""

import logging
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import puo
from talenti.persone.actions.comune import blocca
from talenti.persone.enums import Scopo
from talenti.persone.models import Consenso, Persona, Profilo
from talenti.persone.testi import Testo, testo_in_vigore
from talenti.registro.actions import atto, registra_nascita

registro = logging.getLogger(__name__)


def iscrivi(persona: Persona, *, da: Persona | None = None) -> Persona:
    """Write down a person just filled in (e-mail, name, birth date, password) who read the notice on data."""
    with transaction.atomic():
        persona.save(force_insert=True)
        Profilo.objects.create(persona=persona)
        testo = testo_in_vigore(Scopo.INFORMATIVA)
        Consenso.objects.create(persona=persona, scopo=testo.scopo, versione=testo.versione, dato_il=persona.creata_il)
        registra_nascita(persona, "iscriviti", da=da or persona, dati={"informativa": testo.versione})
    return persona


def dai_consenso(persona: Persona, scopo: str, *, da: Persona) -> Consenso:
    """Agree with the text in force. Doing it twice changes nothing; an older version agreed with is closed.

    A minor agrees to be seen in pictures only together with a parent or guardian (DatoNonAccettato).
    """
    testo = testo_in_vigore(scopo)
    with transaction.atomic():
        blocca(persona)
        if testo.con_tutore:
            _controlla_che_si_mostri(persona)
        attuale = persona.consensi.in_vigore().filter(scopo=scopo, versione=testo.versione).first()
        return attuale or _dai(persona, testo, da=da)


def _dai(persona: Persona, testo: Testo, *, da: Persona) -> Consenso:
    scopo = testo.scopo
    with atto(persona, "dai_consenso", da=da, dati={"scopo": scopo, "versione": testo.versione}) as passo:
        persona.consensi.in_vigore().filter(scopo=scopo).update(ritirato_il=passo.quando)
        return Consenso.objects.create(persona=persona, scopo=scopo, versione=testo.versione, dato_il=passo.quando)


def ritira_consenso(persona: Persona, scopo: str, *, da: Persona) -> int:
    """Take a consent back; how many rows were closed (none, if there was none)."""
    if not testo_in_vigore(scopo).ritirabile:
        return 0
    with transaction.atomic():
        blocca(persona)
        dati = persona.consensi.in_vigore().filter(scopo=scopo)
        if not dati.exists():
            return 0
        with atto(persona, "ritira_consenso", da=da, dati={"scopo": scopo}) as passo:
            return dati.update(ritirato_il=passo.quando)


def salva_dati(persona: Persona, campi: list[str]) -> Persona:
    """Save what a person corrected of her own account (name, comune, phone, language…)."""
    persona.save(update_fields=campi)
    return persona


def salva_profilo(
    persona: Persona, dati: dict[str, Any], *, foto: bytes | None = None, togli_foto: bool = False
) -> Profilo:
    """Save what a person says of herself; ``foto`` is a picture already re-encoded."""
    with transaction.atomic():
        if dati.get("mostrato_alla_rete"):
            _controlla_che_si_mostri(persona, campo="mostrato_alla_rete")
        profilo, _nuovo = Profilo.objects.get_or_create(persona=persona)
        prima = profilo.foto.name
        for campo, valore in dati.items():
            setattr(profilo, campo, valore)
        if foto or togli_foto:
            profilo.foto = ""
        profilo.aggiornato_il = adesso()
        profilo.save()
    if foto:
        # Outside the transaction: a file is written first, then the row that names it.
        profilo.foto.save(f"{persona.pk}.jpg", ContentFile(foto), save=False)
        Profilo.objects.filter(pk=profilo.pk).update(foto=profilo.foto.name)
    if prima and (foto or togli_foto):
        butta_file(prima)
    return profilo


def _controlla_che_si_mostri(persona: Persona, *, campo: str = "") -> None:
    esito = puo(persona, "persone.si_mostra", persona)
    if not esito:
        raise DatoNonAccettato(esito.frase, codice=esito.codice, campo=campo)


def butta_file(nome: str) -> None:
    """Delete a private file after commit; a disk that refuses is noted, never the person's problem."""
    transaction.on_commit(partial(_butta, nome), robust=True)


def _butta(nome: str) -> None:
    try:
        Profilo._meta.get_field("foto").storage.delete(nome)
    except OSError:
        registro.exception("the photo %s could not be deleted", nome)
