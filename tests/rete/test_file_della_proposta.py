"""The files on which an admission depends: still those that were sent, or the act waits."""

from datetime import UTC, date, datetime

import pytest

from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import NonPermesso
from talenti.base.files import FileRovinato
from talenti.registro.models import Transizione
from talenti.rete import actions, queries
from tests.factories import rete
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _orologio():
    with a_quest_ora(ORA):
        yield


@pytest.fixture
def lea():
    lea = PersonaFactory()
    rete.capofila(lea)
    return lea


@pytest.fixture
def giulia():
    return PersonaFactory()


def manda(partner, voce, giulia):
    documento = partner.documenti_richiesti.filter(mandato_il__isnull=True).get(voce=voce)
    return actions.allega(documento, caricato=rete.caricato(), da=giulia)


def stato(partner):
    partner.refresh_from_db()
    return partner.stato


@pytest.mark.parametrize("contenuto", [None, b"altro", b""])
def test_a_spoilt_file_is_loaded_again_before_it_is_sent(giulia, lea, contenuto):
    partner = rete.in_integrazione(lea, giulia, voci=("Statuto", "Atto"))
    statuto = manda(partner, "Statuto", giulia)
    manda(partner, "Atto", giulia)
    rete.rovina(statuto, contenuto)
    with pytest.raises(FileRovinato) as errore:
        actions.integra(partner, da=giulia)
    assert str(errore.value.frase) == (
        "Sul nostro server si è rovinato il file di: Statuto. Caricalo di nuovo e poi manda tutto insieme."
    )
    assert stato(partner) == "integrazione"
    manda(partner, "Statuto", giulia)
    actions.integra(partner, da=giulia)
    assert stato(partner) == "in_esame"


def test_nobody_is_admitted_on_a_file_that_is_no_longer_what_was_sent(client, giulia, lea):
    partner = rete.in_integrazione(lea, giulia)
    statuto = manda(partner, "Statuto", giulia)
    actions.integra(partner, da=giulia)
    rete.rovina(statuto, rete.PDF + b" ")
    frase = "Sul nostro server si è rovinato il file di: Statuto. Chiedilo di nuovo con lo stesso nome."
    with pytest.raises(FileRovinato) as errore:
        actions.ammetti(partner, da=lea)
    assert (str(errore.value.frase), stato(partner)) == (frase, "in_esame")
    client.force_login(lea)
    risposta = client.post(f"/admin/rete/partner/{partner.pk}/esame/", {"decisione": "ammetti", "motivo": ""})
    assert frase in risposta.content.decode()
    assert Transizione.objects.di(partner).filter(verbo="ammetti").count() == 0
    # The way out: the same item, asked and answered again.
    actions.chiedi_integrazione(partner, voci=["Statuto"], entro=date(2026, 3, 9), da=lea)
    nuovo = manda(partner, "Statuto", giulia)
    actions.integra(partner, da=giulia)
    assert [documento.allegato for documento in queries.risposte(partner)] == [nuovo]
    actions.ammetti(partner, da=lea)
    assert stato(partner) == "ammesso"


def test_who_may_not_act_is_told_that_and_not_of_files(giulia, lea):
    partner = rete.in_integrazione(lea, giulia)
    rete.rovina(manda(partner, "Statuto", giulia))
    for verbo in (actions.integra, actions.ammetti):
        with pytest.raises(NonPermesso):
            verbo(partner, da=PersonaFactory())


def test_a_spoilt_file_does_not_stop_a_refusal(giulia, lea):
    partner = rete.in_integrazione(lea, giulia)
    statuto = manda(partner, "Statuto", giulia)
    actions.integra(partner, da=giulia)
    rete.rovina(statuto, b"altro")
    actions.respingi(partner, motivo="Mancano i documenti.", da=lea)
    assert stato(partner) == "respinto"
