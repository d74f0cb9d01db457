"""Seats given by an act: what the person sees of hers, and the pages on which the lead gives and takes them back."""

from datetime import UTC, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coworking import actions, schede
from coworking.enums import StatoSpazio, Vendita
from coworking.models import Blocco, Postazione, Spazio
from talenti.base.clock import adesso, oggi
from talenti.rete.models import Partner
from tests.coworking.assegnati import ATTO, LUNEDI, SISTEMA, a_marzo, dai, niente_scritto
from tests.factories import coworking, rete
from tests.factories.coworking import giorno_feriale
from tests.factories.persone import PersonaFactory, con_fattore

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def domenica():
    """It is the Sunday before: roles begin then, and days have their names."""
    with a_marzo():
        yield


@pytest.fixture
def lea():
    lea = con_fattore(PersonaFactory(email="lea@example.org", nome="Lea", cognome="Guida"))
    rete.capofila(lea, nome="Guida")
    return lea


@pytest.fixture
def gino():
    return PersonaFactory(email="gino@example.org", nome="Gino", cognome="Ospite")


@pytest.fixture
def vera():
    return PersonaFactory(email="vera@example.org", nome="Vera", cognome="Vince")


@pytest.fixture
def hub(gino, lea):
    return coworking.spazio(rete.ammesso(persona=gino, nome="Radio"), posti=3, come_arrivare="Suona due volte.")


@pytest.fixture
def posto(hub):
    return hub.postazioni.get(numero=1)


# ── What the person sees ──────────────────────────────────────────────────────────────────────────
def test_my_bookings_show_my_seats_and_nobody_elses(client, hub, posto, vera):
    client.force_login(vera)
    assert "Non hai prenotazioni" in client.get(reverse("coworking:mie")).content.decode()
    revocata = dai(posto, vera)
    actions.revoca_assegnazione(revocata, motivo="x", da=SISTEMA)
    mia = dai(posto, vera)
    dai(hub.postazioni.get(numero=2), PersonaFactory())
    pagina = client.get(reverse("coworking:mie"))
    assert pagina.context["assegnazioni"] == [mia]
    testo = pagina.content.decode()
    assert ("Posto 1, da lunedì" in testo, "via Prova 1" in testo, "Non hai prenotazioni" in testo) == (
        True,
        True,
        False,
    )
    assert client.get(reverse("coworking:mie"), {"quali": "passate"}).context["assegnazioni"] == []


@pytest.mark.parametrize("quanti", [1, 3])
def test_my_seats_cost_the_same_whatever_their_number(client, hub, vera, quanti, django_assert_num_queries):
    for numero in range(1, quanti + 1):
        dai(hub.postazioni.get(numero=numero), vera)
    client.force_login(vera)
    client.get(reverse("coworking:mie"))
    with django_assert_num_queries(8):
        assert len(client.get(reverse("coworking:mie")).context["assegnazioni"]) == quanti


def test_the_export_has_my_seats(posto, vera):
    blocco = dai(posto, vera, LUNEDI, LUNEDI)
    actions.revoca_assegnazione(blocco, motivo="x", da=SISTEMA)
    quando = adesso().astimezone(UTC).isoformat()
    aperta = dai(posto, vera, giorno_feriale(), giorno_feriale())
    assert schede.esporta(vera)["posti_assegnati"] == [
        {
            "spazio": "Spazio Prova",
            "posto": "Posto 1",
            "chi_ospita": "Radio",
            "dal": b.dal.isoformat(),
            "al": b.al.isoformat(),
            "atto": ATTO,
            "revocato_il": revocato,
        }
        for b, revocato in ((blocco, quando), (aperta, None))
    ]
    assert schede.esporta(PersonaFactory())["posti_assegnati"] == []


# ── The pages of the lead ─────────────────────────────────────────────────────────────────────────
def pagina(spazio):
    return reverse("admin:coworking_spazio_assegna", args=[spazio.pk])


def revoca(blocco):
    return reverse("admin:coworking_spazio_revoca", args=[blocco.postazione.spazio_id, blocco.pk])


def modulo(posto, giorno=None, **campi):
    giorno = giorno or giorno_feriale()
    date_ = {
        f"{nome}_{parte}": str(valore)
        for nome in ("dal", "al")
        for parte, valore in (("giorno", giorno.day), ("mese", giorno.month), ("anno", giorno.year))
    }
    return {"email": "vera@example.org", "posto": str(posto.pk), "motivo": ATTO} | date_ | campi


def detto(risposta):
    return [str(messaggio) for messaggio in risposta.context["messages"]]


@pytest.fixture
def ufficio(client, lea):
    client.force_login(lea)
    return client


