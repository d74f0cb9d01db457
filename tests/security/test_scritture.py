"""The same button, pressed by every role: it acts for those of the table, and leaves no trace for the others."""

import pytest
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from redazione.models import Argomento, Calendario, Legame, Presenza, Revisione, Sostegno
from talenti.registro.models import Transizione
from talenti.rete.models import Partner
from tests.security.scena import RUOLI
from tests.security.scritture import SCRITTURE
from thinktown.models import Componente

pytestmark = [pytest.mark.django_db, pytest.mark.largo]


def com_e():
    """What any writing changes: the log, an organisation's draft and its instant, what somebody says of herself.

    Of the newsroom, what leaves no trace in the log: who supports an idea, what is linked, a calendar's address,
    a text that is saved, who is writing it, a topic.
    """
    partner = Partner.objects.aggregate(Max("aggiornato_il")), Partner.objects.count()
    redazione = Sostegno.objects.count(), Legame.objects.count(), Calendario.objects.aggregate(Max("dal"))
    scritto = Revisione.objects.count(), Presenza.objects.aggregate(Max("vista_il")), Argomento.objects.count()
    return Transizione.objects.count(), *scritto, *partner, Componente.objects.aggregate(Max("fatti_il")), *redazione


def scrive(scena, ruolo, indirizzo, dati):
    with transaction.atomic():
        prima = com_e()
        scena.client(ruolo).post(indirizzo, dati)
        dopo = com_e()
        transaction.set_rollback(True)
    return prima != dopo


@pytest.mark.parametrize("riga", SCRITTURE, ids=str)
def test_only_the_roles_of_the_table_change_something(scena, riga):
    indirizzo = reverse(riga.nome, kwargs={chiave: scena.valore(valore) for chiave, valore in riga.argomenti.items()})
    dati = {chiave: scena.valore(valore) for chiave, valore in riga.dati.items()}
    assert tuple(ruolo for ruolo in RUOLI if scrive(scena, ruolo, indirizzo, dati)) == riga.chi
