"""The pages of spaces and bookings, as people open them."""

from datetime import time, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from icalendar import Calendar

from coworking import actions
from coworking.actions.prenota import prenota
from coworking.enums import Dotazione, Stato, Tipo
from coworking.models import DotazioneSpazio, Prenotazione
from talenti.base.clock import a_quest_ora, a_roma
from tests.factories import coworking, rete
from tests.factories.coworking import alle, giorno_feriale, richiesta
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def giulia():
    return PersonaFactory()


@pytest.fixture
def chi_ospita():
    return PersonaFactory()


@pytest.fixture
def partner(chi_ospita):
    return rete.ammesso(persona=chi_ospita)


@pytest.fixture
def hub(partner):
    return coworking.spazio(partner, posti=2, nome="Hub Prova", regole="Non si fuma.")


def trovati(client, **parametri):
    pagina = client.get(reverse("coworking:elenco"), parametri)
    assert pagina.status_code == 200
    return [uno.spazio.nome for uno in pagina.context["trovati"]]


# ── Search ────────────────────────────────────────────────────────────────────────────────────────
def test_search_finds_published_spaces_of_partners_in_the_network(client, partner, hub):
    coworking.spazio(partner, nome="Bozza", stato="bozza")
    coworking.spazio(partner, nome="Fermo", stato="sospeso")
    assert trovati(client) == ["Hub Prova"]


def test_search_by_comune_distance_kind_people_and_equipment(client, partner, hub):
    sala = coworking.spazio(partner, tipo=Tipo.RIUNIONI, posti=8, nome="Sala Cremona", comune=comune("Cremona"))
    DotazioneSpazio.objects.create(spazio=sala, voce=Dotazione.PROIETTORE)
    assert trovati(client, comune="Soresina") == ["Hub Prova"]
    assert trovati(client, comune="Soresina", km="30") == ["Hub Prova", "Sala Cremona"]
    assert trovati(client, comune="Soresina", km="5") == ["Hub Prova"]
    assert trovati(client, tipo="riunioni") == ["Sala Cremona"]
    assert trovati(client, posti="5") == ["Sala Cremona"]
    assert trovati(client, dotazione="proiettore") == ["Sala Cremona"]
    assert trovati(client, dotazione=["proiettore", "wifi"]) == []


def test_search_of_one_hosts_spaces_says_whose_they_are(client, partner, hub):
    altro = coworking.spazio(rete.ammesso(nome="Altra", codice_fiscale="90000010190"), nome="Hub Altro")
    assert trovati(client, di=altro.partner.slug) == ["Hub Altro"]
    assert trovati(client, di="nessuno") == ["Hub Altro", "Hub Prova"]
    assert "Altra <span" in client.get(reverse("coworking:elenco"), {"di": altro.partner.slug}).content.decode()


def test_search_by_day_and_part_shows_what_is_free_then(client, hub, partner):
    studio, giorno = coworking.spazio(partner, tipo=Tipo.STUDIO, nome="Studio Prova"), giorno_feriale()
    prenota(studio, richiesta(giorno), da=PersonaFactory())
    assert trovati(client, giorno=giorno.isoformat(), parte="mattina") == ["Hub Prova"]
    assert trovati(client, giorno=giorno.isoformat(), parte="pomeriggio") == ["Hub Prova", "Studio Prova"]
    assert trovati(client, giorno=giorno.isoformat(), parte="sera") == []
    assert trovati(client, giorno="9999-12-31") == ["Hub Prova", "Studio Prova"]
    domenica = giorno + timedelta(days=6)
    assert trovati(client, giorno=domenica.isoformat()) == []


@pytest.mark.parametrize("parametri", [{"comune": "Xyz"}, {"giorno": "ieri"}, {"posti": "-3"}, {"tipo": "castello"}])
def test_search_ignores_what_it_does_not_understand_and_says_so(client, hub, parametri):
    pagina = client.get(reverse("coworking:elenco"), parametri)
    (valore,) = parametri.values()
    assert [uno.spazio.nome for uno in pagina.context["trovati"]] == ["Hub Prova"]
    assert [valore in frase for frase in pagina.context["non_capiti"]] == [True]


@pytest.mark.parametrize("quanti", [1, 3])
def test_search_costs_the_same_whatever_it_finds(client, partner, quanti, django_assert_num_queries):
    for n in range(quanti):
        coworking.spazio(partner, nome=f"Spazio {n}", posti=2)
    client.get("/aiuto/")
    trovati(client)
    with django_assert_num_queries(5):
        assert len(trovati(client)) == quanti
    with django_assert_num_queries(5):
        assert len(trovati(client, giorno=giorno_feriale().isoformat())) == quanti


# ── The page of a space ───────────────────────────────────────────────────────────────────────────
def test_space_page_opens_on_the_first_free_day(client, hub):
    pagina = client.get(hub.get_absolute_url())
    assert pagina.status_code == 200
    aperta = pagina.context["griglia"].del_giorno
    assert (aperta["liberi"], len(aperta["caselle"])) == (2, 2)
    assert hub.indirizzo not in pagina.content.decode()


