"""Background work of the calls."""

from talenti.base.arrivo import ATTESA_MASSIMA
from talenti.base.clock import adesso
from talenti.base.tasks import compito
from thinktown.actions import attese, chiamate, istruttoria


@compito("thinktown.avvisa")
def avvisa(**_: object) -> None:
    """Every minute: who waits for a call, who has a draft about to close, what the office has decided or asked for,
    who was called from a ranking and has let the day pass."""
    attese.avvisa_chi_aspetta()
    attese.ricorda_bozze()
    istruttoria.comunica_dovuti()
    # What arrived before the term has that long to come through.
    istruttoria.fai_scadere(al=adesso() - ATTESA_MASSIMA)
    chiamate.fai_scadere_chiamate(al=adesso() - ATTESA_MASSIMA)
