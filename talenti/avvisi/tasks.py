"""What Celery does for this room: make quick what the sweep would do anyway."""

from talenti.avvisi import actions, capo
from talenti.base.tasks import compito


@compito("avvisi.consegna")
def consegna(*, transizione: int | None = None, avviso: int | None = None, **_: object) -> None:
    actions.consegna_di(transizione=transizione, avviso=avviso)


@compito("avvisi.spazza_consegne")
def spazza_consegne(**_: object) -> None:
    actions.spazza()


@compito("avvisi.manda_capo_del_giorno")
def manda_capo_del_giorno(**_: object) -> None:
    capo.manda_capo_del_giorno()
