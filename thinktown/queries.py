"""Reads of calls and applications used in two places or more."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from talenti.base.clock import adesso
from thinktown.enums import StatoBando
from thinktown.enums_dialogo import StatoAiuto
from thinktown.models import (
    Bando,
    Delega,
    Domanda,
    FinestraBando,
    Incarico,
    RichiestaAiuto,
    Salvataggio,
    VersioneBando,
)
from thinktown.models.bandi import RuoloIncarico


def in_ordine(bandi: QuerySet[Bando]) -> QuerySet[Bando]:
    """Open ones first, the soonest to close on top; then those to come; then what has closed, the latest first."""
    ora = adesso()
    sue = FinestraBando.objects.filter(bando=OuterRef("pk")).order_by("apre")
    chiude = Subquery(sue.filter(apre__lte=ora, chiude__gt=ora).values("chiude")[:1])
    apre = Subquery(sue.filter(apre__gt=ora).values("apre")[:1])
    uscito = Q(stato=StatoBando.PUBBLICATO)
    bandi = bandi.alias(chiude_ora=chiude, apre_poi=apre)
    quale = Case(
        When(uscito & Q(chiude_ora__isnull=False), then=Value(0)),
        When(uscito & Q(apre_poi__isnull=False), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    vicina = Case(When(quale=0, then=F("chiude_ora")), When(quale=1, then=F("apre_poi")))
    return bandi.alias(quale=quale).alias(vicina=vicina).order_by("quale", "vicina", "-chiude_il", "pk")


def chiusi(bandi: QuerySet[Bando]) -> QuerySet[Bando]:
    """To which nobody can apply any more, however they ended."""
    return bandi.exclude(stato=StatoBando.PUBBLICATO, chiude_il__gt=adesso())


def con_versione(bandi: Iterable[Bando]) -> list[Bando]:
    """The same, each with the version in force already read: one query for all."""
    lista = list(bandi)
    in_forza = VersioneBando.objects.filter(bando__in=[uno.pk for uno in lista], n=F("bando__versione_n"))
    versioni = {versione.bando_id: versione for versione in in_forza}
    for bando in lista:
        bando.versione = versioni.get(bando.pk)
    return lista


def ultime_versioni(bando: Bando) -> tuple[VersioneBando | None, VersioneBando | None]:
    """The one in force and the one before it; the first is kept on the call, that nobody reads it again."""
    ultime = {una.n: una for una in bando.versioni.filter(n__gte=bando.versione_n - 1)} if bando.versione_n else {}
    bando.versione = ultime.get(bando.versione_n)
    return bando.versione, ultime.get(bando.versione_n - 1)


def chi_lo_segue(bando: Bando) -> Any:
    """The person in charge of the procedure today, or None."""
    incarichi = Incarico.objects.di_oggi().filter(bando=bando, ruolo=RuoloIncarico.RESPONSABILE)
    incarico = incarichi.select_related("persona").first()
    return incarico.persona if incarico else None


def per_conto_di(persona: Any, bando: int) -> dict[str, int]:
    """For the payload of an act: whom she stands in for on that call today; nothing where she acts for herself.

    Whoever stands in for somebody signs so, whatever else her role would let her do; not where the same appointment,
    or that of who answers for the call, is her own.
    """
    if not getattr(persona, "pk", None):
        return {}
    di_oggi = Incarico.objects.di_oggi().filter(bando=bando)
    suoi = di_oggi.filter(persona=persona)
    ricevute = (
        Delega.objects.di_oggi()
        .filter(a=persona, incarico__in=di_oggi)
        .exclude(incarico__ruolo__in=suoi.values("ruolo"))
        .exclude(Exists(suoi.filter(ruolo=RuoloIncarico.RESPONSABILE)))
    )
    # Of two, the heavier: who answers for the call.
    chi = ricevute.order_by("-incarico__ruolo", "pk").values_list("incarico__persona", flat=True).first()
    return {"per_conto_di": chi} if chi else {}


def risposte_di(domanda: Domanda) -> dict[str, Any]:
    """What has been answered so far, by question."""
    return dict(domanda.risposte.values_list("quesito", "valore"))


def ultimo_cambio_di_altri(domanda: Domanda, persona: Any) -> Salvataggio | None:
    """The latest save by somebody else of the group since her own last one."""
    miei = domanda.salvataggi.filter(da=persona).order_by("-pk").values("pk")[:1]
    di_altri = domanda.salvataggi.exclude(da=persona).select_related("da")
    return di_altri.filter(pk__gt=Coalesce(Subquery(miei), 0)).order_by("-pk").first()


def in_coda(richieste: QuerySet[RichiestaAiuto], persona: Any) -> QuerySet[RichiestaAiuto]:
    """Requests for help as who helps reads them: those that wait, her own, the others', what has ended."""
    quale = Case(
        When(stato=StatoAiuto.CHIESTA, then=Value(0)),
        When(stato=StatoAiuto.PRESA, presa_da=persona, then=Value(1)),
        When(stato=StatoAiuto.PRESA, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    # The oldest of those that wait; the newest of those that have ended.
    return richieste.alias(quale=quale).order_by("quale", F("finita_il").desc(nulls_last=True), "chiesta_il", "pk")
