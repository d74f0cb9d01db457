"""Where the commission agrees on the points in a sitting, those make the ranking, with their reasons."""

from decimal import Decimal

import pytest

from tests.factories.sedute import Commissione, punti_di
from tests.factories.thinktown import dati_atto
from thinktown.actions import graduatorie, sedute
from thinktown.graduatoria import canonico
from thinktown.ingressi import MancanoSchede, ingressi
from thinktown.mia_graduatoria import conto

pytestmark = pytest.mark.django_db


def test_what_was_agreed_on_counts_and_nothing_else():
    caso = Commissione(2)
    prima, seconda = caso.domande
    with caso.in_seduta() as seduta:
        sedute.concorda(seduta, prima, punti_di(caso, "18"), da=caso.segretaria.persona)
        sedute.chiude(seduta, da=caso.segretaria.persona)
    with caso.chiusa():
        caso.bando.refresh_from_db()
        with pytest.raises(MancanoSchede) as errore:
            ingressi(caso.bando, seme="")
        assert errore.value.quante == {seconda.codice: 1}
    with caso.in_seduta() as seduta:
        sedute.concorda(seduta, seconda, punti_di(caso, "16"), da=caso.segretaria.persona)
        sedute.chiude(seduta, da=caso.segretaria.persona)
    with caso.chiusa():
        letta = canonico.impronta_risultato(graduatorie.calcolata(caso.bando)[1])
        versione = graduatorie.pubblica_graduatoria(caso.bando, dati_atto(), letta=letta, da=caso.casa.pubblica)
    assert [(riga.domanda, riga.totale) for riga in versione.righe.select_related("domanda")] == [
        (prima, Decimal(72)), (seconda, Decimal(64))]  # fmt: skip
    (scheda,) = conto(versione, prima).schede
    assert scheda.nome == "La commissione, in seduta"
    assert {(voto.punti, voto.motivo) for voto in scheda.voti} == {(Decimal(18), "Perché sì.")}
