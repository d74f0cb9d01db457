"""A check that is opened again while the call passes to the commission: one of the two, never both."""

import pytest

from tests.processi import esegui

pytestmark = pytest.mark.concorrenza
PROCESSI, GIRI = 4, 4


def chiusi():
    """Calls that have closed, each with one application: admitted, and told so."""
    from datetime import timedelta

    from talenti.base.clock import a_quest_ora, adesso
    from tests.factories.istruttoria import AMMETTE, detta
    from tests.factories.thinktown import Ufficio, completa, inviata

    ora = adesso()
    with a_quest_ora(ora - timedelta(days=40)):
        casa = Ufficio()
        bandi = [casa.pubblicato(completa(chiude=ora - timedelta(days=2))) for _giro in range(GIRI)]
        domande = [inviata(bando) for bando in bandi]
    for domanda in domande:
        detta(domanda, AMMETTE, casa.scrive)
    return {"bandi": [bando.pk for bando in bandi], "chi": casa.pubblica.pk}


def riapre_o_passa(posto, bandi, chi):
    """Half of them open the check again, half pass the call on."""
    from talenti.base.exceptions import TransizioneNonAmmessa
    from talenti.persone.models import Persona
    from thinktown import actions
    from thinktown.models import Bando, Domanda

    persona, fatti = Persona.objects.get(pk=chi), 0
    for pk in bandi:
        bando, domanda = Bando.objects.get(pk=pk), Domanda.objects.get(bando=pk)
        try:
            if posto % 2:
                actions.riesamina(domanda, motivo="Un errore.", da=persona)
            else:
                actions.passa_alla_commissione(bando, da=persona)
            fatti += 1
        except TransizioneNonAmmessa:
            pass
    return fatti


def com_e_finita():
    from thinktown.models import Domanda

    return list(Domanda.objects.order_by("pk").values_list("bando__stato", "stato"))


def test_no_application_is_left_undecided_before_the_commission(base_a_parte):
    valori, dopo = esegui(base_a_parte, riapre_o_passa, processi=PROCESSI, prima=chiusi, poi=com_e_finita)
    assert sum(valori) == GIRI
    assert set(map(tuple, dopo)) <= {("in_valutazione", "ammessa"), ("pubblicato", "inviata")}
