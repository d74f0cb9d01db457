"""Addresses that a link may have. Judged by our own small grammar, not by ``urlsplit``: browsers are laxer than it."""

import re
from urllib.parse import parse_qs, quote

from redazione.testo.caratteri import netti

MASSIMO = 2000
# What RFC 3986 lets stand as it is; anything else, quotes and backslashes too, is written with %.
_STANNO = "-._~:/?#[]@!$&'()*+,;=%"
_SCHEMA = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE)
_SITO = re.compile(r"//([^/?#]*)(.*)")
_OSPITE = re.compile(r"([a-z0-9](?:[a-z0-9_.-]*[a-z0-9.])?|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
_TELEFONO = re.compile(r"\+?[0-9]{2,}")


def indirizzo(scritto: str) -> str:
    """The address in the one form we keep, or "" when a link may not have it.

    Kept: http, https, mailto, tel, and what begins with one "/" (this site). Refused: any other scheme, "//host",
    a user before the host (https://banca.it@altrove.example), relative addresses and bare anchors.
    """
    if len(scritto) > MASSIMO:
        return ""
    # Browsers take tabs and new lines out of an address before they read its scheme.
    netto = netti(re.sub(r"[\t\n\r\f]", "", scritto)).strip()
    if netto.startswith("/"):
        return "" if netto.startswith("//") else _breve(_scrivi(netto))
    if netto.lower().startswith("www."):
        netto = f"https://{netto}"
    trovato = _SCHEMA.fullmatch(netto)
    lettore = _LETTORI.get(trovato[1].lower()) if trovato else None
    return _breve(lettore(trovato[1].lower(), trovato[2])) if trovato and lettore else ""


def esterno(indirizzo: str) -> bool:
    return indirizzo.startswith(("http://", "https://"))


def _breve(intero: str) -> str:
    """Letters written with % make an address longer: judged again, so that what was kept is kept the next time."""
    return intero if len(intero) <= MASSIMO else ""


def _scrivi(pezzo: str) -> str:
    return quote(pezzo, safe=_STANNO)


def _sito(schema: str, resto: str) -> str:
    diviso = _SITO.fullmatch(resto)
    ospite = _ospite(diviso[1]) if diviso else ""
    if not diviso or not ospite:
        return ""
    return _senza_google(ospite, diviso[2]) or f"{schema}://{ospite}{_scrivi(diviso[2])}"


def _ospite(scritto: str) -> str:
    """In ASCII: a host of foreign letters that looks like another one shows itself as xn--…"""
    try:
        ascii_ = scritto if scritto.isascii() else scritto.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return ascii_.lower() if _OSPITE.fullmatch(ascii_.lower()) else ""


def _senza_google(ospite: str, resto: str) -> str:
    """Where a link goes that Google Docs has sent through its own counter; "" when it is no such link."""
    percorso, _, domanda = resto.partition("?")
    if percorso != "/url" or not re.fullmatch(r"(www\.)?google\.[a-z.]+", ospite):
        return ""
    dove = parse_qs(domanda.partition("#")[0]).get("q", [""])[0]
    return indirizzo(dove) if _SCHEMA.match(dove) else ""


def _posta(_schema: str, resto: str) -> str:
    return f"mailto:{_scrivi(resto.strip())}" if "@" in resto else ""


def _telefono(_schema: str, resto: str) -> str:
    numero = re.sub(r"[\s().%-]|%20", "", resto)
    return f"tel:{numero}" if _TELEFONO.fullmatch(numero) else ""


_LETTORI = {"http": _sito, "https": _sito, "mailto": _posta, "tel": _telefono}
