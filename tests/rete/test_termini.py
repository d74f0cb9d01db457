"""Until when the lead answers: on a day when its office is open."""

from datetime import UTC, date, datetime

import pytest

from talenti.base.clock import a_quest_ora
from talenti.rete import actions
from talenti.rete.models import Partner
from tests.factories import rete
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db


def alle_nove(giorno):
    return a_quest_ora(datetime(giorno.year, giorno.month, giorno.day, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("proposta", "risposta"),
    [
        # Thirty days later is Sant'Omobono, patron of Cremona: a Friday in 2026, a Monday in 2028.
        (date(2026, 10, 14), date(2026, 11, 16)),
        (date(2028, 10, 14), date(2028, 11, 14)),
        # Saint Pantaleon is of Crema, whose office does not answer: 10 June 2026 is a Wednesday like any other.
        (date(2026, 5, 11), date(2026, 6, 10)),
    ],
)
def test_the_patron_of_the_lead_s_comune_is_no_working_day(proposta, risposta):
    with alle_nove(proposta):
        rete.capofila()
        partner = rete.proposto(PersonaFactory(), comune=comune("Crema"))

    assert partner.esame_entro == risposta


def test_without_a_lead_the_days_are_of_the_whole_country():
    with alle_nove(date(2026, 10, 14)):
        assert rete.proposto().esame_entro == date(2026, 11, 13)


def test_a_lead_elsewhere_keeps_its_own_patron():
    with alle_nove(date(2026, 10, 14)):
        rete.capofila()
        Partner.objects.filter(capofila=True).update(comune=comune("Crema"))
        assert rete.proposto().esame_entro == date(2026, 11, 13)
    with alle_nove(date(2026, 5, 11)):
        assert rete.proposto(nome="Altra", codice_fiscale="90000000282").esame_entro == date(2026, 6, 11)


def test_the_days_left_after_the_documents_end_on_an_open_day_too():
    with alle_nove(date(2026, 9, 14)):
        lea = PersonaFactory()
        rete.capofila(lea)
        partner = rete.in_integrazione(lea)
    with alle_nove(date(2026, 10, 14)):
        actions.allega(partner.documenti_richiesti.get(), caricato=rete.caricato(), da=partner.proposto_da)
        actions.integra(partner, da=partner.proposto_da)

    assert partner.esame_entro == date(2026, 11, 16)
