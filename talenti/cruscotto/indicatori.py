"""The figures of the community: who signs up, how old they are, where they live.

All three break down the same people: what one of them keeps back must not be found by means of another, hence
``totale``. Counts of people are given by whole quarter and by wide band of age only, in every period alike: two
periods compared must not give back a number that each of them masks.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Count, DateField, Q
from django.db.models.functions import TruncQuarter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talenti.base.clock import ROMA
from talenti.base.registries import Indicatore, Serie
from talenti.base.templatetags.italiano import mese, numero
from talenti.luoghi.mappa import sagome
from talenti.persone.eta import ultimo_nato
from talenti.persone.models import Persona

FASCE = ((14, 17), (18, 24), (25, 35))


def _trimestre(giorno: date) -> tuple[int, int]:
    return giorno.year, (giorno.month - 1) // 3


def _inizi(dal: date, al: date) -> list[date]:
    """The first day of each quarter from one day to another."""
    primo, ultimo = (anno * 4 + trimestre for anno, trimestre in (_trimestre(dal), _trimestre(al)))
    return [date(n // 4, n % 4 * 3 + 1, 1) for n in range(primo, ultimo + 1)]


def _in_parole(inizio: date) -> str:
    return f"{mese(inizio)[:3]}–{mese(inizio.replace(month=inizio.month + 2))[:3]} {inizio.year}"


def iscrizioni(dal: date, al: date) -> Serie:
    """How many signed up in each quarter (of those whose account is still open)."""
    dopo = datetime.combine(al + timedelta(days=1), time(), ROMA)
    righe = Persona.objects.filter(chiusa_il__isnull=True, creata_il__lt=dopo).order_by()
    conta = dict(righe.values_list(TruncQuarter("creata_il", DateField(), tzinfo=ROMA)).annotate(n=Count("pk")))
    inizi = _inizi(dal, al)
    return Serie([(_in_parole(inizio), conta.get(inizio, 0)) for inizio in inizi], al, inizi=inizi)


def eta(_dal: date, al: date) -> Serie:
    """How old the people are, on the last day of the period: young people by band, then everybody else."""
    di_fascia = {
        f"da_{da}": Count("pk", filter=Q(nato_il__gt=ultimo_nato(a + 1, al), nato_il__lte=ultimo_nato(da, al)))
        for da, a in FASCE
    }
    conta = Persona.objects.filter(is_active=True, nato_il__isnull=False).aggregate(tutte=Count("pk"), **di_fascia)
    punti = [(_nome(da, a), conta[f"da_{da}"]) for da, a in FASCE]
    return Serie([*punti, (_altre(), conta["tutte"] - sum(n for _fascia, n in punti))], al, dal=al)


def comuni(_dal: date, al: date) -> Serie:
    """Where the people live, as they say today."""
    righe = Persona.objects.filter(is_active=True, comune__isnull=False).order_by().values_list("comune__istat")
    conta = dict(righe.annotate(n=Count("pk")))
    luoghi = sorted(sagome().values(), key=lambda sagoma: sagoma.nome)
    punti: list[tuple[str, int | None]] = [(luogo.nome, conta.get(luogo.istat, 0)) for luogo in luoghi]
    return Serie(punti, al, comuni=[luogo.istat for luogo in luoghi], dal=al)


def _nome(da: int, a: int) -> str:
    return _("%(da)s–%(a)s anni") % {"da": da, "a": a}


def _altre() -> str:
    return _("altre età")


def _somma(serie: Serie) -> int:
    return sum(valore or 0 for _etichetta, valore in serie.punti)


def _frase_iscrizioni(serie: Serie) -> str:
    quante = _somma(serie)
    frase = ngettext(
        "In questo periodo si è iscritta %(n)s persona.", "In questo periodo si sono iscritte %(n)s persone.", quante
    )
    return frase % {"n": numero(quante)}


def _frase_eta(serie: Serie) -> str:
    giovani = _somma(serie) - (serie.punti[-1][1] or 0)
    parole = {"n": numero(giovani), "tutte": numero(_somma(serie))}
    return _("%(n)s persone iscritte su %(tutte)s hanno tra 14 e 35 anni.") % parole


def _frase_comuni(serie: Serie) -> str:
    abitati = sum(1 for _nome_comune, valore in serie.punti if valore)
    frase = ngettext(
        "Le persone iscritte vivono in %(n)s comune della provincia.",
        "Le persone iscritte vivono in %(n)s comuni della provincia.",
        abitati,
    )
    return frase % {"n": numero(abitati)}


ISCRIZIONI = Indicatore(
    chiave="persone.iscrizioni",
    azione=gettext_lazy("Persone"),
    titolo=gettext_lazy("Persone che si iscrivono"),
    calcola=iscrizioni,
    frase=_frase_iscrizioni,
    unita=gettext_lazy("persone"),
    persone=True,
    totale="persone",
    come=gettext_lazy("Contiamo, per trimestri interi, chi è ancora fra le persone iscritte."),
)
ETA = Indicatore(
    chiave="persone.eta",
    azione=gettext_lazy("Persone"),
    titolo=gettext_lazy("Quanti anni hanno"),
    calcola=eta,
    frase=_frase_eta,
    unita=gettext_lazy("persone"),
    persone=True,
    totale="persone",
    come=gettext_lazy("Contiamo chi ha scritto la data di nascita."),
)
COMUNI = Indicatore(
    chiave="persone.comuni",
    azione=gettext_lazy("Persone"),
    titolo=gettext_lazy("Dove vivono"),
    calcola=comuni,
    frase=_frase_comuni,
    unita=gettext_lazy("persone"),
    persone=True,
    totale="persone",
    come=gettext_lazy("Contiamo chi ha scritto in quale comune vive."),
)
