"""What a member of a commission may open at this moment: one question, asked by every page, file, count and mail.

It has two parts: whether she opens any, judged here on her seat and the phase (``apre``); and which ones, which the
database answers (``aperte``). What is asked at every opening has its SQL written once: it is made of the same two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Self

from django.db.models import Exists, OuterRef, QuerySet

from talenti.base.pronte import CHIAVE, Dati
from thinktown.enums import StatoDomanda
from thinktown.enums_valutazione import DICHIARANO, TITOLARI, RuoloCommissario, TipoFase, VediVoti
from thinktown.models import (
    Commissario,
    Commissione,
    Componente,
    DichiarazioneConflitto,
    Domanda,
    Osservazione,
    Scheda,
    Supplenza,
)

# While one of these runs, what was admitted may be read; in the first one only the list is there.
SI_LEGGE = (TipoFase.DA_SOLI, TipoFase.INSIEME, TipoFase.CHIUSA)
SI_VALUTA = (TipoFase.DA_SOLI, TipoFase.INSIEME)


@dataclass(frozen=True)
class Posto:
    """The keys of a seat; or, in a question that is written once, the places of theirs."""

    posto: Any
    persona: Any
    commissione: Any
    bando: Any

    @classmethod
    def di(cls, commissario: Commissario) -> Self:
        return cls(commissario.pk, commissario.persona_id, commissario.commissione_id, commissario.commissione.bando_id)

    def valori(self) -> dict[str, Any]:
        return dict(vars(self))

    @classmethod
    def in_bianco(cls, d: Dati) -> Self:
        return cls(*(d.uno(nome, CHIAVE) for nome in cls.__dataclass_fields__))


def ammesse(commissario: Commissario) -> QuerySet[Domanda]:
    """The list on which she declares: all that the office has admitted."""
    return _ammesse(Posto.di(commissario))


def da_dichiarare(commissario: Commissario) -> QuerySet[Domanda]:
    """Those of which she has not said yet whether she has a conflict."""
    return _da_dichiarare(Posto.di(commissario))


def da_valutare(commissario: Commissario) -> QuerySet[Domanda]:
    """What she may open: nothing before she has declared on everything, never one on which she has a conflict.

    A substitute opens those in which she takes somebody's place; who writes the minutes scores none.
    """
    come = apre(commissario)
    return Domanda.objects.none() if come is None else aperte(Posto.di(commissario), come)


class Come(Enum):
    """By which title she opens an application."""

    TITOLARE = auto()
    SUPPLENTE = auto()


def apre(commissario: Commissario) -> Come | None:
    """By which title, at this moment; None: she opens none."""
    if not _legge(commissario) or commissario.ruolo == RuoloCommissario.SEGRETARIO:
        return None
    return Come.TITOLARE if commissario.ruolo in TITOLARI else Come.SUPPLENTE


def aperte(posto: Posto, come: Come, *, ha_dichiarato: bool = False) -> QuerySet[Domanda]:
    """Those that a seat opens by that title. Only for who ``apre``; it looks at no clock.

    ``ha_dichiarato``: the question that this is a part of asks already whether she has declared on all.
    """
    libere = _senza_conflitti(posto) if ha_dichiarato else _libere(posto)
    if come is Come.TITOLARE:
        return libere
    sue = Supplenza.objects.filter(supplente=posto.posto, finita_il__isnull=True)
    return libere.filter(pk__in=sue.order_by().values("domanda"))


def si_valuta(commissario: Commissario, domanda: Domanda) -> bool:
    """While the phases let it; once they are over, only what an accepted observation has opened again."""
    fase = commissario.commissione.fase
    if fase is None or fase.tipo not in SI_LEGGE:
        return False
    return fase.tipo in SI_VALUTA or riaperta(domanda)


def riaperta(domanda: Domanda) -> bool:
    """Has an error pointed out in the ranking opened it again, until a new version takes that in?"""
    return Osservazione.objects.da_recepire().filter(domanda=domanda).exists()


def riaperte_del_bando(bando: int) -> QuerySet[Any, Any]:
    """The keys of all those that are open again in that call."""
    return Osservazione.objects.da_recepire().filter(domanda__bando=bando).order_by().values_list("domanda", flat=True)


def si_discute(commissione: Commissione, domanda: Domanda) -> bool:
    """Is it the time to decide together on that one? Once all is closed, only on what has been opened again."""
    fase = commissione.fase
    if fase is None:
        return False
    return fase.tipo == TipoFase.INSIEME or (fase.tipo == TipoFase.CHIUSA and riaperta(domanda))


def si_discutono(commissione: Commissione, domande: Iterable[int]) -> set[int]:
    """Of those, by their keys, the ones of which ``si_discute``."""
    fase = commissione.fase
    if fase is None or fase.tipo not in (TipoFase.INSIEME, TipoFase.CHIUSA):
        return set()
    tutte = set(domande)
    return tutte if fase.tipo == TipoFase.INSIEME else tutte & set(riaperte_del_bando(commissione.bando_id))


def da_discutere(commissario: Commissario) -> QuerySet[Domanda]:
    """Of which she may hear: progress, discussion, what is decided together. Who writes the minutes has no part in the
    points, and hears of all but those on which she has a conflict.
    """
    if commissario.ruolo != RuoloCommissario.SEGRETARIO:
        return da_valutare(commissario)
    return _libere(Posto.di(commissario)) if _legge(commissario) else Domanda.objects.none()


def coi_voti_degli_altri(commissario: Commissario) -> QuerySet[Domanda]:
    """Of which she reads what the others have given, as the phase says: of none, of those she has signed, of all."""
    domande, fase = da_discutere(commissario), commissario.commissione.fase
    if fase is None or fase.voti == VediVoti.MAI:
        return domande.none()
    if si_vedono_tutti(commissario):
        return domande
    return domande.filter(Exists(Scheda.objects.firmate().filter(commissario=commissario, domanda=OuterRef("pk"))))


def si_vedono_tutti(commissario: Commissario) -> bool:
    """Does she read, now, what the others have given to every application of which she hears?"""
    fase = commissario.commissione.fase
    return fase is not None and fase.voti == VediVoti.SEMPRE


def _legge(commissario: Commissario) -> bool:
    """Does she sit, has she said it of herself, and is it time to read?"""
    fase = commissario.commissione.fase
    if not commissario.in_carica or commissario.ruolo not in DICHIARANO or fase is None or fase.tipo not in SI_LEGGE:
        return False
    return commissario.senza_condanne_il is not None


# Each list of what keeps her out is asked once for all applications, not once for each of them.
def _libere(posto: Posto) -> QuerySet[Domanda]:
    """Those on which nothing keeps her out, once she has declared on all of them."""
    return _senza_conflitti(posto).filter(~Exists(_da_dichiarare(posto).order_by()))


def _senza_conflitti(posto: Posto) -> QuerySet[Domanda]:
    return _ammesse(posto).exclude(pk__in=_conflitti(posto)).exclude(pk__in=_suoi_gruppi(posto))


def _ammesse(posto: Posto) -> QuerySet[Domanda]:
    return Domanda.objects.filter(bando=posto.bando, stato=StatoDomanda.AMMESSA)


def _da_dichiarare(posto: Posto) -> QuerySet[Domanda]:
    dette = DichiarazioneConflitto.objects.filter(commissario=posto.posto)
    return _ammesse(posto).exclude(pk__in=dette.order_by().values("domanda"))


def _conflitti(posto: Posto) -> Any:
    """Of the person, whatever seat of the commission she declared it from."""
    suoi = DichiarazioneConflitto.objects.filter(
        commissario__persona=posto.persona, commissario__commissione=posto.commissione, conflitto=True
    )
    return suoi.order_by().values("domanda")


def _suoi_gruppi(posto: Posto) -> Any:
    return Componente.objects.filter(persona=posto.persona).order_by().values("domanda")
