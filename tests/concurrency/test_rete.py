"""Several people act on one organisation at the same moment: one wins, the others read a sentence."""

import pytest

from tests.processi import esegui

pytestmark = pytest.mark.concorrenza


def con_due_amministratrici():
    """A partner that two people run: the keys of the two, and of the partner."""
    from tests.factories import rete
    from tests.factories.persone import PersonaFactory

    partner = rete.ammesso(persona=PersonaFactory())
    altra = rete.membro(partner, "amministrazione", PersonaFactory())
    return {"partner": partner.pk, "persone": [partner.proposto_da_id, altra.pk]}


def lasciano(posto, partner, persone):
    from talenti.base.exceptions import ErroreDiDominio
    from talenti.persone.models import Persona
    from talenti.rete import actions
    from talenti.rete.models import Partner

    try:
        actions.lascia(Partner.objects.get(pk=partner), da=Persona.objects.get(pk=persone[posto]))
    except ErroreDiDominio as errore:
        return {"codice": errore.codice, "frase": str(errore.frase)}
    return {"codice": "uscita", "frase": ""}


def chi_amministra():
    from talenti.registro.queries import verifica
    from talenti.rete.models import Appartenenza

    return {"aperte": Appartenenza.objects.filter(al__isnull=True).count(), "guasti": list(verifica())}


def test_two_administrators_leave_at_once_and_one_stays(base_a_parte):
    esiti, visto = esegui(base_a_parte, lasciano, processi=2, prima=con_due_amministratrici, poi=chi_amministra)
    assert sorted(esito["codice"] for esito in esiti) == ["ultimo_amministratore", "uscita"]
    assert "Serve almeno una persona con il ruolo «Amministrazione». Prima dallo a qualcun altro." in {
        esito["frase"] for esito in esiti
    }
    assert visto == {"aperte": 1, "guasti": []}


def con_una_proposta():
    """A proposal under examination and two people who coordinate the network."""
    from tests.factories import rete
    from tests.factories.persone import PersonaFactory

    lea = PersonaFactory(nome="Lea", cognome="Guida")
    guida = rete.capofila(lea)
    mia = rete.membro(guida, "coordinamento", PersonaFactory(nome="Mia", cognome="Guida"))
    return {"partner": rete.in_esame(lea).pk, "persone": [lea.pk, mia.pk]}


def decidono(posto, partner, persone):
    """One admits, the other refuses: each has read the proposal while it was still to decide."""
    from talenti.base.exceptions import ErroreDiDominio
    from talenti.persone.models import Persona
    from talenti.rete import actions
    from talenti.rete.models import Partner

    letto, persona = Partner.objects.get(pk=partner), Persona.objects.get(pk=persone[posto])
    try:
        if posto == 0:
            actions.ammetti(letto, da=persona)
        else:
            actions.respingi(letto, motivo="Manca lo statuto.", da=persona)
    except ErroreDiDominio as errore:
        return {"codice": errore.codice, "frase": str(errore.frase)}
    return {"codice": "decisa", "frase": ""}


def com_e_finita():
    from talenti.registro.models import Numero
    from talenti.registro.queries import verifica
    from talenti.rete.models import Partner

    partner = Partner.objects.get(capofila=False)
    return {
        "stato": partner.stato,
        "esito": partner.esito,
        "numeri": Numero.objects.filter(registro="rete").count(),
        "guasti": list(verifica()),
    }


def test_two_coordinators_decide_at_once_and_one_reads_who_did(base_a_parte):
    esiti, visto = esegui(base_a_parte, decidono, processi=2, prima=con_una_proposta, poi=com_e_finita)
    assert sorted(esito["codice"] for esito in esiti) == ["decisa", "transizione_non_ammessa"]
    [frase] = [esito["frase"] for esito in esiti if esito["frase"]]
    vinta = esiti[0]["codice"] == "decisa"
    parole, chi = ("Fa parte della rete", "Lea Guida") if vinta else ("Non ammessa", "Mia Guida")
    assert frase.startswith(f"Lo stato è già «{parole}»: l'ha cambiato {chi}, ")
    stato = "ammesso" if vinta else "respinto"
    # The lead has a number of its own; the second exists if and only if the proposal was admitted.
    assert visto == {"stato": stato, "esito": stato, "numeri": 1 + vinta, "guasti": []}


def con_un_invito():
    from tests.factories import rete
    from tests.factories.persone import PersonaFactory

    partner = rete.ammesso(persona=PersonaFactory())
    persona = PersonaFactory(email="attesa@example.org")
    from talenti.rete import actions

    invito = actions.invita(partner, email="attesa@example.org", ruolo="operatore", da=partner.proposto_da)
    return {"invito": invito.pk, "persona": persona.pk}


def accettano(_posto, invito, persona):
    from talenti.base.exceptions import ErroreDiDominio
    from talenti.persone.models import Persona
    from talenti.rete import actions
    from talenti.rete.models import Invito

    try:
        actions.accetta_invito(Invito.objects.get(pk=invito), da=Persona.objects.get(pk=persona))
    except ErroreDiDominio as errore:
        return errore.codice
    return "entrata"


def test_one_invitation_pressed_four_times_lets_in_once(base_a_parte):
    esiti, visto = esegui(base_a_parte, accettano, processi=4, prima=con_un_invito, poi=chi_amministra)
    assert sorted(esiti) == ["entrata", *["transizione_non_ammessa"] * 3]
    assert visto == {"aperte": 2, "guasti": []}


def una_persona():
    from tests.factories.persone import PersonaFactory

    return {"persona": PersonaFactory().pk}


def cominciano(_posto, persona):
    from talenti.persone.models import Persona
    from talenti.rete import actions

    return actions.comincia_bozza(da=Persona.objects.get(pk=persona)).pk


def quante_bozze():
    from talenti.rete.models import Partner

    return Partner.objects.count()


def test_two_presses_make_one_draft(base_a_parte):
    bozze, quante = esegui(base_a_parte, cominciano, processi=4, prima=una_persona, poi=quante_bozze)
    assert (len(set(bozze)), quante) == (1, 1)
