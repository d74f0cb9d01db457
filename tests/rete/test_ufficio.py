"""What the people who work in a partner's office read of others, and what only a role of the network shows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.permissions import Sistema, puo
from talenti.persone.models import Persona
from talenti.rete import actions
from tests.factories import rete
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db

DA = Sistema("prova")
ORA = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _orologio():
    with a_quest_ora(ORA):
        yield


@pytest.fixture
def giulia():
    return PersonaFactory(email="giulia@example.org", nome="Giulia", cognome="Verdi")


@pytest.fixture
def radio(giulia):
    return rete.ammesso(persona=giulia, nome="Radio")


@pytest.fixture
def lea():
    lea = PersonaFactory()
    rete.capofila(lea, nome="Guida")
    return lea


def scheda(persona):
    return f"/admin/persone/persona/{persona.pk}/change/"


def test_the_office_shows_the_people_of_today_and_not_of_once(giulia, radio):
    marco = rete.membro(radio)
    assert set(Persona.objects.visibili_in_ufficio(giulia)) == {giulia, marco}
    actions.rimuovi(radio.appartenenze.get(persona=marco), da=giulia)
    domani = rete.membro(radio, dal=oggi() + timedelta(days=1))
    assert set(Persona.objects.visibili_in_ufficio(giulia)) == {giulia}
    with a_quest_ora(ORA + timedelta(days=1)):
        assert set(Persona.objects.visibili_in_ufficio(giulia)) == {giulia, domani}


@pytest.mark.parametrize("ruolo", ["amministrazione", "operatore"])
def test_birth_date_and_telephone_are_not_the_partners_business(client, radio, lea, ruolo):
    membro = rete.membro(radio, persona=PersonaFactory(nato_il=date(2009, 2, 13), telefono="0372 98 76 54"))
    client.force_login(rete.membro(radio, ruolo))
    risposta = client.get(scheda(membro))
    assert [campo for campo in ("nato_il", "telefono") if f"field-{campo}" in risposta.content.decode()] == []
    assert (membro.email in risposta.content.decode(), "0372 98" in risposta.content.decode()) == (True, False)
    client.force_login(lea)
    assert ("0372 98 76 54" in client.get(scheda(membro)).content.decode()) is True


@pytest.mark.parametrize(
    "domanda", ["nato_il__year=2009", "telefono__startswith=0372", "password__startswith=p", "appartenenze__ruolo=x"]
)
def test_the_list_does_not_answer_questions_about_what_it_hides(client, giulia, radio, lea, domanda):
    rete.membro(radio, persona=PersonaFactory(nato_il=date(2009, 2, 13), telefono="0372 98 76 54"))
    for chi in (giulia, lea):
        client.force_login(chi)
        assert client.get(f"/admin/persone/persona/?{domanda}").status_code == 400


def test_the_list_still_answers_its_filters(client, giulia, radio):
    client.force_login(giulia)
    for domanda in ("is_active__exact=1", "comune__ambito__exact=x", "q=giulia"):
        assert client.get(f"/admin/persone/persona/?{domanda}").status_code == 200


def test_the_lists_of_roles_are_not_asked_for_addresses(client, giulia, radio):
    marco = rete.membro(radio, persona=PersonaFactory(email="trovami@example.org"))
    actions.rimuovi(radio.appartenenze.get(persona=marco), da=giulia)
    client.force_login(giulia)
    assert client.get("/admin/rete/appartenenza/?q=trovami").context["cl"].result_count == 0


@pytest.mark.parametrize("ruolo", ["amministrazione", "operatore"])
def test_the_file_of_the_lead_is_not_the_partners(client, radio, lea, ruolo):
    """It would name the proposals of other bodies that look alike, refused ones too."""
    simile = rete.in_esame(DA, nome="Radio")
    actions.respingi(simile, motivo="x", da=DA)
    client.force_login(rete.membro(radio, ruolo))
    assert client.get(f"/admin/rete/partner/{radio.pk}/esame/").status_code == 403
    assert "/esame/" not in client.get("/admin/rete/partner/").content.decode()
    client.force_login(lea)
    assert client.get(f"/admin/rete/partner/{radio.pk}/esame/").context["doppioni"].get() == simile
    assert "/esame/" in client.get("/admin/rete/partner/").content.decode()


def test_nobody_examines_an_organisation_that_she_is_or_was_in(client, lea):
    partner = rete.in_esame(DA, nome="Radio")
    mia = rete.membro(partner, persona=rete.membro(lea.appartenenze.first().partner, "coordinamento"))
    assert puo(mia, "rete.esamina_partner", partner).codice == "di_casa"
    client.force_login(mia)
    indirizzo = f"/admin/rete/partner/{partner.pk}/esame/"
    assert "hai o hai avuto un ruolo" in client.get(indirizzo).content.decode()
    assert client.post(indirizzo, {"decisione": "ammetti"}).status_code == 403
    actions.rimuovi(partner.appartenenze.get(persona=mia), da=DA)
    assert client.post(indirizzo, {"decisione": "ammetti"}).status_code == 403
    client.force_login(lea)
    assert client.post(indirizzo, {"decisione": "ammetti"}).status_code == 302
    partner.refresh_from_db()
    assert (partner.stato, partner.ammesso_il <= adesso()) == ("ammesso", True)


def test_why_a_role_was_closed_is_told_to_whom_it_concerns(client, giulia, radio):
    """The person whose role it was, who has come back, and who decides the roles; no other collaborator, no auditor."""
    marco, anna = rete.membro(radio, persona=PersonaFactory(cognome="Neri")), rete.membro(radio)
    actions.rimuovi(radio.appartenenze.get(persona=marco), motivo="Perché sì.", da=giulia)
    rete.membro(radio, "operatore", marco)
    revisione = rete.membro(rete.capofila(), "revisione")
    letti = {}
    for persona, indirizzo in (
        (giulia, "/partner/radio/storia/"),
        (marco, "/partner/radio/storia/"),
        (anna, "/partner/radio/storia/"),
        (revisione, f"/admin/rete/partner/{radio.pk}/esame/"),
    ):
        client.force_login(persona)
        righe = client.get(indirizzo).context["righe"]
        letti[persona] = [riga.motivo for riga in righe if str(riga.verbo) == "Ha chiuso un ruolo"]
    assert letti == {giulia: ["Perché sì."], marco: ["Perché sì."], anna: [""], revisione: [""]}
