"""The log is append-only: by the models, and by the database for whoever goes round them."""

import pytest
from django.db import Error, connection, transaction

from talenti.base.clock import adesso
from talenti.registro.actions import cancella_dettaglio, numera, sigilla
from talenti.registro.models import Dettaglio, Numero, RigaImmutabile, Sigillo, Transizione, VoceSigillo
from talenti.registro.triggers import TABELLE

pytestmark = pytest.mark.django_db
COLONNA = {
    "registro_transizione": "verbo",
    "registro_sigillo": "radice",
    "registro_vocesigillo": "impronta",
    "registro_numero": "registro",
}


@pytest.fixture
def pieno(partner):
    with transaction.atomic():
        numera("prova", partner, quando=adesso())
    sigilla()
    return partner


def test_every_table_of_the_log_is_guarded():
    assert set(TABELLE) == set(COLONNA)


@pytest.mark.parametrize("modello", [Transizione, Sigillo, VoceSigillo, Numero])
def test_model_refuses(modello, pieno):
    riga = modello.objects.get()
    for azione in (
        riga.save,
        riga.delete,
        modello.objects.all().delete,
        lambda: modello.objects.update(pk=1),
        lambda: modello.objects.bulk_update([riga], ["id"]),
    ):
        with pytest.raises(RigaImmutabile):
            azione()
    assert modello.objects.get() == riga


@pytest.mark.parametrize("tabella", TABELLE)
@pytest.mark.parametrize("sql", ["UPDATE {tabella} SET {colonna} = 'x'", "DELETE FROM {tabella}"])
def test_database_refuses(tabella, sql, pieno):
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(sql.format(tabella=tabella, colonna=COLONNA[tabella]))


@pytest.mark.parametrize(
    "comando",
    ["DELETE FROM registro_capo", "UPDATE registro_capo SET n = n - 1", "UPDATE registro_capo SET impronta = 'x'"],
)
def test_a_head_goes_forward_only(comando, pieno):
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(comando)


def test_detail_can_be_erased_and_the_chain_stays_whole(pieno):
    from talenti.registro.queries import verifica

    t = Transizione.objects.get()
    cancella_dettaglio(t)
    dettaglio = Dettaglio.objects.get(transizione=t)
    assert (dettaglio.dati, dettaglio.sale) == (None, "")
    assert dettaglio.cancellato_il is not None
    assert list(verifica()) == []
