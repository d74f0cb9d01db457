"""Delivery and reading, proven: to whom a measure was told, whether the mail left, who has read it in the portal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from talenti.avvisi.enums import Canale, Situazione
from talenti.avvisi.models import Avviso, Consegna
from thinktown.enums_istruttoria import VERBO
from thinktown.models import Domanda, Provvedimento

_DOMANDA = Domanda._meta.label_lower


@dataclass(frozen=True)
class Riga:
    """One person. ``posta``: where her mail stands; None, none was to leave. ``motivo``: why it did not."""

    persona: Any
    avvisata_il: datetime
    posta: Situazione | None = None
    partita_il: datetime | None = None
    motivo: str = ""
    consegna: Consegna | None = None
    letto_il: datetime | None = None

    @property
    def non_arrivata(self) -> bool:
        """Should the office look at it?"""
        return self.posta in (Situazione.IN_RITARDO, Situazione.FALLITA)


def avvisi_di(provvedimenti: Iterable[Provvedimento]) -> QuerySet[Avviso]:
    """The notices of these measures: each was written in the act that told it, at its very instant.

    ``provvedimento`` is the key of the measure.
    """
    di_chi = {uno.pk: uno.domanda_id for uno in provvedimenti}
    # Nothing else is told of an application at the instant of a measure: its row is locked.
    suo = Provvedimento.objects.filter(
        pk__in=di_chi, domanda=OuterRef("transizione__oggetto_id"), comunicato_il=OuterRef("transizione__quando")
    )
    detti = Avviso.objects.filter(
        transizione__oggetto_tipo=_DOMANDA,
        transizione__oggetto_id__in=set(di_chi.values()),
        transizione__verbo__in=list(VERBO.values()),
    )
    return detti.annotate(provvedimento=Subquery(suo.values("pk")[:1])).exclude(provvedimento=None)


def di(provvedimenti: Iterable[Provvedimento]) -> dict[int, list[Riga]]:
    """Measure (its key) → one row for each person who was told, in two questions however many they are."""
    lista = list(provvedimenti)
    righe: dict[int, list[Riga]] = {uno.pk: [] for uno in lista}
    per_chiave = {uno.pk: uno for uno in lista}
    posta = Prefetch("consegne", Consegna.objects.filter(canale=Canale.EMAIL), to_attr="posta")
    avvisi = avvisi_di(lista).select_related("persona").prefetch_related(posta).order_by("pk")
    for avviso in avvisi:
        righe[avviso.provvedimento].append(_riga(avviso, per_chiave[avviso.provvedimento]))
    return righe


def _riga(avviso: Any, provvedimento: Provvedimento) -> Riga:
    consegna = next(iter(avviso.posta), None)
    letti = [avviso.letto_il]
    if provvedimento.letto_da_id == avviso.persona_id:
        letti.append(provvedimento.letto_il)
    return Riga(
        persona=avviso.persona,
        avvisata_il=avviso.creato_il,
        posta=consegna.situazione if consegna else None,
        partita_il=consegna.consegnata_il if consegna else None,
        motivo=consegna.motivo if consegna else "",
        consegna=consegna,
        letto_il=min(filter(None, letti), default=None),
    )
