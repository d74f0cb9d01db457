"""The same sheet saved from several windows at once: one save is kept whole, the others are told."""

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI, GIRI = 6, 4


def una_scheda():
    from tests.factories.commissione import Valutazione
    from thinktown.actions.schede import apri

    caso = Valutazione(1)
    with caso.da_soli():
        return {"scheda": apri(caso.presidente, caso.domande[0]).pk}


def salva(posto, scheda):
    """Each with the revision that all had before them, and points of its own. How many were kept of its own."""
    from datetime import timedelta
    from decimal import Decimal

    from talenti.base.clock import a_quest_ora, adesso
    from thinktown.actions import schede
    from thinktown.models import Scheda

    tenute = 0
    with a_quest_ora(adesso() + timedelta(days=2)):
        for giro in range(GIRI):
            sua = Scheda.objects.select_related("commissario__commissione__bando", "domanda").get(pk=scheda)
            chiave = sua.commissario.commissione.bando.in_vigore.criteri[0].chiave
            insieme()
            dati = {chiave: schede.Punti(Decimal(posto), f"Da {posto}, al giro {giro}.")}
            try:
                schede.salva(sua, dati, revisione=giro, da=sua.commissario.persona)
            except schede.SchedaCambiata:
                pass
            else:
                tenute += 1
            insieme()
    return tenute


def scritta():
    from thinktown.models import Scheda

    scheda = Scheda.objects.get()
    return [scheda.revisione, [(str(uno.punti), uno.motivo) for uno in scheda.voti.all()]]


def test_of_saves_that_cross_one_is_kept_and_no_other_is_said_to_be(base_a_parte):
    tenute, (revisione, voti) = esegui(base_a_parte, salva, processi=PROCESSI, prima=una_scheda, poi=scritta)
    assert (sum(tenute), revisione) == (GIRI, GIRI)
    ((punti, motivo),) = voti
    assert motivo == f"Da {int(float(punti))}, al giro {GIRI - 1}."
