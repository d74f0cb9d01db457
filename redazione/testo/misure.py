"""How long a text is and how hard to read: words, minutes, sentences, the Gulpease index, the sentences to break.

Gulpease: 89 + (300 · sentences − 10 · letters) / words. Lucisano P., Piemontese M.E., "GULPEASE: una formula per la
predisposizione di testi…", Scuola e città 3 (1988), 110–124; thresholds from the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from redazione.testo.pulizia import leggi

PAROLE_AL_MINUTO = 200
# Above it a sentence is among those to break: twenty words are the aim, and a few more do no harm.
LUNGA = 25

# A point behind them ends no sentence. "ecc." may: it does before a capital letter, as any other word.
_ABBREVIAZIONI = frozenset({
    "all", "art", "artt", "arch", "avv", "ca", "cap", "cfr", "co", "col", "d", "doc", "dott", "dr", "ed", "es", "fig",
    "fam", "gen", "geom", "ing", "lett", "mons", "n", "nn", "on", "p", "pag", "pagg", "par", "pp", "prof", "proff",
    "prot", "ric", "rif", "s", "sec", "sez", "sig", "sigg", "spett", "ss", "st", "str", "tab", "tel", "u", "v", "vol",
    "dott.ssa", "prof.ssa", "sig.ra", "sig.na", "sig.ri", "d.lgs", "d.l", "d.p.r", "l.r", "s.p.a", "s.r.l",
})  # fmt: skip
# Characters before a point in which an abbreviation is looked for.
_ABBREVIAZIONE = 20
_FINE = re.compile(r"(?<![.!?…])(?P<segno>[.!?…]++)[\"'”’»)\]]*\s+(?=[\"'“‘«(\[—–-]*\s?(?P<dopo>[^\W_]))")
_ULTIMA = re.compile(r"[^\s\"'’“‘«(\[]+\Z")
# Two words each: l'amico, dell’anno; one each: po', 3,5, 12/5/2026, www.comune.it, sì/no.
_APOSTROFO = re.compile(r"(?<=[^\W_])['’](?=[^\W_])")
_LETTERA = re.compile(r"[^\W_]")


class Leggibilita(TextChoices):
    """Whom a text is hard for, by its index."""

    ARDUA = "ardua", _("difficile anche per chi ha il diploma")
    DIFFICILE = "difficile", _("difficile per chi si è fermato alla terza media")
    MEDIA = "media", _("facile per chi ha finito la terza media")
    FACILE = "facile", _("facile per tutti")


@dataclass(frozen=True)
class Frase:
    testo: str
    parole: int


@dataclass(frozen=True)
class Misure:
    """``gulpease`` is None of a text without words; ``lunghe``: the sentences to break, the longest first."""

    parole: int
    lettere: int
    frasi: int
    minuti: int
    gulpease: int | None
    lunghe: tuple[Frase, ...]

    @property
    def leggibilita(self) -> Leggibilita | None:
        return None if self.gulpease is None else giudizio(self.gulpease)


def misura(html: str, *, quante_lunghe: int = 5) -> Misure:
    """Captions count as text, addresses of links do not."""
    testi = [blocco.testo for blocco in leggi(html)]
    tutte = [Frase(frase, conta_parole(frase)) for testo in testi for frase in frasi(testo)]
    vere = [frase for frase in tutte if frase.parole]
    parole = sum(frase.parole for frase in vere)
    lettere = sum(len(_LETTERA.findall(testo)) for testo in testi)
    lunghe = sorted((frase for frase in vere if frase.parole > LUNGA), key=lambda frase: -frase.parole)
    return Misure(
        parole=parole,
        lettere=lettere,
        frasi=len(vere),
        minuti=minuti(parole),
        gulpease=gulpease(lettere=lettere, parole=parole, frasi=len(vere)),
        lunghe=tuple(lunghe[:quante_lunghe]),
    )


def minuti(parole: int) -> int:
    """How long so many words take, in whole minutes; at least one."""
    return max(1, -(-parole // PAROLE_AL_MINUTO))


def gulpease(*, lettere: int, parole: int, frasi: int) -> int | None:
    """From 0, hardest, to 100; very short texts would pass both ends. None without words."""
    if not parole:
        return None
    return max(0, min(100, round(89 + (300 * frasi - 10 * lettere) / parole)))


def giudizio(indice: int) -> Leggibilita:
    if indice < 40:
        return Leggibilita.ARDUA
    if indice < 60:
        return Leggibilita.DIFFICILE
    return Leggibilita.MEDIA if indice < 80 else Leggibilita.FACILE


def conta_parole(testo: str) -> int:
    return sum(len(_APOSTROFO.findall(parola)) + 1 for parola in testo.split() if _LETTERA.search(parola))


def frasi(testo: str) -> Iterator[str]:
    """The sentences of one block. Only a block ends one without a sign: a heading, an item, a caption are sentences."""
    inizio = 0
    for trovata in _FINE.finditer(testo):
        if _finisce(
            testo[max(inizio, trovata.start() - _ABBREVIAZIONE) : trovata.start()], trovata["segno"], trovata["dopo"]
        ):
            yield testo[inizio : trovata.end()].strip()
            inizio = trovata.end()
    if testo[inizio:].strip():
        yield testo[inizio:].strip()


def _finisce(prima: str, segno: str, dopo: str) -> bool:
    """Not before a small letter; a lone point neither behind an abbreviation or initial, nor between two figures."""
    if not (dopo.isupper() or dopo.isdigit()):
        return False
    ultima = _ULTIMA.search(prima)
    if segno != "." or ultima is None:
        return True
    parola = ultima[0]
    if parola.lower() in _ABBREVIAZIONI or (len(parola) == 1 and parola.isupper()):
        return False
    return not (dopo.isdigit() and parola.isdigit())
