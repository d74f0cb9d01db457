"""Rows of the registers of the office, made through the verbs."""

from talenti.base.clock import oggi
from talenti.base.permissions import Sistema
from talenti.documenti.actions import Emissione, emetti
from thinktown.actions.protocollo import protocolla


def protocollata(domanda, da, numero="0012345", **altro):
    """The last sending of an application with its number in the body's register."""
    invio = domanda.invii.order_by("n").last()
    return protocolla(domanda, invio=invio, numero=numero, data=altro.pop("data", oggi()), da=da, **altro)


def lettera(domanda, chiave="lettera"):
    """A document of the office about an application."""
    emissione = Emissione(
        chiave=f"prova:{chiave}:{domanda.pk}",
        genere="prova",
        titolo="Lettera di prova",
        intestatario="Radio Quartiere",
        disegna=lambda _documento: b"%PDF-1.4 prova",
    )
    return emetti(emissione, per=domanda, da=Sistema("prova"))
