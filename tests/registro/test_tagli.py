"""What is missing is named: cut tails, chains and seals that are gone, numbers, a sealer that sleeps."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from talenti.base.clock import a_quest_ora, adesso
from talenti.registro.actions import atto, numera, registra_nascita, sigilla
from talenti.registro.models import Capo, Contatore, Dettaglio, Sigillo, Transizione
from talenti.registro.queries import verifica
from talenti.rete.models import Partner
from tests.factories.persone import PersonaFactory
from tests.factories.registro import SPAZZINO, partner_in, partner_proposto, passa
from tests.registro.intruso import nome, sql, toglie

pytestmark = pytest.mark.django_db


# ── Chains ────────────────────────────────────────────────────────────────────────────────────────
def test_head_follows_its_chain(partner):
    passa(partner, "prendi_in_esame")
    ultima = Transizione.objects.di(partner).last()
    capo = Capo.objects.get(oggetto_tipo="rete.partner", oggetto_id=partner.pk)
    assert (capo.n, capo.impronta) == (2, ultima.impronta)


def test_tail_of_acts_that_kept_the_state_is_missed(partner):
    for _ in range(3):
        passa(partner, "prendi_in_esame") if partner.stato == "proposto" else passa(partner, "chiedi_responsabile")
    toglie(*Transizione.objects.di(partner)[2:])
    assert list(verifica()) == [
        f"rete.partner {partner.pk}: la catena è tagliata dopo la riga n. 2, arrivava alla n. 4"
    ]


def test_tail_of_an_object_without_states_is_missed():
    persona = PersonaFactory()
    with transaction.atomic():
        registra_nascita(persona, "iscriviti", da=persona)
    with atto(persona, "esporta_dati", da=persona):
        pass
    toglie(Transizione.objects.di(persona).last())
    assert list(verifica()) == [
        f"persone.persona {persona.pk}: la catena è tagliata dopo la riga n. 1, arrivava alla n. 2"
    ]


def test_tail_of_an_object_that_is_gone_is_missed(partner):
    passa(partner, "prendi_in_esame")
    toglie(Transizione.objects.di(partner).last())
    Partner.objects.filter(pk=partner.pk).delete()
    [guasto] = verifica()
    assert guasto == f"rete.partner {partner.pk}: la catena è tagliata dopo la riga n. 1, arrivava alla n. 2"


def test_what_was_cut_stays_missing_after_other_acts(partner):
    """The next act goes on from the head: nobody writes again the number that was taken away."""
    passa(partner, "prendi_in_esame")
    passa(partner, "chiedi_responsabile")
    toglie(Transizione.objects.di(partner).last())
    passa(partner, "chiedi_responsabile")
    ultima = Transizione.objects.di(partner).last()
    assert list(verifica()) == [f"{nome(ultima)}: manca la riga n. 3"]


def test_more_than_one_row_missing_is_said_in_one_line(partner):
    for verbo in ("prendi_in_esame", "chiedi_responsabile", "chiedi_responsabile"):
        passa(partner, verbo)
    toglie(*Transizione.objects.di(partner)[1:3])
    assert list(verifica()) == [
        f"{nome(Transizione.objects.di(partner).last())}: mancano le righe dalla n. 2 alla n. 3"
    ]


def test_chain_that_is_gone_whole_is_missed(partner):
    toglie(*Transizione.objects.di(partner))
    assert list(verifica()) == [
        f"rete.partner {partner.pk}: la catena è sparita, arrivava alla riga n. 1",
        f"rete.partner {partner.pk}: lo stato è «proposto», ma nessuna transizione lo dice",
    ]


def test_head_taken_away_or_moved_is_missed(partner):
    altro = partner_proposto(nome="Coro", slug="coro")
    sql("DELETE FROM registro_capo WHERE oggetto_id = %s", partner.pk)
    sql("UPDATE registro_capo SET impronta = 'x' WHERE oggetto_id = %s", altro.pk)
    assert list(verifica()) == [
        f"rete.partner {partner.pk}: manca il capo della catena",
        f"rete.partner {altro.pk}: il capo della catena non è la sua ultima riga (n. 1)",
    ]


def test_chain_goes_on_where_the_head_was_left_behind(partner):
    """A process of the version before wrote a row without the head: nothing stops, and the next act heals it."""
    passa(partner, "prendi_in_esame")
    prima, ultima = Transizione.objects.di(partner)
    sql("UPDATE registro_capo SET n = 1, impronta = %s WHERE oggetto_id = %s", prima.impronta, partner.pk)
    assert list(verifica()) == [f"rete.partner {partner.pk}: il capo della catena non è la sua ultima riga (n. 2)"]
    passa(partner, "chiedi_responsabile")
    assert Transizione.objects.di(partner).last().precedente == ultima.impronta
    assert list(verifica()) == []


def test_object_with_a_state_and_no_act_is_named(db):
    muto = partner_in("ammesso")
    partner_in("bozza", slug="bozza")
    assert list(verifica()) == [f"rete.partner {muto.pk}: lo stato è «ammesso», ma nessuna transizione lo dice"]


def test_salt_that_is_no_salt_is_named(partner):
    Dettaglio.objects.update(sale="zz")
    t = Transizione.objects.get()
    assert list(verifica()) == [f"{nome(t)}: dettaglio cambiato dopo la scrittura"]


# ── Seals ─────────────────────────────────────────────────────────────────────────────────────────
def _taglia_il_sigillo(n):
    sigillo = Sigillo.objects.get(n=n)
    sql("DELETE FROM registro_vocesigillo WHERE sigillo_id = %s", sigillo.pk, righe=sigillo.quanti)
    sql("DELETE FROM registro_sigillo WHERE id = %s", sigillo.pk)


def test_last_seal_taken_away_is_named_and_stays_missing(partner):
    sigilla()
    passa(partner, "prendi_in_esame")
    sigilla()
    _taglia_il_sigillo(2)
    assert list(verifica()) == ["Sigilli: la catena è tagliata dopo la riga n. 1, arrivava alla n. 2"]
    assert sigilla().n == 3
    assert list(verifica()) == ["Sigillo 3: manca il sigillo 2", "Sigillo 3: cambiato dopo la scrittura"]


def test_only_seal_taken_away_is_named(partner):
    sigilla()
    _taglia_il_sigillo(1)
    assert list(verifica()) == ["Sigilli: la catena è tagliata dopo la riga n. 0, arrivava alla n. 1"]


def test_leaf_that_is_no_fingerprint_is_named(partner):
    sigilla()
    t = Transizione.objects.get()
    sql("UPDATE registro_vocesigillo SET impronta = 'zz'")
    assert list(verifica()) == [
        "Sigillo 1: le voci non danno la sua radice",
        f"Transizione {t.pk}: diversa da quella chiusa nel sigillo 1",
    ]


def test_leaves_taken_away_are_named(partner):
    sigilla()
    sql("DELETE FROM registro_vocesigillo")
    assert list(verifica()) == ["Sigillo 1: le voci non danno la sua radice"]


@pytest.mark.parametrize(("minuti", "guasti"), [(29, 0), (31, 1)])
def test_sealer_that_sleeps_is_a_fault(partner, minuti, guasti):
    passa(partner, "prendi_in_esame")
    prima = Transizione.objects.di(partner).first()
    detto = f"Transizioni senza sigillo da più di 30 minuti: 2, la prima è la {prima.pk}"
    with a_quest_ora(adesso() + timedelta(minutes=minuti)):
        assert list(verifica()) == [detto][:guasti]
        sigilla()
        assert list(verifica()) == []


# ── Numbers ───────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def anno(partner):
    for _ in range(5):
        numera("protocollo", partner)
    return Contatore.objects.get().anno


@pytest.mark.parametrize(
    ("comando", "righe", "guasto"),
    [
        ("DELETE FROM registro_numero WHERE n = 1", 1, "manca il numero 1"),
        ("DELETE FROM registro_numero WHERE n IN (2, 3)", 2, "mancano i numeri dal 2 al 3"),
        ("DELETE FROM registro_numero WHERE n > 3", 2, "mancano i numeri dal 4 al 5"),
        ("DELETE FROM registro_numero", 5, "mancano i numeri dal 1 al 5"),
        ("DELETE FROM registro_contatore", 1, "ci sono numeri fino al 5, ma manca il contatore"),
        ("UPDATE registro_contatore SET ultimo = 4", 1, "c'è il numero 5, ma il contatore è al 4"),
    ],
)
def test_number_missing_or_beyond_its_counter_is_named(anno, comando, righe, guasto):
    sql(comando, righe=righe)
    assert list(verifica()) == [f"Registro protocollo {anno}: {guasto}"]


def test_counter_that_gave_nothing_yet_is_no_fault(db):
    Contatore.objects.create(registro="protocollo", anno=2026)
    assert list(verifica()) == []


# ── What it costs ─────────────────────────────────────────────────────────────────────────────────
def _domande():
    with CaptureQueriesContext(connection) as fatte:
        assert list(verifica()) == []
    return len(fatte)


def test_it_asks_as_much_whatever_the_objects(partner):
    sigilla()
    uno = _domande()
    for n in range(12):
        passa(partner_proposto(nome=f"Coro {n}", slug=f"coro-{n}"), "prendi_in_esame")
        sigilla()
    assert _domande() == uno


@pytest.mark.django_db(transaction=True)
def test_it_reads_one_moment_and_leaves_nothing_open():
    partner = partner_proposto()
    guasti = verifica()
    assert next(guasti, None) is None
    passa(partner, "prendi_in_esame")
    assert list(verifica()) == []
    assert not connection.in_atomic_block


# ── What there was before the heads ───────────────────────────────────────────────────────────────
@pytest.mark.django_db(transaction=True)
def test_chains_and_seals_of_before_are_given_their_heads():
    partner, persona = partner_proposto(), PersonaFactory()
    passa(partner, "prendi_in_esame")
    with transaction.atomic():
        registra_nascita(persona, "iscriviti", da=SPAZZINO)
    sigilla()
    capi = sorted(Capo.objects.values_list("oggetto_tipo", "oggetto_id", "n", "impronta"))
    try:
        call_command("migrate", "registro", "0003", verbosity=0)
    finally:
        call_command("migrate", "registro", verbosity=0)
    assert sorted(Capo.objects.values_list("oggetto_tipo", "oggetto_id", "n", "impronta")) == capi
    assert len(capi) == 3
    assert list(verifica()) == []
