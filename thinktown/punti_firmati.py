"""The points of signed sheets, read once by each process: what is signed never changes, its fingerprint says so.

A sheet taken up again is another sheet, with a fingerprint of its own. So what is kept here needs no date of expiry:
only an end to how much there may be of it.
"""

from collections.abc import Iterable, Sequence

from django.db.models import F, IntegerField
from django.db.models.functions import Cast, Round

from thinktown.models import Voto

# Some ten commissions of two thousand applications and seven members.
AL_MASSIMO = 150_000
# More than these are asked for all together, by the seats that gave them.
_A_UNO_A_UNO = 500

Firmata = tuple[int, str]
_letti: dict[tuple[str, ...], dict[Firmata, tuple[int, ...]]] = {}


def dimentica() -> None:
    _letti.clear()


def centesimi(
    firmate: Sequence[Firmata], criteri: Sequence[str], posti: Iterable[int]
) -> dict[Firmata, tuple[int, ...]]:
    """Sheet (its key and fingerprint) → hundredths of a point, criterion by criterion in that order.

    ``posti``: the seats that signed them. A criterion without points counts for -1: of a signed sheet there is none.
    """
    chiavi = tuple(criteri)
    letti = _letti.setdefault(chiavi, {})
    mancano = [una for una in firmate if una not in letti]
    if mancano:
        if sum(len(uno) for uno in _letti.values()) + len(mancano) > AL_MASSIMO:
            dimentica()
            letti = _letti.setdefault(chiavi, {})
            mancano = list(firmate)
        letti |= _leggi(mancano, chiavi, posti)
    return letti


def _leggi(mancano: list[Firmata], chiavi: tuple[str, ...], posti: Iterable[int]) -> dict[Firmata, tuple[int, ...]]:
    quali = {pk for pk, _impronta in mancano}
    righe = Voto.objects.order_by()
    if len(mancano) > _A_UNO_A_UNO:
        righe = righe.filter(scheda__commissario__in=list(posti))
    else:
        righe = righe.filter(scheda__in=quali)
    in_centesimi = Cast(Round(F("punti") * 100), IntegerField())
    dati: dict[int, dict[str, int]] = {}
    for scheda, criterio, punti in righe.exclude(punti=None).values_list("scheda", "criterio", in_centesimi):
        if scheda in quali:
            dati.setdefault(scheda, {})[criterio] = punti
    return {una: tuple(dati.get(una[0], {}).get(chiave, -1) for chiave in chiavi) for una in mancano}
