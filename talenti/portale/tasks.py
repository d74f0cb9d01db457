from talenti.base.tasks import compito
from talenti.portale import actions, indice, interruzioni, sonda


@compito("portale.ogni_ora")
def ogni_ora(**_: object) -> None:
    """The counters of the hours that are over."""
    actions.scrivi_visite()


@compito("portale.ogni_minuto")
def ogni_minuto(**_: object) -> None:
    """Is the portal answering? One that waited in the queue for long would measure another minute: it expires."""
    interruzioni.scrivi_guasti(interruzioni.misura(sonda.prova()))


@compito("portale.indicizza")
def indicizza(**_: object) -> None:
    """What search does not know yet: changes that no act announced, and whatever a worker that was down has missed."""
    indice.indicizza()
