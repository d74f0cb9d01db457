"""From an act to its notices: called inside the act's transaction, so that one exists if the other does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import translation

from talenti.avvisi import tipi
from talenti.avvisi.enums import Canale, Scelta
from talenti.avvisi.models import Avviso, Consegna, Preferenza
from talenti.avvisi.testi import pulito, riga
from talenti.base.clock import ROMA, a_roma, adesso
from talenti.base.pronte import CHIAVE, TESTO, Dati, Pronta, inserisci
from talenti.base.tasks import accoda
from talenti.registro import annunci
from talenti.registro.annunci import Messaggio
from talenti.registro.models import Transizione

ORA_RIEPILOGO = time(18, 0)


@dataclass(frozen=True)
class Destinatario:
    """Who is told: a person with an account, or an address that has none."""

    persona: Any
    email: str

    @property
    def chiave(self) -> str:
        return f"persona:{self.persona.pk}" if self.persona else f"email:{self.email}"


def scrivi_avvisi(transizione: Transizione, oggetto: Any, dati: dict[str, Any]) -> None:
    """Write down every notice of an act, with its deliveries, and wake the deliverer after commit."""
    versioni: dict[str, list[Messaggio]] = {}

    def in_lingua(lingua: str) -> list[Messaggio]:
        if lingua not in versioni:
            with translation.override(lingua):
                versioni[lingua] = annunci.messaggi(transizione, oggetto, dati)
        return versioni[lingua]

    avvisi: dict[str, Avviso] = {}
    messaggi = in_lingua(settings.LANGUAGE_CODE)
    for posto, messaggio in enumerate(messaggi):
        destinatario = _destinatario(messaggio)
        if destinatario is None or destinatario.chiave in avvisi:
            continue
        lingua = _lingua(messaggio, destinatario)
        versione = in_lingua(lingua)
        scelto = versione[posto] if len(versione) == len(messaggi) else messaggio
        avvisi[destinatario.chiave] = _congela(scelto, destinatario, lingua, transizione.quando)
    _salva(avvisi.values(), transizione=transizione)


def scrivi(chiave: str, messaggio: Messaggio) -> Avviso | None:
    """Tell one recipient something that is no act. ``chiave`` makes it happen once, whoever repeats it.

    Called inside a transaction, or on its own. Returns the notice, or None when it had been told already
    or the account is closed.
    """
    destinatario = _destinatario(messaggio)
    if destinatario is None or Avviso.objects.filter(chiave=chiave).exists():
        return None
    lingua = _lingua(messaggio, destinatario)
    avviso = _congela(messaggio, destinatario, lingua, adesso())
    avviso.chiave = chiave
    try:
        with transaction.atomic():
            _salva([avviso])
    except IntegrityError:  # somebody told it in this very moment
        return None
    return avviso


def _destinatario(messaggio: Messaggio) -> Destinatario | None:
    """An address that has an account is told as that person; a closed account is told nothing."""
    persona = messaggio.persona
    if persona is None:
        email = messaggio.email.strip().lower()
        persona = get_user_model()._default_manager.filter(email__iexact=email, is_active=True).first()
        return Destinatario(persona, "" if persona else email)
    return Destinatario(persona, "") if persona.is_active else None


def _lingua(messaggio: Messaggio, destinatario: Destinatario) -> str:
    voluta = messaggio.lingua or (destinatario.persona.lingua if destinatario.persona else "")
    return voluta if voluta in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _congela(messaggio: Messaggio, destinatario: Destinatario, lingua: str, quando: datetime) -> Avviso:
    """The text as it is now, in the reader's language: what is written later changes nothing of it."""
    paragrafi = messaggio.testo if isinstance(messaggio.testo, tuple | list) else (messaggio.testo,)
    testo_azione, url = messaggio.azione or ("", "")
    with translation.override(lingua):
        return Avviso(
            persona=destinatario.persona,
            email=destinatario.email,
            lingua=lingua,
            tipo=tipi.tipo(messaggio.tipo).chiave,
            oggetto=riga(messaggio.oggetto),
            testo=[pulito(paragrafo) for paragrafo in paragrafi if str(paragrafo).strip()],
            azione_testo=riga(testo_azione, 80),
            azione_url=_percorso(str(url)),
            creato_il=quando,
        )


