"""Eight processes at the closing hour: numbers without a gap, one sending for one press, no word written over."""

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI, GIRI = 8, 6


def un_bando():
    from tests.factories.thinktown import Ufficio

    return {"bando": Ufficio().pubblicato().pk}


def domande_pronte():
    """For each process some applications that are one press away from being sent."""
    from tests.factories.thinktown import Ufficio, maggiorenne, pronta

    bando = Ufficio().pubblicato()
    pronte = []
    for _posto in range(PROCESSI):
        persone = [maggiorenne() for _giro in range(GIRI)]
        pronte.append([(pronta(bando, persona).pk, persona.pk) for persona in persone])
    return {"pronte": pronte}


def invia_le_sue(posto, pronte):
    from talenti.persone.models import Persona
    from thinktown import actions
    from thinktown.models import Domanda

    for domanda, persona in pronte[posto]:
        insieme()
        da = Persona.objects.get(pk=persona)
        actions.invia(Domanda.objects.get(pk=domanda), gettone="una volta", da=da)


def numeri():
    from thinktown.models import Bando, Domanda, Invio

    dati = list(Domanda.objects.order_by("numero").values_list("numero", flat=True))
    return [dati, Bando.objects.get().ultimo_numero, Invio.objects.count()]


def test_numbers_have_no_gap_and_every_sending_its_row(base_a_parte):
    _valori, dopo = esegui(base_a_parte, invia_le_sue, processi=PROCESSI, prima=domande_pronte, poi=numeri)
    quante = PROCESSI * GIRI
    assert dopo == [list(range(1, quante + 1)), quante, quante]


def una_pronta():
    from tests.factories.thinktown import Ufficio, maggiorenne, pronta

    persona = maggiorenne()
    return {"domanda": pronta(Ufficio().pubblicato(), persona).pk, "persona": persona.pk}


def preme(_posto, domanda, persona):
    from talenti.persone.models import Persona
    from thinktown import actions
    from thinktown.models import Domanda

    insieme()
    invio = actions.invia(Domanda.objects.get(pk=domanda), gettone="la stessa", da=Persona.objects.get(pk=persona))
    return [invio.pk, invio.n]


def test_one_press_heard_eight_times_is_one_sending(base_a_parte):
    valori, dopo = esegui(base_a_parte, preme, processi=PROCESSI, prima=una_pronta, poi=numeri)
    assert {tuple(valore) for valore in valori} == {(valori[0][0], 1)}
    assert dopo == [[1], 1, 1]


def un_gruppo():
    from tests.factories.thinktown import Ufficio, cominciata, entra, maggiorenne

    prima = maggiorenne()
    domanda = cominciata(Ufficio().pubblicato(), prima)
    persone = [prima, *(maggiorenne() for _posto in range(PROCESSI - 1))]
    for persona in persone[1:]:
        entra(domanda, persona, da=prima)
    return {"domanda": domanda.pk, "persone": [persona.pk for persona in persone]}


def scrive(posto, domanda, persone):
    """Each writes her own words over what she read, once a round; returns how often hers were kept."""
    from talenti.persone.models import Persona
    from thinktown import actions
    from thinktown.actions.domande import RispostaCambiata
    from thinktown.models import Domanda

    tenute, persona = 0, Persona.objects.get(pk=persone[posto])
    for giro in range(GIRI):
        insieme()
        try:
            actions.salva_risposta(
                Domanda.objects.get(pk=domanda),
                "idea",
                f"{posto}",
                versione=giro,
                gettone=f"{posto}-{giro}",
                da=persona,
            )
            tenute += 1
        except RispostaCambiata:
            pass
        insieme()
    return tenute


def salvati():
    from thinktown.models import Risposta, Salvataggio

    return [Risposta.objects.get().versione, Salvataggio.objects.count()]


def test_one_of_eight_writes_and_the_others_are_told(base_a_parte):
    valori, dopo = esegui(base_a_parte, scrive, processi=PROCESSI, prima=un_gruppo, poi=salvati)
    assert (sum(valori), dopo) == (GIRI, [GIRI, GIRI])


def comincia_due_volte(_posto, bando, persona):
    from talenti.persone.models import Persona
    from tests.factories.thinktown import cominciata
    from thinktown.models import Bando

    insieme()
    return cominciata(Bando.objects.get(pk=bando), Persona.objects.get(pk=persona)).pk


def bando_e_persona():
    from tests.factories.thinktown import maggiorenne

    return un_bando() | {"persona": maggiorenne().pk}


def test_two_tabs_make_one_draft(base_a_parte):
    valori = esegui(base_a_parte, comincia_due_volte, processi=PROCESSI, prima=bando_e_persona)
    assert len(set(valori)) == 1
