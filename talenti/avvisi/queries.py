"""Reads that more than one door needs: preferences in force, the lag of the post, the banner of a page."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Model, QuerySet

from talenti.avvisi import tipi
from talenti.avvisi.enums import Scelta
from talenti.avvisi.models import Avviso, Consegna, Preferenza, Striscione
from talenti.avvisi.tipi import Tipo
from talenti.base.clock import adesso
from talenti.base.memoria import un_minuto
from talenti.base.pronte import CHIAVE, Dati, Pronta

# Beyond this the portal declares itself ill: nobody is sending.
RITARDO_MASSIMO = timedelta(minutes=15)


def scelte_di(persona: Any) -> list[tuple[Tipo, str]]:
    """Every kind with the choice in force for a person."""
    righe = dict(Preferenza.objects.filter(persona=persona).values_list("tipo", "canale"))
    return [
        (tipo, Scelta.SUBITO.value if tipo.obbligatorio else str(righe.get(tipo.chiave, tipo.predefinito)))
        for tipo in tipi.tutti()
    ]


@Pronta
def _da_leggere(d: Dati) -> QuerySet[Any, Any]:
    suoi = Avviso.objects.filter(persona=d.uno("persona", CHIAVE)).da_leggere().order_by()
    return suoi.values("persona").annotate(quanti=Count("pk")).values_list("quanti")


def da_leggere(persona: Any) -> int:
    """Every page of who is signed in asks it."""
    righe = _da_leggere(persona=persona.pk)
    return righe[0][0] if righe else 0


def non_partita(persona: Any, oggetto: Model) -> Consegna | None:
    """The last mail to a person about an object, if it could not be delivered."""
    sue = Consegna.objects.filter(
        avviso__persona=persona,
        avviso__transizione__oggetto_tipo=oggetto._meta.label_lower,
        avviso__transizione__oggetto_id=oggetto.pk,
    )
    ultima = sue.order_by("-pk").first()
    return ultima if ultima is not None and ultima.fallita_il else None


@un_minuto
def striscioni() -> list[Striscione]:
    """All that there are, begun or not, the latest first: every page asks, and they change by the month."""
    return list(Striscione.objects.order_by("-dal"))


def striscione(percorso: str) -> Striscione | None:
    """The announcement in force on a page, the latest first: it begins and ends at its instant.

    One that is written or taken away now is seen by the other processes of the portal within a minute.
    """
    ora = adesso()
    return next((uno for uno in striscioni() if uno.in_vigore(ora) and uno.riguarda(percorso)), None)


def stato_consegne() -> tuple[bool, dict[str, int]]:
    """Is the post leaving? How late is the oldest mail due, and how many failed for good."""
    prima = Consegna.objects.libere().order_by("prossimo").values_list("prossimo", flat=True).first()
    ritardo = adesso() - prima if prima else timedelta()
    fallite = Consegna.objects.filter(fallita_il__isnull=False).count()
    return ritardo <= RITARDO_MASSIMO, {"ritardo_s": int(ritardo.total_seconds()), "non_partite": fallite}