def _percorso(url: str) -> str:
    """Buttons lead inside the portal: a path, never another host."""
    pezzi = urlsplit(url)
    if url and (pezzi.scheme or pezzi.netloc or not url.startswith("/")):
        raise ValueError(f"the button of a notice wants a path of the portal, not {url!r}")
    return url


def _salva(avvisi: Iterable[Avviso], transizione: Transizione | None = None) -> None:
    righe = list(avvisi)
    if not righe:
        return
    for avviso in righe:
        avviso.transizione = transizione
    scelte = _scelte(righe)
    inserisci(righe)
    consegne = [consegna for avviso in righe if (consegna := _consegna(avviso, scelte))]
    inserisci(consegne)
    if any(consegna.canale == Canale.EMAIL for consegna in consegne):
        sveglia(transizione, righe)


def sveglia(transizione: Transizione | None, righe: list[Avviso]) -> None:
    """One task an act, however many are told: a slow broker costs the page one call."""
    from talenti.avvisi import tasks  # tasks are leaves: they import this room's actions

    if transizione is not None:
        accoda(tasks.consegna, transizione=transizione.pk)
    else:
        accoda(tasks.consegna, avviso=righe[0].pk)


@Pronta
def _preferenze(d: Dati) -> QuerySet[Preferenza]:
    return Preferenza.objects.filter(persona__pk__in=d.alcuni("persone", CHIAVE), tipo__in=d.alcuni("tipi", TESTO))


def _scelte(avvisi: list[Avviso]) -> dict[tuple[int, str], str]:
    persone = {avviso.persona_id for avviso in avvisi if avviso.persona_id}
    if not persone:
        return {}
    righe = _preferenze(persone=sorted(persone), tipi=sorted({avviso.tipo for avviso in avvisi}))
    return {(riga.persona_id, riga.tipo): riga.canale for riga in righe}


def _consegna(avviso: Avviso, scelte: dict[tuple[int, str], str]) -> Consegna | None:
    tipo = tipi.tipo(avviso.tipo)
    scelta = scelte.get((avviso.persona_id or 0, avviso.tipo), tipo.predefinito)
    if tipo.obbligatorio or not avviso.persona_id:
        scelta = Scelta.SUBITO
    if scelta == Scelta.SOLO_PORTALE:
        return None
    if scelta == Scelta.RIEPILOGO:
        quando = prossimo_riepilogo(avviso.creato_il)
        nome = f"riepilogo:{avviso.persona_id}:{quando.isoformat()}"
        return Consegna(
            avviso=avviso, canale=Canale.RIEPILOGO, prossimo=quando, message_id=message_id("riepilogo", nome)
        )
    origine = avviso.transizione.impronta if avviso.transizione else avviso.chiave
    nome = f"{origine}:{avviso.persona_id}:{avviso.email}"
    return Consegna(
        avviso=avviso, canale=Canale.EMAIL, prossimo=avviso.creato_il, message_id=message_id("avviso", nome)
    )


def message_id(genere: str, nome: str) -> str:
    """The same mail has the same Message-ID however often it leaves: mailboxes recognise the double."""
    dominio = urlsplit(settings.INDIRIZZO_SITO).hostname or "localhost"
    return f"<{genere}.{sha256(nome.encode()).hexdigest()[:32]}@{dominio}>"


def prossimo_riepilogo(dopo: datetime) -> datetime:
    """The next 18:00 of Europe/Rome strictly after."""
    locale = a_roma(dopo)
    oggi = datetime.combine(locale.date(), ORA_RIEPILOGO, ROMA)
    return oggi if locale < oggi else datetime.combine(locale.date() + timedelta(days=1), ORA_RIEPILOGO, ROMA)
