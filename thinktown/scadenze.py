"""What of the applications waits for the office, call by call: as many queries for one call as for a hundred."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from thinktown.enums import Modalita, StatoBando, StatoDomanda
from thinktown.enums_istruttoria import RICHIESTE
from thinktown.models import (
    Bando,
    Componente,
    Domanda,
    FinestraBando,
    Provvedimento,
    VerificaCampione,
    VersioneBando,
)
from thinktown.termini import Sospensione, si_decide_entro

# A request that ends within so long is worth a call to who has not answered yet.
SI_AVVICINA = timedelta(days=3)
# The office still works on what was sent to them.
_SI_CONTROLLA = (StatoBando.PUBBLICATO, StatoBando.IN_ATTUAZIONE)
_FERMI = (StatoBando.ANNULLATO, StatoBando.REVOCATO)


@dataclass(frozen=True)
class DiUnBando:
    """Of one call: how many, since when, and the nearest term (a day, that day included; or an instant)."""

    bando: int
    titolo: str
    quante: int
    dal: datetime
    entro: Any = None


def non_sue(persona: Any, domanda: str = "pk") -> Any:
    """Of whose group she is not: of her own application somebody else decides. ``domanda``: where its key is."""
    return ~Exists(Componente.objects.filter(domanda=OuterRef(domanda), persona=persona))


# ── To be decided ─────────────────────────────────────────────────────────────────────────────────
def da_controllare(persona: Any, miei: QuerySet[Bando], ora: datetime) -> QuerySet[Any]:
    """Sent, not decided, and its moment has come; ``inizio``: from when the office's term runs.

    First come, first served from the sending; elsewhere from the closing of the window in which it was sent.
    """
    finestre = FinestraBando.objects.filter(bando=OuterRef("bando"))
    ancora_aperta = finestre.filter(apre__lte=ora, chiude__gt=ora).filter(apre__lte=OuterRef("inviata_il"))
    chiusura = finestre.filter(chiude__gt=OuterRef("inviata_il")).order_by("chiude").values("chiude")[:1]
    sportello = Q(bando__modalita=Modalita.SPORTELLO)
    inizio = Case(When(sportello, then=F("inviata_il")), default=Coalesce(Subquery(chiusura), F("inviata_il")))
    return (
        Domanda.objects.filter(bando__in=miei.values("pk"), stato=StatoDomanda.INVIATA)
        .filter(non_sue(persona), bando__stato__in=_SI_CONTROLLA)
        .filter(~Exists(Provvedimento.objects.in_sospeso().filter(domanda=OuterRef("pk"))))
        .filter(sportello | ~Exists(ancora_aperta))
        .annotate(inizio=inizio)
        .order_by()
    )


def da_controllare_per_bando(persona: Any, miei: QuerySet[Bando], ora: datetime) -> list[DiUnBando]:
    """Three questions, or one where nothing waits."""
    attese = da_controllare(persona, miei, ora)
    per_bando: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for pk, bando, inizio in attese.values_list("pk", "bando", "inizio"):
        per_bando[bando].append((pk, inizio))
    if not per_bando:
        return []
    fermate = _sospensioni(attese, ora)
    return [
        DiUnBando(bando, titolo, len(per_bando[bando]), min(inizio for _pk, inizio in per_bando[bando]), entro)
        for bando, titolo, giorni in _termini(per_bando)
        for entro in (_primo_termine(per_bando[bando], giorni, fermate, ora),)
    ]


def _sospensioni(attese: QuerySet[Any], ora: datetime) -> dict[int, list[Sospensione]]:
    """Of each application that waits, when its clock stood; a term that has passed ends by itself."""
    fermate: dict[int, list[Sospensione]] = defaultdict(list)
    dette = Provvedimento.objects.comunicati().filter(tipo__in=RICHIESTE, domanda__in=attese.values("pk"))
    finite = Coalesce("risposto_il", Case(When(entro__lte=ora, then=F("entro"))))
    for domanda, tipo, dal, al in dette.order_by("pk").values_list("domanda", "tipo", "comunicato_il", finite):
        fermate[domanda].append(Sospensione(tipo, dal, al))
    return fermate


def _termini(bandi: Iterable[int]) -> list[tuple[int, str, int | None]]:
    """Call, title, days that the version in force gives to the office (None: those of the law)."""
    versioni = VersioneBando.objects.filter(bando__in=list(bandi), n=F("bando__versione_n")).order_by("bando__titolo")
    righe = versioni.values_list("bando", "bando__titolo", KT("contenuto__norme__termine_giorni"))
    # Where there is none SQLite says "null".
    return [(bando, titolo, int(giorni) if str(giorni).isdecimal() else None) for bando, titolo, giorni in righe]


def _primo_termine(
    righe: list[tuple[int, datetime]], giorni: int | None, fermate: dict[int, list[Sospensione]], ora: datetime
) -> date:
    """The nearest of all. A clock that never stood ends first where it began first: of those one is enough."""
    filate = min((inizio for pk, inizio in righe if pk not in fermate), default=None)
    casi = [(inizio, fermate[pk]) for pk, inizio in righe if pk in fermate]
    casi += [(filate, [])] if filate else []
    return min(si_decide_entro(inizio, giorni, sospese, ora) for inizio, sospese in casi)


# ── Asked, and not answered ───────────────────────────────────────────────────────────────────────
def richieste_che_scadono(miei: QuerySet[Bando], ora: datetime) -> list[DiUnBando]:
    """Requests whose term comes within ``SI_AVVICINA``: who has forgotten may still be called. One question."""
    vicine = Provvedimento.objects.che_aspettano().filter(
        domanda__bando__in=miei.exclude(stato__in=_FERMI).values("pk"), entro__lte=ora + SI_AVVICINA
    )
    righe = vicine.order_by("domanda__bando__titolo").values("domanda__bando", "domanda__bando__titolo")
    return [
        DiUnBando(riga["domanda__bando"], riga["domanda__bando__titolo"], riga["quante"], riga["prima"], riga["scade"])
        for riga in righe.annotate(quante=Count("pk"), prima=Min("comunicato_il"), scade=Min("entro"))
    ]


# ── Drawn, and not verified ───────────────────────────────────────────────────────────────────────
def da_verificare(persona: Any, miei: QuerySet[Bando]) -> list[DiUnBando]:
    """Applications that were drawn and have no outcome yet, by call. One question."""
    suoi = miei.exclude(stato__in=_FERMI).values("pk")
    aperte = VerificaCampione.objects.filter(non_sue(persona, "domanda"), esito="", campione__bando__in=suoi)
    righe = aperte.order_by("campione__bando__titolo").values("campione__bando", "campione__bando__titolo")
    return [
        DiUnBando(riga["campione__bando"], riga["campione__bando__titolo"], riga["quante"], riga["dal"])
        for riga in righe.annotate(quante=Count("pk"), dal=Min("campione__estratto_il"))
    ]
