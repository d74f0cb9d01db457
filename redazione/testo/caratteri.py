"""Characters that a text may hold: what both databases, XML feeds and readers can bear."""

import re
import unicodedata

# NUL and other controls (PostgreSQL and XML 1.0 refuse them), lone surrogates (no UTF-8), what is no character, and
# marks that nobody sees: they hide words from search, and the ones of direction turn an address round (CVE-2021-42574).
# Kept: the joiners of emoji and of Persian, and every kind of white space.
_CONTROLLI = r"\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"
_INVISIBILI = r"\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_NESSUN_CARATTERE = r"\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(piano << 16 | ultimi) for piano in range(17) for ultimi in (0xFFFE, 0xFFFF)
)
_VIA = re.compile(f"[{_CONTROLLI}{_INVISIBILI}{_NESSUN_CARATTERE}]")


def netti(testo: str) -> str:
    """``testo`` without what cannot be stored or seen, letters and accents as one character (NFC)."""
    return unicodedata.normalize("NFC", _VIA.sub("", testo))
