"""Addresses that people write: which of them a page of ours may lead to."""

import re
from urllib.parse import urlsplit

MASSIMO = 500
_SCHEMA = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Names of the public network, in letters that cannot be taken for others: no port, no account, no number.
_SITO = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$", re.IGNORECASE)
_VIETATI = re.compile(r"[\s<>\"'`\\^{|}]")


def completo(testo: str) -> str:
    """As it was typed; one without its beginning, as people copy them, gets it."""
    return testo if not testo or _SCHEMA.match(testo) else f"https://{testo}"


def sicuro(testo: object) -> bool:
    """A page of a public site, over https: nothing that runs, nothing that signs in, nothing inside our network."""
    if not isinstance(testo, str) or len(testo) > MASSIMO or not testo.isprintable() or _VIETATI.search(testo):
        return False
    try:
        pezzi = urlsplit(testo)
    except ValueError:
        return False
    return pezzi.scheme == "https" and bool(_SITO.match(pezzi.netloc))
