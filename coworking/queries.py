"""Reads across bookings, seats and rules used in two places or more."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coworking.enums import TIENE_IL_POSTO, Stato
from coworking.models import Occupazione, Postazione, Prenotazione, Regole, Spazio
from coworking.orari import a_utc
from talenti.base.clock import adesso
from talenti.registro.models import Transizione


def rivali_scadute(spazio: Spazio, istanti: Sequence[datetime]) -> list[Prenotazione]:
    """Requests past their term whose half hours are among these."""
    toccano = Occupazione.objects.filter(prenotazione=OuterRef("pk"), istante__gte=istanti[0], istante__lte=istanti[-1])
    return list(Prenotazione.objects.scadute().filter(Exists(toccano), spazio=spazio).order_by("pk"))


def posti_liberi(spazio: Spazio, istanti: Sequence[datetime]) -> list[Postazione]:
    """The seats that nobody has at any of these instants."""
    occupati = Occupazione.objects.filter(postazione=OuterRef("pk"), istante__in=istanti)
    return list(spazio.postazioni.filter(~Exists(occupati), attiva=True).order_by("numero"))


def regole_in_vigore(spazio: Spazio) -> Regole | None:
    """The last version; an empty one says that there are none any more."""
    ultima = spazio.regole.order_by("-versione").first()
    return ultima if ultima is not None and ultima.testo else None


def da_venire(spazio: Spazio) -> QuerySet[Prenotazione]:
    """The bookings not over yet that hold a place in it, requests past their term included."""
    return spazio.prenotazioni.filter(stato__in=TIENE_IL_POSTO, al__gt=adesso()).order_by("pk")


def da_disdire(spazio: Spazio, dal: date, al: date) -> QuerySet[Prenotazione]:
    """Those of them that closing these days (both included) would end."""
    return da_venire(spazio).filter(dal__lt=a_utc(al + timedelta(days=1), time()), al__gt=a_utc(dal, time()))


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
