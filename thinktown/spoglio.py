"""What the signed sheets of a commission say, application by application: how far they are from each other.

A signed sheet never changes, so a process counts them once and keeps the count until another set of them is signed, or
somebody else sits, or stays out. It is of every application, whoever asks; which ones she hears of, and whether she
sees any point, is asked again at each page (``presidenza.Quadro``).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from operator import mul
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from talenti.base.memoria import tieni
from thinktown.definizione import Criterio, Definizione
from thinktown.models import Bando, Scheda
from thinktown.punti_firmati import centesimi

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
    firme = list(_firmate(seggi).values_list("pk", "impronta", "commissario", "domanda"))
    criteri = detta.criteri
    letti = centesimi([una[:2] for una in firme], [uno.chiave for uno in criteri], [uno[0] for uno in seggi.posti])
    dati: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
    firmate: dict[int, set[int]] = defaultdict(set)
    for scheda, impronta, posto, domanda in firme:
        if seggi.vota(posto, domanda):
            dati[domanda][posto] = letti[scheda, impronta]
            firmate[posto].add(domanda)
    return Spoglio(
        {domanda: _confronta(detta, schede) for domanda, schede in dati.items()},
        {posto: frozenset(sue) for posto, sue in firmate.items()},
    )


def _confronta(detta: Definizione, schede: Mapping[int, tuple[int, ...]]) -> Confronto:
    """Seat → hundredths of a point, criterion by criterion. Of one sheet alone there is only its total."""
    criteri = detta.criteri
    pesi = [uno.peso for uno in criteri]
    uno = Confronto({posto: sum(map(mul, pesi, punti), Decimal(0)) / 100 for posto, punti in schede.items()})
    totali, quanti = uno.totali.values(), len(uno.totali)
    if quanti < 2:
        return uno
    for criterio, suoi in zip(criteri, zip(*schede.values(), strict=True), strict=True):
        minimo, massimo = min(suoi), max(suoi)
        if minimo >= 0:
            _piu_lontani(uno, criterio, Decimal(minimo) / 100, Decimal(massimo) / 100)
    uno.in_tutto = max(totali) - min(totali)
    media = sum(totali, Decimal(0)) / quanti
    uno.scarti = {posto: totale - media for posto, totale in uno.totali.items()}
    soglia = detta.graduatoria.soglia
    if soglia is not None:
        uno.sopra = sum(totale >= soglia for totale in totali)
        if 0 < uno.sopra < quanti:
            uno.divide = ""
    return uno


def _piu_lontani(uno: Confronto, criterio: Criterio, minimo: Decimal, massimo: Decimal) -> None:
    distanza = massimo - minimo
    parte = distanza / criterio.massimo if criterio.massimo else Decimal(0)
    if uno.criterio is None or parte > uno.quanta_parte:
        uno.criterio, uno.distanza, uno.quanta_parte = criterio, distanza, parte
    if criterio.soglia is not None and minimo < criterio.soglia <= massimo and uno.divide is None:
        uno.divide = criterio.nome
