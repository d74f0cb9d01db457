"""Processes that issue the same documents at once: one paper each, no number lost, no bytes left over."""

import pytest

from tests.processi import esegui

pytestmark = pytest.mark.concorrenza
PROCESSI, VOLTE = 4, 3


def emetti_gli_stessi(posto, volte):
    from tests.factories.documenti import documento
    from tests.factories.luoghi import comune

    return [
        [documento(per=comune(), chiave=chiave).pk for chiave in (f"di-tutti:{volta}", f"di-{posto}:{volta}")]
        for volta in range(volte)
    ]


def che_cosa_resta():
    from talenti.base.cartelle import presenti
    from talenti.documenti.models import Documento, FileCaricato
    from talenti.documenti.queries import verifica
    from talenti.registro.queries import verifica as verifica_registro

    documenti = Documento.objects.order_by("numero")
    return {
        "numeri": [documento.numero for documento in documenti],
        "esiti": sorted({verifica(documento.codice).esito for documento in documenti}),
        "file": FileCaricato.objects.count(),
        "byte": len(list(presenti("documenti"))),
        "guasti": list(verifica_registro()),
    }


def test_documents_issued_at_once(base_a_parte):
    ottenuti, resta = esegui(base_a_parte, emetti_gli_stessi, processi=PROCESSI, poi=che_cosa_resta, volte=VOLTE)
    comuni = {tuple(coppia[0] for coppia in di_uno) for di_uno in ottenuti}
    quanti = VOLTE * (1 + PROCESSI)
    assert len(comuni) == 1
    assert resta == {
        "numeri": list(range(1, quanti + 1)),
        "esiti": ["valido"],
        "file": quanti,
        "byte": quanti,
        "guasti": [],
    }
