"""The host's desk and the pages that its mails open."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from coworking import actions
from coworking.actions.prenota import prenota
from coworking.emails import gettone
from coworking.enums import Stato, Tipo
from coworking.models import Blocco, Eccezione, Prenotazione
from coworking.schede import scrivanie
from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora
from talenti.base.permissions import Sistema
from talenti.registro.models import Transizione
from talenti.rete.models import Appartenenza
from tests.factories import coworking, rete
from tests.factories.coworking import alle, giorno_feriale, richiesta
from tests.factories.persone import PersonaFactory, TutelaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chi_ospita():
    return PersonaFactory(email="ospita@example.org")


@pytest.fixture
def partner(chi_ospita):
    return rete.ammesso(persona=chi_ospita)


@pytest.fixture
def studio(partner):
    return coworking.spazio(partner, tipo=Tipo.STUDIO, nome="Studio Prova")


@pytest.fixture
def giulia():
    return PersonaFactory(nome="Giulia", email="giulia@example.org")


@pytest.fixture
def chiesta(studio, giulia):
    return prenota(studio, richiesta(), da=giulia)


@pytest.fixture
def scrivania(partner):
    return reverse("coworking:ospita", args=[partner.slug])


def rispondi(client, prenotazione, verbo):
    partner = prenotazione.spazio.partner
    return client.post(reverse("coworking:rispondi", args=[partner.slug, prenotazione.codice]), {"verbo": verbo})


def test_desk_shows_the_requests_of_its_own_places(client, chiesta, chi_ospita, scrivania):
    altrui = coworking.spazio(rete.ammesso(nome="Altra", codice_fiscale="90000010190"), tipo=Tipo.STUDIO)
    prenota(altrui, richiesta(), da=PersonaFactory())
    client.force_login(chi_ospita)
    pagina = client.get(scrivania)
    assert [riga["p"] for riga in pagina.context["richieste"]] == [chiesta]
    assert "È la prima volta da voi." in pagina.content.decode()


@pytest.mark.parametrize("quante", [1, 3])
def test_desk_costs_the_same_whatever_waits(client, partner, chi_ospita, scrivania, quante, django_assert_num_queries):
    for n in range(quante):
        spazio = coworking.spazio(partner, tipo=Tipo.STUDIO, nome=f"Studio {n}")
        prenota(spazio, richiesta(), da=PersonaFactory())
    client.force_login(chi_ospita)
    client.get(scrivania)
    with django_assert_num_queries(25):
        client.get(scrivania)


def test_desk_is_closed_to_who_does_not_host(client, scrivania, giulia):
    assert client.get(scrivania).url.startswith("/accedi/")
    client.force_login(giulia)
    assert client.get(scrivania).status_code == 403


def test_accept_from_the_desk(client, chiesta, chi_ospita, scrivania, giulia):
    client.force_login(chi_ospita)
    assert rispondi(client, chiesta, "conferma").url == scrivania
    chiesta.refresh_from_db()
    assert (chiesta.stato, chiesta.occupazioni.count()) == (Stato.CONFERMATA, 9)
    assert rispondi(client, chiesta, "conferma").url == scrivania
    assert Transizione.objects.di(chiesta).count() == 2


def test_decline_asks_for_a_reason_and_tells_it(client, chiesta, chi_ospita, giulia, partner):
    client.force_login(chi_ospita)
    dove = rispondi(client, chiesta, "rifiuta").url
    assert client.get(dove).status_code == 200
    assert list(client.post(dove, {}).context["form"].errors) == ["perche"]
    assert list(client.post(dove, {"perche": "altro"}).context["form"].errors) == ["nota"]
    client.post(dove, {"perche": "chiusi", "nota": "Torniamo lunedì."})
    chiesta.refresh_from_db()
    avviso = Avviso.objects.filter(persona=giulia).latest("pk")
    assert (chiesta.stato, "Quel giorno siamo chiusi. Torniamo lunedì." in str(avviso.testo)) == (Stato.RIFIUTATA, True)


def test_presence_is_marked_from_the_desk(client, partner, giulia, chi_ospita, scrivania):
    hub = coworking.spazio(partner)
    p = prenota(hub, richiesta(), da=giulia)
    with a_quest_ora(p.dal + timedelta(minutes=10)):
        client.force_login(chi_ospita)
        assert [una.pk for una in client.get(scrivania).context["di_oggi"]] == [p.pk]
        rispondi(client, p, "registra_assenza")
        p.refresh_from_db()
        assert p.stato == Stato.ASSENTE
        rispondi(client, p, "registra_presenza")
    p.refresh_from_db()
    assert p.stato == Stato.CONCLUSA


@pytest.mark.parametrize("verbo", ["", "annulla", "scade", "prenota"])
def test_desk_does_only_the_hosts_verbs(client, chiesta, chi_ospita, verbo):
    client.force_login(chi_ospita)
    rispondi(client, chiesta, verbo)
    chiesta.refresh_from_db()
    assert chiesta.stato == Stato.RICHIESTA


def tre(giorno, nome):
    return {f"{nome}_giorno": giorno.day, f"{nome}_mese": giorno.month, f"{nome}_anno": giorno.year}


def test_closing_a_day_shows_first_who_had_booked(client, studio, chiesta, chi_ospita, scrivania):
    client.force_login(chi_ospita)
    giorno = giorno_feriale()
    dove = reverse("coworking:chiudi", args=[studio.partner.slug, studio.codice])
    dati = tre(giorno, "dal") | tre(giorno, "al") | {"motivo": "Ferie"}
    pagina = client.post(dove, dati)
    assert (pagina.context["toccate"], Eccezione.objects.count()) == ([chiesta], 0)
    assert client.post(dove, dati | {"conferma": "si"}).url == scrivania
    chiesta.refresh_from_db()
    assert (chiesta.stato, Eccezione.objects.get().dal) == (Stato.DISDETTA, giorno)
    client.post(reverse("coworking:riapri_giorni", args=[studio.partner.slug, Eccezione.objects.get().pk]))
    assert Eccezione.objects.count() == 0


@pytest.mark.parametrize("nome", ["chiudi", "blocca"])
def test_a_day_that_no_calendar_reaches_is_a_sentence_at_its_field(client, studio, chi_ospita, nome):
    client.force_login(chi_ospita)
    lontano = date(9999, 12, 31)
    dati = tre(lontano, "dal") | tre(lontano, "al") | tre(lontano, "giorno")
    dati |= {"motivo": "Ferie", "posto": studio.postazioni.get().pk, "dalle": "9:00", "alle": "10:00"}
    pagina = client.post(reverse(f"coworking:{nome}", args=[studio.partner.slug, studio.codice]), dati)
    errori = pagina.context["form"].errors
    assert sorted(errori) == (["al", "dal"] if nome == "chiudi" else ["giorno"])


def test_blocking_a_seat_and_giving_it_back(client, studio, chi_ospita):
    client.force_login(chi_ospita)
    dove = reverse("coworking:blocca", args=[studio.partner.slug, studio.codice])
    posto = studio.postazioni.get()
    dati = tre(giorno_feriale(), "giorno") | {"posto": posto.pk, "dalle": "9:00", "alle": "12:00"}
    assert list(client.post(dove, dati | {"alle": "8:15"}).context["form"].errors) == ["alle"]
    client.post(dove, dati)
    blocco = Blocco.objects.get()
    assert blocco.occupazioni.count() == 6
    client.post(reverse("coworking:sblocca", args=[studio.partner.slug, blocco.pk]))
    assert blocco.occupazioni.count() == 0


# ── From the mail ─────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def lettera(chiesta, chi_ospita):
    return reverse("coworking:risposta", args=[gettone(chiesta, chi_ospita)])


def test_mail_of_a_request_carries_the_link_that_answers_it(chiesta, chi_ospita):
    avviso = Avviso.objects.get(persona=chi_ospita, transizione__oggetto_tipo="coworking.prenotazione")
    assert avviso.azione_url.startswith("/ospita/risposta/")


def test_mail_is_answered_with_one_press_without_signing_in(client, lettera, chiesta):
    pagina = client.get(lettera)
    assert (pagina.status_code, "Giulia chiede un posto" in pagina.content.decode()) == (200, True)
    chiesta.refresh_from_db()
    assert chiesta.stato == Stato.RICHIESTA
    client.post(lettera, {"risposta": "conferma"})
    chiesta.refresh_from_db()
    assert chiesta.stato == Stato.CONFERMATA
    assert "qualcuno ha già risposto" in client.get(lettera).content.decode()
    assert client.post(lettera, {"risposta": "rifiuta", "perche": "chiusi"}).status_code == 409
    chiesta.refresh_from_db()
    assert chiesta.stato == Stato.CONFERMATA


def test_declining_from_the_mail_wants_a_reason(client, lettera, chiesta):
    assert client.post(lettera, {"risposta": "rifiuta"}).status_code == 409
    client.post(lettera, {"risposta": "rifiuta", "perche": "non_adatto"})
    chiesta.refresh_from_db()
    assert chiesta.stato == Stato.RIFIUTATA


def test_link_of_who_no_longer_hosts_does_nothing(client, lettera, chiesta, chi_ospita):
    Appartenenza.objects.filter(persona=chi_ospita).update(al="2020-01-02", dal="2020-01-01")
    assert client.post(lettera, {"risposta": "conferma"}).status_code == 409
    chiesta.refresh_from_db()
    assert chiesta.stato == Stato.RICHIESTA


def test_link_changed_or_expired_is_gone(client, lettera, chiesta):
    assert client.get(lettera[:-3] + "xx/").status_code == 410
    with a_quest_ora(chiesta.scade_il):
        assert "La richiesta è scaduta" in client.get(lettera).content.decode()
        assert client.post(lettera, {"risposta": "conferma"}).status_code == 409


# ── Minors ────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def leo():
    leo = PersonaFactory(minore=True, nome="Leo")
    TutelaFactory(persona=leo, stato="confermato", email="mamma@example.org")
    return leo


def del_tutore(chiesta):
    avviso = Avviso.objects.get(email="mamma@example.org", transizione__oggetto_id=chiesta.pk)
    return avviso.azione_url


def test_minor_waits_for_the_yes_of_who_answers_for_her(client, partner, leo, chi_ospita, scrivania):
    hub = coworking.spazio(partner)
    chiesta = prenota(hub, richiesta(), da=leo)
    assert (chiesta.stato, chiesta.attende_tutore) == (Stato.RICHIESTA, True)
    client.force_login(chi_ospita)
    assert client.get(scrivania).context["richieste"] == []
    client.logout()
    client.post(del_tutore(chiesta), {"risposta": "si"})
    chiesta.refresh_from_db()
    assert (chiesta.stato, chiesta.attende_tutore) == (Stato.CONFERMATA, False)


def test_guardian_says_no_and_the_place_is_free(client, partner, leo):
    chiesta = prenota(coworking.spazio(partner), richiesta(), da=leo)
    dove = del_tutore(chiesta)
    assert "Leo chiede un posto" in client.get(dove).content.decode()
    client.post(dove, {"risposta": "no"})
    chiesta.refresh_from_db()
    assert (chiesta.stato, chiesta.occupazioni.count()) == (Stato.RIFIUTATA, 0)
    assert client.post(dove, {"risposta": "si"}).status_code == 409


def test_after_the_guardian_the_host_is_asked_where_the_space_wants_it(client, partner, leo, chi_ospita):
    chiesta = prenota(coworking.spazio(partner, sempre_conferma=True), richiesta(), da=leo)
    assert not Avviso.objects.filter(persona=chi_ospita, oggetto__startswith="Richiesta").exists()
    client.post(del_tutore(chiesta), {"risposta": "si"})
    chiesta.refresh_from_db()
    assert (chiesta.stato, Avviso.objects.filter(persona=chi_ospita, oggetto__startswith="Richiesta").count()) == (
        Stato.RICHIESTA,
        1,
    )


def test_closing_an_account_gives_back_the_places_and_the_purposes(chiesta, giulia):
    from talenti.persone import actions as di_persone

    di_persone.chiudi(giulia, da=giulia)
    chiesta.refresh_from_db()
    assert (chiesta.stato, chiesta.scopo, chiesta.occupazioni.count()) == (Stato.ANNULLATA, "", 0)


def test_notices_of_a_request_from_its_birth_to_its_end(chiesta, giulia, chi_ospita):
    actions.conferma(chiesta, da=chi_ospita)
    actions.disdici(chiesta, motivo="Si è rotta la caldaia.", da=Sistema("prova"))
    oggetti = list(Avviso.objects.filter(persona=giulia).order_by("pk").values_list("oggetto", flat=True))
    assert [oggetto.partition(":")[0] for oggetto in oggetti] == [
        "Richiesta inviata",
        "Prenotazione confermata",
        "Prenotazione annullata",
    ]
    assert Prenotazione.objects.get().stato == Stato.DISDETTA
    assert alle(giorno_feriale(), time(9)) == chiesta.dal


def test_desk_in_the_side_list_counts_the_requests_of_all_its_places_once(partner, chi_ospita, scrivania):
    for n in range(2):
        spazio = coworking.spazio(partner, tipo=Tipo.STUDIO, posti=2, nome=f"Studio {n}")
        for _volta in range(2):
            prenota(spazio, richiesta(), da=PersonaFactory())
    coworking.spazio(partner, nome="Hub")
    assert [(una.url, una.da_fare) for una in scrivanie(chi_ospita)] == [(scrivania, 4)]
