"""Files of an application: kept when they are chosen, so that sending is small."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio
from talenti.base.files import DOCUMENTI, IMMAGINI, FileControllato, controlla
from talenti.base.permissions import Sistema, richiedi
from talenti.base.templatetags.italiano import peso
from talenti.documenti.actions import carica, elimina
from talenti.documenti.models import FileCaricato
from thinktown.actions.domande import blocca, richiedi_aperto, scrivi_risposta
from thinktown.actions.tardive import segna_se_tardi
from thinktown.definizione import Quesito
from thinktown.enums import TipoQuesito
from thinktown.enums_invio import Tardiva
from thinktown.models import Domanda, Risposta

MASSIMI_FILE = 5
_MEGA = 1024 * 1024


@segna_se_tardi(Tardiva.ALLEGA)
def aggiungi_file(
    domanda: Domanda, chiave: str, caricato: File, *, da: Any, arrivo: datetime | None = None
) -> Risposta:
    """Keep a file as (part of) the answer to a question. Two people who add one each have both.

    Raises DatoNonAccettato beside the field, FuoriTermine, NonPermesso; then nothing is kept.
    """
    arrivo = arrivo or adesso()
    richiedi(da, "thinktown.scrive_domanda", domanda)
    richiedi_aperto(domanda.bando, da, arrivo, domanda=domanda)
    quesito = _quesito(domanda, chiave)
    controllato = _accettato(quesito, caricato)
    _c_e_posto(quesito, _codici(domanda, chiave))
    # Bytes and their row come first: nothing slow happens while the application is locked.
    file = carica(controllato, per=domanda, da=da)
    try:
        return _aggancia(domanda, chiave, file, da=da, arrivo=arrivo)
    except ErroreDiDominio:
        elimina(file, da=Sistema("file non agganciato"))
        raise


def _aggancia(domanda: Domanda, chiave: str, file: FileCaricato, *, da: Any, arrivo: datetime) -> Risposta:
    with transaction.atomic():
        blocca(domanda, da)
        richiedi_aperto(domanda.bando, da, arrivo, domanda=domanda)
        quesito, codici = _quesito(domanda, chiave), _codici(domanda, chiave)
        if file.codice in codici:
            return domanda.risposte.get(quesito=chiave)
        _c_e_posto(quesito, codici)
        return _scrivi(domanda, quesito, [*codici, file.codice], da)


@segna_se_tardi(Tardiva.ALLEGA)
def togli_file(domanda: Domanda, chiave: str, codice: str, *, da: Any, arrivo: datetime | None = None) -> Risposta:
    """Take a file out of the answer; it stays a while, to be put back (``rimetti_file``)."""
    arrivo = arrivo or adesso()
    with transaction.atomic():
        blocca(domanda, da)
        richiedi_aperto(domanda.bando, da, arrivo, domanda=domanda)
        quesito, codici = _quesito(domanda, chiave), _codici(domanda, chiave)
        if codice not in codici:
            raise DatoNonAccettato(_("Questo file è già stato tolto."), campo=chiave)
        return _scrivi(domanda, quesito, [uno for uno in codici if uno != codice], da)


@segna_se_tardi(Tardiva.ALLEGA)
def rimetti_file(domanda: Domanda, chiave: str, codice: str, *, da: Any, arrivo: datetime | None = None) -> Risposta:
    """Put back a file that was taken out of this answer."""
    era_qui = any(codice in (uno or []) for uno in _storia(domanda, chiave))
    # Only a code of ours goes to the database.
    file = FileCaricato.objects.di(domanda).presenti().filter(codice=codice).first() if era_qui else None
    if file is None:
        raise DatoNonAccettato(_("Questo file non c'è più: caricalo di nuovo."), campo=chiave)
    return _aggancia(domanda, chiave, file, da=da, arrivo=arrivo or adesso())


def _storia(domanda: Domanda, chiave: str) -> Any:
    return domanda.salvataggi.filter(quesito=chiave).values_list("valore", flat=True)


def _quesito(domanda: Domanda, chiave: str) -> Quesito:
    quesito = domanda.bando.in_vigore.quesito(chiave)
    if quesito is None or quesito.tipo != TipoQuesito.FILE:
        raise DatoNonAccettato(_("Il bando è cambiato: questa voce non c'è più. Ricarica la pagina."), campo=chiave)
    return quesito


def _codici(domanda: Domanda, chiave: str) -> list[str]:
    risposta = domanda.risposte.filter(quesito=chiave).first()
    return list(risposta.valore or []) if risposta else []


def _accettato(quesito: Quesito, caricato: File) -> FileControllato:
    try:
        controllato = controlla(caricato, tipi=quesito.formati or IMMAGINI + DOCUMENTI)
    except DatoNonAccettato as errore:
        errore.campo = quesito.chiave
        raise
    if quesito.massimo and len(controllato.byte) > quesito.massimo * _MEGA:
        raise DatoNonAccettato(
            _("Il file è di %(peso)s. Qui possiamo riceverne al massimo %(massimo)s MB. Riducilo e rimandalo.")
            % {"peso": peso(len(controllato.byte)), "massimo": quesito.massimo},
            campo=quesito.chiave,
        )
    return controllato


def _c_e_posto(quesito: Quesito, codici: list[str]) -> None:
    if len(codici) >= MASSIMI_FILE:
        raise DatoNonAccettato(
            _("Qui stanno al massimo %(n)s file: togline uno, poi carica quello nuovo.") % {"n": MASSIMI_FILE},
            campo=quesito.chiave,
        )


def _scrivi(domanda: Domanda, quesito: Quesito, codici: list[str], da: Any) -> Risposta:
    """The application is locked and its answer read again: nobody else's file is written over."""
    attuale = domanda.risposte.filter(quesito=quesito.chiave).first()
    versione = attuale.versione if attuale else 0
    return scrivi_risposta(domanda, quesito, codici or None, versione=versione, gettone=nuovo_codice(), da=da)
