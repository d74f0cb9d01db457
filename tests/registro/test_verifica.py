"""What an intruder with the database in hand changes is named, row by row."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from talenti.registro import triggers
from talenti.registro.actions import numera, sigilla
from talenti.registro.models import Dettaglio, Sigillo, Transizione
from talenti.registro.queries import verifica
from tests.factories.registro import partner_proposto, passa
from tests.registro.intruso import nome, sql, toglie

pytestmark = pytest.mark.django_db


@pytest.fixture
def storia(partner):
    """Two objects, five rows, two seals and a number."""
    passa(partner, "prendi_in_esame")
    altro = partner_proposto(nome="Coro di Piadena", slug="coro")
    sigilla()
    passa(partner, "chiedi_integrazione")
    passa(altro, "prendi_in_esame")
    sigilla()
    with transaction.atomic():
        numera("protocollo", partner)
    return partner


def test_whole_log_has_no_fault(storia):
    assert list(verifica()) == []


@pytest.mark.parametrize(
    ("colonna", "valore"),
    [
        ("verbo", "prendi_in_esamf"),
        ("attore", "persona:1"),
        ("da_stato", "bozza"),
        ("quando", "2020-01-01 00:00:00+00:00"),
        ("impegno", "0" * 64),
    ],
)
def test_edited_row_is_named(storia, colonna, valore):
    t = Transizione.objects.di(storia)[1]
    sql(f"UPDATE registro_transizione SET {colonna} = %s WHERE id = %s", valore, t.pk)
    guasti = list(verifica())
    assert guasti[0] == f"{nome(t)}: contenuto cambiato dopo la scrittura"
    # The commitment is part of the content: changing it belies the detail too.
    assert guasti[1:] == ([f"{nome(t)}: dettaglio cambiato dopo la scrittura"] if colonna == "impegno" else [])


def test_an_erased_detail_cannot_be_written_again(storia):
    t = Transizione.objects.di(storia)[1]
    falso = "UPDATE registro_dettaglio SET dati = %s, sale = '', cancellato_il = %s WHERE transizione_id = %s"
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(falso, '{"motivo": "falso"}', "2026-11-25 10:00:00+00:00", t.pk)


def test_one_byte_of_a_fingerprint_breaks_row_chain_and_seal(storia):
    t = Transizione.objects.di(storia)[0]
    dopo = Transizione.objects.di(storia)[1]
    falsa = t.impronta[:-1] + ("0" if t.impronta[-1] != "0" else "1")
    sql("UPDATE registro_transizione SET impronta = %s WHERE id = %s", falsa, t.pk)
    assert list(verifica()) == [
        f"{nome(t)}: contenuto cambiato dopo la scrittura",
        f"{nome(dopo)}: non continua la riga prima (catena spezzata o doppia)",
        f"Transizione {t.pk}: diversa da quella chiusa nel sigillo 1",
    ]


def test_edited_detail_is_named(storia):
    t = Transizione.objects.di(storia)[0]
    Dettaglio.objects.filter(transizione=t).update(dati={"nota": "un'altra"})
    assert list(verifica()) == [f"{nome(t)}: dettaglio cambiato dopo la scrittura"]


def test_detail_taken_away_is_named(storia):
    t = Transizione.objects.di(storia)[0]
    Dettaglio.objects.filter(transizione=t).delete()
    assert list(verifica()) == [f"{nome(t)}: dettaglio sparito"]


def test_row_taken_from_the_middle_is_named(storia):
    tolta, dopo = Transizione.objects.di(storia)[1:3]
    toglie(tolta)
    assert list(verifica()) == [
        f"{nome(dopo)}: manca la riga n. 2",
        f"Transizione {tolta.pk}: chiusa nel sigillo 1, ma non c'è più",
    ]


def test_tail_cut_before_the_seal_is_named_by_head_and_state(partner):
    passa(partner, "prendi_in_esame")
    prima, tolta = Transizione.objects.di(partner)
    toglie(tolta)
    assert list(verifica()) == [
        f"rete.partner {partner.pk}: la catena è tagliata dopo la riga n. 1, arrivava alla n. 2",
        f"rete.partner {partner.pk}: lo stato è «in_esame», ma l'ultima transizione ({prima.pk}) dice «proposto»",
    ]


def test_state_changed_by_another_door_is_named(storia):
    ultima = Transizione.objects.di(storia).last()
    type(storia).objects.filter(pk=storia.pk).update(stato="ritirato")
    assert list(verifica()) == [
        f"rete.partner {storia.pk}: lo stato è «ritirato», ma l'ultima transizione ({ultima.pk}) dice «integrazione»"
    ]


def test_edited_seal_is_named(storia):
    sql("UPDATE registro_sigillo SET quanti = 4 WHERE n = 1")
    assert list(verifica()) == [
        "Sigillo 1: cambiato dopo la scrittura",
        "Sigillo 1: le voci non danno la sua radice",
    ]


def test_seal_taken_away_is_named(storia):
    primo = Sigillo.objects.get(n=1)
    triggers.togli(connection)
    with connection.cursor() as cursore:
        cursore.execute("DELETE FROM registro_vocesigillo WHERE sigillo_id = %s", [primo.pk])
    sql("DELETE FROM registro_sigillo WHERE id = %s", primo.pk)
    assert list(verifica()) == ["Sigillo 2: manca il sigillo 1", "Sigillo 2: cambiato dopo la scrittura"]


def test_command_says_that_it_is_whole(storia):
    capo = Sigillo.objects.get(n=2)
    detto = io.StringIO()
    call_command("verifica_registro", capo=f"2:{capo.impronta}", stdout=detto)
    assert detto.getvalue() == "Il registro è intero: 5 transizioni, 2 sigilli.\n"


@pytest.mark.parametrize("capo", ["2:" + "0" * 64, "due:abc", "9"])
def test_command_refuses_a_head_that_is_not_there(storia, capo):
    detto = io.StringIO()
    with pytest.raises(CommandError, match=r"Il registro non è intero\. Righe da guardare: 1\."):
        call_command("verifica_registro", capo=capo, stdout=detto)
    numero = capo.partition(":")[0]
    assert detto.getvalue() == (f"Sigillo {numero}: non è quello conservato altrove (registro tagliato o riscritto)\n")
