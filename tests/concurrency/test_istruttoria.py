"""Several officers and several workers at once: one decision, told once, and nothing decided twice."""

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI, GIRI = 4, 6


def da_decidere():
    """Some applications of a call where one decides as they come, and officers of its body."""
    from tests.factories import rete
    from tests.factories.istruttoria import sportello
    from tests.factories.thinktown import Ufficio, inviata

    casa = Ufficio()
    bando = sportello(casa)
    domande = [inviata(bando).pk for _giro in range(GIRI)]
    return {"domande": domande, "chi": [rete.membro(casa.partner, "operatore").pk for _posto in range(PROCESSI)]}


def decide_anche_lei(posto, domande, chi):
    """Each officer decides on each, at the same moment as the others; returns how often she won, and what she read."""
    from talenti.base.exceptions import TransizioneNonAmmessa
    from talenti.persone.models import Persona
    from thinktown import actions
    from thinktown.actions import Decisione
    from thinktown.enums_istruttoria import TipoProvvedimento
    from thinktown.models import Domanda

    persona, vinte, lette = Persona.objects.get(pk=chi[posto]), 0, []
    for pk in domande:
        insieme()
        try:
            actions.decide(Domanda.objects.get(pk=pk), Decisione(TipoProvvedimento.AMMISSIONE), letto=1, da=persona)
            vinte += 1
        except TransizioneNonAmmessa as errore:
            lette.append(str(errore.frase))
    return [vinte, lette]


def decise():
    from thinktown.models import Provvedimento

    return sorted(Provvedimento.objects.in_sospeso().values_list("domanda", flat=True))


def test_officers_who_decide_together_have_one_winner_each_and_the_others_read_who(base_a_parte):
    valori, dopo = esegui(base_a_parte, decide_anche_lei, processi=PROCESSI, prima=da_decidere, poi=decise)
    assert sum(vinte for vinte, _lette in valori) == GIRI
    assert len(dopo) == GIRI
    assert {frase.startswith("Ha già deciso ") for _vinte, lette in valori for frase in lette} == {True}


def da_comunicare():
    from talenti.persone.models import Persona
    from thinktown import actions
    from thinktown.actions import Decisione
    from thinktown.enums_istruttoria import TipoProvvedimento
    from thinktown.models import Domanda, Provvedimento

    valori = da_decidere()
    persona = Persona.objects.get(pk=valori["chi"][0])
    for pk in valori["domande"]:
        actions.decide(Domanda.objects.get(pk=pk), Decisione(TipoProvvedimento.AMMISSIONE), letto=1, da=persona)
    for uno in Provvedimento.objects.all():
        Provvedimento.objects.filter(pk=uno.pk).update(comunica_dal=uno.preso_il)
    return {"chi": valori["chi"]}


def comunica_o_ripensa(posto, chi):
    """Workers that tell, and an officer who takes back, at the same moment."""
    from talenti.persone.models import Persona
    from thinktown import actions
    from thinktown.models import Provvedimento

    insieme()
    if posto:
        return actions.comunica_dovuti()
    tutti = list(Provvedimento.objects.select_related("domanda__bando").order_by("-pk"))
    return actions.ripensa_insieme(tutti, da=Persona.objects.get(pk=chi[0]))[0]


def com_e_finita():
    from talenti.registro.models import Transizione
    from thinktown.models import Domanda, Provvedimento

    detti = Provvedimento.objects.comunicati()
    return [
        Provvedimento.objects.in_sospeso().count(),
        detti.count(),
        Provvedimento.objects.filter(annullato_il__isnull=False).count(),
        Domanda.objects.filter(stato="ammessa").count(),
        Transizione.objects.filter(verbo="ammetti", oggetto_tipo="thinktown.domanda").count(),
    ]


def test_what_is_told_is_told_once_and_what_is_taken_back_is_not_told(base_a_parte):
    valori, dopo = esegui(base_a_parte, comunica_o_ripensa, processi=PROCESSI, prima=da_comunicare, poi=com_e_finita)
    sospesi, detti, tolti, ammesse, atti = dopo
    assert (sospesi, detti + tolti) == (0, GIRI)
    assert (ammesse, atti, sum(valori[1:]), valori[0]) == (detti, detti, detti, tolti)
