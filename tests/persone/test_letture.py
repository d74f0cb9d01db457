"""Who read whose data: written once a page, read by whose they are, gone in time and with the account."""

from datetime import timedelta

import pytest

from talenti.base.clock import adesso
from talenti.persone import actions
from talenti.persone.letture import GIORNI_LETTURE, annota_letture, dimentica_letture
from talenti.persone.models import Lettura
from talenti.persone.queries import esporta
from tests.factories import coworking, rete
from tests.factories.persone import PersonaFactory
from tests.persone.conftest import entra

pytestmark = pytest.mark.django_db
OSPITE, LETTERA, UFFICIO = "coworking.ospita", "coworking.risposta", "persone.ufficio"


@pytest.fixture
def giulia():
    return PersonaFactory(email="giulia@example.org")


@pytest.fixture
def studio():
    return coworking.nel_registro(coworking.spazio(rete.ammesso(nome="Studio Prova"), tipo="studio", posti=3))


def letture_di(persona):
    return list(persona.letture.values_list("per_conto", "pagina").order_by("pk"))


def test_each_opening_of_the_host_s_desk_is_one_row(client, giulia, studio):
    coworking.prenotazione(giulia, studio)
    altra = PersonaFactory()
    ospita = studio.partner.proposto_da
    client.force_login(ospita, backend="allauth.account.auth_backends.AuthenticationBackend")
    for _volta in range(2):
        assert client.get(f"/ospita/{studio.partner.slug}/").status_code == 200
    assert letture_di(giulia) == [("Studio Prova", OSPITE)] * 2
    assert set(giulia.letture.values_list("chi", flat=True)) == {ospita.pk}
    assert (letture_di(altra), letture_di(ospita)) == ([], [])


def test_answer_opened_from_the_mail_is_a_row_too(client, giulia, studio):
    from coworking.emails import gettone

    prenotazione = coworking.prenotazione(giulia, studio)
    ospita = studio.partner.proposto_da
    assert client.get(f"/ospita/risposta/{gettone(prenotazione, ospita)}/").status_code == 200
    assert letture_di(giulia) == [("Studio Prova", LETTERA)]


def test_office_that_opens_list_and_card_is_written_down(client, giulia):
    capo = PersonaFactory(is_superuser=True)
    rete.con_fattore(capo)
    client.force_login(capo, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/admin/persone/persona/").status_code == 200
    assert client.get(f"/admin/persone/persona/{giulia.pk}/change/").status_code == 200
    assert letture_di(giulia) == [("L'ufficio della rete", UFFICIO)] * 2
    assert letture_di(capo) == []


def test_person_reads_who_without_the_name_of_who_works_there(client, giulia, studio):
    ospita = studio.partner.proposto_da
    annota_letture([giulia.pk], chi=ospita, per_conto=studio.partner, pagina=OSPITE)
    entra(client, giulia)
    pagina = client.get("/area/dati/letture/").content.decode()
    assert "Studio Prova" in pagina
    assert "La pagina di chi ospita, con le prenotazioni" in pagina
    assert ospita.get_full_name() not in pagina
    assert esporta(giulia)["letture"][0]["per_conto_di"] == "Studio Prova"


@pytest.mark.parametrize("quante", [1, 3])
def test_page_costs_the_same_whatever_was_read(client, giulia, studio, quante, django_assert_num_queries):
    for _volta in range(quante):
        annota_letture([giulia.pk], chi=studio.partner.proposto_da, per_conto="Studio", pagina=OSPITE)
    annota_letture([PersonaFactory().pk], chi=giulia, per_conto="Di un'altra", pagina=OSPITE)
    entra(client, giulia)
    client.get("/area/dati/letture/")
    with django_assert_num_queries(9):
        pagina = client.get("/area/dati/letture/")
    assert len(pagina.context["righe"]) == quante
    assert "Di un'altra" not in pagina.content.decode()


def test_nothing_read_is_an_empty_page_with_words(client, giulia):
    entra(client, giulia)
    assert "Nessuno, finora" in client.get("/area/dati/letture/").content.decode()


def test_reading_oneself_is_nobody_s_business_and_a_page_has_a_name(giulia):
    annota_letture([giulia.pk, None], chi=giulia, per_conto="Sé", pagina=OSPITE)
    assert not Lettura.objects.exists()
    with pytest.raises(ValueError, match="not a page declared"):
        annota_letture([giulia.pk], chi=giulia, per_conto="Sé", pagina="altrove")


def test_readings_go_in_time_and_with_the_account(giulia):
    altra = PersonaFactory()
    for _volta in range(2):
        annota_letture([giulia.pk], chi=altra, per_conto="Studio", pagina=OSPITE)
    vecchia = giulia.letture.first()
    Lettura.objects.filter(pk=vecchia.pk).update(quando=adesso() - timedelta(days=GIORNI_LETTURE + 1))
    assert dimentica_letture(adesso()) == 1
    assert giulia.letture.count() == 1
    actions.chiudi(giulia, da=giulia)
    assert not Lettura.objects.exists()
