"""Who sits for what, and whether they are enough.

A commission whose points make a ranking for public money is a *collegio perfetto* (Cons. Stato, sez. IV, 14 May 2014,
n. 2500; sez. IV, 12 November 2015, n. 5137): it judges an application only when all who vote are there, each in her
place or with a substitute in it. Who has a conflict leaves (c.p.c. art. 51; L. 241/1990 art. 6-bis). Work that only
prepares it, dates and order, does not ask for all of them (Cons. Stato, sez. V, 9 March 2012, n. 1347): for that the
majority of who votes is enough.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from thinktown.enums_valutazione import TITOLARI, RuoloCommissario
from thinktown.models import Commissario, Componente, DichiarazioneConflitto, Domanda, Seduta, Supplenza


@dataclass(frozen=True)
class Composizione:
    """Who sits on one application, all by the keys of their seats.

    ``fuori``: who leaves, for a conflict (also who writes the minutes); ``supplenti``: whose place → who takes it;
    ``mancano``: whose place is empty now; ``presiede``: who is in the president's place, if anybody is.
    """

    fuori: list[int] = field(default_factory=list)
    supplenti: dict[int, int] = field(default_factory=dict)
    mancano: list[int] = field(default_factory=list)
    presiede: int | None = None

    def scritta(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self) | {"supplenti": [list(coppia) for coppia in self.supplenti.items()]}


class Collegio:
    """The seats of a commission and what happens to each on each application: so many questions, however many ask."""

    def __init__(self, seduta: Seduta) -> None:
        self.seduta = seduta

    @cached_property
    def posti(self) -> list[Commissario]:
        return list(self.seduta.commissione.commissari.filter(al__isnull=True).select_related("persona").order_by("pk"))

    @cached_property
    def titolari(self) -> list[Commissario]:
        return [uno for uno in self.posti if uno.ruolo in TITOLARI]

    @cached_property
    def presenti(self) -> set[int]:
        return set(self.seduta.presenze.che_ci_sono().values_list("commissario", flat=True))

    @cached_property
    def _fuori(self) -> set[tuple[int, int]]:
        return fuori(self.posti)

    @cached_property
    def _supplenze(self) -> list[Supplenza]:
        return list(Supplenza.objects.filter(al_posto_di__in=self.titolari, finita_il__isnull=True))

    @property
    def numero_legale(self) -> tuple[int, int]:
        """How many of who votes are there, and how many are needed for what judges no application."""
        return sum(uno.pk in self.presenti for uno in self.titolari), len(self.titolari) // 2 + 1

    @property
    def c_e(self) -> bool:
        presenti, servono = self.numero_legale
        return presenti >= servono

    def su(self, domanda: int) -> Composizione:
        lasciano = [uno.pk for uno in self.posti if (uno.persona_id, domanda) in self._fuori]
        chiamati = {
            una.al_posto_di_id: una.supplente_id
            for una in self._supplenze
            if una.domanda_id == domanda and una.supplente_id not in lasciano
        }
        siedono: dict[int, int | None] = {
            uno.pk: chiamati.get(uno.pk) if uno.pk in lasciano else uno.pk for uno in self.titolari
        }
        presidente = next((uno.pk for uno in self.titolari if uno.ruolo == RuoloCommissario.PRESIDENTE), None)
        return Composizione(
            fuori=lasciano,
            supplenti={posto: chi for posto, chi in siedono.items() if chi is not None and chi != posto},
            mancano=[posto for posto, chi in siedono.items() if chi not in self.presenti],
            presiede=siedono.get(presidente) if presidente is not None else None,
        )


def fuori(posti: Iterable[Commissario]) -> set[tuple[int, int]]:
    """Who stays out of what: (person, application). A conflict is of the person, from whatever seat she declared it."""
    persone = {uno.persona_id for uno in posti}
    commissioni = {uno.commissione_id for uno in posti}
    detti = DichiarazioneConflitto.objects.filter(
        commissario__persona__in=persone, commissario__commissione__in=commissioni, conflitto=True
    )
    gruppi = Componente.objects.filter(persona__in=persone, domanda__bando__commissione__in=commissioni)
    return {
        *detti.order_by().values_list("commissario__persona", "domanda"),
        *gruppi.order_by().values_list("persona", "domanda"),
    }


def presiede_su_qualcuna(commissario: Commissario) -> bool:
    return _al_posto_del_presidente(commissario).exists()


def presiede_su(commissario: Commissario, domanda: Domanda) -> bool:
    """In the president's place, on that one."""
    return _al_posto_del_presidente(commissario).filter(domanda=domanda).exists()


def _al_posto_del_presidente(commissario: Commissario) -> Any:
    return commissario.supplenze.filter(
        finita_il__isnull=True, al_posto_di__ruolo=RuoloCommissario.PRESIDENTE, al_posto_di__al__isnull=True
    )


def chi_firma(seduta: Seduta) -> list[Commissario]:
    """Who signs its minutes: the president, and who presided in her place where she had to leave."""
    presiedono = {una["presiede"] for una in seduta.discussioni.values_list("composizione", flat=True)}
    return [
        uno
        for uno in seduta.commissione.commissari.filter(al__isnull=True).select_related("persona").order_by("pk")
        if uno.ruolo == RuoloCommissario.PRESIDENTE or uno.pk in presiedono
    ]