def test_grid_alone_is_a_piece_of_the_page(client, hub):
    giorno = giorno_feriale()
    pezzo = client.get(reverse("coworking:griglia", args=[hub.slug]), {"giorno": giorno.isoformat()})
    assert (pezzo.status_code, b"<html" in pezzo.content) == (200, False)


@pytest.mark.parametrize("giorno", ["2020-01-01", "niente", "9999-12-31", "9999-12-31T23:30:00+00:00", ""])
def test_space_page_survives_any_day(client, hub, giorno):
    assert client.get(hub.get_absolute_url(), {"giorno": giorno, "dal": giorno}).status_code == 200


@pytest.mark.parametrize("quanti", [1, 3])
def test_space_page_costs_the_same_whatever_the_seats(client, partner, quanti, django_assert_num_queries):
    spazio = coworking.spazio(partner, posti=quanti)
    client.get("/aiuto/")
    with django_assert_num_queries(9):
        client.get(spazio.get_absolute_url())


def test_stopped_space_says_so_and_a_draft_is_not_there(client, partner):
    fermo = coworking.spazio(partner, stato="sospeso", nome="Fermo")
    bozza = coworking.spazio(partner, stato="bozza", nome="Bozza")
    assert "Adesso non si può prenotare" in client.get(fermo.get_absolute_url()).content.decode()
    assert client.get(bozza.get_absolute_url()).status_code == 404


# ── Booking ───────────────────────────────────────────────────────────────────────────────────────
def indirizzo(spazio, giorno=None, ora=time(9), quante=1):
    dal = alle(giorno or giorno_feriale(), ora)
    return f"{reverse('coworking:prenota', args=[spazio.slug])}?{urlencode({'dal': dal.isoformat(), 'quante': quante})}"


PASSO_1 = {"scopo": "Scrivo la tesi", "persone": "1", "regole": "on"}


def test_booking_is_begun_without_an_account_and_kept_through_signing_in(client, hub, giulia):
    dove = indirizzo(hub)
    assert client.get(dove).status_code == 200
    poi = client.post(dove, PASSO_1)
    assert (poi.status_code, poi.url.endswith("&passo=2")) == (302, True)
    controlla = client.get(poi.url).content.decode()
    assert ("Registrati e prenota" in controlla, "Scrivo la tesi" in controlla) == (True, True)
    client.force_login(giulia)
    pagina = client.get(poi.url)
    assert "Prenota" in pagina.content.decode()
    fatta = client.post(dove, {"passo": "prenota", "gettone": pagina.context["gettone"]})
    prenotazione = Prenotazione.objects.get()
    assert (fatta.url, prenotazione.persona, prenotazione.scopo, prenotazione.regole.versione) == (
        prenotazione.get_absolute_url(),
        giulia,
        "Scrivo la tesi",
        1,
    )
    assert client.get(dove).url == prenotazione.get_absolute_url()


def test_same_press_twice_leads_to_the_same_booking(client, hub, giulia):
    client.force_login(giulia)
    dove = indirizzo(hub)
    client.post(dove, PASSO_1)
    gettone = client.get(f"{dove}&passo=2").context["gettone"]
    prime = [client.post(dove, {"passo": "prenota", "gettone": gettone}).url for _volta in range(2)]
    assert (len(set(prime)), Prenotazione.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("campo", "valore"), [("scopo", " "), ("persone", "0"), ("persone", "9"), ("persone", "due"), ("regole", "")]
)
def test_step_one_says_what_is_wrong_beside_its_field(client, hub, campo, valore):
    pagina = client.post(indirizzo(hub), PASSO_1 | {campo: valore})
    assert (pagina.status_code, list(pagina.context["form"].errors)) == (422, [campo])


@pytest.mark.parametrize(
    "dal",
    [
        "",
        "ieri",
        "9999-12-31T23:30:00+00:00",
        "0001-01-01T00:00:00+00:00",
        "2026-13-40T99:00",
        "2027-03-01T09:07:00+01:00",
        "2027-03-01T09:00",
    ],
)
def test_address_that_makes_no_sense_leads_back_to_the_space(client, hub, dal):
    risposta = client.get(reverse("coworking:prenota", args=[hub.slug]), {"dal": dal})
    assert (risposta.status_code, risposta.url) == (302, hub.get_absolute_url())


def test_two_half_days_in_one_booking(client, hub, giulia):
    client.force_login(giulia)
    dove = indirizzo(hub, quante=2)
    client.post(dove, PASSO_1)
    client.post(dove, {"passo": "prenota", "gettone": "x"})
    p = Prenotazione.objects.get()
    assert (a_roma(p.dal).hour, a_roma(p.al).hour) == (9, 18)


