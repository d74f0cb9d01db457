"""What of the registers waits: for the office on its first page, with by when; for each in her own area."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.clock import ROMA, oggi
from talenti.base.registries import Cosa, InAttesaInUfficio
from talenti.base.templatetags.italiano import data_breve
from thinktown.models import Beneficio, Controinteressato, RichiestaAccesso

# A line of time is read at a glance.
NELLA_LINEA = 20


def in_ufficio(persona: Any) -> Iterator[InAttesaInUfficio]:
    """Requests to be decided, those past their day apart; grants that are not public yet. Nothing where nothing is."""
    aperte = RichiestaAccesso.objects.visibili_in_ufficio(persona).aperte().order_by()
    passata = Q(scade_il__lt=oggi())
    conto = aperte.aggregate(
        scadute=Count("pk", filter=passata),
        restano=Count("pk", filter=~passata),
        prima=Min("scade_il", filter=~passata),
        dal=Min("registrata_il", filter=~passata),
        dal_scadute=Min("registrata_il", filter=passata),
    )
    elenco = reverse("admin:thinktown_richiestaaccesso_changelist")
    apri = _("apri l'elenco")
    if conto["scadute"]:
        nome = _("Richieste di accesso scadute")
        yield InAttesaInUfficio(nome, f"{elenco}?scade=scadute", conto["scadute"], conto["dal_scadute"], apri)
    if conto["restano"]:
        nome = _("Richieste di accesso da decidere, la prima entro %(giorno)s") % {"giorno": data_breve(conto["prima"])}
        yield InAttesaInUfficio(nome, f"{elenco}?scade=aperte", conto["restano"], conto["dal"], apri)
    yield from _da_pubblicare(persona)


def _da_pubblicare(persona: Any) -> Iterator[InAttesaInUfficio]:
    """By call: a grant has no effect until it is public."""
    righe = Beneficio.objects.visibili_in_ufficio(persona).da_pubblicare().order_by("bando__titolo")
    conto = righe.values("bando", "bando__titolo").annotate(quanti=Count("pk"), dal=Min("concesso_il"))
    for riga in conto:
        yield InAttesaInUfficio(
            _("Contributi da pubblicare: %(bando)s") % {"bando": riga["bando__titolo"]},
            reverse("admin:thinktown_bando_contributi", args=[riga["bando"]]),
            riga["quanti"],
            riga["dal"],
            _("apri l'elenco"),
        )


def _fine(giorno: date) -> datetime:
    """A day that is included ends at its last minute."""
    return datetime.combine(giorno, time(23, 59), ROMA)


def linea(persona: Any) -> Iterator[Cosa]:
    """What one has asked and waits for; what is asked of her because somebody wants to see an application of hers."""
    terzi = Controinteressato.objects.visibili_a(persona).da_rispondere().filter(entro_il__gte=oggi())
    for uno in terzi.select_related("richiesta__bando").order_by("entro_il", "pk")[:NELLA_LINEA]:
        yield Cosa(
            "da_fare",
            _("Qualcuno chiede di vedere una tua domanda: %(bando)s") % {"bando": uno.richiesta.bando},
            uno.get_absolute_url(),
            azione=_("Leggi e rispondi"),
            entro=_fine(uno.entro_il),
        )
    mie = RichiestaAccesso.objects.visibili_a(persona).aperte().select_related("bando__partner")
    for una in mie.order_by("scade_il", "pk")[:NELLA_LINEA]:
        yield Cosa(
            "in_attesa",
            _("Richiesta di accesso: %(bando)s") % {"bando": una.bando},
            una.get_absolute_url(),
            entro=_fine(una.scade_il),
            di_chi=_("Risponde %(chi)s") % {"chi": una.bando.partner},
        )
