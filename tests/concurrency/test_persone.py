"""An account closes while its owner, in another window, is still at work: the two never wait for each other."""

import pytest

from tests.processi import esegui

pytestmark = pytest.mark.concorrenza


def con_due_che_amministrano():
    from tests.factories import rete
    from tests.factories.persone import PersonaFactory

    partner = rete.ammesso(persona=PersonaFactory())
    altra = rete.membro(partner, "amministrazione", PersonaFactory())
    return {"partner": partner.pk, "persona": altra.pk}


def chiude_e_invita(posto, partner, persona):
    """One process closes the account, the others invite as that person: each a different address."""
    from talenti.base.exceptions import ErroreDiDominio
    from talenti.persone import actions as persone
    from talenti.persone.models import Persona
    from talenti.rete import actions as rete
    from talenti.rete.models import Partner

    chi = Persona.objects.get(pk=persona)
    if posto == 0:
        persone.chiudi(chi, da=chi)
        return "chiuso"
    try:
        for n in range(5):
            rete.invita(
                Partner.objects.get(pk=partner), email=f"a{posto}{n}@example.org", ruolo="collaborazione", da=chi
            )
    except ErroreDiDominio as errore:
        return errore.codice
    return "invitate"


def com_e_rimasto():
    from talenti.registro.queries import verifica
    from talenti.rete.models import Appartenenza

    return {"amministrano": Appartenenza.objects.di_oggi().count(), "guasti": list(verifica())}


def test_closing_an_account_and_inviting_with_it_never_block_each_other(base_a_parte):
    esiti, visto = esegui(base_a_parte, chiude_e_invita, processi=4, prima=con_due_che_amministrano, poi=com_e_rimasto)
    assert esiti[0] == "chiuso"
    assert set(esiti[1:]) <= {"invitate", "senza_ruolo", "troppi_inviti"}
    assert visto == {"amministrano": 1, "guasti": []}


def chi_dice_si():
    from tests.factories.persone import PersonaFactory

    return {"persona": PersonaFactory().pk}


def dice_si(posto, persona):
    """Several windows press the same button at once."""
    from talenti.persone.actions import dai_consenso
    from talenti.persone.models import Persona

    chi = Persona.objects.get(pk=persona)
    return dai_consenso(chi, "foto", da=chi).pk


def consensi_rimasti():
    from talenti.persone.models import Consenso
    from talenti.registro.models import Transizione

    return [Consenso.objects.count(), Transizione.objects.filter(verbo="dai_consenso").count()]


def test_a_consent_given_in_two_windows_at_once_is_one_row(base_a_parte):
    esiti, visto = esegui(base_a_parte, dice_si, processi=4, prima=chi_dice_si, poi=consensi_rimasti)
    assert (len(set(esiti)), visto) == (1, [1, 1])
