"""Signing with Ed25519 (RFC 8032). The private half lives in a file that only the portal's user reads."""

import base64
import hashlib
import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import ErroreDiDominio


class ChiaveAssente(ErroreDiDominio):
    codice = "chiave_assente"


def genera() -> tuple[str, str]:
    """A new key pair: the private half is on disk, (kid, public half) is returned."""
    privata = Ed25519PrivateKey.generate()
    grezza = privata.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    pubblica = _a_testo(grezza)
    kid = _impronta(pubblica)
    pem = privata.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    cartella = Path(settings.CHIAVI)
    cartella.mkdir(mode=0o700, parents=True, exist_ok=True)
    descrittore = os.open(_file(kid), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descrittore, "wb") as file:
        file.write(pem)
    return kid, pubblica


def firma(kid: str, messaggio: bytes) -> str:
    try:
        pem = _file(kid).read_bytes()
    except FileNotFoundError as errore:
        raise ChiaveAssente(
            _("Su questo server manca la chiave che firma i documenti. Chi lo gestisce può crearne una nuova.")
        ) from errore
    privata = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(privata, Ed25519PrivateKey):
        raise TypeError(f"{_file(kid)} is not an Ed25519 key")
    return _a_testo(privata.sign(messaggio))


def vale(pubblica: str, firma_data: str, messaggio: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(_da_testo(pubblica)).verify(_da_testo(firma_data), messaggio)
    except (InvalidSignature, ValueError):
        return False
    return True


def butta(kid: str) -> None:
    """For a key that was never used (its row could not be written)."""
    _file(kid).unlink(missing_ok=True)


def _file(kid: str) -> Path:
    return Path(settings.CHIAVI) / f"{kid}.pem"


def _impronta(pubblica: str) -> str:
    """The key's name is its own fingerprint (RFC 7638)."""
    canonica = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": pubblica}, separators=(",", ":"), sort_keys=True)
    return _a_testo(hashlib.sha256(canonica.encode()).digest())


def _a_testo(grezzo: bytes) -> str:
    return base64.urlsafe_b64encode(grezzo).rstrip(b"=").decode()


def _da_testo(testo: str) -> bytes:
    return base64.urlsafe_b64decode(testo + "=" * (-len(testo) % 4))
