"""Typed values from the environment.

Every reader stops the start with one sentence when a value is missing or malformed: a portal that
starts with half its secrets is worse than one that does not start.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

_VERI = {"1", "true", "si", "sì", "yes", "on"}
_FALSI = {"0", "false", "no", "off", ""}
# One name: it is written in a header of ours. What follows is for the browser alone.
_MATTONELLE = re.compile(r"https://[a-z0-9.-]+(:[0-9]+)?/[^\s\"<>]+", re.ASCII)
# This very machine: what is said to it crosses no network.
_QUI = ("localhost", "127.0.0.1", "::1")
# What may follow «?» in the address of PostgreSQL: the words of libpq that a portal has a use for.
_OPZIONI_POSTGRESQL = (
    "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "options", "connect_timeout", "application_name",
    "target_session_attrs",
)  # fmt: skip


def _scritto(nome: str) -> str | None:
    """What the environment says of a name. With ``_FILE`` after it (``SECRET_KEY_FILE``) it names a file that holds
    the value, as container secrets are given; None when neither is there."""
    percorso = os.environ.get(f"{nome}_FILE")
    if not percorso:
        return os.environ.get(nome)
    try:
        return Path(percorso).read_text(encoding="utf-8").strip()
    except OSError as errore:
        raise ImproperlyConfigured(f"{nome}_FILE: il file {percorso} non si legge ({errore.strerror}).") from errore


def testo(nome: str, predefinito: str | None = None) -> str:
    """The value as written; without a default it must be there."""
    valore = _scritto(nome)
    if valore is None:
        valore = predefinito
    if valore is None or (predefinito is None and not valore):
        raise ImproperlyConfigured(f"Manca la variabile d'ambiente {nome}: vedi docs/operations.md.")
    return valore


def booleano(nome: str, predefinito: bool) -> bool:
    valore = _scritto(nome)
    if valore is None:
        return predefinito
    if valore.lower() in _VERI:
        return True
    if valore.lower() in _FALSI:
        return False
    raise ImproperlyConfigured(f"{nome}={valore!r} non è un sì o un no: scrivi 1 oppure 0.")


def intero(nome: str, predefinito: int) -> int:
    valore = _scritto(nome)
    if not valore:
        return predefinito
    try:
        return int(valore)
    except ValueError as errore:
        raise ImproperlyConfigured(f"{nome}={valore!r} non è un numero intero.") from errore


def elenco(nome: str, predefinito: Sequence[str] = ()) -> list[str]:
    """Values separated by commas."""
    valore = _scritto(nome)
    if valore is None:
        return list(predefinito)
    return [parte.strip() for parte in valore.split(",") if parte.strip()]


def scelta(nome: str, ammessi: Sequence[str], predefinito: str) -> str:
    valore = _scritto(nome) or predefinito
    if valore not in ammessi:
        raise ImproperlyConfigured(f"{nome}={valore!r}: può essere solo {', '.join(ammessi)}.")
    return valore


def cartella(nome: str, predefinito: Path | None) -> Path:
    """A folder that is there when this returns; without a default it must be named, from the root."""
    scritta = testo(nome) if predefinito is None else testo(nome, "") or str(predefinito)
    if predefinito is None and not Path(scritta).is_absolute():
        raise ImproperlyConfigured(f"{nome}={scritta!r}: scrivi il percorso intero, che comincia con /.")
    percorso = Path(scritta).resolve()
    try:
        percorso.mkdir(parents=True, exist_ok=True)
    except OSError as errore:
        raise ImproperlyConfigured(f"{nome}: la cartella {percorso} non si può creare ({errore.strerror}).") from errore
    return percorso


def indirizzo(nome: str, schemi: Sequence[str], predefinito: str | None = None) -> str:
    """An address with one of these schemes and a host; empty only where the default is."""
    scritto = testo(nome, predefinito)
    if scritto and not _e_indirizzo(scritto, schemi):
        raise ImproperlyConfigured(
            f"{nome}: scrivi un indirizzo che comincia con {' o '.join(f'{schema}://' for schema in schemi)}."
        )
    return scritto


def servizio(nome: str) -> str:
    """Where another program is asked, empty when none is: over HTTPS, or on this very machine."""
    scritto = indirizzo(nome, ("https", "http"), "")
    url = urlsplit(scritto)
    if url.username or url.password or url.fragment:
        raise ImproperlyConfigured(f"{nome}: scrivi l'indirizzo senza utente, password o «#»: il gettone sta da solo.")
    if url.scheme == "http" and url.hostname not in _QUI:
        raise ImproperlyConfigured(f"{nome}: fuori da questa macchina si parla solo in https://.")
    return scritto


def gateway() -> dict[str, Any] | None:
    """The OpenID Connect gateway of SPID, CIE and eIDAS as allauth wants it; None where no address is written."""
    if not testo("OIDC_INDIRIZZO", ""):
        return None
    return {
        "provider_id": testo("OIDC_ID", "identita"),
        "name": testo("OIDC_NOME", "SPID o CIE"),
        "client_id": testo("OIDC_CLIENT_ID"),
        "secret": testo("OIDC_SEGRETO"),
        "settings": {
            "server_url": testo("OIDC_INDIRIZZO"),
            "fetch_userinfo": True,
            "oauth_pkce_enabled": True,
            "scope": elenco("OIDC_SCOPE", ["openid", "profile"]),
        },
    }


def mattonelle(nome: str) -> str:
    """The address of a map's tiles, empty when no server is named: the pages that show them let it in by its name."""
    scritto = testo(nome, "")
    if scritto and not (_MATTONELLE.fullmatch(scritto) and all(parte in scritto for parte in ("{z}", "{x}", "{y}"))):
        raise ImproperlyConfigured(
            f"{nome}={scritto!r}: scrivi un indirizzo come https://mappe.sito.it/{{z}}/{{x}}/{{y}}.png, "
            "con un nome solo."
        )
    return scritto


