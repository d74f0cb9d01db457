"""What a member of a commission may open at this moment: one question, asked by every page, file, count and mail."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from thinktown.enums import StatoDomanda
from thinktown.enums_valutazione import DICHIARANO, TITOLARI, RuoloCommissario, TipoFase, VediVoti
from thinktown.models import Commissario, Componente, DichiarazioneConflitto, Domanda, Osservazione, Scheda, Supplenza

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

    A substitute opens those in which she takes somebody's place; who writes the minutes scores none.
    """
    libere = _libere(commissario)
    if commissario.ruolo in TITOLARI:
        return libere
    if commissario.ruolo == RuoloCommissario.SEGRETARIO:
        return libere.none()
    return libere.filter(
        Exists(Supplenza.objects.filter(domanda=OuterRef("pk"), supplente=commissario, finita_il__isnull=True))
    )


def si_valuta(commissario: Commissario, domanda: Domanda) -> bool:
    """While the phases let it; once they are over, only what an accepted observation has opened again."""
    fase = commissario.commissione.fase
    if fase is None or fase.tipo not in SI_LEGGE:
        return False
    return fase.tipo in SI_VALUTA or riaperta(domanda)


def riaperta(domanda: Domanda) -> bool:
    """Has an error pointed out in the ranking opened it again, until a new version takes that in?"""
    return Osservazione.objects.da_recepire().filter(domanda=domanda).exists()


def da_discutere(commissario: Commissario) -> QuerySet[Domanda]:
    """Of which she may hear: progress, discussion, what is decided together. Who writes the minutes has no part in the
    points, and hears of all but those on which she has a conflict.
    """
    if commissario.ruolo == RuoloCommissario.SEGRETARIO:
        return _libere(commissario)
    return da_valutare(commissario)


def coi_voti_degli_altri(commissario: Commissario) -> QuerySet[Domanda]:
    """Of which she reads what the others have given, as the phase says: of none, of those she has signed, of all."""
    domande, fase = da_discutere(commissario), commissario.commissione.fase
    if fase is None or fase.voti == VediVoti.MAI:
        return domande.none()
    if fase.voti == VediVoti.SEMPRE:
        return domande
    return domande.filter(Exists(Scheda.objects.firmate().filter(commissario=commissario, domanda=OuterRef("pk"))))


def _libere(commissario: Commissario) -> QuerySet[Domanda]:
    """Those on which nothing keeps her out, once she has declared on all of them and it is time to read."""
    fase = commissario.commissione.fase
    if not commissario.in_carica or commissario.ruolo not in DICHIARANO or fase is None or fase.tipo not in SI_LEGGE:
        return Domanda.objects.none()
    if commissario.senza_condanne_il is None:
        return Domanda.objects.none()
    libere = ammesse(commissario).filter(~Exists(_conflitti(commissario)), ~Exists(_suoi_gruppi(commissario)))
    return libere.filter(~Exists(da_dichiarare(commissario).order_by()))


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
