"""The office supplies a copy without names of a file, replaces it, withdraws it. The original is never touched."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, TransizioneNonAmmessa
from talenti.base.files import IMMAGINI, FileControllato
from talenti.base.pdf_nudi import nudo
from talenti.base.permissions import Sistema, richiedi
from talenti.documenti.actions import carica, elimina
from talenti.documenti.enums import TipoFile
from talenti.documenti.models import FileCaricato
from thinktown import copie
from thinktown.actions.firma import atto
from thinktown.enums import StatoDomanda
from thinktown.enums_valutazione import TipoFase
from thinktown.models import CopiaOscurata, Domanda, FaseValutazione, Invio

# What can be made bare of who wrote it: pages and pictures.
TIPI = ("pdf", *IMMAGINI)


def oscura(domanda: Domanda, codice: str, caricato: FileControllato, *, da: Any) -> CopiaOscurata:
    """Keep ``caricato`` as the copy of the file with that code; the one before, if any, is replaced.

    What it says of who made it is taken off, its name too. Raises DatoNonAccettato, TransizioneNonAmmessa, NonPermesso.
    """
    richiedi(da, "thinktown.oscura_file", domanda)
    richiedi_in_tempo(domanda)
    invio, originale = _inviato(domanda, codice)
    if caricato.sha256 == originale.sha256:
        raise DatoNonAccettato(_("È lo stesso file che è stato inviato: carica la copia senza nomi."), campo="file")
    nuovo = _senza_tracce(caricato)
    # Bytes and their row come first: nothing slow happens while the application is locked.
    file = carica(nuovo, per=domanda, da=da, nome=f"copia-{copie.numeri(invio)[codice]}.{nuovo.estensione}")
    try:
        return _mette(domanda, originale, file, da)
    except ErroreDiDominio:
        elimina(file, da=Sistema("copia non tenuta"))
        raise


def _mette(domanda: Domanda, originale: FileCaricato, file: FileCaricato, da: Any) -> CopiaOscurata:
    dati = {"file": originale.codice, "copia": file.codice, "sha256": file.sha256}
    try:
        with transaction.atomic(), atto(domanda, "oscura", da=da, dati=dati) as passo:
            prima = CopiaOscurata.objects.in_vigore().filter(originale=originale)
            prima.update(tolta_il=passo.quando, tolta_da=da)
            return CopiaOscurata.objects.create(
                domanda=domanda, originale=originale, file=file, da=da, fornita_il=passo.quando
            )
    except IntegrityError as errore:
        raise TransizioneNonAmmessa(
            _("Nel frattempo un'altra persona ha caricato una copia: guarda quella, prima di cambiarla.")
        ) from errore


def toglie_copia(copia: CopiaOscurata, *, da: Any) -> None:
    """From now on the commission does not read it. It stays, with who withdrew it."""
    richiedi(da, "thinktown.oscura_file", copia.domanda)
    richiedi_in_tempo(copia.domanda)
    dati = {"file": copia.originale.codice, "copia": copia.file.codice}
    with atto(copia.domanda, "toglie_copia", da=da, dati=dati) as passo:
        sua = CopiaOscurata.objects.in_vigore().filter(pk=copia.pk)
        if not sua.update(tolta_il=passo.quando, tolta_da=da):
            raise TransizioneNonAmmessa(_("Questa copia è già stata tolta, o ce n'è una nuova."))


def richiedi_in_tempo(domanda: Domanda) -> None:
    """Of an application that is judged, as long as it is: what was read to judge it is not changed afterwards."""
    if domanda.stato != StatoDomanda.AMMESSA:
        raise TransizioneNonAmmessa(_("La copia si prepara per le domande ammesse: sono quelle che si valutano."))
    chiuse = FaseValutazione.objects.filter(
        commissione__bando=domanda.bando_id, tipo=TipoFase.CHIUSA, dal__lte=adesso()
    )
    if chiuse.exists():
        raise TransizioneNonAmmessa(_("La valutazione è chiusa: le copie non si cambiano più."))


def _inviato(domanda: Domanda, codice: str) -> tuple[Invio, FileCaricato]:
    """A file of what was sent last."""
    invio = domanda.invii.order_by("-n").first()
    file = FileCaricato.objects.di(domanda).presenti().filter(codice=codice).first()
    if invio is None or file is None or codice not in copie.numeri(invio):
        raise DatoNonAccettato(_("Questo file non c'è più."), campo="file")
    return invio, file


def _senza_tracce(caricato: FileControllato) -> FileControllato:
    """Pictures have been drawn again when they were let in: nothing is left in them."""
    if caricato.tipo not in TIPI:
        raise DatoNonAccettato(_("Carica un PDF o un'immagine: un documento dice chi l'ha scritto."), campo="file")
    if caricato.tipo != TipoFile.PDF:
        return caricato
    try:
        byte = nudo(caricato.byte)
    except DatoNonAccettato as errore:
        errore.campo = "file"
        raise
    return replace(caricato, byte=byte, sha256=sha256(byte).hexdigest())
