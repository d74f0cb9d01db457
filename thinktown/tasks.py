"""Background work of the calls."""

from talenti.base.tasks import compito
from thinktown.actions import attese


@compito("thinktown.avvisa")
def avvisa(**_: object) -> None:
    """Every few minutes: who waits for a call, who has a draft about to close. Nothing depends on the minute."""
    attese.avvisa_chi_aspetta()
    attese.ricorda_bozze()