def test_the_lead_gives_a_seat_and_takes_it_back(ufficio, hub, posto, vera):
    esame = reverse("admin:coworking_spazio_esame", args=[hub.pk])
    assert pagina(hub) in ufficio.get(esame).content.decode()
    risposta = ufficio.post(pagina(hub), modulo(posto, email=" Vera@Example.org"), follow=True)
    assert detto(risposta) == ["Posto 1 assegnato a Vera Vince. Abbiamo avvisato la persona e chi ospita."]
    blocco = Blocco.objects.get()
    assert (list(risposta.context["assegnazioni"]), revoca(blocco) in risposta.content.decode()) == ([blocco], True)
    assert "Vera Vince" in ufficio.get(revoca(blocco)).content.decode()
    assert list(ufficio.post(revoca(blocco), {"motivo": ""}).context["form"].errors) == ["motivo"]
    risposta = ufficio.post(revoca(blocco), {"motivo": "Ha rinunciato."}, follow=True)
    assert detto(risposta) == ["Assegnazione revocata. Abbiamo avvisato la persona e chi ospita."]
    assert list(risposta.context["assegnazioni"]) == []
    [frase] = ufficio.post(revoca(blocco), {"motivo": "x"}).context["form"].non_field_errors()
    assert frase.startswith("Questa assegnazione è già finita")


def test_what_the_form_refuses(ufficio, hub, posto, vera):
    altrove = coworking.spazio(hub.partner, nome="Altrove").postazioni.get()
    PersonaFactory(email="chiusa@example.org", is_active=False)
    Postazione.objects.filter(spazio=hub, numero=3).update(attiva=False)
    prove = {
        "nessuna": modulo(posto, email="nessuna@example.org"),
        "chiusa": modulo(posto, email="chiusa@example.org"),
        "altrove": modulo(altrove),
        "non_in_uso": modulo(hub.postazioni.get(numero=3)),
        "passato": modulo(posto, oggi() - timedelta(days=2)),
        "sabato": modulo(posto, giorno_feriale() + timedelta(days=5)),
    }
    errori = {nome: list(ufficio.post(pagina(hub), dati).context["form"].errors) for nome, dati in prove.items()}
    assert errori == {
        "nessuna": ["email"],
        "chiusa": ["email"],
        "altrove": ["posto"],
        "non_in_uso": ["posto"],
        "passato": ["dal"],
        "sabato": ["dal"],
    }
    assert list(ufficio.post(pagina(hub), {}).context["form"].errors) == ["email", "posto", "dal", "al", "motivo"]
    assert niente_scritto(hub)


def test_who_reaches_the_pages(client, hub, posto, vera, lea):
    blocco = dai(posto, vera)
    persone = {
        "lea": lea,
        "revisione": con_fattore(rete.membro(Partner.objects.get(capofila=True), "revisione")),
        "amministra": con_fattore(hub.partner.proposto_da),
        "altro_partner": rete.ammesso(nome="Altra").proposto_da,
        "vera": vera,
    }
    stati = {}
    for nome, persona in persone.items():
        client.force_login(persona)
        stati[nome] = tuple(client.get(url).status_code for url in (pagina(hub), revoca(blocco)))
    assert stati == {
        "lea": (200, 200),
        "revisione": (403, 403),
        "amministra": (403, 403),
        "altro_partner": (404, 404),
        "vera": (302, 302),
    }


def test_the_seat_of_another_space_is_not_revoked_from_here(ufficio, hub, posto, vera):
    altrove = coworking.spazio(hub.partner, nome="Altrove")
    blocco = dai(posto, vera)
    url = reverse("admin:coworking_spazio_revoca", args=[altrove.pk, blocco.pk])
    assert (ufficio.get(url).status_code, ufficio.post(url, {"motivo": "x"}).status_code) == (404, 404)


def test_who_proposed_the_space_reads_why_not(ufficio, hub, posto, vera, lea):
    Spazio.objects.filter(pk=hub.pk).update(proposto_da=lea)
    assert "li assegna un" in ufficio.get(pagina(hub)).content.decode()
    assert ufficio.post(pagina(hub), modulo(posto)).status_code == 403
    assert ufficio.post(revoca(dai(posto, vera)), {"motivo": "x"}).status_code == 403


@pytest.mark.parametrize("campi", [{"stato": StatoSpazio.RITIRATO}, {"vendita": Vendita.INTERO}])
def test_a_space_with_no_seat_to_give_says_so(ufficio, hub, posto, vera, campi):
    Spazio.objects.filter(pk=hub.pk).update(**campi)
    assert ufficio.get(pagina(hub)).context["si_assegna"] is False
    assert pagina(hub) not in ufficio.get(reverse("admin:coworking_spazio_esame", args=[hub.pk])).content.decode()
    assert ufficio.post(pagina(hub), modulo(posto)).context["form"].errors
    assert niente_scritto(hub)


def test_the_page_costs_the_same_whatever_is_assigned(ufficio, hub):
    """Not a number: the office's menu asks about every model that there is."""
    costi = []
    for numeri in ((1,), (2, 3)):
        for numero in numeri:
            dai(hub.postazioni.get(numero=numero), PersonaFactory())
        ufficio.get(pagina(hub))
        with CaptureQueriesContext(connection) as domande:
            mostrati = ufficio.get(pagina(hub)).content.decode().count("Revoca: ")
        costi.append((mostrati, len(domande)))
    assert costi == [(1, costi[0][1]), (3, costi[0][1])]
