"""Eight helpers on one request: one takes it, the others read who did, and nobody meets an error."""

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI, VOLTE = 8, 25


def richieste_che_aspettano():
    from talenti.rete import ruoli
    from tests.factories import dialogo, rete

    sportello = dialogo.Sportello()
    return {
        "richieste": [dialogo.richiesta(sportello).pk for _volta in range(VOLTE)],
        "persone": [rete.membro(sportello.partner, ruoli.OPERATORE).pk for _posto in range(PROCESSI)],
    }


def prende(posto, richieste, persone):
    """How each round ended: ``mia``, or the code of the refusal."""
    from talenti.base.exceptions import ErroreDiDominio
    from talenti.persone.models import Persona
    from thinktown.actions.aiuto import prendi
    from thinktown.models import RichiestaAiuto

    chi, esiti = Persona.objects.get(pk=persone[posto]), []
    for chiave in richieste:
        una = RichiestaAiuto.objects.get(pk=chiave)
        insieme()
        try:
            prendi(una, da=chi)
        except ErroreDiDominio as errore:
            esiti.append(errore.codice)
        else:
            esiti.append("mia")
    return esiti


def di_chi_sono():
    from talenti.registro.models import Transizione
    from talenti.registro.queries import verifica
    from thinktown.models import RichiestaAiuto

    righe = RichiestaAiuto.objects.order_by("pk").values_list("presa_da", flat=True)
    return {
        "prese_da": list(righe),
        "atti": Transizione.objects.filter(verbo="prendi").count(),
        "guasti": list(verifica()),
    }


def chiede_aiuto(posto, bando, persona, volte):
    """One person in eight windows at once."""
    from talenti.base.exceptions import ErroreDiDominio
    from talenti.persone.models import Persona
    from thinktown.actions.aiuto import chiedi_aiuto
    from thinktown.models import Bando

    dove, chi, esiti = Bando.objects.get(pk=bando), Persona.objects.get(pk=persona), []
    for _volta in range(volte):
        insieme()
        try:
            chiedi_aiuto(dove, f"Aiuto, dalla finestra {posto}.", da=chi)
        except ErroreDiDominio as errore:
            esiti.append(errore.codice)
        else:
            esiti.append("mia")
    return esiti


def un_bando():
    from tests.factories import dialogo
    from tests.factories.persone import PersonaFactory

    return {"bando": dialogo.Sportello().bando.pk, "persona": PersonaFactory().pk}


def test_of_eight_helpers_one_takes_each_request(base_a_parte):
    esiti, resta = esegui(base_a_parte, prende, processi=PROCESSI, prima=richieste_che_aspettano, poi=di_chi_sono)
    for volta in range(VOLTE):
        di_tutti = sorted(uno[volta] for uno in esiti)
        assert di_tutti == ["mia"] + ["transizione_non_ammessa"] * (PROCESSI - 1), (volta, di_tutti)
    assert (None in resta["prese_da"], resta["atti"], resta["guasti"]) == (False, VOLTE, [])


def test_one_person_in_eight_windows_has_one_open_request(base_a_parte):
    esiti = esegui(base_a_parte, chiede_aiuto, processi=PROCESSI, prima=un_bando, volte=5)
    tutti = sorted(esito for uno in esiti for esito in uno)
    assert tutti == ["gia_chiesto"] * (PROCESSI * 5 - 1) + ["mia"]
