"""The group answers what the office asked: kept as it is written, sent once, judged by the request's arrival.

What was sent with the application is never touched: an answer stands beside it. Files that are taken out are set aside
with their item, to be put back.
"""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from talenti.avvisi.actions import segna_letti as segna_avvisi_letti
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, TransizioneNonAmmessa
from talenti.base.files import DOCUMENTI, IMMAGINI, FileControllato, controlla
from talenti.base.permissions import Sistema, richiedi
from talenti.base.templatetags.italiano import data, data_ora, peso
from talenti.documenti.actions import affida, carica, elimina
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import atto
from thinktown import recapito, risposte
from thinktown.actions.domande import blocca
from thinktown.actions.invio import TestoCambiato
from thinktown.actions.tardive import FuoriTermine, segna_se_tardi
from thinktown.definizione import Quesito
from thinktown.enums import StatoBando
from thinktown.enums_invio import Tardiva
from thinktown.enums_istruttoria import TipoProvvedimento
from thinktown.models import Provvedimento, VoceRichiesta
from thinktown.risposta_ufficio import (
    RISPOSTA_MASSIMA,
    SOLA,
    di_file,
    di_testo,
    fotografia,
    impronta,
    piena,
    risposta_al_preavviso,
    voci_di,
)
from thinktown.termini import ultimo_giorno

DA = Sistema("risposte-all-ufficio")
# How many files may be set aside with one item.
MASSIMI_DA_PARTE = 10
_MEGA = 1024 * 1024


class VoceCambiata(ErroreDiDominio):
    """Written there meanwhile, from another page or by somebody else of the group: ``attuale`` is kept as it is."""

    codice = "risposta_cambiata"

    def __init__(self, attuale: VoceRichiesta, *, chi_scrive: Any) -> None:
        self.attuale, self.tua = attuale, attuale.salvata_da_id == chi_scrive.pk
        if self.tua:
            super().__init__(_("Hai cambiato questa risposta da un'altra pagina: scegli quale tenere."))
        else:
            super().__init__(_("Un'altra persona ha cambiato questa risposta mentre scrivevi: scegli quale tenere."))


# ── The gate ──────────────────────────────────────────────────────────────────────────────────────
def richiedi_in_tempo(richiesta: Provvedimento, arrivo: datetime) -> None:
    """Can it still be answered by what arrives at that instant? The end is left out.

    Raises FuoriTermine; TransizioneNonAmmessa when nothing is asked, or it has been answered.
    """
    if richiesta.risposto_il is not None:
        raise TransizioneNonAmmessa(
            _("La risposta è già stata inviata, %(quando)s: non si cambia più.")
            % {"quando": data_ora(richiesta.risposto_il)}
        )
    bando = richiesta.domanda.bando
    if bando.stato in (StatoBando.ANNULLATO, StatoBando.REVOCATO):
        raise TransizioneNonAmmessa(_("Il bando è stato fermato: non serve più rispondere."))
    if richiesta.entro is None:
        raise TransizioneNonAmmessa(_("Qui non c'è niente a cui rispondere."))
    if richiesta.scaduto_il is not None or arrivo >= richiesta.entro:
        raise FuoriTermine(
            _("Si poteva rispondere entro %(giorno)s. Quello che avete scritto resta qui, ma non si può più inviare.")
            % {"giorno": data(ultimo_giorno(richiesta.entro))},
            arrivo=arrivo,
            tardi=True,
        )


def _apri(richiesta: Provvedimento, da: Any, arrivo: datetime) -> None:
    """Lock its application, read the request again, and ask whether it can still be written in."""
    _blocca(richiesta, da, "thinktown.scrive_domanda")
    richiedi_in_tempo(richiesta, arrivo)


def _blocca(richiesta: Provvedimento, da: Any, permesso: str) -> None:
    domanda = richiesta.domanda
    blocca(domanda, da, permesso)
    richiesta.refresh_from_db()
    richiesta.domanda = domanda


