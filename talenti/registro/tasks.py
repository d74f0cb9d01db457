from talenti.base.tasks import compito
from talenti.registro import actions


@compito("registro.annuncia")
def annuncia(*, transizione: int, **_: object) -> None:
    actions.annuncia(transizione)


@compito("registro.spazza_annunci")
def spazza_annunci(**_: object) -> None:
    actions.annuncia()


@compito("registro.sigilla")
def sigilla(**_: object) -> None:
    actions.sigilla()
