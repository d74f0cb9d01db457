"""Reads across bookings, seats and rules used in two places or more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, FilteredRelation, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coworking.enums import TIENE_IL_POSTO, Stato, TipoBlocco
from coworking.models import Blocco, Postazione, Prenotazione, Regole, Spazio
from coworking.orari import a_utc
from talenti.base.clock import adesso, oggi
from talenti.base.pronte import CHIAVE, GIORNO, ISTANTE, TESTO, Dati, Pronta
from talenti.registro.models import Transizione
from talenti.rete import ruoli
from talenti.rete.models import Appartenenza, Partner


@dataclass
class Posti:
    """The seats of a space that are in use, as they are at some instants: keys, in the order of their numbers."""

    tutti: list[int] = field(default_factory=list)
    presi: set[int] = field(default_factory=set)
    # Requests past their term that seem to hold one still.
    rivali: set[int] = field(default_factory=set)

    @property
    def liberi(self) -> list[int]:
        return [posto for posto in self.tutti if posto not in self.presi]


@Pronta
def _righe_dei_posti(d: Dati) -> QuerySet[Any, Any]:
    di_allora = Q(occupazioni__istante__range=(d.uno("primo", ISTANTE), d.uno("ultimo", ISTANTE)))
    presa = ("presa__istante", "presa__prenotazione", "presa__prenotazione__stato", "presa__prenotazione__scade_il")
    return (
        Postazione.objects.filter(spazio=d.uno("spazio", CHIAVE), attiva=True)
        .annotate(presa=FilteredRelation("occupazioni", condition=di_allora))
        .order_by("numero")
        .values_list("pk", *presa)
    )


def posti_a(spazio: Spazio, istanti: Sequence[datetime]) -> Posti:
    """Who has which seat at these instants, in one query."""
    posti, ora = Posti(), adesso()
    righe = _righe_dei_posti(spazio=spazio.pk, primo=min(istanti), ultimo=max(istanti))
    for posto, istante, prenotazione, stato, scade_il in righe:
        if posto not in posti.tutti:
            posti.tutti.append(posto)
        # Between the first and the last there may be hours that are not asked for: the space is closed at lunch.
        if istante not in istanti:
            continue
        if stato == Stato.RICHIESTA and scade_il <= ora:
            posti.rivali.add(prenotazione)
        else:
            posti.presi.add(posto)
    return posti


@Pronta
def _righe_di_persona(d: Dati) -> QuerySet[Prenotazione]:
    sue = Prenotazione.objects.filter(persona=d.uno("persona", CHIAVE))
    scelte = sue.non_finite(d.uno("ora", ISTANTE)) | sue.filter(gettone=d.uno("gettone", TESTO))
    return scelte.select_related("spazio").order_by("dal")


def di_persona(persona: Any, gettone: str) -> list[Prenotazione]:
    """The person's own bookings that are not over yet, and the one made with that token, whatever became of it."""
    return _righe_di_persona(persona=persona.pk, gettone=gettone, ora=adesso())


@Pronta
def _ultime_regole(d: Dati) -> QuerySet[Regole]:
    return Regole.objects.filter(spazio=d.uno("spazio", CHIAVE)).order_by("-versione")[:1]


def regole_in_vigore(spazio: Spazio) -> Regole | None:
    """The last version; an empty one says that there are none any more."""
    return next((ultima for ultima in _ultime_regole(spazio=spazio.pk) if ultima.testo), None)


@Pronta
def _righe_di_chi_ospita(d: Dati) -> QuerySet[Any]:
    righe = Appartenenza.objects.efficaci(d.uno("oggi", GIORNO)).filter(
        partner=d.uno("partner", CHIAVE), ruolo__in=ruoli.con_permesso("coworking.ospita")
    )
    return get_user_model()._default_manager.filter(pk__in=righe.values("persona"), is_active=True).order_by("pk")


def ospitano(partner: Partner) -> list[Any]:
    """Who answers for the places of a partner: the people who may, today."""
    return _righe_di_chi_ospita(partner=partner.pk, oggi=oggi())


def da_venire(spazio: Spazio) -> QuerySet[Prenotazione]:
    """The bookings not over yet that hold a place in it, requests past their term included."""
    return spazio.prenotazioni.filter(stato__in=TIENE_IL_POSTO, al__gt=adesso()).order_by("pk")


def da_disdire(spazio: Spazio, dal: date, al: date) -> QuerySet[Prenotazione]:
    """Those of them that closing these days (both included) would end."""
    return da_venire(spazio).filter(dal__lt=a_utc(al + timedelta(days=1), time()), al__gt=a_utc(dal, time()))


def assegnazioni() -> QuerySet[Blocco]:
    """The seats given to somebody by an act, whatever became of it."""
    return (
        Blocco.objects.filter(tipo=TipoBlocco.ASSEGNAZIONE)
        .select_related("postazione__spazio__partner", "postazione__spazio__comune", "persona")
        .order_by("dal", "pk")
    )


def assegnazioni_in_corso() -> QuerySet[Blocco]:
    """Those that hold a seat, today or later."""
    return assegnazioni().filter(tolto_il__isnull=True, al__gt=adesso())


def motivo_dello_stato(spazio: Spazio) -> str:
    """Why it was last refused, stopped or withdrawn, as it was written to who is concerned."""
    verbi = ("respingi", "sospendi", "ritira")
    ultima = Transizione.objects.di(spazio).filter(verbo__in=verbi).select_related("dettaglio").last()
    return (ultima.dettaglio.dati or {}).get("motivo", "") if ultima else ""


def storie(prenotazioni: Iterable[Prenotazione], partner_id: int) -> dict[int, str]:
    """What a host may know of who asks, by person: how often she came there, and how often nobody did. One query."""
    conti = (
        Prenotazione.objects.filter(persona__in={p.persona_id for p in prenotazioni}, spazio__partner=partner_id)
        .order_by("persona")
        .values_list("persona")
        .annotate(
            venuta=Count("pk", filter=Q(stato=Stato.CONCLUSA)), assente=Count("pk", filter=Q(stato=Stato.ASSENTE))
        )
    )
    return {persona: _in_parole(venuta, assente) for persona, venuta, assente in conti}


def _in_parole(venuta: int, assente: int) -> str:
    if not venuta and not assente:
        return _("È la prima volta da voi.")
    frasi = [_("Prenotazioni andate bene da voi: %(n)s.") % {"n": venuta}]
    if assente:
        frasi.append(
            ngettext("Una volta non è venuto nessuno.", "%(n)s volte non è venuto nessuno.", assente) % {"n": assente}
        )
    return " ".join(frasi)
