"""Errors pointed out on a ranking that is not final yet: written within the term, answered one by one."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import richiedi
from talenti.registro.actions import atto, registra_nascita
from thinktown.enums import StatoBando
from thinktown.models import Bando, Domanda, Osservazione
from thinktown.models.graduatorie import OSSERVAZIONE_MASSIMA


def osserva(domanda: Domanda, *, testo: str, da: Any, arrivo: datetime | None = None) -> Osservazione:
    """On the version that counts now, within its term: one that arrives at its last instant is late.

    One at a time: the next after the answer. Raises NonPermesso, DatoNonAccettato, TransizioneNonAmmessa.
    """
    testo, arrivo = _scritto(testo, "testo"), arrivo or adesso()
    richiedi(da, "thinktown.osserva_graduatoria", domanda)
    with transaction.atomic():
        # The call is locked: its next version is either before this or after.
        bando = Bando.objects.select_for_update(no_key=True).get(pk=domanda.bando_id)
        ultima = bando.graduatorie.order_by("-n").first()
        if ultima is None or not ultima.righe.filter(domanda=domanda).exists():
            raise TransizioneNonAmmessa(_("Questa domanda non è in graduatoria."))
        if bando.stato != StatoBando.GRADUATORIA_PROVVISORIA or not ultima.si_osserva(arrivo):
            raise TransizioneNonAmmessa(_("Il tempo per segnalare errori è passato."))
        try:
            with transaction.atomic():
                nuova = Osservazione.objects.create(
                    graduatoria=ultima, domanda=domanda, testo=testo, da=da, arrivata_il=arrivo
                )
        except IntegrityError as errore:
            raise TransizioneNonAmmessa(
                _("Avete già segnalato un errore che aspetta la risposta: se ne segnala uno alla volta.")
            ) from errore
        registra_nascita(nuova, "osserva", da=da, dati={"domanda": domanda.pk, "versione": ultima.n})
    return nuova


def accoglie(osservazione: Osservazione, *, risposta: str, da: Any) -> None:
    """It is right: the sheets of that application may be taken up again, until a new version takes it in."""
    _decide(osservazione, "accoglie", risposta, da)


def respinge(osservazione: Osservazione, *, risposta: str, da: Any) -> None:
    _decide(osservazione, "respinge", risposta, da)


def _decide(osservazione: Osservazione, verbo: str, risposta: str, da: Any) -> None:
    risposta = _scritto(risposta, "risposta")
    insieme = {"risposta": risposta, "decisa_il": adesso()}
    with atto(osservazione, verbo, da=da, motivo=risposta, insieme=insieme):
        bando = Bando.objects.get(pk=osservazione.domanda.bando_id)
        if bando.stato != StatoBando.GRADUATORIA_PROVVISORIA:
            raise TransizioneNonAmmessa(_("La graduatoria è ormai definitiva."))


def _scritto(testo: str, campo: str) -> str:
    testo = testo.strip()
    if not testo:
        raise DatoNonAccettato(_("Scrivi che cosa: chi legge deve poter capire."), campo=campo)
    if len(testo) > OSSERVAZIONE_MASSIMA:
        raise DatoNonAccettato(_("È troppo lungo: al massimo 4.000 caratteri."), campo=campo)
    return testo
