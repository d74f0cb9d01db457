"""The secret address of the plan's calendar: shown once, kept as its fingerprint."""

import hashlib
import secrets
from typing import Any

from django.utils.translation import gettext as _

from redazione.models import Calendario, Testata
from talenti.base.clock import adesso
from talenti.base.exceptions import NonPermesso
from talenti.base.permissions import no


def nuovo_indirizzo(testata: Testata, *, da: Any) -> str:
    """A new secret word; the one of before stops answering. For who sees the whole plan."""
    if not Testata.objects.visibili_a(da).filter(pk=testata.pk).exists():
        raise NonPermesso(no("non_in_redazione", _("Il calendario del piano è di chi lavora in redazione.")))
    gettone = secrets.token_urlsafe(32)
    nuovi = {"impronta": impronta(gettone), "dal": adesso()}
    Calendario.objects.update_or_create(testata=testata, persona=da, defaults=nuovi)
    return gettone


def togli_indirizzo(testata: Testata, *, da: Any) -> None:
    Calendario.objects.filter(testata=testata, persona=da).delete()


def impronta(gettone: str) -> str:
    return hashlib.sha256(gettone.encode()).hexdigest()