# ── Read ──────────────────────────────────────────────────────────────────────────────────────────
def segna_letto(provvedimento: Provvedimento, *, da: Any) -> int:
    """Somebody of the group has it before her eyes: the first time is written down, and her own notice is read.

    Pressed again it changes nothing. Returns how many notices were read with it.
    """
    richiedi(da, "thinktown.conferma_domanda", provvedimento.domanda)
    detti = Provvedimento.objects.comunicati().filter(pk=provvedimento.pk)
    with transaction.atomic():
        detti.filter(letto_il__isnull=True).update(letto_il=adesso(), letto_da=da)
        return segna_avvisi_letti(recapito.avvisi_di([provvedimento]).filter(persona=da))


# ── Written ───────────────────────────────────────────────────────────────────────────────────────
@segna_se_tardi(Tardiva.RISPONDE)
def salva_voce(
    richiesta: Provvedimento, n: int, scritto: Any, *, versione: int, da: Any, arrivo: datetime | None = None
) -> VoceRichiesta:
    """Keep what is written of one item. ``versione`` is that of the text that the writer read.

    What is there already is kept once, whatever version it was read at. Raises VoceCambiata, FuoriTermine,
    DatoNonAccettato beside the field, TransizioneNonAmmessa, NonPermesso.
    """
    with transaction.atomic():
        _apri(richiesta, da, arrivo or adesso())
        voce = _voce(richiesta, n)
        testo = risposte.leggi(di_testo(voce), scritto) or ""
        if testo == voce.testo:
            return voce
        if voce.versione != versione:
            raise VoceCambiata(voce, chi_scrive=da)
        voce.testo, voce.versione = testo, voce.versione + 1
        voce.salvata_il, voce.salvata_da = adesso(), da
        voce.save(update_fields=["testo", "versione", "salvata_il", "salvata_da"])
        return voce


def _voce(richiesta: Provvedimento, n: int) -> VoceRichiesta:
    """The item of that number. That of a notice of refusal is there from the first time that something is kept."""
    if richiesta.tipo == TipoProvvedimento.PREAVVISO and n == SOLA:
        richiesta.voci.get_or_create(n=SOLA, defaults={"che_cosa": risposta_al_preavviso()})
    voce = richiesta.voci.select_related("file", "salvata_da").filter(n=n).first()
    if voce is None:
        raise DatoNonAccettato(_("Questa voce non c'è: ricarica la pagina."))
    voce.provvedimento = richiesta
    return voce


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────
@segna_se_tardi(Tardiva.RISPONDE)
def allega(
    richiesta: Provvedimento, n: int, caricato: File, *, da: Any, arrivo: datetime | None = None
) -> VoceRichiesta:
    """Keep a file as the answer to an item, as soon as it is chosen; the one that was there is set aside."""
    arrivo = arrivo or adesso()
    richiedi(da, "thinktown.scrive_domanda", richiesta.domanda)
    richiedi_in_tempo(richiesta, arrivo)
    voce = next((una for una in voci_di(richiesta) if una.n == n), None)
    if voce is None:
        raise DatoNonAccettato(_("Questa voce non c'è: ricarica la pagina."))
    controllato = _accettato(di_file(voce), caricato)
    # Bytes and their row come first: nothing slow happens while the application is locked.
    file = carica(controllato, per=richiesta, da=da)
    try:
        with transaction.atomic():
            _apri(richiesta, da, arrivo)
            voce = _voce(richiesta, n)
            _metti_da_parte(voce)
            return _con_file(voce, file)
    except ErroreDiDominio:
        elimina(file, da=DA)
        raise


@segna_se_tardi(Tardiva.RISPONDE)
def togli_allegato(
    richiesta: Provvedimento, n: int, codice: str, *, da: Any, arrivo: datetime | None = None
) -> VoceRichiesta:
    """Take the file out; it is set aside, to be put back (``rimetti_allegato``)."""
    with transaction.atomic():
        _apri(richiesta, da, arrivo or adesso())
        voce = _voce(richiesta, n)
        if voce.file is None or voce.file.codice != codice:
            raise DatoNonAccettato(_("Questo file è già stato tolto."), campo=di_file(voce).chiave)
        _metti_da_parte(voce)
        return _con_file(voce, None)


