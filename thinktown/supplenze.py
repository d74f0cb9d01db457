"""Places left empty on one application by a conflict, and who may take them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from thinktown.enums import StatoDomanda
from thinktown.enums_valutazione import TITOLARI, RuoloCommissario, TipoFase
from thinktown.models import Commissario, Commissione, DichiarazioneConflitto, Domanda, FaseValutazione, Supplenza


def attive() -> QuerySet[Supplenza]:
    return Supplenza.objects.filter(finita_il__isnull=True)


def scoperti() -> QuerySet[DichiarazioneConflitto]:
    """Conflicts of who votes, on an application that is still to be scored, in whose place nobody has been called."""
    chiamati = attive().filter(domanda=OuterRef("domanda"), al_posto_di=OuterRef("commissario"))
    finita = FaseValutazione.objects.filter(
        commissione=OuterRef("commissario__commissione"), tipo=TipoFase.CHIUSA, dal__lte=adesso()
    )
    return DichiarazioneConflitto.objects.filter(
        ~Exists(chiamati),
        ~Exists(finita),
        conflitto=True,
        domanda__stato=StatoDomanda.AMMESSA,
        commissario__ruolo__in=TITOLARI,
        commissario__al__isnull=True,
    )


@dataclass(frozen=True)
class Candidato:
    """A substitute, and why she cannot take this place; nothing: she can."""

    commissario: Commissario
    perche_no: str = ""


def candidati(commissione: Commissione, domanda: Domanda) -> Iterator[Candidato]:
    """Every substitute in office, in the order in which they were named."""
    supplenti = Commissario.objects.di_oggi().filter(commissione=commissione, ruolo=RuoloCommissario.SUPPLENTE)
    dette = {una.commissario_id: una.conflitto for una in DichiarazioneConflitto.objects.filter(domanda=domanda)}
    presi = set(attive().filter(domanda=domanda).values_list("supplente", flat=True))
    for uno in supplenti.select_related("persona"):
        yield Candidato(uno, _perche_no(dette.get(uno.pk), uno.pk in presi))


def _perche_no(conflitto: Any, preso: bool) -> str:
    if conflitto is None:
        return _("deve ancora dichiarare se ha un conflitto su questa domanda")
    if conflitto:
        return _("ha un conflitto anche su questa domanda")
    return _("su questa domanda è già al posto di un'altra persona") if preso else ""
