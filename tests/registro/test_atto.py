"""Every guarantee of a change of state."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Sistema
from talenti.registro import catena
from talenti.registro.actions import _cambia_stato, atto, registra_nascita
from talenti.registro.models import Dettaglio, Transizione
from talenti.rete.enums import TRANSIZIONI, Stato
from talenti.rete.models import Partner
from tests.factories.persone import PersonaFactory
from tests.factories.registro import SPAZZINO, partner_in

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_atto_writes_state_row_and_detail(partner):
    prima = Transizione.objects.di(partner).get()
    with a_quest_ora(ORA), atto(partner, "prendi_in_esame", da=SPAZZINO, dati={"nota": "tocca a noi"}):
        pass
    partner.refresh_from_db()
    assert partner.stato == Stato.IN_ESAME
    t = Transizione.objects.di(partner).last()
    assert (t.oggetto_tipo, t.oggetto_id, t.n, t.verbo) == ("rete.partner", partner.pk, 2, "prendi_in_esame")
    assert (t.da_stato, t.a_stato, t.attore, t.quando) == ("proposto", "in_esame", "sistema:prova", ORA)
    assert t.precedente == prima.impronta
    assert t.impronta == catena.impronta_transizione(t)
    assert t.dettaglio.dati == {"nota": "tocca a noi"}
    assert t.impegno == catena.impegno(t.dettaglio.sale, t.dettaglio.dati)


def test_birth_opens_the_chain(partner):
    nascita = Transizione.objects.di(partner).get()
    assert (nascita.n, nascita.precedente, nascita.da_stato, nascita.a_stato) == (1, "", "", "proposto")


@pytest.mark.django_db(transaction=True)
def test_birth_outside_the_transaction_is_refused():
    partner = partner_in("proposto")
    with pytest.raises(RuntimeError, match="belongs in the transaction"):
        registra_nascita(partner, "proponi", da=SPAZZINO)


def test_reason_is_compulsory_where_the_table_says_so(partner):
    with atto(partner, "prendi_in_esame", da=SPAZZINO):
        pass
    with pytest.raises(DatoNonAccettato) as errore, atto(partner, "respingi", da=SPAZZINO, motivo="  "):
        pass
    assert errore.value.campo == "motivo"
    assert Transizione.objects.di(partner).count() == 2
    partner.refresh_from_db()
    assert partner.stato == Stato.IN_ESAME


def test_reason_is_kept_in_the_detail(partner):
    with atto(partner, "ritira", da=SPAZZINO, motivo="Ci abbiamo ripensato", dati={"a": 1}):
        pass
    assert Transizione.objects.di(partner).last().dettaglio.dati == {"a": 1, "motivo": "Ci abbiamo ripensato"}


def test_stranger_is_refused_before_any_lock(partner):
    estranea = PersonaFactory()
    with (
        CaptureQueriesContext(
            connection,
        ) as lette,
        pytest.raises(NonPermesso) as errore,
        atto(partner, "prendi_in_esame", da=estranea),
    ):
        pytest.fail("the block ran")
    assert errore.value.codice == "senza_ruolo"
    assert [q["sql"] for q in lette if q["sql"].startswith(("SAVEPOINT", "BEGIN", "UPDATE", "INSERT"))] == []
    assert Transizione.objects.di(partner).count() == 1


def test_permission_is_judged_again_on_what_is_true_now():
    """In memory the draft is mine; meanwhile somebody else has taken it over."""
    mia, altra = PersonaFactory(), PersonaFactory()
    bozza = partner_in("bozza", proposto_da=mia)
    Partner.objects.filter(pk=bozza.pk).update(proposto_da=altra)
    with pytest.raises(NonPermesso) as errore, atto(bozza, "proponi", da=mia):
        pytest.fail("the block ran")
    assert errore.value.codice == "di_un_altro"
    assert Partner.objects.get(pk=bozza.pk).stato == Stato.BOZZA
    assert Transizione.objects.di(bozza).count() == 0


def test_state_is_judged_again_and_the_sentence_names_who_and_when(partner):
    in_ritardo = Partner.objects.get(pk=partner.pk)
    with a_quest_ora(ORA), atto(partner, "prendi_in_esame", da=SPAZZINO):
        pass
    assert in_ritardo.stato == Stato.PROPOSTO
    with pytest.raises(TransizioneNonAmmessa) as errore, atto(in_ritardo, "prendi_in_esame", da=SPAZZINO):
        pytest.fail("the block ran")
    assert errore.value.frase == (
        "Lo stato è già «In esame»: l'ha cambiato il portale, da solo, domenica 22 novembre 2026 alle 10:30. "
        "Ricarica la pagina per vedere com'è ora."
    )
    assert Transizione.objects.di(partner).count() == 2


def test_sentence_names_the_last_act_that_changed_the_state(partner):
    """Between the two presses a colleague did something that left the state as it was."""
    in_ritardo = Partner.objects.get(pk=partner.pk)
    with a_quest_ora(ORA), atto(partner, "prendi_in_esame", da=SPAZZINO):
        pass
    with a_quest_ora(ORA + timedelta(hours=1)), atto(partner, "chiedi_responsabile", da=Sistema("altro")):
        pass
    with (
        pytest.raises(TransizioneNonAmmessa, match="domenica 22 novembre 2026 alle 10:30"),
        atto(in_ritardo, "prendi_in_esame", da=SPAZZINO),
    ):
        pytest.fail("the block ran")


def test_sentence_names_nobody_where_no_act_changed_the_state():
    partner = partner_in("ammesso")
    with atto(partner, "modifica", da=SPAZZINO):
        pass
    with (
        pytest.raises(TransizioneNonAmmessa, match=r"^Ora lo stato è «Fa parte della rete»: da qui"),
        atto(partner, "prendi_in_esame", da=SPAZZINO),
    ):
        pytest.fail("the block ran")


def test_compare_and_set_refuses_what_changed_under_the_lock(partner):
    """Even with no lock at all, the update itself lets one through."""
    Partner.objects.filter(pk=partner.pk).update(stato=Stato.RITIRATO)
    with pytest.raises(TransizioneNonAmmessa):
        _cambia_stato(partner, TRANSIZIONI["prendi_in_esame"])
    assert Partner.objects.get(pk=partner.pk).stato == Stato.RITIRATO


@pytest.mark.parametrize("stato", [s for s in Stato.values if s not in TRANSIZIONI["prendi_in_esame"].da])
def test_verb_is_refused_from_every_other_state(stato, db):
    campi = {}
    if stato == "unito":
        campi["unito_a"] = partner_in("ammesso")
    partner = partner_in(stato, **campi)
    with pytest.raises(TransizioneNonAmmessa), atto(partner, "prendi_in_esame", da=SPAZZINO):
        pytest.fail("the block ran")
    assert Partner.objects.get(pk=partner.pk).stato == stato
    assert Transizione.objects.count() == 0


def _cambia_nome_e_fallisce(partner):
    Partner.objects.filter(pk=partner.pk).update(nome="Cambiata")
    raise ZeroDivisionError


def test_what_the_block_raises_undoes_everything(partner):
    with pytest.raises(ZeroDivisionError), atto(partner, "prendi_in_esame", da=SPAZZINO):
        _cambia_nome_e_fallisce(partner)
    vero = Partner.objects.get(pk=partner.pk)
    assert (vero.stato, vero.nome) == (Stato.PROPOSTO, "Banda del Ponte")
    assert Transizione.objects.count() == Dettaglio.objects.count() == 1


def test_act_that_changes_no_state_leaves_its_trace(db):
    partner = partner_in("ammesso")
    with atto(partner, "modifica", da=SPAZZINO, dati={"campi": ["nome"]}):
        pass
    t = Transizione.objects.di(partner).get()
    assert (t.da_stato, t.a_stato, t.verbo) == ("ammesso", "ammesso", "modifica")


def test_block_may_add_to_the_payload(partner):
    with atto(partner, "prendi_in_esame", da=SPAZZINO) as passo:
        passo.dati["numero"] = 7
    assert passo.transizione.dettaglio.dati == {"numero": 7}


def test_actor_without_a_row_is_no_actor(partner):
    with pytest.raises(ValueError, match="needs an actor"):
        registra_nascita(partner, "proponi", da=None)


def test_people_are_written_by_key(partner):
    persona = PersonaFactory(is_superuser=True)
    with atto(partner, "prendi_in_esame", da=persona):
        pass
    assert Transizione.objects.di(partner).last().attore == f"persona:{persona.pk}"


def test_two_objects_have_two_chains(partner):
    altro = partner_in("proposto")
    with atto(altro, "prendi_in_esame", da=Sistema("altro")):
        pass
    assert [t.n for t in Transizione.objects.di(partner)] == [1]
    assert [(t.n, t.precedente) for t in Transizione.objects.di(altro)] == [(1, "")]
