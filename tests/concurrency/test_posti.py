"""Eight officers at once: of one application one place, and never more places than the call gives."""

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI = 8


def otto_domande():
    """Two places are left for eight applications; each process has one, and all the first too."""
    from tests.factories.posti import chiuso, scelta

    ufficio, _bando, domande = chiuso(quante=11)
    for domanda in domande[:3]:
        scelta(domanda, ufficio.pubblica)
    return {"domande": [una.pk for una in domande[3:]], "persona": ufficio.pubblica.pk}


def sceglie(posto, domande, persona):
    """Its own application: "" or why not."""
    return _sceglie(domande[posto], persona)


def sceglie_la_stessa(_posto, domande, persona):
    return _sceglie(domande[0], persona)


def _sceglie(domanda, persona):
    from talenti.base.exceptions import ErroreDiDominio
    from talenti.persone.models import Persona
    from tests.factories.posti import scelta
    from thinktown.models import Domanda

    insieme()
    try:
        scelta(Domanda.objects.get(pk=domanda), Persona.objects.get(pk=persona))
    except ErroreDiDominio as errore:
        return errore.codice
    return ""


def posti():
    from thinktown.models import Offerta

    return sorted(Offerta.objects.values_list("n", flat=True))


def test_no_more_places_than_the_call_gives(base_a_parte):
    valori, dopo = esegui(base_a_parte, sceglie, processi=PROCESSI, prima=otto_domande, poi=posti)
    assert (sorted(valori), dopo) == (["", "", *["pieno"] * 6], [1, 2, 3, 4, 5])


def test_of_one_application_one_place(base_a_parte):
    valori, dopo = esegui(base_a_parte, sceglie_la_stessa, processi=PROCESSI, prima=otto_domande, poi=posti)
    assert (sorted(valori), dopo) == (["", *["gia"] * 7], [1, 2, 3, 4])
