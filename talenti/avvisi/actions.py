"""Delivering: claim, send, mark. At least once, never lost; twice only when a process dies in between."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from talenti.avvisi import emails, tipi
from talenti.avvisi.enums import Scelta, Situazione
from talenti.avvisi.models import Avviso, Consegna, Preferenza
from talenti.avvisi.queries import scelte_di
from talenti.avvisi.scrittore import sveglia
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore
from talenti.base.templatetags.italiano import data_ora
from talenti.persone.models import Persona
from talenti.persone.queries import indirizzi_di_prima
from talenti.registro.actions import atto

registro = logging.getLogger(__name__)

# Longer than any one sending may take (the SMTP timeout is 15 s a command).
LEASE = timedelta(minutes=5)
MASSIMO_TENTATIVI = 8
GIORNI_INDIRIZZO = 30


def attesa(tentativi: int) -> timedelta:
    """How long after a failed attempt: 1, 4, 16, 64 minutes …, at most 12 hours: eight attempts cover a day."""
    return min(timedelta(minutes=4 ** (tentativi - 1)), timedelta(hours=12))


def consegna_di(*, transizione: int | None = None, avviso: int | None = None) -> int:
    """Send what is due of one act, or of one notice. Returns how many mails left."""
    righe = Consegna.objects.libere()
    if transizione is not None:
        righe = righe.filter(avviso__transizione_id=transizione)
    if avviso is not None:
        righe = righe.filter(avviso_id=avviso)
    return _consegna_tutte(righe)


def spazza(*, limite: int = 500) -> int:
    """Send whatever is due or was left by a process that died. Returns how many mails left."""
    return _consegna_tutte(Consegna.objects.libere().order_by("prossimo", "pk")[:limite])


def _consegna_tutte(righe: Iterable[Consegna]) -> int:
    posta, partite, viste = get_connection(), 0, set()
    try:
        for riga in list(righe):
            if riga.message_id not in viste:
                viste.add(riga.message_id)
                partite += _consegna_messaggio(riga.message_id, posta)
    finally:
        posta.close()
    return partite


def _consegna_messaggio(message_id: str, posta: Any) -> int:
    """One mail: 1 when it left, 0 when somebody else has it, it failed or there is nobody to tell."""
    prese = _prendi(message_id)
    if not prese:
        return 0
    if prese[0].tentativi > MASSIMO_TENTATIVI:
        _segna_fallite(prese, _("Interrotta ogni volta prima della fine."))
        return 0
    return _manda(prese, posta)


def _prendi(message_id: str) -> list[Consegna]:
    """Claim the rows of one mail by compare-and-set on the first: one statement, one winner, on any database."""
    ora = adesso()
    with transaction.atomic():
        capo = Consegna.objects.libere().filter(message_id=message_id).order_by("pk").first()
        if capo is None or not _prendi_riga(capo, ora):
            return []
        altre = Consegna.objects.libere().filter(message_id=message_id).exclude(pk=capo.pk)
        altre.update(lease_fino=ora + LEASE, tentativi=capo.tentativi + 1)
        prese = Consegna.objects.aperte().filter(message_id=message_id, lease_fino=ora + LEASE)
        return list(prese.select_related("avviso", "avviso__persona").order_by("pk"))


def _prendi_riga(riga: Consegna, ora: datetime) -> bool:
    libera = Consegna.objects.libere().filter(pk=riga.pk, tentativi=riga.tentativi)
    return libera.update(lease_fino=ora + LEASE, tentativi=riga.tentativi + 1) == 1


def _manda(prese: list[Consegna], posta: Any) -> int:
    chiavi = [riga.pk for riga in prese]
    try:
        messaggio = emails.componi(prese, posta)
        if messaggio is None:  # the account was closed in the meantime
            Consegna.objects.filter(pk__in=chiavi).delete()
            return 0
        posta.open()  # kept for the mails that follow; a backend that opens by itself would also close
        messaggio.send()
    except Exception as errore:  # noqa: BLE001 – noted, retried, shown to staff
        # Whatever one mail meets is its own: the others go on.
        registro.exception("mail %s did not leave", prese[0].message_id)
        posta.close()
        _segna_errore(prese, errore)
        return 0
    Consegna.objects.filter(pk__in=chiavi, consegnata_il__isnull=True).update(
        consegnata_il=adesso(), lease_fino=None, fallita_il=None, errore=""
    )
    return 1


def _segna_errore(prese: list[Consegna], errore: Exception) -> None:
    tentativi = prese[0].tentativi
    if tentativi >= MASSIMO_TENTATIVI or _per_sempre(errore):
        _segna_fallite(prese, repr(errore))
        return
    _mie(prese).update(lease_fino=None, prossimo=adesso() + attesa(tentativi), errore=repr(errore)[:2000])


def _segna_fallite(prese: list[Consegna], errore: str) -> None:
    _mie(prese).update(lease_fino=None, fallita_il=adesso(), errore=errore[:2000])


def _mie(prese: list[Consegna]) -> Any:
    """The rows as this process claimed them: whoever took them after the lease ran out is not disturbed."""
    return Consegna.objects.aperte().filter(pk__in=[riga.pk for riga in prese], tentativi=prese[0].tentativi)


def _per_sempre(errore: Exception) -> bool:
    """The other side says that this address will never do (5xx for every recipient)."""
    return isinstance(errore, SMTPRecipientsRefused) and all(
        500 <= codice < 600 for codice, _frase in errore.recipients.values()
    )


def manda_di_nuovo(consegna: Consegna, *, da: Attore) -> Consegna:
    """Put a failed or late delivery at the head of the queue, with its attempts counted from nothing."""
    with atto(consegna, "manda_di_nuovo", da=da) as passo:
        riga = passo.oggetto
        if riga.situazione == Situazione.CONSEGNATA:
            quando = data_ora(riga.consegnata_il)
            raise TransizioneNonAmmessa(_("Questo messaggio è già partito: %(quando)s.") % {"quando": quando})
        if riga.situazione == Situazione.IN_CORSO:
            raise TransizioneNonAmmessa(_("Questo messaggio sta partendo ora. Ricarica la pagina tra qualche minuto."))
        # The rows of one digest go together, as they did the first time.
        Consegna.objects.filter(message_id=riga.message_id, consegnata_il__isnull=True).update(
            prossimo=passo.quando, lease_fino=None, tentativi=0, fallita_il=None, errore=""
        )
        sveglia(None, [riga.avviso])
    consegna.refresh_from_db()
    return consegna


def segna_letti(avvisi: Any) -> int:
    """Mark as read the notices of a queryset already limited to their reader."""
    return avvisi.da_leggere().update(letto_il=adesso())


def scegli(persona: Any, scelte: dict[str, str]) -> None:
    """Keep how a person wants each kind of notices; the compulsory ones are not a choice."""
    for chiave, canale in scelte.items():
        if canale not in Scelta.values:
            raise DatoNonAccettato(_("Scegli come vuoi ricevere questi messaggi."), campo=chiave)
        if not tipi.tipo(chiave).obbligatorio:
            Preferenza.objects.update_or_create(persona=persona, tipo=chiave, defaults={"canale": canale})


def silenzia(persona: Any, tipo: str) -> list[str]:
    """The link at the foot of a mail: no more mail of that kind, or of all that come in the digest ("").

    Returns the kinds touched. What waited for the next digest stays in the inbox and does not leave.
    """
    chiavi = [tipo] if tipo else [voce.chiave for voce, scelta in scelte_di(persona) if scelta == Scelta.RIEPILOGO]
    scegli(persona, dict.fromkeys(chiavi, Scelta.SOLO_PORTALE.value))
    return chiavi


def dimentica_indirizzi(ora: datetime) -> int:
    """Erase what was told to who has no account, once it has left: of a closed account at once, else after a while.

    The office's own address is no outsider's: what it was told stays.
    """
    di_chiusi = Q(
        transizione__oggetto_tipo=Persona._meta.label_lower,
        transizione__oggetto_id__in=Persona.objects.filter(chiusa_il__isnull=False).values("pk"),
    )
    vecchi = Q(creato_il__lte=ora - timedelta(days=GIORNI_INDIRIZZO))
    righe = _partiti().exclude(email__iexact=settings.EMAIL_CAPOFILA).filter(di_chiusi | vecchi)
    return righe.delete()[1].get(Avviso._meta.label, 0)


def _partiti() -> QuerySet[Avviso]:
    """Told to a bare address, and nothing more to send."""
    return Avviso.objects.filter(persona__isnull=True).exclude(pk__in=Consegna.objects.aperte().values("avviso"))


def dimentica(persona: Any) -> int:
    """Erase what the notices of a closed account say, and stop those on their way. Returns how many stay empty."""
    with transaction.atomic():
        Consegna.objects.aperte().filter(avviso__persona=persona).delete()
        Preferenza.objects.filter(persona=persona).delete()
        Avviso.objects.filter(email__iexact=persona.email, persona__isnull=True).delete()
        # A warning on its way to the address from before still leaves: it may be the only one to read it.
        _partiti().filter(email__in=indirizzi_di_prima(persona)).delete()
        return Avviso.objects.filter(persona=persona).update(oggetto="", testo=[], azione_testo="", azione_url="")
