"""The protocol numbers of applications, as pages show them beside the portal's own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from talenti.base.permissions import puo
from talenti.base.templatetags.italiano import data
from talenti.documenti.models import Documento
from thinktown.enums import PRESENTATE
from thinktown.models import Bando, Domanda, Invio, Protocollazione, Provvedimento


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


# What may have a number: what came in, and what went out.
Cosa = Invio | Provvedimento | Documento


def risposte(domanda: Domanda) -> QuerySet[Provvedimento]:
    """The requests of the office that were answered: each answer came in, as a sending does."""
    return Provvedimento.objects.filter(domanda=domanda, risposto_il__isnull=False).order_by("-risposto_il", "-pk")


def documenti(domanda: Domanda) -> QuerySet[Documento]:
    """What was issued about it: the letters of what was told, then the receipts of its sendings."""
    di_cosa = {Provvedimento: domanda.provvedimenti.values("pk"), Invio: domanda.invii.values("pk")}
    suoi = Q(oggetto_tipo=Domanda._meta.label_lower, oggetto_id=domanda.pk)
    for modello, chiavi in di_cosa.items():
        suoi |= Q(oggetto_tipo=modello._meta.label_lower, oggetto_id__in=chiavi)
    emessi: QuerySet[Documento] = Documento.objects.emessi()
    return emessi.filter(suoi)


def senza_numero(
    domanda: Domanda, invii: Iterable[Invio], risposte_: Iterable[Provvedimento], righe: Iterable[Protocollazione]
) -> list[Cosa]:
    """What has no number that stands: sendings, answers to the office, letters, receipts; the newest first."""
    con = {(una.invio_id, una.risposta_id, una.documento_id) for una in righe if una.vale}
    carte = sorted(documenti(domanda).order_by("-pk"), key=_e_ricevuta)
    return [
        *(uno for uno in invii if (uno.pk, None, None) not in con),
        *(una for una in risposte_ if (None, una.pk, None) not in con),
        *(una for una in carte if (None, None, una.pk) not in con),
    ]


def _e_ricevuta(cosa: Cosa) -> bool:
    return isinstance(cosa, Documento) and cosa.oggetto_tipo == Invio._meta.label_lower


def sulla_scheda(
    domanda: Domanda, invii: list[Invio], provvedimenti: Iterable[Provvedimento], persona: Any
) -> dict[str, Any]:
    """On the office's card: every entry, and whether this person may write one that is missing.

    A receipt may have one, and nothing is missing without: it is of the sending, which has its own.
    """
    righe = list(domanda.protocolli.per_elenco())
    risposti = [uno for uno in provvedimenti if uno.risposto_il]
    return {
        "protocolli": righe,
        "da_protocollare": not all(_e_ricevuta(una) for una in senza_numero(domanda, invii, risposti, righe)),
        "protocolla": puo(persona, "thinktown.protocolla", domanda),
    }