@segna_se_tardi(Tardiva.RISPONDE)
def rimetti_allegato(
    richiesta: Provvedimento, n: int, codice: str, *, da: Any, arrivo: datetime | None = None
) -> VoceRichiesta:
    """Put back a file that was set aside with this item."""
    with transaction.atomic():
        _apri(richiesta, da, arrivo or adesso())
        voce = _voce(richiesta, n)
        # Only a code of ours goes to the database.
        file = next((uno for uno in FileCaricato.objects.di(voce).presenti() if uno.codice == codice), None)
        if file is None:
            raise DatoNonAccettato(_("Questo file non c'è più: caricalo di nuovo."), campo=di_file(voce).chiave)
        _metti_da_parte(voce)
        affida(file, a=richiesta, da=DA)
        return _con_file(voce, file)


def _metti_da_parte(voce: VoceRichiesta) -> None:
    if voce.file is None:
        return
    if FileCaricato.objects.di(voce).presenti().count() >= MASSIMI_DA_PARTE:
        raise DatoNonAccettato(
            _("Qui hai già cambiato file %(n)s volte: tieni quello che c'è, o uno di quelli tolti.")
            % {"n": MASSIMI_DA_PARTE},
            campo=di_file(voce).chiave,
        )
    affida(voce.file, a=voce, da=DA)


def _con_file(voce: VoceRichiesta, file: FileCaricato | None) -> VoceRichiesta:
    voce.file = file
    voce.save(update_fields=["file"])
    return voce


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


# ── Sent ──────────────────────────────────────────────────────────────────────────────────────────
@segna_se_tardi(Tardiva.RISPONDE)
def rispondi_all_ufficio(
    richiesta: Provvedimento, *, da: Any, arrivo: datetime | None = None, letto: str = ""
) -> Provvedimento:
    """Send what is there, once: who presses twice finds it sent. ``letto`` is the fingerprint of what she read.

    Raises FuoriTermine, DatoNonAccettato (nothing was given, a text is too long), TestoCambiato,
    TransizioneNonAmmessa, NonPermesso.
    """
    arrivo = arrivo or adesso()
    with transaction.atomic():
        _blocca(richiesta, da, "thinktown.invia_domanda")
        if richiesta.risposto_il is not None:
            return richiesta
        richiedi_in_tempo(richiesta, arrivo)
        voci = voci_di(richiesta)
        if letto and letto != impronta(voci):
            raise TestoCambiato(_("Il testo è cambiato mentre lo leggevi: rileggilo, poi premi di nuovo."))
        _si_invia(voci)
        _registra(richiesta, voci, arrivo, da)
    return richiesta


def _si_invia(voci: list[VoceRichiesta]) -> None:
    if not any(piena(una) for una in voci):
        raise DatoNonAccettato(_("Non hai ancora risposto: scrivi qualcosa o carica un file."), codice="vuota")
    for una in voci:
        if len(una.testo) > RISPOSTA_MASSIMA:
            raise DatoNonAccettato(
                risposte.difetto_di(di_testo(una), una.testo), codice="lunga", campo=di_testo(una).chiave
            )


def _registra(richiesta: Provvedimento, voci: list[VoceRichiesta], arrivo: datetime, da: Any) -> None:
    dati = {
        "provvedimento": richiesta.codice,
        "arrivata_il": arrivo.isoformat(),
        "voci": fotografia(voci),
        "impronta": impronta(voci),
    }
    campi: dict[str, Any] = {"risposto_il": arrivo, "risposto_da": da}
    if richiesta.tipo == TipoProvvedimento.PREAVVISO:
        campi["replica"] = voci[0].testo
    if richiesta.letto_il is None:
        # Who answers has read it, whether or not her browser said so.
        campi |= {"letto_il": adesso(), "letto_da": da}
    with atto(richiesta.domanda, "risponde_all_ufficio", da=da, dati=dati):
        if not Provvedimento.objects.che_aspettano().filter(pk=richiesta.pk).update(**campi):
            raise TransizioneNonAmmessa(_("Questa richiesta non aspetta più una risposta: ricarica la pagina."))
    for nome, valore in campi.items():
        setattr(richiesta, nome, valore)
