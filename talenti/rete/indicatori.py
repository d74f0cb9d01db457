"""The figures of the network: organisations that take part, people who run them, month by month."""

from calendar import monthrange
from datetime import date

from django.utils.translation import gettext_lazy, ngettext

from talenti.base.registries import Indicatore, Serie
from talenti.base.templatetags.italiano import mese, numero
from talenti.rete.presenze import in_rete_il, persone_in_rete, presenze


def _inizi(dal: date, al: date) -> list[date]:
    """The first day of each month from one day to another."""
    primo, ultimo = dal.year * 12 + dal.month - 1, al.year * 12 + al.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(primo, ultimo + 1)]


def _fine(inizio: date, al: date) -> date:
    """The last day of a month; of the last one, the last day asked for."""
    return min(inizio.replace(day=monthrange(inizio.year, inizio.month)[1]), al)


def _nome(giorno: date) -> str:
    return f"{mese(giorno)[:3]} {giorno.year}"


def _serie(inizi: list[date], valori: list[int], al: date) -> Serie:
    return Serie([(_nome(inizio), n) for inizio, n in zip(inizi, valori, strict=True)], al, inizi=inizi)


def partner_nella_rete(dal: date, al: date) -> Serie:
    inizi, tutte = _inizi(dal, al), presenze()
    return _serie(inizi, [len(in_rete_il(_fine(inizio, al), tutte)) for inizio in inizi], al)


def persone_nella_rete(dal: date, al: date) -> Serie:
    inizi = _inizi(dal, al)
    return _serie(inizi, persone_in_rete(_fine(inizio, al) for inizio in inizi), al)


def _ultimo(serie: Serie) -> int:
    return (serie.punti[-1][1] or 0) if serie.punti else 0


def _frase_partner(serie: Serie) -> str:
    n = _ultimo(serie)
    frase = ngettext("Fa parte della rete %(n)s organizzazione.", "Fanno parte della rete %(n)s organizzazioni.", n)
    return frase % {"n": numero(n)}


def _frase_persone(serie: Serie) -> str:
    n = _ultimo(serie)
    frase = ngettext(
        "Nelle organizzazioni della rete lavora %(n)s persona.",
        "Nelle organizzazioni della rete lavorano %(n)s persone.",
        n,
    )
    return frase % {"n": numero(n)}


PARTNER = Indicatore(
    chiave="rete.partner",
    azione=gettext_lazy("Rete"),
    titolo=gettext_lazy("Organizzazioni nella rete"),
    calcola=partner_nella_rete,
    frase=_frase_partner,
    unita=gettext_lazy("organizzazioni"),
    come=gettext_lazy("Contiamo chi è nella rete alla fine del mese: chi è sospeso o è uscito no."),
)
PERSONE = Indicatore(
    chiave="rete.persone",
    azione=gettext_lazy("Rete"),
    titolo=gettext_lazy("Persone nelle organizzazioni"),
    calcola=persone_nella_rete,
    frase=_frase_persone,
    unita=gettext_lazy("persone"),
    persone=True,
    come=gettext_lazy(
        "Contiamo una volta sola chi, alla fine del mese, ha un ruolo in un’organizzazione che è nella rete."
    ),
)
