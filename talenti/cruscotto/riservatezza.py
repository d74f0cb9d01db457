"""Small numbers of people: what is told, what is only said to be small, what is not told at all.

A number of people under five may point at somebody: in public it reads "meno di 5". Where the total is known
that is not enough, since taking the others away from it gives the number back. So in a breakdown whose total
can be read somewhere (``Indicatore.totale``, whole or in parts) more is kept back, "non mostrato":

- the number next to a small one, of five or more. Always, not only when the small one is alone: two fours are
  read from their sum. And the *next* in order, never the smallest: which one it is must not say how large it is.
- everything, when nothing else would be left to read: else one would know that all of them are small.

Whoever knows these rules and the total still finds for each small number more than one that fits
(tests/cruscotto/test_riservatezza.py tries). What to keep back is decided on the whole series, from the first
day: a period shows a part of it, so two periods read together say no more than one. States of things month by
month add up to nothing, and the first rule is enough for them. Two readings of the page on different days are
not compared: whole quarters and wide bands make it rare that one person moves a number alone.
"""

from collections.abc import Sequence

from talenti.cruscotto.enums import Velo

# Fewer people than these could be recognised: neither page, chart nor file says how many.
SOGLIA = 5


def vela(valori: Sequence[int | None], *, totale_noto: bool) -> list[Velo]:
    """How each number of people is told."""
    veli = [_da_solo(valore) for valore in valori]
    if not totale_noto or Velo.POCHI not in veli:
        return veli
    if veli.count(Velo.MOSTRATO) < 2:
        return [Velo.ASSENTE if velo is Velo.ASSENTE else Velo.TACIUTO for velo in veli]
    veli[_vicino(veli)] = Velo.TACIUTO
    return veli


def _da_solo(valore: int | None) -> Velo:
    if valore is None:
        return Velo.ASSENTE
    return Velo.POCHI if valore < SOGLIA else Velo.MOSTRATO


def _vicino(veli: Sequence[Velo]) -> int:
    """The first told after the first small one; if there is none, the last told before it."""
    primo = veli.index(Velo.POCHI)
    mostrati = [posto for posto, velo in enumerate(veli) if velo is Velo.MOSTRATO]
    return next((posto for posto in mostrati if posto > primo), mostrati[-1])
