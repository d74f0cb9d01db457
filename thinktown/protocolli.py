"""The protocol numbers of applications, as pages show them beside the portal's own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from talenti.base.permissions import puo
from talenti.base.templatetags.italiano import data
from talenti.documenti.models import Documento
from thinktown.enums import PRESENTATE
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


def con_protocollo(domande: QuerySet[Domanda]) -> QuerySet[Domanda]:
    """With number and day of that of the last sending, for lists: no question more."""
    ultimo = Invio.objects.filter(domanda=OuterRef(OuterRef("pk"))).order_by("-n").values("pk")[:1]
    suo = Protocollazione.objects.valide().filter(domanda=OuterRef("pk"), invio=Subquery(ultimo))
    return domande.annotate(
        protocollo_numero=Subquery(suo.values("numero")[:1]), protocollo_data=Subquery(suo.values("data")[:1])
    )


def di_quella_inviata(domanda: Domanda) -> str:
    """In words, what who applies reads of it; a draft has none."""
    return in_parole(dell_ultimo_invio([domanda]).get(domanda.pk)) if domanda.numero else ""


def per_invio(domanda: Domanda) -> dict[int, Protocollazione]:
    """By sending, those that stand."""
    righe = Protocollazione.objects.valide().filter(domanda=domanda, invio__isnull=False)
    return {una.invio_id: una for una in righe if una.invio_id}


def con_numero(bando: Bando) -> QuerySet[Domanda]:
    """The applications that stand sent and whose last sending has a number."""
    ultimo = Invio.objects.filter(domanda=OuterRef("pk")).order_by("-n").values("pk")[:1]
    scritti = Protocollazione.objects.valide().filter(domanda__bando=bando, invio__isnull=False)
    inviate = Domanda.objects.filter(bando=bando, stato__in=PRESENTATE)
    return inviate.alias(ultimo=Subquery(ultimo)).filter(ultimo__in=scritti.values("invio"))


def quanti(bando: Bando) -> dict[str, int]:
    """Of the applications that stand sent, how many have a number for their last sending, how many not."""
    tutte = Domanda.objects.filter(bando=bando, stato__in=PRESENTATE).count()
    scritte = con_numero(bando).count()
    return {"tutte": tutte, "scritte": scritte, "mancano": tutte - scritte}


def senza_numero(domanda: Domanda, invii: Iterable[Invio], righe: Iterable[Protocollazione]) -> list[Invio | Documento]:
    """What has no number that stands: sendings, then documents of the office about it, the newest first."""
    con = {(una.invio_id, una.documento_id) for una in righe if una.vale}
    emessi = Documento.objects.emessi().di(domanda).order_by("-pk")
    return [uno for uno in invii if (uno.pk, None) not in con] + [uno for uno in emessi if (None, uno.pk) not in con]


def sulla_scheda(domanda: Domanda, invii: list[Invio], persona: Any) -> dict[str, Any]:
    """On the office's card: every entry, and whether this person may write one that is missing."""
    righe = list(domanda.protocolli.per_elenco())
    return {
        "protocolli": righe,
        "da_protocollare": bool(senza_numero(domanda, invii, righe)),
        "protocolla": puo(persona, "thinktown.protocolla", domanda),
    }
