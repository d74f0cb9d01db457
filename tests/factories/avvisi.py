"""Notices and deliveries, each through the writer that the portal uses."""

from talenti.avvisi.models import Avviso
from talenti.avvisi.scrittore import scrivi
from talenti.registro.annunci import Messaggio

_conta = iter(range(1, 1_000_000))


def messaggio(**campi) -> Messaggio:
    valori = {
        "tipo": "rete",
        "oggetto": "Proposta ammessa: Banda del Ponte",
        "testo": ("Non devi fare niente.", "La Banda del Ponte fa parte della rete da oggi."),
        "azione": ("Apri la tua organizzazione", "/partner/banda/"),
    }
    return Messaggio(**(valori | campi))


def avviso(**campi) -> Avviso:
    """A notice to ``persona=`` or ``email=``, with the deliveries that her choices ask for."""
    scritto = scrivi(f"prova:{next(_conta)}", messaggio(**campi))
    assert scritto is not None
    return scritto
