"""The engine of the demonstration: events in order of time, each told once, through the verbs.

Every chapter gives its events; each runs inside a transaction of its own (but one that keeps a file), with the
clock set to when it happened. What was already told is not told again, so that a run cut short goes on from there
and a second run changes nothing. Once all was told, visitors have changed what they found: what a newer version
would add and can no longer (an account with another address, or closed) is left out.
"""

import gc
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from talenti.base.clock import ROMA, a_quest_ora, a_roma, adesso
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.registries import Registro
from talenti.portale.indice import alla_fine, indicizza
from talenti.portale.models import Dimostrazione, PassoDimostrazione
from talenti.rete.models import Partner


class DimostrazioneRifiutata(ErroreDiDominio):
    """This is no place for invented people."""

    codice = "dimostrazione_rifiutata"


# The step that says that everything there was had been told, and the doors were opened.
FINE = "fine"
# How a verb fails on people and organisations that are no longer as they were left.
_CAMBIATO = (ObjectDoesNotExist, ErroreDiDominio, IntegrityError, ValidationError)
registro = logging.getLogger(__name__)


@dataclass(frozen=True)
class Racconto:
    """How many events were told now, and how many could not be."""

    detti: int
    saltati: int


@dataclass(frozen=True)
class Evento:
    """Something that happened: when, and the verbs that make it happen. ``chiave`` names it for ever.

    ``da_solo``: it keeps a file, whose bytes come before a row in a transaction that nobody else opens. Cut short in
    between, it is told again: one more copy that nothing refers to.
    """

    chiave: str
    quando: datetime
    fai: Callable[[], Any]
    da_solo: bool = False


# (birth of the demonstration) -> events; the rooms above add the chapters of their actions.
capitoli: Registro[Callable[[datetime], Iterable[Evento]]] = Registro()


def giorno(anno: int, mese: int, giorno_: int, ora: int = 10, minuti: int = 0) -> datetime:
    """An instant on the clocks of Europe/Rome."""
    return datetime(anno, mese, giorno_, ora, minuti, tzinfo=ROMA)


def giorni_fa(nascita: datetime, giorni: int, ora: int = 10, minuti: int = 0) -> datetime:
    """That many days before the demonstration was made; never later than that."""
    quando = a_roma(nascita - timedelta(days=giorni)).replace(hour=ora, minute=minuti, second=0, microsecond=0)
    return min(quando, nascita)


def racconta() -> Racconto:
    """Tell every event not told yet."""
    nascita = _segna().creata_il
    gia = set(PassoDimostrazione.objects.values_list("chiave", flat=True))
    eventi = [evento for capitolo in capitoli for evento in capitolo(nascita)]
    mancano = sorted((evento for evento in eventi if evento.chiave not in gia), key=lambda evento: evento.quando)
    with _posta_subito(), _in_fretta(), alla_fine():
        saltati = sum(not _detto(evento, visitata=FINE in gia) for evento in mancano)
    PassoDimostrazione.objects.get_or_create(chiave=FINE)
    indicizza()
    return Racconto(len(mancano) - saltati, saltati)


def _detto(evento: Evento, *, visitata: bool) -> bool:
    """Tell an event; whether that was possible, in a demonstration that visitors have been in."""
    try:
        _fai(evento)
    except _CAMBIATO as errore:
        if not visitata:
            raise
        registro.info("the demonstration leaves out %s: %s", evento.chiave, errore)
        return False
    return True


def _fai(evento: Evento) -> None:
    # What follows the commit (notices, letters) happens inside the block too: it has the date of the act.
    with a_quest_ora(evento.quando), nullcontext() if evento.da_solo else transaction.atomic():
        evento.fai()
        PassoDimostrazione.objects.create(chiave=evento.chiave)


def _segna() -> Dimostrazione:
    """The mark of this database, made now if it is empty."""
    if not settings.MODO_DEMO:
        raise DimostrazioneRifiutata(_("Le persone inventate entrano solo nella dimostrazione: TALENTI_MODO=demo."))
    segno = Dimostrazione.objects.first()
    if segno is not None:
        return segno
    if get_user_model().objects.exists() or Partner.objects.exists():
        raise DimostrazioneRifiutata(
            _("Qui ci sono già persone o organizzazioni. Usa una cartella nuova: bin/demo --dati CARTELLA.")
        )
    return Dimostrazione.objects.create(creata_il=adesso())


@contextmanager
def _in_fretta() -> Iterator[None]:
    """SQLite writes to the disk now and then instead of at every event: cut short, the last ones are told again.

    Nothing of what is told is ever thrown away: looking for it again and again would find nothing.
    """
    raccoglieva = gc.isenabled()
    gc.disable()
    try:
        with _senza_aspettare_il_disco():
            yield
    finally:
        if raccoglieva:
            gc.enable()


@contextmanager
def _senza_aspettare_il_disco() -> Iterator[None]:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursore:
        cursore.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        with connection.cursor() as cursore:
            cursore.execute("PRAGMA synchronous=FULL")


@contextmanager
def _posta_subito() -> Iterator[None]:
    """Background work is done here and now: nobody listens yet, and mails must bear the date of their act."""
    prima = current_app.conf.task_always_eager
    current_app.conf.task_always_eager = True
    try:
        yield
    finally:
        current_app.conf.task_always_eager = prima
