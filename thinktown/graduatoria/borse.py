"""What is left, while places and money are given out: of each quota, of each section, of the whole call.

Two kinds of thing, places and cents, counted alike; None means that there is no limit of that kind. What is taken from
a quota is taken from its section too, and money from the whole call: the same sum is seen at three levels.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from thinktown.enums import Inevasa
from thinktown.enums_graduatoria import DaDove
from thinktown.graduatoria.dati import Avanzo, Concorrente, Regole
from thinktown.graduatoria.numeri import centesimi, in_euro

POSTI, FONDI = 0, 1
Coppia = list[int | None]


def _cent(euro: Decimal | None) -> int | None:
    return None if euro is None else centesimi(euro)


def _il_meno(*limiti: int | None) -> int | None:
    return min((uno for uno in limiti if uno is not None), default=None)


def _meno(coppia: Coppia, cosa: int, quanto: int) -> int:
    """Takes as much as there is, and says how much that was."""
    resto = coppia[cosa]
    preso = quanto if resto is None else min(max(resto, 0), quanto)
    if resto is not None:
        coppia[cosa] = resto - preso
    return preso


@dataclass
class _Quota:
    resto: Coppia
    # What its own do not use stays unused: nobody else may count on it.
    tiene: bool


@dataclass
class _Sezione:
    resto: Coppia
    cede: bool
    quote: dict[str, _Quota] = field(default_factory=dict)

    def libero(self, cosa: int, settore: str | None, *, dopo_le_quote: bool = True) -> int | None:
        """What an application of that sector may count on here: all, less what other quotas keep for themselves.

        While the quotas are being given out (not ``dopo_le_quote``) each still keeps what it has.
        """
        resto = self.resto[cosa]
        if resto is None:
            return None
        altre = (una for chiave, una in self.quote.items() if chiave != settore)
        return resto - sum(una.resto[cosa] or 0 for una in altre if una.tiene or not dopo_le_quote)


class Borse:
    """All that is left, and the only hands that take from it."""

    def __init__(self, regole: Regole) -> None:
        self._tutto = _cent(regole.fondi)
        self._sezioni = {
            una.chiave: _Sezione(
                [una.posti, _cent(una.fondi)],
                una.avanzi == Inevasa.ALTRE,
                {
                    quota.chiave: _Quota([quota.posti, _cent(quota.fondi)], quota.avanzi == Inevasa.RESTANO)
                    for quota in una.quote
                },
            )
            for una in regole.sezioni
        }

    def ha_quota(self, uno: Concorrente) -> bool:
        return uno.settore in self._sezioni[uno.sezione].quote

    def quanto(self, cosa: int, uno: Concorrente, da: DaDove) -> int | None:
        """How much of it that application can have from there; None, as much as it likes."""
        return _il_meno(self._limite(cosa, uno, da), self._tutto if cosa == FONDI else None)

    def finiti_per_tutti(self, cent: int) -> bool:
        """Has the whole call less money than that?"""
        return self._tutto is not None and self._tutto < cent

    def _limite(self, cosa: int, uno: Concorrente, da: DaDove) -> int | None:
        sua = self._sezioni[uno.sezione]
        if da == DaDove.QUOTA:
            tenuto = sua.quote[uno.settore].resto[cosa]
            # A quota of money alone keeps no place: one is had out of those that no quota keeps.
            nella_sezione = sua.libero(cosa, uno.settore, dopo_le_quote=False) if tenuto is None else sua.resto[cosa]
            return _il_meno(tenuto, nella_sezione)
        libero = sua.libero(cosa, uno.settore)
        if da == DaDove.SEZIONE or libero is None:
            return libero
        # What it has not enough of is completed with what the others leave.
        return libero + sum(altra.libero(cosa, None) or 0 for altra in self._cedono(sua, cosa))

    def _cedono(self, sua: _Sezione, cosa: int) -> Iterable[_Sezione]:
        return (una for una in self._sezioni.values() if una.cede and una is not sua and (una.resto[cosa] or 0) > 0)

    def prendi(self, cosa: int, quanto: int, uno: Concorrente, da: DaDove) -> None:
        """Takes it, from its own first. What was given once is taken even where it is no longer there."""
        sua = self._sezioni[uno.sezione]
        if cosa == FONDI and self._tutto is not None:
            self._tutto -= quanto
        if uno.settore in sua.quote:
            _meno(sua.quote[uno.settore].resto, cosa, quanto)
        if da == DaDove.ALTRE:
            quanto = self._dalle_altre(cosa, quanto, sua, uno.settore)
        if (resto := sua.resto[cosa]) is not None:
            sua.resto[cosa] = resto - quanto

    def _dalle_altre(self, cosa: int, quanto: int, sua: _Sezione, settore: str) -> int:
        """What its own section has is for its own section to give; the rest comes from the others, in their order."""
        libero = sua.libero(cosa, settore)
        manca = 0 if libero is None else max(0, quanto - max(0, libero))
        proprio = quanto - manca
        for altra in self._cedono(sua, cosa):
            preso = min(manca, max(0, altra.libero(cosa, None) or 0))
            manca -= _meno(altra.resto, cosa, preso)
        return proprio + manca

    def avanzi(self) -> tuple[Avanzo, ...]:
        """What is left of each section when everything has been given out."""
        return tuple(
            Avanzo(sezione=chiave, posti=_mai_sotto(una.resto[POSTI]), fondi=_in_euro(_mai_sotto(una.resto[FONDI])))
            for chiave, una in self._sezioni.items()
        )


def _mai_sotto(resto: int | None) -> int | None:
    return None if resto is None else max(0, resto)


def _in_euro(resto: int | None) -> Decimal | None:
    return None if resto is None else in_euro(resto)
