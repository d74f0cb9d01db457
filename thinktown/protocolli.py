"""The protocol numbers of applications, as pages show them beside the portal's own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from talenti.base.templatetags.italiano import data
from thinktown.enums import StatoDomanda
from thinktown.models import Bando, Domanda, Invio, Protocollazione


def in_parole(protocollo: Protocollazione | None) -> str:
    """n. 0012345 del giovedì 26 novembre 2026"""
    if protocollo is None:
        return ""
    return _("n. %(numero)s di %(giorno)s") % {"numero": protocollo.numero, "giorno": data(protocollo.data)}


def dell_ultimo_invio(domande: Iterable[Domanda]) -> dict[int, Protocollazione]:
    """By application, that of its last sending: the one that counts."""
    ultimo = Invio.objects.filter(domanda=OuterRef("domanda")).order_by("-n").values("pk")[:1]
    righe = Protocollazione.objects.valide().filter(domanda__in=[una.pk for una in domande])
    return {una.domanda_id: una for una in righe.filter(invio=Subquery(ultimo))}


def per_invio(domanda: Domanda) -> dict[int, Protocollazione]:
    """By sending, those that stand."""
    righe = Protocollazione.objects.valide().filter(domanda=domanda, invio__isnull=False)
    return {una.invio_id: una for una in righe if una.invio_id}


def tutti(domanda: Domanda) -> list[Protocollazione]:
    """Every entry ever written, those annulled too: the office sees what was wrong and why."""
    return list(domanda.protocolli.per_elenco())


def quanti(bando: Bando) -> dict[str, int]:
    """Of the applications that stand sent, how many have a number for their last sending, how many not."""
    inviate = Domanda.objects.filter(bando=bando, stato=StatoDomanda.INVIATA)
    ultimo = Invio.objects.filter(domanda=OuterRef("pk")).order_by("-n").values("pk")[:1]
    con: Any = inviate.alias(ultimo=Subquery(ultimo)).filter(
        ultimo__in=Protocollazione.objects.valide().filter(domanda__bando=bando, invio__isnull=False).values("invio")
    )
    tutte, scritte = inviate.count(), con.count()
    return {"tutte": tutte, "scritte": scritte, "mancano": tutte - scritte}
