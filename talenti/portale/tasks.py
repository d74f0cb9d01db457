from talenti.base.tasks import compito
from talenti.portale import actions


@compito("portale.ogni_ora")
def ogni_ora(**_: object) -> None:
    """The counters of the hours that are over."""
    actions.scrivi_visite()
