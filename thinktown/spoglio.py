"""What the signed sheets of a commission say, application by application: how far they are from each other.

A signed sheet never changes, so a process counts them once and keeps the count until another set of them is signed, or
somebody else sits, or stays out. It is of every application, whoever asks; which ones she hears of, and whether she
sees any point, is asked again at each page (``presidenza.Quadro``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, DecimalField, F, Max, Min, QuerySet, Sum, Value, When

from talenti.base.memoria import tieni
from thinktown.definizione import Criterio
from thinktown.models import Bando, Scheda, Voto

_PUNTI = DecimalField(max_digits=12, decimal_places=4)
# Counts kept by each process; of a call with 2,000 applications and seven seats one weighs some MB.
SI_TENGONO = 4


@dataclass(frozen=True)
class Seggi:
    """Who scores: seat → (person, has a place of her own). ``fuori``: (person, application); ``supplenze``: (seat,
    application).
    """

    posti: tuple[tuple[int, int, bool], ...]
    fuori: frozenset[tuple[int, int]]
    supplenze: frozenset[tuple[int, int]]

    @cached_property
    def _di_chi(self) -> dict[int, tuple[int, bool]]:
        return {pk: (persona, suo) for pk, persona, suo in self.posti}

    def vota(self, posto: int, domanda: int) -> bool:
        persona, titolare = self._di_chi[posto]
        return (persona, domanda) not in self.fuori and (titolare or (posto, domanda) in self.supplenze)


@dataclass
class Confronto:
    """How far the sheets of one application are from each other. ``totali``: seat → points, each with its weight."""

    totali: dict[int, Decimal] = field(default_factory=dict)
    # Of the criterion on which they are farthest: how far, and the part of its maximum that this is.
    criterio: Criterio | None = None
    distanza: Decimal = Decimal(0)
    quanta_parte: Decimal = Decimal(0)
    # What falls on both sides of its threshold: a criterion's name, or "" for the total; None: nothing does.
    divide: str | None = None
    sopra: int = 0
    # Between the highest total and the lowest; and seat → how far hers is from their mean.
    in_tutto: Decimal = Decimal(0)
    scarti: dict[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Spoglio:
    """``confronti``: application → its sheets that count; ``firmate``: seat → the applications that she has signed."""

    confronti: Mapping[int, Confronto]
    firmate: Mapping[int, frozenset[int]]


def spoglio(bando: Bando, seggi: Seggi) -> Spoglio:
    """Of the commission of that call; one question where nothing has changed since a page asked it."""
    impronta = _impronta(seggi)

    def conta() -> Spoglio:
        contato = _spoglia(bando, seggi)
        if _impronta(seggi) != impronta:
            raise _CambiateIntanto(contato)
        return contato

    try:
        return tieni("thinktown.spoglio", (bando.pk, bando.versione_n, seggi, impronta), conta, quante=SI_TENGONO)
    except _CambiateIntanto as cambiate:
        return cambiate.contato


class _CambiateIntanto(Exception):
    """Somebody signed while they were counted: the count is shown, and not kept."""

    def __init__(self, contato: Spoglio) -> None:
        self.contato = contato


def _impronta(seggi: Seggi) -> Any:
    """Which sheets are signed: another one, one less, one signed again change it."""
    return tuple(_firmate(seggi).aggregate(n=Count("pk"), quali=Sum("pk"), ultima=Max("firmata_il")).values())


def _firmate(seggi: Seggi) -> QuerySet[Scheda]:
    return Scheda.objects.firmate().filter(commissario__in=[pk for pk, _persona, _suo in seggi.posti]).order_by()


def _spoglia(bando: Bando, seggi: Seggi) -> Spoglio:
    detta = bando.in_vigore
    totali = _firmate(seggi).annotate(totale=Sum(_pesati(detta.criteri), output_field=_PUNTI))
    confronti: dict[int, Confronto] = defaultdict(Confronto)
    firmate: dict[int, set[int]] = defaultdict(set)
    non_contano = []
    for scheda, posto, domanda, totale in totali.values_list("pk", "commissario", "domanda", "totale"):
        if seggi.vota(posto, domanda):
            confronti[domanda].totali[posto] = totale
            firmate[posto].add(domanda)
        else:
            non_contano.append(scheda)
    _sui_criteri(seggi, {uno.chiave: uno for uno in detta.criteri}, confronti, non_contano)
    for uno in confronti.values():
        _in_tutto(uno, detta.graduatoria.soglia)
    return Spoglio(dict(confronti), {posto: frozenset(sue) for posto, sue in firmate.items()})


def _in_tutto(uno: Confronto, soglia: Decimal | None) -> None:
    """What its totals say together; of one sheet alone, nothing."""
    punti, quanti = uno.totali.values(), len(uno.totali)
    if quanti < 2:
        return
    uno.in_tutto = max(punti) - min(punti)
    media = sum(punti, Decimal(0)) / quanti
    uno.scarti = {posto: totale - media for posto, totale in uno.totali.items()}
    if soglia is not None:
        uno.sopra = sum(totale >= soglia for totale in punti)
        if 0 < uno.sopra < quanti:
            uno.divide = ""


def _sui_criteri(
    seggi: Seggi, criteri: Mapping[str, Criterio], confronti: Mapping[int, Confronto], non_contano: list[int]
) -> None:
    righe = Voto.objects.filter(scheda__in=_firmate(seggi).values("pk"))
    if non_contano:
        righe = righe.exclude(scheda__in=non_contano)
    estremi = righe.order_by().values_list("scheda__domanda", "criterio").annotate(Min("punti"), Max("punti"))
    for domanda, chiave, minimo, massimo in estremi:
        uno, criterio = confronti.get(domanda), criteri.get(chiave)
        if uno is not None and len(uno.totali) > 1 and criterio is not None and minimo is not None:
            _piu_lontani(uno, criterio, minimo, massimo)


def _piu_lontani(uno: Confronto, criterio: Criterio, minimo: Decimal, massimo: Decimal) -> None:
    distanza = massimo - minimo
    parte = distanza / criterio.massimo if criterio.massimo else Decimal(0)
    if uno.criterio is None or parte > uno.quanta_parte:
        uno.criterio, uno.distanza, uno.quanta_parte = criterio, distanza, parte
    if criterio.soglia is not None and minimo < criterio.soglia <= massimo and uno.divide is None:
        uno.divide = criterio.nome


def _pesati(criteri: Iterable[Criterio]) -> Any:
    """The points of a sheet, each with its weight."""
    criteri = list(criteri)
    if all(uno.peso == 1 for uno in criteri):
        return "voti__punti"
    casi = [When(voti__criterio=uno.chiave, then=F("voti__punti") * Value(uno.peso)) for uno in criteri]
    return Case(*casi, output_field=_PUNTI)