def test_place_taken_meanwhile_is_a_page_with_other_possibilities(client, partner, giulia):
    hub = coworking.spazio(partner, nome="Hub Uno")
    altro = coworking.spazio(partner, nome="Hub Due")
    client.force_login(giulia)
    dove = indirizzo(hub)
    client.post(dove, {"scopo": "Scrivo"})
    prenota(hub, richiesta(), da=PersonaFactory())
    pagina = client.post(dove, {"passo": "prenota", "gettone": "x"})
    assert (pagina.status_code, Prenotazione.objects.filter(persona=giulia).count()) == (409, 0)
    assert [una.spazio for una in pagina.context["stesso"]] == [hub, hub]
    assert [una.spazio for una in pagina.context["altrove"]] == [altro]


def test_too_young_reads_why(client, partner):
    studio = coworking.spazio(partner, tipo=Tipo.STUDIO)
    client.force_login(PersonaFactory(minore=True))
    pagina = client.get(indirizzo(studio))
    assert "servono 18 anni" in pagina.content.decode()


# ── My bookings ───────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def mia(hub, giulia):
    return prenota(hub, richiesta(regole=1), da=giulia)


def test_my_bookings_show_mine_only(client, hub, mia, giulia):
    prenota(hub, richiesta(regole=1), da=PersonaFactory())
    client.force_login(giulia)
    assert list(client.get(reverse("coworking:mie")).context["prenotazioni"]) == [mia]
    assert list(client.get(reverse("coworking:mie"), {"quali": "passate"}).context["prenotazioni"]) == []


@pytest.mark.parametrize("quante", [1, 3])
def test_my_bookings_cost_the_same_whatever_their_number(client, partner, giulia, quante, django_assert_num_queries):
    for n in range(quante):
        prenota(coworking.spazio(partner, nome=f"Hub {n}"), richiesta(giorno_feriale(14 * n + 7)), da=giulia)
    client.force_login(giulia)
    client.get(reverse("coworking:mie"))
    with django_assert_num_queries(9):
        assert len(client.get(reverse("coworking:mie")).context["prenotazioni"]) == quante


@pytest.mark.parametrize("nome", ["prenotazione", "annulla", "calendario", "carta"])
def test_booking_of_somebody_else_is_not_there(client, mia, nome):
    client.force_login(PersonaFactory())
    assert client.get(reverse(f"coworking:{nome}", args=[mia.codice])).status_code == 404


def test_exact_address_is_told_once_confirmed(client, partner, giulia, chi_ospita):
    studio = coworking.spazio(partner, tipo=Tipo.STUDIO, indirizzo="via Segreta 9")
    p = prenota(studio, richiesta(), da=giulia)
    client.force_login(giulia)
    assert "via Segreta 9" not in client.get(p.get_absolute_url()).content.decode()
    actions.conferma(p, da=chi_ospita)
    assert "via Segreta 9" in client.get(p.get_absolute_url()).content.decode()


def test_cancelling_asks_once_and_gives_the_place_back(client, mia, giulia):
    client.force_login(giulia)
    dove = reverse("coworking:annulla", args=[mia.codice])
    assert client.get(dove).status_code == 200
    client.post(dove, {"motivo": ""})
    mia.refresh_from_db()
    assert (mia.stato, mia.occupazioni.count()) == (Stato.ANNULLATA, 0)
    assert client.post(dove).status_code == 409


def test_calendar_file_is_read_by_a_library_with_the_right_hours(client, partner, giulia):
    """Nine in the morning is seven UTC in July and eight in January."""
    hub = coworking.spazio(partner, orari=False)
    coworking.orario(partner, range(7))
    client.force_login(giulia)
    from datetime import date

    for giorno, ora_utc in ((date(2027, 7, 5), 7), (date(2027, 1, 11), 8)):
        with a_quest_ora(alle(giorno, time(9)) - timedelta(days=3)):
            p = prenota(hub, richiesta(giorno), da=giulia)
        file = client.get(reverse("coworking:calendario", args=[p.codice]))
        (evento,) = Calendar.from_ical(file.content).walk("VEVENT")
        assert (file["Content-Type"], evento["UID"].startswith(f"prenotazione-{p.codice}@")) == (
            "text/calendar; charset=utf-8",
            True,
        )
        assert (evento.decoded("dtstart"), evento.decoded("dtend")) == (p.dal, p.al)
        assert evento.decoded("dtstart").hour == ora_utc


def test_paper_is_a_pdf_with_the_code(client, mia, giulia):
    import io

    from pypdf import PdfReader

    client.force_login(giulia)
    risposta = client.get(reverse("coworking:carta", args=[mia.codice]))
    testo = " ".join(pagina.extract_text() for pagina in PdfReader(io.BytesIO(risposta.content)).pages)
    assert (risposta["Content-Type"], mia.codice in testo, mia.spazio.indirizzo in testo) == (
        "application/pdf",
        True,
        True,
    )
