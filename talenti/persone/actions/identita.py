"""Who a person is for the law: declared by her, or verified by a gateway."""

from datetime import date
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import DatoNonAccettato, Frase
from talenti.base.permissions import Attore
from talenti.persone import codice_fiscale as cf
from talenti.persone.enums import Fonte
from talenti.persone.models import Identita, Persona
from talenti.registro.actions import atto

GIA_DI_ALTRI: Frase = _(
    "Questa identità è già collegata a un altro account. Entra con quello, oppure scrivi all'ufficio."
)


def dichiara_codice_fiscale(persona: Persona, codice: str, *, confermate: bool = False) -> Identita:
    """Write the codice fiscale down. Differences with the profile must be confirmed by the person first."""
    codice = cf.valida(codice)
    differenze = cf.differenze(codice, nome=persona.nome, cognome=persona.cognome, nato_il=persona.nato_il)
    if differenze and not confermate:
        raise DatoNonAccettato(
            _("Il codice fiscale non corrisponde a quello che sappiamo di te."),
            codice="differenze",
            campo="codice_fiscale",
        )
    with atto(persona, "dichiara_codice_fiscale", da=persona, dati={"differenze": sorted(differenze)}):
        identita, _nuova = Identita.objects.get_or_create(persona=persona)
        if identita.codice_verificato:
            raise DatoNonAccettato(
                _("Il tuo codice fiscale è già verificato con %(fonte)s: non serve scriverlo.")
                % {"fonte": identita.get_fonte_display()},
                codice="gia_verificato",
            )
        identita.codice_fiscale = codice
        identita.avvertenze = sorted(differenze)
        identita.save()
    return identita


def collega_identita(persona: Persona, dati: dict[str, Any]) -> dict[str, Frase]:
    """Keep what a gateway verified (keys as in Identita); the differences with the profile, to be told.

    The account takes the verified birth date: every rule on ages reads that one, and unlinking does not undo it.
    """
    differenze = _differenze_dal_profilo(persona, dati)
    try:
        with atto(persona, "collega_identita", da=persona, dati={"differenze": sorted(differenze)}) as passo:
            _prendi_nascita(persona, dati.get("nato_il"), passo.dati)
            # What the gateway leaves empty does not blank what the person declared.
            detti = {campo: valore for campo, valore in dati.items() if valore} | {"fonte": Fonte.GATEWAY}
            detti |= {"verificata_il": passo.quando, "avvertenze": sorted(differenze)}
            if dati.get("codice_fiscale"):
                detti["codice_verificato"] = True
            Identita.objects.update_or_create(persona=persona, defaults=detti)
    except IntegrityError as errore:
        raise DatoNonAccettato(GIA_DI_ALTRI, codice="identita_di_altri") from errore
    return differenze


def correggi_nascita(persona: Persona, *, nato_il: date, motivo: str, da: Attore) -> None:
    """The office puts a wrong birth date right. One that a gateway verified is not for the office to change."""
    with atto(persona, "correggi_nascita", da=da, motivo=motivo) as passo:
        if persona.chiusa_il:
            raise DatoNonAccettato(_("Questo account è chiuso."), codice="account_chiuso")
        if Identita.objects.filter(persona=persona, fonte=Fonte.GATEWAY, nato_il__isnull=False).exists():
            raise DatoNonAccettato(
                _("Questa data è verificata con SPID o CIE: non si corregge a mano."),
                codice="nascita_verificata",
                campo="nato_il",
            )
        if nato_il == persona.nato_il:
            raise DatoNonAccettato(_("È già questa la data del suo profilo."), codice="stessa_data", campo="nato_il")
        _prendi_nascita(persona, nato_il, passo.dati)


def _prendi_nascita(persona: Persona, verificata: date | None, traccia: dict[str, Any]) -> None:
    if verificata is None or verificata == persona.nato_il:
        return
    traccia["nato_il"] = {"prima": persona.nato_il and persona.nato_il.isoformat(), "ora": verificata.isoformat()}
    persona.nato_il = verificata
    persona.save(update_fields=["nato_il"])


def scollega_identita(persona: Persona) -> None:
    """Forget what was verified: it is asked again by the next act that needs it. What she declared stays hers."""
    with atto(persona, "scollega_identita", da=persona):
        dichiarate = Identita.objects.filter(persona=persona, codice_verificato=False).exclude(codice_fiscale="")
        suo = dichiarate.values_list("codice_fiscale", flat=True).first()
        Identita.objects.filter(persona=persona).delete()
        if suo:
            Identita.objects.create(persona=persona, codice_fiscale=suo)


def _differenze_dal_profilo(persona: Persona, dati: dict[str, Any]) -> dict[str, Frase]:
    """What the gateway says otherwise than the person did. Names stay beside hers, neither is lost."""
    trovate: dict[str, Frase] = {}
    if dati.get("nome") and cf.sigla_nome(dati["nome"]) != cf.sigla_nome(persona.nome):
        trovate["nome"] = _("Il nome verificato è «%(valore)s».") % {"valore": dati["nome"]}
    if dati.get("cognome") and cf.sigla_cognome(dati["cognome"]) != cf.sigla_cognome(persona.cognome):
        trovate["cognome"] = _("Il cognome verificato è «%(valore)s».") % {"valore": dati["cognome"]}
    if dati.get("nato_il") and persona.nato_il and dati["nato_il"] != persona.nato_il:
        trovate["nato_il"] = _(
            "La data di nascita verificata è diversa da quella del tuo profilo: da ora vale quella verificata."
        )
    return trovate
