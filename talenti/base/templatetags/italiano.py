"""Dates, hours, money and numbers as the portal writes them, in Italian or, under /en/, in English.

Every filter is also a plain function: mails and letters use the same words as the pages. Instants are
shown on the clocks of Europe/Rome. What is empty stays empty.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from talenti.base.clock import a_roma, adesso, oggi

register = template.Library()

GIORNI = {
    "it": ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
MESI = {
    "it": [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SPAZIO = "\u00a0"


def _lingua() -> str:
    return "en" if (get_language() or "it").startswith("en") else "it"


def mese(giorno: date) -> str:
    """dicembre"""
    return MESI[_lingua()][giorno.month - 1]


def _giorno(valore: Any) -> date | None:
    """The calendar day of a date, or of an instant in Rome."""
    if isinstance(valore, datetime):
        return _istante(valore).date()
    return valore if isinstance(valore, date) else None


def _istante(valore: datetime) -> datetime:
    return a_roma(valore) if valore.tzinfo else valore


@register.filter
def data(valore: Any) -> str:
    """lunedì 7 dicembre 2026"""
    giorno = _giorno(valore)
    if giorno is None:
        return ""
    return f"{GIORNI[_lingua()][giorno.weekday()]} {giorno.day} {mese(giorno)} {giorno.year}"


@register.filter
def mese_anno(valore: Any) -> str:
    """dicembre 2026"""
    giorno = _giorno(valore)
    return f"{mese(giorno)} {giorno.year}" if giorno else ""


@register.filter
def giorno_settimana(valore: Any) -> str:
    """lunedì"""
    giorno = _giorno(valore)
    return GIORNI[_lingua()][giorno.weekday()] if giorno else ""


@register.filter(needs_autoescape=True)
def data_breve(valore: Any, autoescape: bool = False) -> str:
    """lun 7 dic: in HTML with the full form for screen readers, elsewhere (mails, Python) plain."""
    giorno = _giorno(valore)
    if giorno is None:
        return ""
    breve = f"{GIORNI[_lingua()][giorno.weekday()][:3]} {giorno.day} {mese(giorno)[:3]}"
    if not autoescape:
        return breve
    return format_html(
        '<time datetime="{}"><span aria-hidden="true">{}</span><span class="visually-hidden">{}</span></time>',
        giorno.isoformat(),
        breve,
        data(giorno),
    )


@register.filter
def ora(valore: Any) -> str:
    """9:00 – 24 hours, no leading zero."""
    if isinstance(valore, datetime):
        valore = _istante(valore)
    elif not isinstance(valore, time):
        return ""
    return f"{valore.hour}:{valore.minute:02}"


@register.filter
def data_ora(valore: Any) -> str:
    """lunedì 7 dicembre 2026 alle 12:00"""
    if not isinstance(valore, datetime):
        return data(valore)
    return gettext("%(giorno)s alle %(ora)s") % {"giorno": data(valore), "ora": ora(valore)}


@register.filter
def entro(valore: Any) -> str:
    """entro lunedì 7 dicembre 2026, for a whole day; prima di lunedì 7 dicembre 2026 alle 12:00, for an hour of it.

    A day given whole ends at its last minute, and nobody is told "before 23:59".
    """
    giorno = data(valore)
    if not giorno:
        return ""
    if not isinstance(valore, datetime) or _istante(valore).time().replace(second=0, microsecond=0) == time(23, 59):
        return gettext("entro %(giorno)s") % {"giorno": giorno}
    return gettext("prima di %(istante)s") % {"istante": data_ora(valore)}


def _decimale(valore: Any) -> Decimal | None:
    if valore is None or isinstance(valore, bool):
        return None
    try:
        numero_letto = Decimal(str(valore))
    except InvalidOperation:
        return None
    return numero_letto if numero_letto.is_finite() else None


def _separa(testo: str) -> str:
    """From 1,234.5 to the separators of the language in use."""
    return testo if _lingua() == "en" else testo.translate(str.maketrans(",.", ".,"))


@register.filter
def numero(valore: Any) -> str:
    """1.234 – and 12,5 where there are decimals."""
    if type(valore) is int:
        return _separa(f"{valore:,}")
    letto = _decimale(valore)
    if letto is None:
        return ""
    intero = letto == letto.to_integral_value()
    return _separa(f"{int(letto):,}" if intero else f"{letto.normalize():,f}")


@register.filter
def euro(valore: Any) -> str:
    """3.100 € – decimals only when there are cents."""
    letto = _decimale(valore)
    if letto is None:
        return ""
    letto = letto.quantize(Decimal("0.01"))
    somma = _separa(f"{int(letto):,}" if letto == letto.to_integral_value() else f"{letto:,.2f}")
    return f"€{somma}" if _lingua() == "en" else f"{somma}{SPAZIO}€"


@register.filter
def peso(ottetti: Any) -> str:
    """14 MB, 2,4 MB, 320 kB: the size of a file."""
    letto = _decimale(ottetti)
    if letto is None:
        return ""
    if letto < 1_000:
        return f"{int(letto)}{SPAZIO}byte"
    unita, misura = ("MB", letto / 1_000_000) if letto >= 1_000_000 else ("kB", letto / 1_000)
    arrotondato = misura.quantize(Decimal("0.1") if misura < 10 else Decimal(1))
    return f"{numero(arrotondato)}{SPAZIO}{unita}"


@register.filter
def quanto_manca(scadenza: Any) -> str:
    """mancano 9 giorni – whole days, then hours in the last day, minutes in the last hour.

    Of a date the whole day counts. Empty once it is past: what to say then depends on the page.
    """
    if isinstance(scadenza, datetime):
        return _manca_all_istante(scadenza - adesso()) if scadenza.tzinfo else ""
    if not isinstance(scadenza, date):
        return ""
    giorni = (scadenza - oggi()).days
    if giorni < 0:
        return ""
    return _mancano_giorni(giorni) if giorni else gettext("è l’ultimo giorno")


def _mancano_giorni(giorni: int) -> str:
    return ngettext("manca %(n)s giorno", "mancano %(n)s giorni", giorni) % {"n": numero(giorni)}


def _manca_all_istante(resto: timedelta) -> str:
    minuti = int(resto.total_seconds() // 60)
    if resto.total_seconds() <= 0:
        return ""
    if minuti >= 24 * 60:
        return _mancano_giorni(minuti // (24 * 60))
    if minuti >= 60:
        ore = minuti // 60
        return ngettext("manca %(n)s ora", "mancano %(n)s ore", ore) % {"n": ore}
    if minuti >= 1:
        return ngettext("manca %(n)s minuto", "mancano %(n)s minuti", minuti) % {"n": minuti}
    return gettext("manca meno di un minuto")


@register.filter
def iso(valore: Any) -> str:
    """The value of a ``<time datetime>``: UTC for an instant."""
    if isinstance(valore, datetime) and valore.tzinfo:
        return valore.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return valore.isoformat() if isinstance(valore, date | time) else ""


@register.filter
def con_elenchi(testo: str) -> SafeString:
    """Plain text as people type it: a blank line begins a paragraph, lines that begin with "- " are a list."""
    pezzi: list[tuple[bool, list[str]]] = []
    for riga in (testo or "").splitlines():
        punto = riga.startswith("- ")
        if not riga.strip():
            pezzi.append((False, []))
        elif pezzi and pezzi[-1][0] == punto and pezzi[-1][1]:
            pezzi[-1][1].append(riga.removeprefix("- ") if punto else riga)
        else:
            pezzi.append((punto, [riga.removeprefix("- ") if punto else riga]))
    return format_html_join("", "{}", ((_pezzo(punto, righe),) for punto, righe in pezzi if righe))


def _pezzo(punto: bool, righe: list[str]) -> SafeString:
    if punto:
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((riga,) for riga in righe)))
    return format_html("<p>{}</p>", format_html_join(SafeString("<br>"), "{}", ((riga,) for riga in righe)))
