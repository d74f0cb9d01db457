"""Keeps the log of when the portal could not be used: the measure of each minute, and what the lead writes by hand.

The measure (``prova`` of ``sonda.py``) is asked once a minute by the worker, which is not the web server: while that
one is down somebody is left to write it. What the worker could not see because it was down itself is written when it
comes back, as what it is: time in which nobody measured.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Sistema, richiedi
from talenti.portale.enums import TipoInterruzione
from talenti.portale.models import Guasti, Interruzione, Misura
from talenti.registro.actions import atto, registra_nascita

registro = logging.getLogger(__name__)
DA = Sistema("misura")
# A restart takes less: what is shorter is not an interruption.
SOGLIA = timedelta(minutes=3)
# Minutes in which the web answered somebody, and its errors, wait in the cache: as long as the visits do.
ORE_IN_ATTESA = 48
CAUSA_MASSIMA = 400
# Longer by hand is a mistake in a date.
MASSIMA_A_MANO = timedelta(days=31)


# ── What the web server leaves for the measure ────────────────────────────────────────────────────
def minuto_di(istante: datetime) -> datetime:
    return istante.astimezone(UTC).replace(second=0, microsecond=0)


def _chiave(che_cosa: str, minuto: datetime) -> str:
    return f"portale:{che_cosa}:{minuto:%Y%m%d%H%M}"


def segna_servito() -> None:
    """In this minute the web has answered somebody. Only the cache is touched."""
    cache.set(_chiave("servito", minuto_di(adesso())), 1, timeout=(ORE_IN_ATTESA + 2) * 3600)


def conta_guasto() -> None:
    """One more answer that was an error of ours."""
    chiave, durata = _chiave("guasti", minuto_di(adesso())), (ORE_IN_ATTESA + 2) * 3600
    if not cache.add(chiave, 1, timeout=durata):
        cache.incr(chiave)
        # A cache made of files writes the new count with its own short life.
        cache.touch(chiave, durata)


def _minuti(dal: datetime, al: datetime) -> list[datetime]:
    """The minutes from that of ``dal`` to the one before that of ``al``, as far back as the cache goes."""
    primo = max(minuto_di(dal), minuto_di(al) - timedelta(hours=ORE_IN_ATTESA))
    return [primo + timedelta(minutes=n) for n in range(int((minuto_di(al) - primo) / timedelta(minutes=1)))]


def minuti_serviti(dal: datetime, al: datetime) -> int:
    """In how many whole minutes between the two the web has answered somebody."""
    return len(cache.get_many([_chiave("servito", minuto) for minuto in _minuti(dal + timedelta(minutes=1), al)]))


def scrivi_guasti(dal: datetime) -> int:
    """Move the errors of the minutes that are over, since ``dal``, into their rows. Returns how many they were."""
    chiavi = {_chiave("guasti", minuto): minuto for minuto in _minuti(dal - SOGLIA, adesso())}
    conte = cache.get_many(chiavi)
    # Taken out before they are written: a crash in between loses a minute, it never counts it twice.
    cache.delete_many(conte)
    for chiave, quanti in conte.items():
        Guasti.objects.update_or_create(minuto=chiavi[chiave], defaults={"quanti": quanti})
    return sum(conte.values())


# ── The measure of a minute ───────────────────────────────────────────────────────────────────────
def misura(segno: str) -> datetime:
    """Write what the probe has just met (empty: all well), and what follows from it. Returns when it was asked before.

    Two measures at once, from two workers, are two minutes of one line: the row is locked, and a measure of the same
    instant, or of a clock that was put back, adds nothing.
    """
    ora = adesso()
    with transaction.atomic():
        Misura.objects.get_or_create(unica=True, defaults={"provata_il": ora})
        riga = Misura.objects.select_for_update().get()
        prima = riga.provata_il
        if riga.provata_il - ora > SOGLIA:
            registro.warning("measure: the clock went back, from %s to %s", riga.provata_il, ora)
            riga.male_dal = None
        elif ora - riga.provata_il >= SOGLIA:
            _nessuno_misurava(riga, ora)
        _registra(riga, segno, ora)
    return prima


def _nessuno_misurava(riga: Misura, ora: datetime) -> None:
    """What was failing is known to have failed until the last measure; then nobody knows."""
    for aperta in Interruzione.objects.in_corso():
        _finisce(aperta, riga.provata_il)
    dal = riga.provata_il
    _nasce(tipo=TipoInterruzione.SENZA_MISURA, dal=dal, al=ora, serviti=minuti_serviti(dal, ora))
    riga.male_dal, riga.provata_il = None, ora


def _registra(riga: Misura, segno: str, ora: datetime) -> None:
    aperta = Interruzione.objects.in_corso().first()
    if segno:
        # The last moment in which it was well is that of the measure before.
        riga.male_dal = riga.male_dal or min(riga.provata_il, ora)
        if aperta is None and ora - riga.male_dal >= SOGLIA:
            _nasce(tipo=TipoInterruzione.MISURATA, dal=riga.male_dal, segno=segno)
    else:
        riga.male_dal = None
        if aperta is not None:
            _finisce(aperta, ora)
    riga.provata_il, riga.segno = ora, segno
    riga.save()


def _nasce(**campi: Any) -> Interruzione:
    interruzione = Interruzione.objects.create(**campi)
    registra_nascita(interruzione, "rileva", da=DA, dati=_fatti(interruzione))
    return interruzione


def _finisce(interruzione: Interruzione, al: datetime) -> None:
    with atto(interruzione, "finisce", da=DA) as passo:
        # A clock that was put back does not make it end before it began.
        interruzione.al = max(al, interruzione.dal + timedelta(seconds=1))
        interruzione.save(update_fields=["al"])
        passo.dati |= _fatti(interruzione)


def _fatti(una: Interruzione) -> dict[str, Any]:
    """What the log commits to."""
    al = una.al.isoformat() if una.al else ""
    return {"tipo": una.tipo, "dal": una.dal.isoformat(), "al": al, "segno": una.segno, "serviti": una.serviti}


# ── What the lead writes ──────────────────────────────────────────────────────────────────────────
def segnala(*, dal: datetime, al: datetime, causa: str, da: Any) -> Interruzione:
    """What the measure cannot see: the network outside, a page that did not work while the others did."""
    richiedi(da, "portale.scrive_interruzioni")
    if al <= dal:
        raise DatoNonAccettato(_("La fine viene prima dell'inizio: ricontrolla giorni e ore."), campo="al")
    if al > adesso():
        raise DatoNonAccettato(_("La fine deve ancora venire. Scrivila quando il portale è tornato."), campo="al")
    if al - dal > MASSIMA_A_MANO:
        raise DatoNonAccettato(_("È più di un mese: ricontrolla i giorni."), campo="dal")
    with transaction.atomic():
        una = Interruzione.objects.create(tipo=TipoInterruzione.SEGNALATA, dal=dal, al=al, causa=_causa(causa))
        registra_nascita(una, "segnala", da=da, dati=_fatti(una) | {"motivo": una.causa})
    return una


def spiega(interruzione: Interruzione, causa: str, *, da: Any) -> None:
    """Why it happened, in words; what was written before stays in the log."""
    nuova = _causa(causa)
    with atto(interruzione, "spiega", da=da, motivo=nuova) as passo:
        _vale_ancora(interruzione)
        if nuova == interruzione.causa:
            raise DatoNonAccettato(_("Non è cambiato niente."), codice="uguale", campo="causa")
        passo.dati["prima"] = interruzione.causa
        interruzione.causa = nuova
        interruzione.save(update_fields=["causa"])


def ritira(interruzione: Interruzione, motivo: str, *, da: Any) -> None:
    """What was reported by hand was not so. What was measured is never taken out."""
    with atto(interruzione, "ritira", da=da, motivo=motivo) as passo:
        if interruzione.tipo != TipoInterruzione.SEGNALATA:
            raise TransizioneNonAmmessa(_("Questa l'ha scritta la misura: si può spiegare, non togliere."))
        _vale_ancora(interruzione)
        interruzione.ritirata_il = passo.quando
        interruzione.save(update_fields=["ritirata_il"])


def _vale_ancora(interruzione: Interruzione) -> None:
    if interruzione.ritirata_il is not None:
        raise TransizioneNonAmmessa(_("Questa segnalazione è già stata ritirata."))


def _causa(causa: str) -> str:
    pulita = causa.strip()
    if not pulita:
        raise DatoNonAccettato(_("Scrivi la causa: chi legge deve poter capire."), campo="causa")
    if len(pulita) > CAUSA_MASSIMA:
        raise DatoNonAccettato(
            _("Al massimo %(n)s caratteri: accorcia il testo.") % {"n": CAUSA_MASSIMA}, campo="causa"
        )
    return pulita


# ── Reading ───────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Tratto:
    """Minutes with errors that follow each other, with few in between."""

    dal: datetime
    al: datetime
    quanti: int


VICINI = timedelta(minutes=5)


def tratti_di_guasti(guasti: QuerySet[Guasti]) -> list[Tratto]:
    """The newest first."""
    return list(_tratti(guasti.order_by("minuto").values_list("minuto", "quanti")))[::-1]


def _tratti(righe: Iterable[tuple[datetime, int]]) -> Iterator[Tratto]:
    tratto: Tratto | None = None
    for minuto, quanti in righe:
        fine = minuto + timedelta(minutes=1)
        if tratto and minuto - tratto.al <= VICINI:
            tratto = Tratto(tratto.dal, fine, tratto.quanti + quanti)
        else:
            if tratto:
                yield tratto
            tratto = Tratto(minuto, fine, quanti)
    if tratto:
        yield tratto
