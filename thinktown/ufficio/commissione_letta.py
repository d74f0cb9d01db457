"""What the office reads of a commission: seats, phases, how far declarations are, who stays out. No scores."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import adesso
from talenti.base.templatetags.italiano import data_ora, numero
from thinktown import verbali
from thinktown.enums import Modalita, StatoBando, StatoDomanda, TipoAtto
from thinktown.enums_valutazione import DICHIARANO, TITOLARI, TipoFase
from thinktown.models import AttoBando, Bando, Commissario, Commissione, DichiarazioneConflitto, Domanda, Verbale
from thinktown.momento import momento
from thinktown.supplenze import attive, scoperti

ATTI = (TipoAtto.NOMINA, TipoAtto.COMMISSIONE)
DEL_BANDO = (StatoBando.PUBBLICATO, StatoBando.IN_VALUTAZIONE)


def di(bando: Bando) -> Commissione | None:
    return Commissione.objects.filter(bando=bando).first()


def perche_non_si_nomina(bando: Bando) -> str:
    """Why this call can have no commission yet, or none at all; empty: it can."""
    if bando.modalita == Modalita.SPORTELLO:
        return _("Qui si decide in ordine di arrivo: non c'è una commissione.")
    ora = momento(bando)
    if bando.stato not in DEL_BANDO or ora.aperto or ora.arriva:
        return _("La commissione si nomina quando il bando è chiuso.")
    return ""


# ── Seats ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Posto:
    """A seat; ``dette``: on how many applications she has declared, None where she does not declare."""

    commissario: Commissario
    dette: int | None


def posti(commissione: Commissione) -> list[Posto]:
    """Who sits in it, then who has left."""
    ammesse = Q(dichiarazioni__domanda__stato=StatoDomanda.AMMESSA)
    righe = commissione.commissari.select_related("persona", "nomina", "cessazione")
    righe = righe.annotate(dette=Count("dichiarazioni", filter=ammesse)).order_by("pk")
    tutti = [Posto(uno, uno.dette if uno.ruolo in DICHIARANO else None) for uno in righe]
    return sorted(tutti, key=lambda posto: posto.commissario.al is not None)


def atti(bando: Bando) -> list[AttoBando]:
    return list(bando.atti.filter(tipo__in=ATTI).select_related("file").order_by("registrato_il", "pk"))


# ── Conflicts ─────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Conflitto:
    """``supplente``: who takes her place; ``serve``: nobody does, and somebody should."""

    detto: DichiarazioneConflitto
    soggetto: str
    supplente: Any
    serve: bool


def conflitti(commissione: Commissione, persona: Any) -> list[Conflitto]:
    """Those of who sits in it today, application by application; of an application of her own group none is there."""
    detti = list(
        DichiarazioneConflitto.objects.filter(
            commissario__commissione=commissione,
            commissario__al__isnull=True,
            conflitto=True,
            domanda__in=Domanda.objects.visibili_in_ufficio(persona).values("pk"),
        )
        .select_related("commissario__persona", "domanda")
        .order_by("domanda__numero", "commissario")
    )
    chiamati = {
        (una.domanda_id, una.al_posto_di_id): una.supplente
        for una in attive().filter(al_posto_di__commissione=commissione).select_related("supplente__persona")
    }
    vuoti = set(scoperti().filter(commissario__commissione=commissione).values_list("pk", flat=True))
    nomi = Domanda.objects.filter(pk__in={uno.domanda_id for uno in detti}).come_inviate()
    soggetti = dict(nomi.values_list("pk", "soggetto_inviato"))
    return [
        Conflitto(
            uno, soggetti.get(uno.domanda_id) or "", chiamati.get((uno.domanda_id, uno.commissario_id)), uno.pk in vuoti
        )
        for uno in detti
    ]


def vota(conflitto: Conflitto) -> bool:
    return conflitto.detto.commissario.ruolo in TITOLARI


# ── In words ──────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class InBreve:
    """Where it stands, in a word; ``serve``: what the office must do, if anything."""

    parola: str
    serve: str = ""


def in_breve(bando: Bando) -> InBreve | None:
    """For the card of the call; None where there is nothing to say."""
    commissione = di(bando)
    if commissione is None:
        return None if perche_non_si_nomina(bando) else InBreve("", _("da nominare"))
    return InBreve(a_che_punto(commissione), serve_qualcosa(commissione))


def a_che_punto(commissione: Commissione) -> str:
    fase, dopo = commissione.fase, commissione.fase_che_segue()
    if fase is None:
        if dopo is None:
            return _("nominata, le date sono da decidere")
        return _("nominata, le dichiarazioni cominciano %(quando)s") % {"quando": data_ora(dopo.dal)}
    parola = str(fase.get_tipo_display())
    if dopo is None:
        return parola
    return _("%(fase)s, fino a %(quando)s") % {"fase": parola, "quando": data_ora(dopo.dal)}


def serve_qualcosa(commissione: Commissione) -> str:
    quanti = scoperti().filter(commissario__commissione=commissione).count()
    if not quanti:
        return ""
    frase = ngettext("serve un supplente su %(n)s domanda", "servono supplenti: %(n)s posti vuoti", quanti)
    return frase % {"n": numero(quanti)}


def chiusa(commissione: Commissione) -> bool:
    """Has its last phase begun?"""
    return commissione.fasi.filter(tipo=TipoFase.CHIUSA, dal__lte=adesso()).exists()


def verbali_firmati(bando: Bando, persona: Any) -> list[tuple[Verbale, bool]]:
    """Each with whether she may read it: not where it speaks of an application of her own group."""
    firmati = Verbale.objects.visibili_in_ufficio(persona).filter(seduta__commissione__bando=bando)
    righe = [(uno, verbali.di_quali(uno)) for uno in firmati.select_related("seduta").order_by("seduta__n")]
    trattate = {pk for _verbale, quali in righe for pk in quali}
    sue = Domanda.objects.visibili_in_ufficio(persona).filter(pk__in=trattate).order_by()
    visibili = set(sue.values_list("pk", flat=True))
    return [(uno, quali <= visibili) for uno, quali in righe]
