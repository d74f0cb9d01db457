"""Does an address outside of the portal answer? Asked politely, and never of a machine of ours or of a private network.

The name is resolved once and the connection goes to that very address, so that a name which changes its mind in
between leads nowhere (SSRF and DNS rebinding: OWASP, "Server-Side Request Forgery Prevention").
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

ATTESA = 6.0
RINVII = 4
_PORTE = {"http": 80, "https": 443}
# What a site says to who does not come with a browser: the page is there all the same.
_CI_SONO = frozenset({401, 403, 405, 406, 429, 503})
_CHI = "TalentiDiffusi/1.0 (controllo dei collegamenti)"


@dataclass(frozen=True)
class Risposta:
    risponde: bool
    detto: str


class _NonSiProva(Exception):
    """An address that is not asked; the sentence says why."""


def prova(url: str, *, anche_interni: bool = False) -> Risposta:
    """Ask for ``url``, following a few redirects. ``anche_interni`` also asks machines that are not on the internet."""
    try:
        for _volta in range(RINVII + 1):
            stato, dove = _chiedi(url, anche_interni)
            if not (300 <= stato < 400 and dove):
                return _giudicata(stato)
            url = urljoin(url, dove)
        return Risposta(False, _("rinvia troppe volte"))
    except _NonSiProva as perche:
        return Risposta(False, str(perche))
    except TimeoutError:
        return Risposta(False, _("non ha risposto in tempo"))
    except ssl.SSLError:
        return Risposta(False, _("il certificato non va bene"))
    except (OSError, http.client.HTTPException, ValueError):
        return Risposta(False, _("il sito non risponde"))


def _giudicata(stato: int) -> Risposta:
    if stato < 400 or stato in _CI_SONO:
        return Risposta(True, str(stato))
    if stato in (404, 410):
        return Risposta(False, _("la pagina non c'è (%(n)s)") % {"n": stato})
    return Risposta(False, _("il sito dà errore (%(n)s)") % {"n": stato})


def _chiedi(url: str, anche_interni: bool) -> tuple[int, str]:
    """The status and, of a redirect, where it leads. The body is not read."""
    parti = urlsplit(url)
    if parti.scheme not in _PORTE or not parti.hostname:
        raise _NonSiProva(_("non è un indirizzo web"))
    porta = parti.port or _PORTE[parti.scheme]
    if porta not in _PORTE.values() and not anche_interni:
        raise _NonSiProva(_("usa una porta che non proviamo"))
    numero = _numero(parti.hostname, porta, anche_interni)
    filo = _Filo(parti.scheme, parti.hostname, porta, numero)
    try:
        percorso = parti.path or "/"
        filo.request("GET", f"{percorso}?{parti.query}" if parti.query else percorso, headers={"User-Agent": _CHI})
        risposta = filo.getresponse()
        return risposta.status, risposta.getheader("Location", "")
    finally:
        filo.close()


def _numero(nome: str, porta: int, anche_interni: bool) -> str:
    """The address of the machine: every one that the name has must be on the public internet."""
    trovati = {str(riga[4][0]) for riga in socket.getaddrinfo(nome, porta, type=socket.SOCK_STREAM)}
    if not anche_interni and not all(ipaddress.ip_address(uno).is_global for uno in trovati):
        raise _NonSiProva(_("non è un sito pubblico"))
    return sorted(trovati)[0]


class _Filo(http.client.HTTPConnection):
    """A connection to one address, that speaks to it by its name."""

    def __init__(self, schema: str, nome: str, porta: int, numero: str) -> None:
        super().__init__(nome, porta, timeout=ATTESA)
        self._cifrato, self._numero = schema == "https", numero

    def connect(self) -> None:
        presa = socket.create_connection((self._numero, self.port), timeout=ATTESA)
        self.sock = (
            ssl.create_default_context().wrap_socket(presa, server_hostname=self.host) if self._cifrato else presa
        )
