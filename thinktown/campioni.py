"""Reading a draw: what was recorded of it, what comes out if it is done again, how its verifications go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from talenti.registro.models import Transizione
from thinktown.enums_istruttoria import EsitoVerifica
from thinktown.estrazione import estrai, impronta
from thinktown.models import Campione, Domanda, VerificaCampione

DA_FARE = "da_fare"


@dataclass(frozen=True)
class Registrato:
    """What the act of the draw has in the log: the list as it was, and the event that gave the seed."""

    elenco: Sequence[str]
    estratte: Sequence[str]
    evento: str = ""


@dataclass(frozen=True)
class Confronto:
    """A draw done again, beside what was recorded: each thing that does not agree is named."""

    rifatte: Sequence[str]
    segnate: Sequence[str]
    elenco_intatto: bool
    del_bando: bool

    @property
    def torna(self) -> bool:
        return self.elenco_intatto and self.del_bando and list(self.rifatte) == list(self.segnate)


def registrato(campione: Campione) -> Registrato | None:
    """From the log. None: its payload is not there any more, and the draw cannot be done again from here."""
    atti = Transizione.objects.di(campione.bando).filter(verbo="estrae_campione").select_related("dettaglio")
    for t in atti:
        dati = t.dettaglio.dati or {}
        if dati.get("campione") == campione.n:
            return Registrato(dati["elenco"], dati["estratte"], dati["evento"])
    return None


def ricalcola(campione: Campione, detto: Registrato) -> Confronto:
    """Draw again from the recorded list and seed; compare with the rows that the office works on."""
    righe = campione.verifiche.order_by("pk").values_list("domanda__codice", flat=True)
    suoi = Domanda.objects.filter(bando=campione.bando_id).values_list("codice", flat=True)
    return Confronto(
        rifatte=estrai(detto.elenco, campione.seme, campione.percento),
        segnate=list(righe),
        elenco_intatto=impronta(detto.elenco) == campione.tra and len(detto.elenco) == campione.quante,
        del_bando=set(detto.elenco) <= set(suoi),
    )


def con_conto(campioni: QuerySet[Campione]) -> QuerySet[Campione]:
    """Each with how many it drew, and how many have an outcome."""
    return campioni.annotate(
        estratte=Count("verifiche"), verificate=Count("verifiche", filter=~Q(verifiche__esito=""))
    ).select_related("da")


def conto(campione: Campione) -> dict[str, int]:
    """How many of each outcome; ``da_fare``, none yet."""
    righe = dict(campione.verifiche.order_by().values_list("esito").annotate(n=Count("pk")))
    return {DA_FARE: righe.get("", 0)} | {uno.value: righe.get(uno.value, 0) for uno in EsitoVerifica}


def di_domanda(domanda: Domanda) -> list[VerificaCampione]:
    """The draws in which it came out, the oldest first: one query."""
    return list(domanda.verifiche.select_related("campione", "da").order_by("campione__n"))


def filtra(verifiche: QuerySet[VerificaCampione], esito: Any) -> QuerySet[VerificaCampione]:
    """By outcome; what is not one is left out."""
    if esito == DA_FARE:
        return verifiche.filter(esito="")
    return verifiche.filter(esito=esito) if esito in EsitoVerifica.values else verifiche
