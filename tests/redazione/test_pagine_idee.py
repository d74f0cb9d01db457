"""The pages of ideas: everybody's list, the pitch, support, what the newsroom answers."""

import html

import pytest
from django.urls import reverse

from redazione import actions
from redazione.enums import IDEE_APERTE
from redazione.models import Idea, Sostegno
from tests.factories import redazione
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import MOTIVO, PITCH, giorno

pytestmark = pytest.mark.django_db
ELENCO = "/redazione/idee/"


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def giulia():
    return PersonaFactory(nome="Giulia", cognome="Verdi")


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


def dove(idea, nome):
    return reverse(f"redazione:{nome}", args=[idea.codice])


def test_without_an_account_one_signs_in_first(client, testata):
    assert client.get(ELENCO).url.startswith("/accedi/")


def test_without_a_newsroom_its_two_doors_say_so_and_there_is_nothing_else(client, giulia):
    client.force_login(giulia)
    pagine = {nome: client.get(f"/redazione/{nome}") for nome in ("", "idee/", "piano/", "persone/")}
    assert [una.status_code for una in pagine.values()] == [200, 200, 404, 404]
    assert ["La redazione non c'è ancora" in letta(pagine[nome]) for nome in ("", "idee/")] == [True, True]


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_costs_the_same_whatever_is_proposed(client, testata, giulia, quante, django_assert_num_queries):
    for n in range(quante):
        redazione.idea(testata, testo=f"Idea {n}")
    actions.scarta(redazione.idea(testata, testo="Messa da parte"), MOTIVO, da=redazione.DA)
    ritirata = redazione.idea(testata, testo="Ripensata")
    actions.ritira(ritirata, da=ritirata.da)
    altra = redazione.testata(testata.partner, testata.riferimento, slug="altra")
    redazione.idea(altra, testo="Di un'altra redazione")
    client.force_login(giulia)
    client.get(ELENCO)
    with django_assert_num_queries(QUERY_ELENCO):
        risposta = client.get(ELENCO)
    assert {una.testo for una in risposta.context["idee"]} == {f"Idea {n}" for n in range(quante)}


QUERY_ELENCO = 15


def test_the_most_supported_come_first_and_the_list_is_narrowed(client, testata, giulia):
    prima, seconda = redazione.idea(testata, testo="Prima"), redazione.idea(testata, testo="Seconda", tipo="video")
    client.force_login(giulia)
    assert [una.testo for una in client.get(ELENCO).context["idee"]] == ["Seconda", "Prima"]
    for persona in (PersonaFactory(), PersonaFactory()):
        actions.sostieni(prima, da=persona)
    risposta = client.get(ELENCO)
    assert [(una.testo, una.sostegni_dati) for una in risposta.context["idee"]] == [("Prima", 2), ("Seconda", 0)]
    assert "interessa a 2 persone" in letta(risposta)
    for parametri in ({"che_cosa": "video"}, {"che_cosa": "video", "stato": "boh"}):
        assert list(client.get(ELENCO, parametri).context["idee"]) == [seconda]


def test_a_minor_proposes_and_supports_from_the_pages(client, testata):
    client.force_login(PersonaFactory(minore=True))
    sua = client.post(ELENCO, {"testo": PITCH, "tipo": "storia"})
    assert sua.url == Idea.objects.get().get_absolute_url()
    altrui = redazione.idea(testata)
    assert client.post(dove(altrui, "sostieni")).url == altrui.get_absolute_url()
    assert ("Non mi interessa più" in letta(client.get(altrui.get_absolute_url())), Sostegno.objects.count()) == (
        True,
        1,
    )
    client.post(dove(altrui, "sostieni"))
    assert Sostegno.objects.count() == 0


def test_what_is_wrong_with_a_pitch_stands_beside_its_field_and_nothing_is_lost(client, testata, giulia):
    client.force_login(giulia)
    risposta = client.post(ELENCO, {"testo": "x" * 401, "tipo": "video"})
    testo = letta(risposta, 422)
    assert (list(risposta.context["form"].errors), "x" * 401 in testo) == (["testo"], True)
    risposta = client.post(ELENCO, {"testo": PITCH, "tipo": "poesia"})
    assert (list(risposta.context["form"].errors), PITCH in letta(risposta, 422)) == (["tipo"], True)
    assert Idea.objects.count() == 0


