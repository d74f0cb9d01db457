"""What a member of a commission may open at this moment: one question, asked by every page, file, count and mail."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from thinktown.enums import StatoDomanda
from thinktown.enums_valutazione import DICHIARANO, TITOLARI, TipoFase
from thinktown.models import Commissario, Componente, DichiarazioneConflitto, Domanda, Osservazione, Supplenza

# While one of these runs, what was admitted may be read; in the first one only the list is there.
SI_LEGGE = (TipoFase.DA_SOLI, TipoFase.INSIEME, TipoFase.CHIUSA)
SI_VALUTA = (TipoFase.DA_SOLI, TipoFase.INSIEME)


def ammesse(commissario: Commissario) -> QuerySet[Domanda]:
    """The list on which she declares: all that the office has admitted."""
    return Domanda.objects.filter(bando=commissario.commissione.bando_id, stato=StatoDomanda.AMMESSA)


def da_dichiarare(commissario: Commissario) -> QuerySet[Domanda]:
    """Those of which she has not said yet whether she has a conflict."""
    dette = DichiarazioneConflitto.objects.filter(commissario=commissario, domanda=OuterRef("pk"))
    return ammesse(commissario).filter(~Exists(dette))


def da_valutare(commissario: Commissario) -> QuerySet[Domanda]:
    """What she may open: nothing before she has declared on everything, never one on which she has a conflict.

    A substitute opens those in which she takes somebody's place.
    """
    nessuna = Domanda.objects.none()
    fase = commissario.commissione.fase
    if not commissario.in_carica or commissario.ruolo not in DICHIARANO or fase is None or fase.tipo not in SI_LEGGE:
        return nessuna
    if commissario.senza_condanne_il is None:
        return nessuna
    libere = ammesse(commissario).filter(~Exists(_conflitti(commissario)), ~Exists(_suoi_gruppi(commissario)))
    libere = libere.filter(~Exists(da_dichiarare(commissario).order_by()))
    if commissario.ruolo in TITOLARI:
        return libere
    return libere.filter(
        Exists(Supplenza.objects.filter(domanda=OuterRef("pk"), supplente=commissario, finita_il__isnull=True))
    )


def si_valuta(commissario: Commissario, domanda: Domanda) -> bool:
    """While the phases let it; once they are over, only what an accepted observation has opened again."""
    fase = commissario.commissione.fase
    if fase is None or fase.tipo not in SI_LEGGE:
        return False
    return fase.tipo in SI_VALUTA or Osservazione.objects.da_recepire().filter(domanda=domanda).exists()


def _conflitti(commissario: Commissario) -> QuerySet[DichiarazioneConflitto]:
    """Of the person, whatever seat she declared it from."""
    return DichiarazioneConflitto.objects.filter(
        Q(commissario=commissario) | Q(commissario__persona=commissario.persona_id),
        commissario__commissione=commissario.commissione_id,
        domanda=OuterRef("pk"),
        conflitto=True,
    )


def _suoi_gruppi(commissario: Commissario) -> QuerySet[Componente]:
    return Componente.objects.filter(domanda=OuterRef("pk"), persona=commissario.persona_id)
