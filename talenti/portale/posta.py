"""The mails of the demonstration: what the file backend wrote, ready to read."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

_FRONTIERA = re.compile(rb"^-{79}\n", re.MULTILINE)
_CODICE = re.compile(r"^([0-9]{8}-[0-9]{6}-[0-9]+)\.log-([0-9]{1,4})$")
MASSIMO, MASSIMO_FILE = 200, 600
_MAI = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Mail:
    """One mail: ``codice`` names its file and its place in it."""

    codice: str
    a: str
    oggetto: str
    quando: datetime | None
    testo: str
    html: str

    @property
    def html_nella_finestra(self) -> str:
        """The mail's page, with links that leave the frame it is shown in."""
        base = '<base target="_top">'
        testa = re.search(r"<head[^>]*>", self.html, re.IGNORECASE)
        if testa is None:
            return base + self.html
        return self.html[: testa.end()] + base + self.html[testa.end() :]


def _cartella() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def elenco() -> list[Mail]:
    """The last mails, newest first by their own date."""
    file = sorted(_cartella().glob("*.log"), key=lambda uno: uno.stat().st_mtime_ns, reverse=True)[:MASSIMO_FILE]
    lette = [mail for uno in reversed(file) for mail in _leggi(uno)]
    lette.sort(key=lambda mail: mail.quando or _MAI)
    return lette[: -MASSIMO - 1 : -1]


def trova(codice: str) -> Mail | None:
    """The mail of that code, or None: the code never becomes a path of its own."""
    trovato = _CODICE.match(codice)
    if not trovato:
        return None
    file = _cartella() / f"{trovato[1]}.log"
    if not file.is_file():
        return None
    return next((mail for mail in _leggi(file) if mail.codice == codice), None)


def _leggi(file: Path) -> tuple[Mail, ...]:
    return _letto(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=MASSIMO_FILE)
def _letto(file: Path, _scritto_ns: int) -> tuple[Mail, ...]:
    """The mails of a file as it was then: two hundred of them take longer to read than all the rest of the page."""
    pezzi = enumerate(_FRONTIERA.split(file.read_bytes()))
    return tuple(
        _mail(f"{file.name}-{n}", message_from_bytes(pezzo.strip(b"\n"), policy=policy.default))
        for n, pezzo in pezzi
        if pezzo.strip()
    )


def _mail(codice: str, messaggio: EmailMessage) -> Mail:
    return Mail(
        codice=codice,
        a=str(messaggio.get("To", "")),
        # A long header is folded: what is left of the fold is no part of the subject.
        oggetto=str(messaggio.get("Subject", "")).strip(),
        quando=_quando(messaggio),
        testo=_parte(messaggio, "plain"),
        html=_parte(messaggio, "html"),
    )


def _quando(messaggio: EmailMessage) -> datetime | None:
    try:
        quando = parsedate_to_datetime(str(messaggio["Date"]))
    except (TypeError, ValueError):
        return None
    return quando if quando.tzinfo else quando.replace(tzinfo=UTC)


def _parte(messaggio: EmailMessage, tipo: str) -> str:
    parte = messaggio.get_body(preferencelist=(tipo,))
    return str(parte.get_content()) if parte else ""