def test_who_has_too_many_waiting_reads_why_and_keeps_what_she_wrote(client, testata, giulia):
    for n in range(IDEE_APERTE):
        redazione.idea(testata, giulia, testo=f"Idea {n}")
    client.force_login(giulia)
    assert "Per ora non puoi proporne altre" in letta(client.get(ELENCO))
    testo = letta(client.post(ELENCO, {"testo": PITCH, "tipo": "storia"}), 403)
    assert ("Hai già 5 idee che aspettano." in testo, PITCH in testo, Idea.objects.count()) == (True, True, 5)


def test_ones_own_is_not_supported_and_is_taken_back(client, testata, nives, giulia):
    idea = redazione.idea(testata, giulia)
    client.force_login(giulia)
    assert "Interessa anche a me" not in letta(client.get(idea.get_absolute_url()))
    assert client.post(dove(idea, "sostieni")).status_code == 403
    assert "Non la legge più nessuno." in letta(client.get(dove(idea, "idea_ritira")))
    assert client.post(dove(idea, "idea_ritira")).url == ELENCO
    assert Idea.objects.get().stato == "ritirata"
    letta(client.get(idea.get_absolute_url()))
    # Pressed again from a page that is old: a sentence, and nothing else.
    assert client.post(dove(idea, "idea_ritira")).url == ELENCO
    client.force_login(nives)
    assert client.get(idea.get_absolute_url()).status_code == 404
    assert client.get(f"/redazione/piano/nuova/?idea={idea.codice}").status_code == 404


def test_an_idea_of_somebody_else_is_not_taken_back(client, testata, giulia):
    idea = redazione.idea(testata)
    client.force_login(giulia)
    assert (client.post(dove(idea, "idea_ritira")).status_code, Idea.objects.get().stato) == (403, "proposta")


def test_what_is_put_aside_is_read_by_who_proposed_it_with_the_reason(client, testata, nives, giulia):
    idea = redazione.idea(testata, giulia)
    client.force_login(nives)
    pagina = letta(client.get(idea.get_absolute_url()))
    assert ("Metti nel piano" in pagina, "Giulia Verdi" in pagina) == (True, True)
    scarta = dove(idea, "idea_scarta")
    letta(client.get(scarta))
    risposta = client.post(scarta, {"motivo": " "})
    assert (list(risposta.context["form"].errors), risposta.status_code) == (["motivo"], 422)
    assert client.post(scarta, {"motivo": MOTIVO}).url == ELENCO
    risposta = client.post(scarta, {"motivo": "Un altro motivo."})
    assert "Un altro motivo." in letta(risposta, 409)
    for persona, stato in ((giulia, 200), (nives, 200), (PersonaFactory(), 404)):
        client.force_login(persona)
        risposta = client.get(idea.get_absolute_url())
        assert risposta.status_code == stato
        assert (MOTIVO in html.unescape(risposta.content.decode())) == (stato == 200)
    client.force_login(nives)
    assert client.get(f"/redazione/piano/nuova/?idea={idea.codice}").status_code == 200


def test_who_proposed_it_is_not_named_to_the_community(client, testata, giulia):
    idea = redazione.idea(testata, giulia)
    client.force_login(PersonaFactory())
    assert "Giulia" not in letta(client.get(idea.get_absolute_url()))


def test_only_who_coordinates_reads_the_page_that_puts_aside(client, testata, giulia):
    idea = redazione.idea(testata)
    redige = redazione.redattrice(testata)
    for persona, stato in ((giulia, 403), (redige, 403)):
        client.force_login(persona)
        assert client.get(dove(idea, "idea_scarta")).status_code == stato
        assert client.post(dove(idea, "idea_scarta"), {"motivo": MOTIVO}).status_code == stato


def test_what_left_the_plan_shows_why_and_where_it_is(client, testata, nives, giulia):
    idea = redazione.idea(testata, giulia)
    voce = redazione.voce(testata, idea=idea, per=giorno(5))
    actions.lascia_voce(voce, MOTIVO, da=nives)
    client.force_login(nives)
    pagina = letta(client.get(idea.get_absolute_url()))
    assert (MOTIVO in pagina, voce.get_absolute_url() in pagina, "?idea=" in pagina) == (True, True, False)
    client.force_login(giulia)
    pagina = letta(client.get(idea.get_absolute_url()))
    assert (MOTIVO in pagina, voce.get_absolute_url() in pagina) == (True, False)


def test_what_is_closed_is_not_supported_from_an_old_page(client, testata, giulia):
    idea = redazione.idea(testata, giulia)
    actions.scarta(idea, MOTIVO, da=redazione.DA)
    redige = redazione.redattrice(testata)
    client.force_login(redige)
    assert client.post(dove(idea, "sostieni")).url == idea.get_absolute_url()
    assert "Questa idea non si può più sostenere." in letta(client.get(idea.get_absolute_url()))
