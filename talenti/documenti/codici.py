"""Verification codes: short enough to be typed from paper, too many to be guessed (80 bits)."""

import secrets

LUNGHEZZA = 16
# Crockford's base 32: no I, L, O, U, so that nothing is misread and no word is spelt.
_LETTERE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SCAMBI = str.maketrans({"O": "0", "I": "1", "L": "1"})


def nuovo_codice() -> str:
    return "".join(secrets.choice(_LETTERE) for _posto in range(LUNGHEZZA))


def a_gruppi(codice: str) -> str:
    """ABCD-EFGH-JKMN-PQRS"""
    return "-".join(codice[k : k + 4] for k in range(0, len(codice), 4))


def leggi_codice(scritto: str) -> str:
    """A code as people type it (spaces, dashes, small letters, O for 0); "" when it cannot be one."""
    netto = "".join(lettera for lettera in scritto[:100].upper() if lettera.isalnum()).translate(_SCAMBI)
    return netto if len(netto) == LUNGHEZZA and all(lettera in _LETTERE for lettera in netto) else ""
