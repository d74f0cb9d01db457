"""What the portal asks of a body's protocol register, and what it may answer: the interface of every adapter.

An adapter turns ``Richiesta`` into whatever the body's software speaks. What it must do is told by the tests in
``tests/thinktown/conformita_protocollo.py``, which any adapter passes; the one shipped speaks the JSON of
docs/protocol-register.md. Without an adapter the office types the numbers.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from talenti.rete.models import Partner
from thinktown.models import Invio


@dataclass(frozen=True, kw_only=True)
class Richiesta:
    """What has to be registered (DPR 445/2000 art. 53): sender, subject, day, fingerprint, and our own reference.

    ``chiave`` is the same for the same thing, however often it is asked: a register that has seen it answers with the
    number that it gave then, and gives no other.
    """

    chiave: str
    verso: str
    ente: str
    ente_codice_fiscale: str
    mittente: str
    oggetto: str
    quando: datetime
    riferimento: str
    impronta: str


@dataclass(frozen=True)
class Registrata:
    """It has a number."""

    numero: str
    data: date


@dataclass(frozen=True)
class NonOra:
    """Nothing was said of it that counts: it is asked again later, with the same key."""

    motivo: str


@dataclass(frozen=True)
class Rifiutata:
    """The register has understood and will not: asking again changes nothing."""

    motivo: str


Esito = Registrata | NonOra | Rifiutata


class Protocollo(Protocol):
    """A body's register. ``nome`` is kept beside the numbers that it gave."""

    nome: str

    def registra(self, richiesta: Richiesta) -> Esito:
        """Ask for a number. It raises nothing: whatever goes wrong on the way is ``NonOra``."""


def adattatore(partner: Partner) -> Protocollo | None:
    """The register of that body, as the environment says; None, where the office types the numbers."""
    if not settings.PROTOCOLLO_URL:
        return None
    if settings.PROTOCOLLO_ENTI and partner.codice_fiscale not in settings.PROTOCOLLO_ENTI:
        return None
    # Leaves of this module: an adapter imports what stands here.
    from thinktown.protocollo_http import ProtocolloHttp

    return ProtocolloHttp(settings.PROTOCOLLO_URL, settings.PROTOCOLLO_GETTONE)


def richiesta_di(invio: Invio) -> Richiesta:
    """What is asked for one sending. Of people, the name of who sends and no more."""
    domanda = invio.domanda
    ente = domanda.bando.partner
    return Richiesta(
        chiave=f"{domanda.codice}-{invio.n}",
        verso="ingresso",
        ente=ente.nome,
        ente_codice_fiscale=ente.codice_fiscale,
        mittente=invio.contenuto["soggetto"] or str(invio.da.get_full_name()),
        oggetto=_("Domanda n. %(n)s al bando «%(bando)s»") % {"n": domanda.numero, "bando": domanda.bando},
        quando=invio.arrivata_il,
        riferimento=domanda.codice,
        impronta=invio.impronta,
    )
