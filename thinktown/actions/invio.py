"""Sending: one transaction that leaves a number, a snapshot and its fingerprint, or leaves nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.registro import catena
from talenti.registro.actions import atto
from thinktown.actions.domande import blocca, richiedi_aperto
from thinktown.actions.offerte import tieni_preferenze
from thinktown.actions.tardive import segna_se_tardi
from thinktown.completezza import che_cosa_manca
from thinktown.enums_invio import Tardiva
from thinktown.fotografia import fotografia, impronta_del_testo
from thinktown.models import Bando, DichiarazioneResa, Domanda, Invio
from thinktown.queries import risposte_di


class BandoCambiato(TransizioneNonAmmessa):
    """An act has changed the call in this very moment: what was checked is no longer what it asks."""

    codice = "bando_cambiato"


class TestoCambiato(TransizioneNonAmmessa):
    """Somebody has written in it since it was read: it is read again before it is confirmed or sent."""

    codice = "testo_cambiato"


@segna_se_tardi(Tardiva.CONFERMA)
def dichiara(domanda: Domanda, chiavi: Iterable[str], *, da: Any, arrivo: datetime | None = None) -> None:
    """Make these statements of the call, in the words of its version in force; made twice they are made once."""
    with transaction.atomic():
        blocca(domanda, da, "thinktown.conferma_domanda")
        richiedi_aperto(domanda.bando, da, arrivo or adesso(), domanda=domanda)
        _rendi(domanda, chiavi, da)


def _rendi(domanda: Domanda, chiavi: Iterable[str], da: Any) -> None:
    del_bando = {una.chiave: una for una in domanda.bando.in_vigore.dichiarazioni}
    for chiave in chiavi:
        if chiave not in del_bando:
            raise DatoNonAccettato(_("Il bando è cambiato: ricarica la pagina e rileggi le dichiarazioni."))
        DichiarazioneResa.objects.get_or_create(
            domanda=domanda,
            chiave=chiave,
            versione=del_bando[chiave].versione,
            persona=da,
            defaults={"resa_il": adesso()},
        )


def richiedi_lo_stesso_testo(domanda: Domanda, letto: str) -> None:
    """``letto`` is the fingerprint of what the page showed; empty, where no page was."""
    if letto and letto != impronta_del_testo(domanda, risposte_di(domanda)):
        raise TestoCambiato(_("Il testo è cambiato mentre lo leggevi: rileggilo, poi premi di nuovo."))


@segna_se_tardi(Tardiva.INVIA)
def invia(
    domanda: Domanda,
    *,
    gettone: str,
    da: Any,
    arrivo: datetime | None = None,
    letto: str = "",
    dichiarate: Iterable[str] = (),
) -> Invio:
    """Send it, or send it again: the number stays, every sending is kept. The same ``gettone`` is the same sending.

    ``arrivo`` is the instant at which the request arrived; ``letto`` the fingerprint of the text that was read;
    ``dichiarate`` the statements that who sends makes with it. Raises FuoriTermine, DatoNonAccettato (the first thing
    that is missing), TransizioneNonAmmessa (sending is stopped, text or call changed meanwhile), NonPermesso.
    """
    arrivo = arrivo or adesso()
    with transaction.atomic():
        blocca(domanda, da, "thinktown.invia_domanda")
        gia = domanda.invii.filter(gettone=gettone).first()
        if gia is not None:
            return gia
        richiedi_aperto(domanda.bando, da, arrivo, domanda=domanda)
        _non_e_fermo(domanda.bando)
        richiedi_lo_stesso_testo(domanda, letto)
        _rendi(domanda, dichiarate, da)
        risposte = risposte_di(domanda)
        mancanze = che_cosa_manca(domanda, risposte, arrivo)
        if mancanze:
            raise DatoNonAccettato(mancanze[0].frase, codice="incompleta", campo=mancanze[0].dove or mancanze[0].di)
        return _registra(domanda, gettone, arrivo, fotografia(domanda, risposte, arrivo), da)


def _registra(domanda: Domanda, gettone: str, arrivo: datetime, contenuto: dict[str, Any], da: Any) -> Invio:
    numero = _numero(domanda)
    insieme = {"numero": numero, "inviata_il": arrivo, "versione": domanda.bando.versione}
    with atto(domanda, "invia", da=da, insieme=insieme) as passo:
        invio = Invio.objects.create(
            domanda=domanda,
            n=domanda.invii.count() + 1,
            gettone=gettone,
            versione=domanda.versione,
            arrivata_il=arrivo,
            registrata_il=passo.quando,
            da=da,
            contenuto=contenuto,
            impronta=catena.sha256(catena.canonico(contenuto)),
        )
        tieni_preferenze(invio)
        passo.dati |= {"numero": numero, "invio": invio.n, "impronta": invio.impronta}
    return invio


def _non_e_fermo(bando: Bando) -> None:
    if bando.fermo:
        raise TransizioneNonAmmessa(
            _("L'invio è fermo per ora: %(perche)s Quello che hai scritto è al sicuro.") % {"perche": bando.fermo}
        )


def _numero(domanda: Domanda) -> int:
    """The next number of the call, without gaps: the last lock. The call is read again under it, as it is now."""
    bando = Bando.objects.select_for_update(no_key=True).get(pk=domanda.bando_id)
    letto = domanda.bando
    if (bando.stato, bando.versione_n, bando.fermo) != (letto.stato, letto.versione_n, letto.fermo):
        raise BandoCambiato(_("Il bando è cambiato proprio adesso: rileggilo, e invia di nuovo."))
    if domanda.numero is not None:
        return domanda.numero
    bando.ultimo_numero += 1
    bando.save(update_fields=["ultimo_numero"])
    return bando.ultimo_numero


@segna_se_tardi(Tardiva.RITIRA)
def ritira(domanda: Domanda, *, da: Any, arrivo: datetime | None = None) -> None:
    """Take it back until the closing: the number stays its own, and it can be sent again."""
    with atto(domanda, "ritira", da=da):
        richiedi_aperto(Bando.objects.get(pk=domanda.bando_id), da, arrivo or adesso(), domanda=domanda)
