"""Fingerprints: pure functions from values to SHA-256 hex digests."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any


def canonico(valore: Any) -> bytes:
    """JSON with sorted keys and no blanks (the subset of RFC 8785 that we use: no floats)."""
    return json.dumps(valore, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode()


def sha256(*parti: bytes) -> str:
    return hashlib.sha256(b"".join(parti)).hexdigest()


def impegno(sale: str, dati: Any) -> str:
    """The commitment to an erasable payload: without the salt it says nothing of it."""
    return sha256(bytes.fromhex(sale), canonico(dati))


def istante(quando: datetime) -> str:
    return quando.astimezone(UTC).isoformat(timespec="microseconds")


def impronta_transizione(t: Any) -> str:
    """The fingerprint of a Transizione, over every field of it and the fingerprint before."""
    return sha256(
        canonico(
            [
                t.oggetto_tipo,
                t.oggetto_id,
                t.n,
                t.verbo,
                t.da_stato,
                t.a_stato,
                t.attore,
                istante(t.quando),
                t.impegno,
                t.precedente,
            ]
        )
    )


def impronta_sigillo(s: Any) -> str:
    return sha256(canonico([s.n, istante(s.quando), s.quanti, s.radice, s.precedente]))


def radice_merkle(foglie: Sequence[str]) -> str:
    """The Merkle tree head of hex digests, as RFC 9162 §2.1.1 (leaf prefix 00, node prefix 01)."""
    if not foglie:
        return sha256()
    if len(foglie) == 1:
        return sha256(b"\x00", bytes.fromhex(foglie[0]))
    meta = 1 << ((len(foglie) - 1).bit_length() - 1)
    sinistra, destra = radice_merkle(foglie[:meta]), radice_merkle(foglie[meta:])
    return sha256(b"\x01", bytes.fromhex(sinistra), bytes.fromhex(destra))