def sito(nome: str, predefinito: str | None) -> str:
    """Where the portal answers: scheme and name alone, no slash at the end. Without a default, over HTTPS only."""
    scritto = indirizzo(nome, ("https",) if predefinito is None else ("http", "https"), predefinito).rstrip("/")
    if not _solo_origine(scritto):
        raise ImproperlyConfigured(f"{nome}={scritto!r}: scrivi solo il nome del sito, per esempio https://sito.it.")
    return scritto


def origini(nome: str, predefinito: Sequence[str]) -> list[str]:
    """Origins separated by commas: scheme and name, as browsers write them."""
    scritte = elenco(nome, predefinito) or list(predefinito)
    for origine in scritte:
        if not (_e_indirizzo(origine, ("http", "https")) and _solo_origine(origine)):
            raise ImproperlyConfigured(f"{nome}={origine!r}: scrivi schema e nome, per esempio https://sito.it.")
    return scritte


def _e_indirizzo(scritto: str, schemi: Sequence[str]) -> bool:
    try:
        url = urlsplit(scritto)
        return url.scheme in schemi and bool(url.hostname) and (url.port is None or url.port > 0)
    except ValueError:
        return False


def _solo_origine(scritto: str) -> bool:
    """Nothing follows the name."""
    url = urlsplit(scritto)
    return not (url.path or url.query or url.fragment)


def basedati(nome: str, nel_file: Path) -> dict:
    """A Django database from ``postgres://user:password@host:port/name?sslmode=…`` or ``sqlite:///path``.

    A password that stands in a variable of its own (DATABASE_PASSWORD) is taken as it is, whatever its signs.
    """
    try:
        url = urlsplit(_scritto(nome) or f"sqlite://{quote(str(nel_file))}")
        porta = url.port
    except ValueError as errore:
        raise ImproperlyConfigured(
            f"{nome}: l'indirizzo non si capisce ({errore}). I segni particolari della password vanno "
            "scritti come %XX, oppure la password sta da sola in DATABASE_PASSWORD."
        ) from errore
    if url.scheme == "sqlite":
        return _sqlite(nome, url)
    if url.scheme in {"postgres", "postgresql"}:
        return _postgresql(nome, url, porta)
    raise ImproperlyConfigured(f"{nome}: «{url.scheme}» non è una base dati che conosco (postgres o sqlite).")


def _sqlite(nome: str, url: SplitResult) -> dict:
    if url.query or url.fragment:
        raise ImproperlyConfigured(f"{nome}: nel percorso di SQLite i segni ? e # vanno scritti come %3F e %23.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": unquote(url.path),
        # IMMEDIATE takes the write lock when the transaction begins: what `atto` reads under it
        # cannot change before it commits, as under select_for_update on PostgreSQL.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _postgresql(nome: str, url: SplitResult, porta: int | None) -> dict:
    if url.fragment:
        raise ImproperlyConfigured(f"{nome}: il segno # va scritto come %23.")
    if not url.path.lstrip("/"):
        raise ImproperlyConfigured(f"{nome}: manca il nome della base dati (postgres://utente@server:5432/nome).")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or "") or testo("DATABASE_PASSWORD", ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(porta or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _opzioni(nome, url.query),
    }


def _opzioni(nome: str, scritte: str) -> dict[str, str]:
    """What follows «?», word by word; one that nobody would read stops the start instead of being dropped."""
    opzioni = dict(parse_qsl(scritte, keep_blank_values=True))
    for parola, valore in opzioni.items():
        if parola not in _OPZIONI_POSTGRESQL or not valore:
            raise ImproperlyConfigured(
                f"{nome}: dopo «?» non conosco «{parola}={valore}»; conosco {', '.join(_OPZIONI_POSTGRESQL)}."
            )
    return opzioni


def chiave_segreta(dati: Path, *, va_data: bool) -> str:
    """What signs sessions and links: where it must be given, given by SECRET_KEY; elsewhere made once and kept."""
    if va_data:
        chiave = testo("SECRET_KEY")
        if len(chiave) < 50:
            raise ImproperlyConfigured("SECRET_KEY è troppo corta: servono almeno 50 caratteri casuali.")
        if chiave.startswith("scrivi-qui"):
            raise ImproperlyConfigured("SECRET_KEY è ancora quella dell'esempio, che tutti leggono: scrivine una tua.")
        return chiave
    percorso = dati / "chiave_segreta"
    if not percorso.exists():
        percorso.write_text(get_random_secret_key() + get_random_secret_key())
        percorso.chmod(0o600)
    return percorso.read_text()
